"""The loop that brings reminders: what has fallen due is claimed and dealt with, for as long as the house stands."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from time import monotonic
from traceback import format_tb

from peewee import InterfaceError, OperationalError

from app.records import Delivery, db
from app.records.db import now
from app.records.delivery import LEASE
from app.records.due import fall_due

from .batch import Batch, Bring

log = logging.getLogger(__name__)

BATCH = 100
IDLE_SECONDS = 2.0
TROUBLE_SECONDS = 5.0


class Sender:
    """Any number of them may run, in threads, processes or machines, and any may be killed at any moment: leases in the
    database keep them apart, and what a dead one held is another's when its lease runs out."""

    def __init__(self, make: Callable[[], AbstractContextManager[Bring]]) -> None:
        """`make` is called when this begins, in the thread that does it: lines to push services are nobody else's."""
        self.make = make

    def start(self) -> threading.Event:
        """Run beside whatever else this process does. Set the event to end it. Raises what `make` raises."""
        self.make()
        stop = threading.Event()
        threading.Thread(target=self.run, args=(stop,), name="sender", daemon=True).start()
        return stop

    def run(self, stop: threading.Event) -> None:
        """Until told to stop. No fault ends it: it is noted, without a letter of what it was about."""
        with self.make() as bring:
            while not stop.is_set():
                stop.wait(self._round(bring))

    def _round(self, bring: Bring) -> float:
        """One round, and the seconds to rest after it."""
        try:
            with db.connection_context():
                return 0.0 if self._bring(bring) else IDLE_SECONDS
        except (InterfaceError, OperationalError) as fault:
            log.error("the database did not answer: %s", type(fault).__name__)
        except Exception as fault:
            log.error("unforeseen: %s\n%s", type(fault).__name__, "".join(format_tb(fault.__traceback__)))
        return TROUBLE_SECONDS

    def once(self) -> int:
        """Bring all that is due now. Returns how many deliveries it dealt with."""
        with self.make() as bring:
            return self._bring(bring)

    def _bring(self, bring: Bring) -> int:
        while fall_due():
            pass
        dealt = 0
        while Delivery.waiting(now()):
            token, claimed = Delivery.claim(BATCH)
            Batch(bring, token, monotonic() + LEASE.total_seconds() / 2).deal_with(claimed)
            dealt += len(claimed)
        return dealt
