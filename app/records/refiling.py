"""Putting what was written under the wrong child where it belongs, with a trace."""

from uuid import UUID, uuid4

from peewee import ForeignKeyField, ModelSelect, UUIDField

from .db import Moment, Record, now, writing
from .document import Document
from .journal import Journal
from .member import Member
from .user import User


class NotWaiting(Exception):
    """Somebody else has put this sitting where it belongs, or has taken it out of sight, before."""


class Refiling(Record):
    """A sitting that was under the wrong child. From `begun_at` on it is out of everybody's sight, until it is placed:
    `becomes` is whose it is; the same as it `was`, where it was right after all.

    The sitting's things stay as they are, and hang on it as before; it alone moves. What its tablet still brings under
    the wrong child's address goes after it.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    document = ForeignKeyField(Document, backref="refilings")
    was = ForeignKeyField(Member, backref="refiled_from")
    begun_by = ForeignKeyField(User)
    begun_at = Moment(default=now)
    becomes = ForeignKeyField(Member, null=True, backref="refiled_to")
    placed_by = ForeignKeyField(User, null=True)
    placed_at = Moment(null=True)

    @classmethod
    def begin(cls, document: Document, by: User) -> "Refiling":
        """Take it out of everybody's sight. Raises NotWaiting where somebody else just has."""
        with writing():
            held = document.held()
            if cls.waiting().where(cls.document == held).exists():
                raise NotWaiting
            begun = cls.create(document=held, was=held.member_id, begun_by=by)
            Journal.note(held.family, by, "put out of sight", begun)
        return begun

    def place(self, member: Member, by: User) -> None:
        """Put it under the child it belongs to. Raises NotWaiting where somebody else just has."""
        with writing():
            document, moment = self.document.held(), now()
            placed = Refiling.update(becomes=member, placed_by=by, placed_at=moment)
            if not placed.where(Refiling.id == self.id, Refiling.placed_at.is_null()).execute():
                raise NotWaiting
            Document.update(member=member, family=member.family_id).where(Document.id == document.id).execute()
            Journal.note(self.was.family, by, "re-filed", self)
            if self.was.family_id != member.family_id:
                Journal.note(member.family, by, "re-filed", self)

    @classmethod
    def waiting(cls) -> ModelSelect:
        return cls.select().where(cls.placed_at.is_null())

    @classmethod
    def out_of_sight(cls) -> ModelSelect:
        """The sittings that nobody is shown now."""
        return cls.waiting().select(cls.document)

    @classmethod
    def hides(cls, name: UUID | None) -> bool:
        """Whether the sitting of this name is one of them."""
        return name is not None and cls.waiting().where(cls.document == name).exists()

    @classmethod
    def of(cls, document: Document) -> ModelSelect:
        """How a sitting came to be where it is, the latest first."""
        came = (
            cls.select(cls, User).join(User, on=cls.placed_by).where(cls.document == document, cls.becomes != cls.was)
        )
        return came.order_by(cls.placed_at.desc())

    @classmethod
    def away_from(cls, member: Member) -> ModelSelect:
        """What was under this child and was not theirs, or waits for somebody who knows whose it is."""
        found = cls.select(cls, Document).join(Document).where(cls.was == member)
        return found.where(cls.becomes.is_null() | (cls.becomes != cls.was)).order_by(cls.begun_at.desc())

    @classmethod
    def where_it_went(cls, name: UUID, member: Member) -> Member:
        """Whose the sitting of this name is, which a device writes as this child's."""
        went = cls.select(cls.document).where(cls.document == name, cls.was == member)
        document = Document.get_or_none(Document.id.in_(went))
        return document.member if document else member
