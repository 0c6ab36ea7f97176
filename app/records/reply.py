"""What happened because of what a young person said, told to them by their worker."""

from uuid import uuid4

from peewee import ForeignKeyField, UUIDField

from .db import Content, Moment, Record, now, writing
from .item import Item
from .journal import Journal
from .member import Member
from .user import User


class Reply(Record):
    """One answer to a young person: to one thing they said, or to all of it where `item` is empty. Never changed:
    another follows."""

    id = UUIDField(primary_key=True, default=uuid4)
    member = ForeignKeyField(Member, backref="replies")
    item = ForeignKeyField(Item, null=True)
    words = Content()
    told_by = ForeignKeyField(User)
    told_at = Moment(default=now)

    @classmethod
    def tell(cls, member: Member, by: User, words: str, item: Item | None = None) -> "Reply":
        with writing():
            told = cls.create(member=member, told_by=by, words=words, item=item)
            Journal.note(member.family, by, "answered", told)
        return told
