"""Whether the grown-ups agree to a story: who was asked, what each said, and when."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from peewee import BooleanField, ForeignKeyField, ModelSelect, UUIDField

from .db import Content, Moment, Record, now, writing
from .journal import Journal
from .member import Member
from .story import Version
from .user import User


class Asked(Record):
    """Someone is asked whether they agree to one version; from then on they see it, until the asking has ended. After a
    change everybody is asked anew."""

    id = UUIDField(primary_key=True, default=uuid4)
    version = ForeignKeyField(Version, backref="asked")
    member = ForeignKeyField(Member)
    asked_by = ForeignKeyField(User)
    asked_at = Moment(default=now)
    ended_at = Moment(null=True)

    @classmethod
    def ask(cls, version: Version, members: Iterable[Member], by: User) -> None:
        """These and no others are asked about this version from now on. What the others said stays."""
        wanted = {member.id: member for member in members}
        with writing():
            for row in list(cls.going_on().where(cls.version == version)):
                if not wanted.pop(row.member_id, None):
                    cls.update(ended_at=now()).where(cls.id == row.id).execute()
                    Journal.note(version.family, by, "stopped asking", row)
            for member in wanted.values():
                row = cls.create(version=version, member=member, asked_by=by)
                Journal.note(version.family, by, "asked", row)

    @classmethod
    def going_on(cls) -> ModelSelect:
        return cls.select().where(cls.ended_at.is_null())

    @classmethod
    def about(cls, members: ModelSelect) -> ModelSelect:
        """The versions that any of these are asked about."""
        return cls.going_on().where(cls.member.in_(members)).select(cls.version)

    @classmethod
    def of(cls, version: Version) -> list[Member]:
        """Those who are asked and still have a part in the family, in the order in which they came to it."""
        rows = cls.going_on().where(cls.version == version)
        asked = Member.select().where(Member.id.in_(rows.select(cls.member)), Member.left_at.is_null())
        return list(asked.order_by(Member.made_at))


class Stance(Record):
    """What one grown-up said of one version: that they agree, or that they see it otherwise, in their own words.
    `told_by` wrote it down: themself, or the worker for someone without an account. The latest holds; all stay."""

    id = UUIDField(primary_key=True, default=uuid4)
    version = ForeignKeyField(Version, backref="stances")
    member = ForeignKeyField(Member)
    agrees = BooleanField()
    words = Content()
    told_by = ForeignKeyField(User)
    told_at = Moment(default=now)

    @classmethod
    def say(cls, version: Version, member: Member, by: User, *, agrees: bool, words: str = "") -> "Stance":
        with writing():
            said = cls.create(version=version, member=member, agrees=agrees, words=words, told_by=by)
            Journal.note(version.family, by, "agreed" if agrees else "saw otherwise", said)
        return said

    @classmethod
    def all_agree(cls, version: Version) -> bool:
        """Whether somebody was asked about this version, and everybody who was says that they agree."""
        asked, said = Asked.of(version), cls.latest(version)
        return bool(asked) and all(member.id in said and said[member.id].agrees for member in asked)

    @classmethod
    def latest(cls, version: Version) -> dict[UUID, "Stance"]:
        """What holds for each who said something of this version, by member."""
        said = cls.select(cls, User).join(User).where(cls.version == version).order_by(cls.told_at)
        return {stance.member_id: stance for stance in said}
