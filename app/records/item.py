"""One thing said: a thought, a drawing."""

from dataclasses import dataclass
from uuid import UUID

from peewee import CharField, ForeignKeyField, IntegerField, ModelSelect, UUIDField, fn

from .db import Content, Record
from .document import Document
from .entry import Entry
from .member import Member
from .user import User


@dataclass(frozen=True)
class Said:
    """One thing as it was handed in. `content` is None where the thing it replaces was taken out."""

    id: UUID
    question: str
    kind: str
    content: str | None
    prompt: str
    band: str
    language: str
    hand: str
    replaces: UUID | None = None


class Item(Record):
    """One thing said, and what was on the screen when it was. Never changed: a later thing names the one it `replaces`
    (no foreign key: that one may still be on another device). Where `content` is empty, the one before was taken out.

    Two things that replace the same one both stand, side by side, until a person brings them together.
    """

    id = UUIDField(primary_key=True)
    entry = ForeignKeyField(Entry, backref="items")
    document = ForeignKeyField(Document, backref="items")
    place = IntegerField()
    question = CharField(max_length=64)
    kind = CharField(max_length=16)
    content = Content(null=True)
    prompt = Content()
    band = CharField(max_length=16)
    language = CharField(max_length=16)
    hand = CharField(max_length=16)
    replaces = UUIDField(null=True, index=True)

    @classmethod
    def latest(cls) -> ModelSelect:
        """Things that nothing in their document has replaced, in the order in which they came."""
        later = cls.alias()
        replaced = later.select(later.id).where(
            later.document == cls.document, later.replaces == cls.id, later.id != cls.id
        )
        return (
            cls.select(cls, Entry, User, Document, Member)
            .join(Entry)
            .join(User)
            .join_from(cls, Document)
            .join(Member)
            .where(~fn.EXISTS(replaced))
            .order_by(Entry.received_at, Entry.number, cls.place)
        )
