"""One thing that a family's plan says will be done: who does it, what, when, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from peewee import JOIN, CharField, ForeignKeyField, ModelSelect, UUIDField

from .db import Content, Moment, Record, now, writing
from .family import Family
from .journal import Journal
from .member import Member
from .schedule import Schedule
from .user import User


@dataclass(frozen=True)
class Agreed:
    """What a family and its worker agreed on: `what` will be done, `why` in one plain line, by whom, and when."""

    what: str
    why: str
    doers: tuple[Member, ...]
    schedule: Schedule


class HasEnded(Exception):
    """Someone else has changed or ended this action already."""


class Action(Record):
    """One thing that will be done. Never changed: when something else is agreed, this one ends and another `follows`
    it, so that what was ticked stays ticked for what it said then. `next_at` is the first moment for which no
    Occurrence has been made yet."""

    id = UUIDField(primary_key=True, default=uuid4)
    family = ForeignKeyField(Family, backref="actions")
    what = Content()
    why = Content()
    rule = CharField(max_length=64)
    begins = CharField(max_length=10)
    ends = CharField(max_length=10, null=True)
    at = CharField(max_length=5)
    zone = CharField(max_length=64)
    made_by = ForeignKeyField(User)
    made_at = Moment(default=now)
    ended_at = Moment(null=True)
    follows = UUIDField(null=True)
    next_at: Any = Moment(null=True, index=True)

    @classmethod
    def agree(cls, family: Family, by: User, agreed: Agreed, follows: "Action | None" = None) -> "Action":
        """Begin an action. What it follows ends at the same moment. Raises HasEnded where that had ended before: of two
        who change it at once, one is told."""
        schedule = agreed.schedule
        with writing():
            moment = now()
            if follows and not follows.end(by, moment):
                raise HasEnded
            action = cls.create(
                family=family,
                what=agreed.what,
                why=agreed.why,
                rule=schedule.rule,
                begins=schedule.begins.isoformat(),
                ends=schedule.ends and schedule.ends.isoformat(),
                at=schedule.at.strftime("%H:%M"),
                zone=schedule.zone,
                made_by=by,
                made_at=moment,
                follows=follows and follows.id,
                next_at=schedule.next(moment),
            )
            Doer.insert_many([{"action": action, "member": member} for member in agreed.doers]).execute()
            Journal.note(family, by, "agreed", action)
        return action

    def end(self, by: User, moment: datetime | None = None) -> bool:
        """Nothing is to be done for it from this moment. False where it had ended before."""
        with writing():
            going_on = Action.update(ended_at=moment or now(), next_at=None).where(
                Action.id == self.id, Action.ended_at.is_null()
            )
            ended = bool(going_on.execute())
            if ended:
                Journal.note(self.family, by, "ended", self)
        return ended

    def stands_now(self) -> "Action | None":
        """What stands in this one's place now: itself, or what follows it in the end; None where that has ended."""
        action: Action | None = self
        while action and action.ended_at:
            action = Action.get_or_none(follows=action.id)
        return action

    @property
    def schedule(self) -> Schedule:
        ends = date.fromisoformat(self.ends) if self.ends else None
        return Schedule(self.rule, date.fromisoformat(self.begins), time.fromisoformat(self.at), self.zone, ends)

    def walls(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        """(wall time, its moment in UTC) on these days of the family's, from when it was agreed until it ended."""
        schedule = self.schedule
        for wall in schedule.walls(first, last):
            moment = schedule.moment(wall)
            if self._holds(moment):
                yield wall, moment

    def moments(self, since: datetime, last: date) -> Iterator[tuple[datetime, datetime]]:
        """The same from this moment on, until this day is over."""
        return ((wall, at) for wall, at in self.schedule.moments(since, last) if self._holds(at))

    def _holds(self, moment: datetime) -> bool:
        return self.made_at <= moment and not (self.ended_at and moment >= self.ended_at)

    def doers(self) -> ModelSelect:
        """Those who do it and still have a part in the family."""
        return (
            Member.select(Member, User)
            .join_from(Member, Doer)
            .join_from(Member, User, JOIN.LEFT_OUTER)
            .where(Doer.action == self.id, Member.left_at.is_null())
            .order_by(Member.made_at)
        )


class Doer(Record):
    """Someone who does an action. An action may have several: each of them is reminded, each may tick."""

    action = ForeignKeyField(Action)
    member = ForeignKeyField(Member)

    class Meta:
        indexes = ((("action", "member"), True),)


def doers_of(actions: Iterable[Action]) -> dict[object, list[Member]]:
    """Who does each of these, by action id, asked at once."""
    rows = Doer.select(Doer, Member).join(Member).where(Doer.action.in_([action.id for action in actions]))
    found: dict[object, list[Member]] = {}
    for row in rows.order_by(Member.made_at):
        found.setdefault(row.action_id, []).append(row.member)
    return found
