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
    """One thing as it was handed in. `content` is None where the thing it replaces was taken out. `language` is that of
    the words: a BCP 47 tag, or what the worker calls it, 16 letters at most; `asked_in` is that of the prompt."""

    id: UUID
    question: str
    kind: str
    content: str | None
    prompt: str
    band: str
    language: str
    hand: str
    replaces: UUID | None = None
    asked_in: str | None = None

    @property
    def prompt_language(self) -> str:
        return self.asked_in or self.language


class Item(Record):
    """One thing said, and what was on the screen when it was. Never changed: a later thing names the one it `replaces`
    (no foreign key: that one may still be on another device). Where `content` is empty, the one before was taken out.

    Two things that replace the same one both stand, side by side, until a person brings them together.

    `language` is the language of the words; `asked_in` that of the prompt, where it is another.
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
    asked_in = CharField(max_length=16, null=True)
    hand = CharField(max_length=16)
    replaces = UUIDField(null=True, index=True)

    @property
    def prompt_language(self) -> str:
        return self.asked_in or self.language

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
