"""One sitting with one tool, about one member of a family."""

from uuid import UUID

from peewee import CharField, ForeignKeyField, UUIDField

from .db import Moment, Record, now
from .family import Family
from .member import Member


class Document(Record):
    """One sitting with one tool. The device that it began on gave it its name, so what was written without a
    connection, on one device or on two, comes together here. Its things are Items; nothing else is in it."""

    id = UUIDField(primary_key=True)
    family = ForeignKeyField(Family, backref="documents")
    member = ForeignKeyField(Member, backref="documents")
    tool = CharField(max_length=64)
    began_at = Moment(default=now)
    finished_at = Moment(null=True)

    @classmethod
    def called(cls, name: UUID, member: Member, tool: str) -> "Document | None":
        """The document of this name, begun now if it is new. None where the name belongs to another's."""
        cls.insert(id=name, family=member.family_id, member=member, tool=tool).on_conflict_ignore().execute()
        return cls.get_or_none(id=name, family=member.family_id, member=member, tool=tool)
