"""What a sender has claimed at once: each delivery is asked about once more, brought, and its result kept."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from urllib.parse import urlsplit
from uuid import UUID

from app.records import Delivery, Reminder, Subscription
from app.records.db import now
from app.records.delivery import State
from app.records.due import wanted

from .answer import Answer, is_alarm, is_trouble, later, then

log = logging.getLogger(__name__)

#: Brings one reminder to one device; the number is of seconds for which it is of use. Network trouble is an answer too.
Bring = Callable[[Subscription, Reminder, int], Answer]

#: How many go out between two commits, which is what a crash may send twice, and the device then shows once.
HANDFUL = 20
#: How old the last look at what is still wanted may be when a message goes out.
FRESH_SECONDS = 1.0


@dataclass(frozen=True)
class Result:
    """What became of a delivery: how it ended, or when (UTC) it is tried again. No answer: nothing was sent."""

    delivery: Delivery
    what: State | datetime
    answer: Answer | None = None
    place: Subscription | None = None

    def row(self) -> tuple[UUID, State | datetime, int | None]:
        return self.delivery.id, self.what, self.answer.status if self.answer else None


class Batch:
    """Deliveries under one lease. What cannot be brought by `deadline` (monotonic seconds) is given back untouched."""

    def __init__(self, bring: Bring, token: UUID, deadline: float) -> None:
        self.bring, self.token, self.deadline = bring, token, deadline
        self.in_trouble: dict[str, Answer] = {}

    def deal_with(self, claimed: list[Delivery]) -> None:
        for start in range(0, len(claimed), HANDFUL):
            results = list(self._results(claimed[start : start + HANDFUL]))
            for result in results:
                self._follow(result)
            Delivery.end([result.row() for result in results], self.token)
        Delivery.release(self.token)

    def _follow(self, result: Result) -> None:
        if result.place and result.what is State.GONE:
            Subscription.delete().where(Subscription.id == result.place.id).execute()
        if result.place and result.answer and is_alarm(result.answer):
            log.error("%s answers %s: our side of it needs a look", origin_of(result.place), result.answer.status)

    def _results(self, handful: list[Delivery]) -> Iterator[Result]:
        looked = monotonic()
        still, places = wanted({row.reminder_id for row in handful}), places_of(handful)
        for delivery in handful:
            if monotonic() > self.deadline:
                return
            if monotonic() - looked > FRESH_SECONDS:
                looked = monotonic()
                still, places = wanted({row.reminder_id for row in handful}), places_of(handful)
            place = places.get((delivery.device_id, delivery.reminder.user_id))
            yield self._result(delivery, place) if delivery.reminder_id in still else Result(delivery, State.NOT_NEEDED)

    def _result(self, delivery: Delivery, place: Subscription | None) -> Result:
        if delivery.reminder.until <= now():
            return Result(delivery, State.TOO_LATE)
        return self._brought(delivery, place) if place else Result(delivery, State.GONE)

    def _brought(self, delivery: Delivery, place: Subscription) -> Result:
        """A push service that is in trouble is asked once a batch: the others must not wait for it."""
        origin, until = origin_of(place), delivery.reminder.until
        known = self.in_trouble.get(origin)
        if known:
            return Result(delivery, later(known, delivery.tries, until, now()), known)
        answer = self.bring(place, delivery.reminder, int((until - now()).total_seconds()))
        if is_trouble(answer):
            self.in_trouble[origin] = answer
        return Result(delivery, then(answer, delivery.tries, until, now()), answer, place)


def places_of(deliveries: list[Delivery]) -> dict[tuple[UUID, UUID], Subscription]:
    """Where these devices are knocked at now, by device and whose it is: a device may have changed hands since."""
    rows = Subscription.select().where(Subscription.device.in_({row.device_id for row in deliveries}))
    return {(row.device_id, row.user_id): row for row in rows}


def origin_of(place: Subscription) -> str:
    parts = urlsplit(place.endpoint)
    return f"{parts.scheme}://{parts.netloc}"
