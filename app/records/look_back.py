"""Whether a young person may read back their own words on a device of their own: a worker says so, or takes it back."""

from uuid import uuid4

from peewee import BooleanField, ForeignKeyField, ModelSelect, UUIDField, fn

from .db import Moment, Record, now, writing
from .journal import Journal
from .member import Member
from .user import User


class LookBack(Record):
    """What a worker has said about one young person's device, with the date. The latest word holds; where nothing has
    been said, nothing is shown: a controlling adult may be holding it."""

    id = UUIDField(primary_key=True, default=uuid4)
    member = ForeignKeyField(Member, backref="look_backs")
    is_safe = BooleanField()
    said_by = ForeignKeyField(User)
    said_at = Moment(default=now)

    @classmethod
    def say(cls, member: Member, by: User, *, is_safe: bool) -> "LookBack":
        with writing():
            said = cls.create(member=member, said_by=by, is_safe=is_safe)
            Journal.note(member.family, by, "let look back" if is_safe else "closed looking back", said)
        return said

    @classmethod
    def latest(cls, member: Member) -> "LookBack | None":
        return cls.select(cls, User).join(User).where(cls.member == member).order_by(cls.said_at.desc()).first()

    @classmethod
    def safe(cls) -> ModelSelect:
        """The members of whom the latest word is that it is safe. Of two words of one moment, the careful one holds."""
        later = cls.alias()
        taken_back = later.select(later.id).where(
            later.member == cls.member, later.said_at >= cls.said_at, ~later.is_safe, later.id != cls.id
        )
        return cls.select(cls.member).where(cls.is_safe, ~fn.EXISTS(taken_back))
