"""Whether somebody who may had agreed before a child was asked, and who was there: written down for each sitting."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from peewee import CharField, ForeignKeyField, ModelSelect, UUIDField

from .db import Content, Moment, Record, now, writing
from .document import Document
from .journal import Journal
from .member import Member
from .user import User


class Agreement(StrEnum):
    """Whether a parent, or whoever may, was asked before the child was."""

    AGREED = "agreed"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Consented:
    """What is written down before a sitting, or after it. `agreed_words` say by whom it was agreed, or why nobody was
    asked; `others` who else was there."""

    agreement: Agreement
    agreed_words: str
    others: str = ""


class Consent(Record):
    """What a worker wrote down of a sitting beside a child, or of one on a young person's own device; where a tablet
    was lent, the lending has it (handover.py). The latest word stands, and those before it are kept. It is of one
    child, and stays with that child where the sitting goes to another."""

    id = UUIDField(primary_key=True, default=uuid4)
    document = ForeignKeyField(Document, backref="consents")
    member = ForeignKeyField(Member, backref="consents")
    agreement = CharField(max_length=16)
    agreed_words = Content()
    others = Content()
    told_by = ForeignKeyField(User)
    told_at = Moment(default=now)

    @classmethod
    def tell(cls, document: Document, by: User, told: Consented) -> "Consent":
        with writing():
            written = cls.create(
                document=document,
                member=document.member_id,
                agreement=told.agreement,
                agreed_words=told.agreed_words,
                others=told.others,
                told_by=by,
            )
            Journal.note(document.family, by, "noted consent", written)
        return written

    @classmethod
    def of(cls, document: Document) -> ModelSelect:
        """All that was written down of it about the child whose it is now, the latest first."""
        mine = (cls.document == document) & (cls.member == document.member_id)
        return cls.select(cls, User).join(User).where(mine).order_by(cls.told_at.desc())
