"""One telephone number or address of one person, and who may see it."""

from enum import StrEnum
from uuid import uuid4

from peewee import CharField, ForeignKeyField, UUIDField

from .db import Content, Moment, Record, now, writing
from .journal import Journal
from .member import Member
from .user import User


class Audience(StrEnum):
    """Who may see a contact. It starts narrow: a family may be hiding from someone."""

    WORKERS = "workers"
    FAMILY = "family"


class Contact(Record):
    id = UUIDField(primary_key=True, default=uuid4)
    member = ForeignKeyField(Member, backref="contacts")
    kind = CharField(max_length=16)
    audience = CharField(max_length=16)
    value = Content()
    made_at = Moment(default=now)

    @classmethod
    def add(cls, member: Member, by: User, *, kind: str, value: str, audience: Audience) -> "Contact":
        with writing():
            contact = cls.create(member=member, kind=kind, value=value, audience=audience)
            Journal.note(member.family, by, "added", contact)
        return contact
