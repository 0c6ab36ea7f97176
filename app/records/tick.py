"""What became of an action at one wall time: a fact that someone handed in. Nothing is overwritten."""

from enum import StrEnum
from uuid import UUID, uuid4, uuid5

from peewee import CharField, ForeignKeyField, UUIDField

from .action import Action
from .db import Content, Record
from .entry import Entry


class Outcome(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    COULD_NOT = "could not"
    NOT_NEEDED = "not needed"


#: After either of these, nobody needs to do it any more.
ENOUGH = (Outcome.DONE, Outcome.NOT_NEEDED)


class Why(StrEnum):
    """Why it could not be done. None of them is a fault."""

    ILL = "ill"
    AWAY = "away"
    FORGOT = "forgot"
    UNSAFE = "unsafe"
    OTHER = "other"


class Tick(Record):
    """One person's word on one wall time of an action (`wall` as in schedule.WALL, by the action's own zone). It names
    the time and no row, so that a day nobody has looked at yet can be ticked without a connection. Who and when stand
    in its entry; two people's ticks on the same time both stand."""

    id = UUIDField(primary_key=True)
    entry = ForeignKeyField(Entry, unique=True)
    action = ForeignKeyField(Action, backref="ticks")
    wall = CharField(max_length=16)
    outcome = CharField(max_length=16)

    class Meta:
        indexes = ((("action", "wall"), False),)

    @classmethod
    def put(cls, entry: Entry, action: Action, wall: str, outcome: Outcome, why: Why | None, words: str) -> "Tick":
        tick = cls.create(id=uuid5(UUID(str(entry.id)), "tick"), entry=entry, action=action, wall=wall, outcome=outcome)
        if why or words:
            Note.create(tick=tick, why=why or "", words=words or None)
        return tick


class Note(Record):
    """What someone wrote beside a tick, and why it could not be done. A row of its own, for it is not for everybody who
    sees the tick: who does the same action may be whom it is about, and may be holding the telephone."""

    id = UUIDField(primary_key=True, default=uuid4)
    tick = ForeignKeyField(Tick, unique=True, backref="notes")
    why = CharField(max_length=16)
    words = Content(null=True)
