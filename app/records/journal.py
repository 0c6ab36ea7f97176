"""Who did or read what, and when. A line never changes: each holds the digest of the line before it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from peewee import BigIntegerField, CharField, ForeignKeyField, ModelSelect, fn

from .db import Lookup, Moment, Record, is_sqlite, now, writing
from .family import Family
from .user import User

if TYPE_CHECKING:
    from peewee import Model

START = "0" * 64
#: The acts by which what a child said came before somebody.
READING = ("read", "heard", "saw")


class Journal(Record):
    """One line: this person did this to that thing. It names rows and never holds what is in them.

    One chain a family. What was rewritten, put in another order or taken out of the middle no longer fits; what was
    cut off the end is seen against an anchor kept outside the database (`flask journal anchor`).
    """

    family = ForeignKeyField(Family, backref="journal")
    number = BigIntegerField()
    user = ForeignKeyField(User, null=True)
    act = CharField(max_length=32)
    thing = CharField(max_length=32)
    thing_id = CharField(max_length=36)
    at = Moment(default=now)
    digest: Any = Lookup()

    class Meta:
        indexes = ((("family", "number"), True),)

    @classmethod
    def note(cls, family: Family, user: User | None, act: str, thing: "Model") -> "Journal":
        """Write the next line of this family's chain, in the same transaction as what it tells of."""
        with writing():
            if not is_sqlite():
                Family.select(Family.id).where(Family.id == family.id).for_update("FOR NO KEY UPDATE").execute()
            last = cls.select().where(cls.family == family).order_by(cls.number.desc()).first()
            line = cls(
                family=family,
                number=last.number + 1 if last else 1,
                user=user,
                act=act,
                thing=type(thing).__name__.lower(),
                thing_id=str(thing.id),
                at=now(),
            )
            line.digest = line.follows(last.digest if last else START)
            line.save(force_insert=True)
        return line

    def follows(self, before: str) -> str:
        """The digest this line has when it comes after the line of that digest."""
        told = [
            before,
            str(self.family_id),
            self.number,
            str(self.user_id),
            self.act,
            self.thing,
            self.thing_id,
        ]
        return sha256(json.dumps([*told, round(self.at.timestamp() * 1000)]).encode()).hexdigest()

    @classmethod
    def broken(cls, anchors: dict[UUID, tuple[int, str]] | None = None) -> Iterator[tuple[UUID, int]]:
        """The first line of each family's chain that does not fit: (family, number). Nothing when all is well.

        `anchors` are earlier heads, {family: (number, digest)}: a chain that no longer holds one was cut.
        """
        wanted = dict(anchors or {})
        before, family, number, bad = START, None, 0, False
        for line in cls.select().order_by(cls.family, cls.number):
            if line.family_id != family:
                before, family, number, bad = START, line.family_id, 0, False
            number += 1
            if not bad and (line.number != number or line.digest != line.follows(before)):
                bad = True
                yield line.family_id, line.number
            if wanted.get(line.family_id) == (line.number, line.digest):
                del wanted[line.family_id]
            before = line.digest
        yield from ((family, number) for family, (number, _digest) in wanted.items())

    @classmethod
    def readers(cls, family: Family, things: Iterable[Any], since: datetime) -> ModelSelect:
        """Who of a family's people read, heard or saw any of these (their ids), each with `at`, when they did last."""
        named = cls.select(User, fn.MAX(cls.at).alias("at")).join(User)
        of_them = cls.thing_id.in_([str(thing) for thing in things])
        found = named.where(cls.family == family, cls.act.in_(READING), of_them, cls.at >= since)
        return found.group_by(User).order_by(fn.MAX(cls.at))

    @classmethod
    def heads(cls) -> dict[UUID, tuple[int, str, datetime]]:
        """The last line of each family's chain: {family: (number, digest, moment)}."""
        latest = cls.select(cls.family, fn.MAX(cls.number).alias("number")).group_by(cls.family).alias("latest")
        on = (cls.family == latest.c.family_id) & (cls.number == latest.c.number)
        return {line.family_id: (line.number, line.digest, line.at) for line in cls.select().join(latest, on=on)}
