"""Someone's place in a family's safety network: a child, a parent, an aunt, a worker."""

from uuid import uuid4

from peewee import CharField, ForeignKeyField, UUIDField

from app.practice import Role

from .db import Content, Moment, Record, now, writing
from .family import Family
from .journal import Journal
from .user import User


class Member(Record):
    """Someone's place around a family. `user` is empty where they have no account, as a small child has none; `left_at`
    says since when they have no place any more, and everything that rested on it ends with it."""

    id = UUIDField(primary_key=True, default=uuid4)
    family = ForeignKeyField(Family, backref="members")
    user = ForeignKeyField(User, backref="places", null=True)
    role = CharField(max_length=16)
    name = Content()
    made_at = Moment(default=now)
    left_at = Moment(null=True)

    class Meta:
        indexes = ((("user", "family"), True),)

    @classmethod
    def add(cls, family: Family, by: User, *, name: str, role: Role, user: User | None = None) -> "Member":
        with writing():
            member = cls.create(family=family, name=name, role=role, user=user)
            Journal.note(family, by, "added", member)
        return member

    def leave(self, by: User) -> None:
        """End this person's part in the family, from this moment. Of two who do it at once, one has."""
        with writing():
            if Member.update(left_at=now()).where(Member.id == self.id, Member.left_at.is_null()).execute():
                Journal.note(self.family, by, "ended", self)

    @classmethod
    def has_ended(cls, user: User) -> bool:
        """Whether this person had a part in a family and has none now."""
        theirs = cls.select().where(cls.user == user)
        return theirs.exists() and not theirs.where(cls.left_at.is_null()).exists()


def begin_family(name: str, worker: User) -> Family:
    """A new family, with this worker beside it from the start: nobody else would find it."""
    with writing():
        family = Family.create(name=name)
        Journal.note(family, worker, "made", family)
        Member.add(family, worker, name=worker.name, role=Role.WORKER, user=worker)
    return family
