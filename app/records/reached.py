"""Whether reminders reached anybody: for each person and each wall time, what became of the knock."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from uuid import UUID

from peewee import JOIN, ModelSelect

from .delivery import Delivery, State
from .occurrence import Occurrence
from .reminder import Due, Reminder


class Reached(StrEnum):
    """The best that became of one reminder on any of a person's devices."""

    REMINDED = "reminded"
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


def reached(occurrences: ModelSelect, first: date, last: date) -> dict[tuple[UUID, str], dict[UUID, Reached]]:
    """{(action, wall): {user: how}} of these occurrences with wall times on these days, both included. Whoever has no
    account was not to be reminded and is not in it."""
    seen = occurrences.where(Occurrence.wall.between(first.isoformat(), f"{last.isoformat()}T99"))
    rows = (
        Due.select(Occurrence.action, Occurrence.wall, Reminder.user, Delivery.state)
        .join_from(Due, Occurrence)
        .join_from(Due, Reminder)
        .join_from(Reminder, Delivery, JOIN.LEFT_OUTER)
        .where(Due.occurrence.in_(seen.select(Occurrence.id)))
    )
    states: dict[tuple[UUID, str], dict[UUID, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for action, wall, user, state in rows.tuples():
        states[action, wall][user].add(state)
    return {key: {user: _best(found) for user, found in users.items()} for key, users in states.items()}


def _best(states: set[str | None]) -> Reached:
    return next((reached for state, reached in BEST.items() if state in states), Reached.NO_PHONE)
