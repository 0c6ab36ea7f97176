"""Passing on: a worker has to tell others what a child said. What was told to whom, and why, is written down; it is
never silent, and opens nothing to anyone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from peewee import BooleanField, ForeignKeyField, ModelSelect, UUIDField, fn

from .db import Content, Moment, Record, now, writing
from .document import Document
from .family import Family
from .item import Item
from .journal import Journal
from .member import Member
from .user import User


@dataclass(frozen=True)
class PassedOn:
    """What a worker writes down of one passing on: to whom, a role or an organisation, in words; why; when (UTC);
    whether the child was told before, or why they were not. In words that the child could read."""

    to_whom: str
    why: str
    told_first: bool
    why_not: str
    passed_at: datetime


class Passing(Record):
    """One passing on: of one thing that a child said, or of a whole sitting where `item` is empty. Nothing of it ever
    changes: what was a mistake is corrected by another row, which `corrects` the first of them, and the latest stands.
    It stays with the child of whom it was written, wherever the sitting goes."""

    id = UUIDField(primary_key=True, default=uuid4)
    family = ForeignKeyField(Family, backref="passings")
    member = ForeignKeyField(Member, backref="passings")
    document = ForeignKeyField(Document, backref="passings")
    item = ForeignKeyField(Item, null=True)
    to_whom = Content()
    why = Content()
    told_first = BooleanField()
    why_not = Content()
    passed_at = Moment()
    written_by = ForeignKeyField(User)
    written_at = Moment(default=now)
    corrects = ForeignKeyField("self", null=True, backref="corrections")

    @classmethod
    def write(cls, document: Document, item: Item | None, by: User, told: PassedOn) -> "Passing":
        of = {"family": document.family_id, "member": document.member_id, "document": document, "item": item}
        return cls._write(by, told, **of)

    def correct(self, by: User, told: PassedOn) -> "Passing":
        """Another row, which stands from now on; this one stays beside it."""
        of = {"family": self.family_id, "member": self.member_id, "document": self.document_id, "item": self.item_id}
        return Passing._write(by, told, corrects=self.first_id, **of)

    @classmethod
    def _write(cls, by: User, told: PassedOn, corrects: Any = None, **of: Any) -> "Passing":
        with writing():
            written = cls.create(
                **of,
                to_whom=told.to_whom,
                why=told.why,
                told_first=told.told_first,
                why_not="" if told.told_first else told.why_not,
                passed_at=told.passed_at,
                written_by=by,
                corrects=corrects,
            )
            Journal.note(written.family, by, "corrected" if corrects else "passed on", written)
        return written

    @property
    def first_id(self) -> UUID:
        """The row that this one corrects, or itself: what `Told` hangs on."""
        return self.corrects_id or self.id

    def all_of_it(self) -> list["Passing"]:
        """Every row of this passing on, the latest first: the first of them is the one that stands."""
        mine = (Passing.id == self.first_id) | (Passing.corrects == self.first_id)
        rows = with_all(Passing.select().where(mine))
        return list(rows.order_by(Passing.corrects.is_null(), Passing.written_at.desc(), Passing.id.desc()))

    @classmethod
    def stands(cls) -> Any:
        """Nothing corrects it. Of two corrections of one moment, one stands on every machine alike."""
        later = cls.alias()
        after = (later.written_at > cls.written_at) | (
            (later.written_at == cls.written_at) & (cls.corrects.is_null() | (later.id > cls.id))
        )
        return ~fn.EXISTS(later.select(later.id).where(later.corrects == _first(), later.id != cls.id, after))

    @classmethod
    def is_known(cls) -> Any:
        """It stands, and the child knows of it: from before, or they were told since."""
        return cls.stands() & (cls.told_first | _first().in_(Told.standing().select(Told.passing)))

    @classmethod
    def is_untold(cls) -> Any:
        """It stands, and the child was told of it neither before nor since."""
        return cls.stands() & ~cls.told_first & _first().not_in(Told.standing().select(Told.passing))


class Told(Record):
    """A worker's word that a child was told, afterwards, of something that was passed on: by whom, in words, and when
    (UTC). It hangs on the first row. Where `is_so` is False, that was a mistake; the latest word holds."""

    id = UUIDField(primary_key=True, default=uuid4)
    passing = ForeignKeyField(Passing, backref="told")
    is_so = BooleanField()
    by_whom = Content()
    told_at = Moment()
    written_by = ForeignKeyField(User)
    written_at = Moment(default=now)

    @classmethod
    def write(cls, passing: Passing, by: User, by_whom: str, told_at: datetime) -> "Told":
        return cls._write(passing, by, by_whom, told_at, is_so=True)

    @classmethod
    def take_back(cls, passing: Passing, by: User) -> "Told":
        return cls._write(passing, by, "", now(), is_so=False)

    @classmethod
    def _write(cls, passing: Passing, by: User, by_whom: str, told_at: datetime, *, is_so: bool) -> "Told":
        with writing():
            told = cls.create(passing=passing.first_id, is_so=is_so, by_whom=by_whom, told_at=told_at, written_by=by)
            Journal.note(passing.family, by, "told" if is_so else "had not told", told)
        return told

    @classmethod
    def standing(cls) -> ModelSelect:
        """The latest word of each, where it is that the child was told. Of two words of one moment the careful one
        holds."""
        later = cls.alias()
        since = (later.written_at > cls.written_at) | ((later.written_at == cls.written_at) & ~later.is_so)
        after = later.select(later.id).where(later.passing == cls.passing, later.id != cls.id, since)
        return cls.select().where(cls.is_so, ~fn.EXISTS(after))

    @classmethod
    def of(cls, passings: Iterable[Passing]) -> "dict[UUID, Told]":
        """How the child was told of each of these, by the id of its first row."""
        named = [passing.first_id for passing in passings]
        found = cls.standing().select(cls, User).join(User).where(cls.passing.in_(named))
        return {told.passing_id: told for told in found.order_by(cls.written_at)}


def by_thing(passings: ModelSelect) -> dict[UUID | None, list[Passing]]:
    """Those of them that stand, by the thing they are of; under None, those of the whole sitting. The latest first."""
    found: dict[UUID | None, list[Passing]] = defaultdict(list)
    for passing in with_all(passings.where(Passing.stands())).order_by(Passing.passed_at.desc()):
        found[passing.item_id].append(passing)
    return found


def with_all(passings: ModelSelect) -> ModelSelect:
    """With who wrote it, its child and its family."""
    return (
        passings.select(Passing, User, Member, Family)
        .join_from(Passing, User, on=Passing.written_by)
        .join_from(Passing, Member)
        .join_from(Passing, Family)
    )


def _first() -> Any:
    return fn.COALESCE(Passing.corrects, Passing.id)
