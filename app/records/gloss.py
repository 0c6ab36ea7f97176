"""What a grown-up writes beside one thing that a child said: beside it, never instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from peewee import BooleanField, CharField, ForeignKeyField, ModelSelect, UUIDField, fn

from .db import Content, Moment, Record
from .document import Document
from .entry import Entry
from .item import Item
from .member import Member
from .refiling import Refiling
from .user import User


class GlossSort(StrEnum):
    """What it is: the grown-up's own note, the child's words about what a thing shows, or the same in another
    language."""

    NOTE = "note"
    SHOWS = "shows"
    TRANSLATION = "translation"


@dataclass(frozen=True)
class Beside:
    """What is written beside one thing. `language` is that of these words, as an item's is; `translator` the
    interpreter's name, where somebody else than the writer translated. `goes_along`: a translation is shown with the
    words to those the child shows them to."""

    sort: GlossSort
    words: str
    language: str = ""
    translator: str = ""
    goes_along: bool = False
    replaces: UUID | None = None


class Gloss(Record):
    """One such word beside a child's. Never changed: a later one names the one it `replaces`, and both are kept. It is
    for the family's workers; no child's edition and no page of a child's has it. `item` is no foreign key: the thing
    may still be on another device. `said_at` (UTC) is when it was written, by the device's clock where that can be
    believed.
    """

    id = UUIDField(primary_key=True)
    entry = ForeignKeyField(Entry, unique=True)
    member = ForeignKeyField(Member, backref="glosses")
    item = UUIDField(index=True)
    sort = CharField(max_length=16)
    words = Content()
    language = CharField(max_length=16)
    translator = Content()
    goes_along = BooleanField()
    replaces = UUIDField(null=True, index=True)
    said_at = Moment()

    @classmethod
    def put(cls, entry: Entry, member: Member, item: UUID, told: Beside) -> "Gloss":
        """What is no translation goes along with nothing."""
        return cls.create(
            id=cls.brought_by(UUID(str(entry.id))),
            entry=entry,
            member=member,
            item=item,
            sort=told.sort,
            words=told.words,
            language=told.language,
            translator=told.translator if told.sort == GlossSort.TRANSLATION else "",
            goes_along=told.goes_along and told.sort == GlossSort.TRANSLATION,
            replaces=told.replaces,
            said_at=entry.said_at,
        )

    @staticmethod
    def brought_by(entry: UUID) -> UUID:
        """The name of what an entry of this name brought: a device that wrote it knows the entry alone."""
        return uuid5(entry, "gloss")

    @classmethod
    def where_it_belongs(cls) -> ModelSelect:
        """Those that stand beside a thing of the child they were written about, each with its entry and writer.

        What was under the wrong child goes where it belongs: the same in another language, and what a drawing shows,
        go with the words; a note stays in the family that it was written in, for it may speak of the wrong child.
        """
        went = Refiling.select(Refiling.id).where(
            Refiling.document == Document.id, Refiling.was == cls.member, Refiling.becomes.is_null(False)
        )
        with_the_words = (cls.sort != GlossSort.NOTE) & fn.EXISTS(went)
        in_the_family = (Document.family == Member.family) & ((Document.member == cls.member) | fn.EXISTS(went))
        return (
            cls.select(cls, Entry, User)
            .join(Entry)
            .join(User)
            .join_from(cls, Item, on=(cls.item == Item.id))
            .join(Document)
            .join_from(cls, Member)
            .where(in_the_family | with_the_words)
            .order_by(Entry.received_at, Entry.number)
        )

    @classmethod
    def replaced(cls) -> Any:
        """Whether a later one beside the same thing takes its place."""
        later = cls.alias()
        return fn.EXISTS(
            later.select(later.id).where(later.replaces == cls.id, later.item == cls.item, later.id != cls.id)
        )

    @classmethod
    def of(cls, seen: ModelSelect, items: Iterable[UUID]) -> dict[UUID, list["Gloss"]]:
        """Of those that are seen: what stands beside each of these things, by the thing; each has in `earlier` what it
        took the place of, the latest first."""
        found = {gloss.id: gloss for gloss in seen.where(cls.item.in_(list(items)))}
        gone: set[UUID | None] = set()
        beside: dict[UUID, list[Gloss]] = {}
        for gloss in reversed(found.values()):  # the last that came takes the place of one before it
            if gloss.id not in gone:
                gloss.earlier = list(_before(gloss, found))
                beside.setdefault(gloss.item, []).insert(0, gloss)
            gone.add(gloss.replaces)
        return beside


def _before(gloss: Gloss, found: dict[UUID, Gloss]) -> Iterable[Gloss]:
    """What it replaced, and what that had. What a device claims may go round in a ring."""
    seen = {gloss.id}
    while (before := found.get(gloss.replaces)) and before.id not in seen and before.item == gloss.item:
        seen.add(before.id)
        yield before
        gloss = before
