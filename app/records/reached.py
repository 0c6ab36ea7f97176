"""Whether reminders reached anybody: for each person and each wall time, what became of the knock."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from peewee import JOIN, ModelSelect

from .action import Action
from .db import now
from .delivery import Delivery, State
from .occurrence import Occurrence
from .reminder import Due, Reminder

#: A sender looks every few seconds. What has waited this long waits for one that does not run.
STANDS_STILL = timedelta(minutes=15)


class Reached(StrEnum):
    """The best that became of one reminder on any of a person's devices."""

    REMINDED = "reminded"  #: a push service took it, which is all that anybody can know
    ON_ITS_WAY = "on its way"
    NOT_NEEDED = "not needed"
    NO_PHONE = "no phone"  #: none is set up for reminders
    GONE = "gone"  #: the one that was set up cannot be knocked at any more
    TOO_LATE = "too late"
    REFUSED = "refused"


#: The best first: one phone that rang is enough.
BEST = {
    State.SENT: Reached.REMINDED,
    State.PENDING: Reached.ON_ITS_WAY,
    State.NOT_NEEDED: Reached.NOT_NEEDED,
    State.TOO_LATE: Reached.TOO_LATE,
    State.GONE: Reached.GONE,
    State.REFUSED: Reached.REFUSED,
}
NOT_REACHED = {Reached.NO_PHONE, Reached.GONE, Reached.TOO_LATE, Reached.REFUSED}


@dataclass(frozen=True)
class Knock:
    """What became of one person's reminder of one moment (`at`, UTC): `how`, and on how many devices if it came."""

    how: Reached
    at: datetime
    devices: int = 0


Knocks = dict[tuple[UUID, str], dict[UUID, Knock]]


def reached(occurrences: ModelSelect, first: date, last: date) -> Knocks:
    """{(action, wall): {user: what became of it}} of these occurrences with wall times on these days, both included.
    Whoever has no account was not to be reminded and is not in it."""
    seen = occurrences.where(Occurrence.wall.between(first.isoformat(), f"{last.isoformat()}T99"))
    rows = (
        Due.select(Occurrence.action, Occurrence.wall, Reminder.user, Reminder.at, Reminder.until, Delivery.state)
        .join_from(Due, Occurrence)
        .join_from(Due, Reminder)
        .join_from(Reminder, Delivery, JOIN.LEFT_OUTER)
        .where(Due.occurrence.in_(seen.select(Occurrence.id)))
    )
    states: dict[tuple, list[str | None]] = defaultdict(list)
    for action, wall, user, at, until, state in rows.tuples():
        states[action, wall, user, at, until].append(state)
    knocks: Knocks = defaultdict(dict)
    for (action, wall, user, at, until), found in states.items():
        knocks[action, wall][user] = Knock(_best(found, until), at, found.count(State.SENT))
    return dict(knocks)


def _best(states: list[str | None], until: datetime) -> Reached:
    best = next((reached for state, reached in BEST.items() if state in states), Reached.NO_PHONE)
    return Reached.TOO_LATE if best == Reached.ON_ITS_WAY and until < now() else best


def stand_still(actions: list[Action]) -> bool:
    """Whether what has fallen due waits for a sender that does not run."""
    return any(action.next_at and action.next_at < now() - STANDS_STILL for action in actions)
