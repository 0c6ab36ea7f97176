"""One sitting with one tool, about one member of a family."""

from datetime import datetime
from uuid import UUID

from peewee import CharField, ForeignKeyField, UUIDField

from .db import Moment, Record, db, is_sqlite, now
from .family import Family
from .member import Member


class Document(Record):
    """One sitting with one tool. The device that it began on gave it its name, so what was written without a
    connection, on one device or on two, comes together here. Its things are Items; nothing else is in it.

    It has the dates (UTC) of what was written, not of when that arrived (entry.py, `said_at`): it `began_at` the
    earliest of its entries, whichever came first, and was `finished_at` the latest of those that finished it."""

    id = UUIDField(primary_key=True)
    family = ForeignKeyField(Family, backref="documents")
    member = ForeignKeyField(Member, backref="documents")
    tool = CharField(max_length=64)
    began_at = Moment(default=now)
    finished_at = Moment(null=True)

    @classmethod
    def called(cls, name: UUID, member: Member, tool: str, at: datetime | None = None) -> "Document | None":
        """The document of this name, begun if it is new. None where the name belongs to another's. `at` is when
        something in it was written: it began then, or earlier."""
        at = at or now()
        row = {"id": name, "family": member.family_id, "member": member, "tool": tool, "began_at": at}
        cls.insert(row).on_conflict_ignore().execute()
        found = cls.get_or_none(id=name, family=member.family_id, member=member, tool=tool)
        if found and at < found.began_at:
            cls.update(began_at=at).where(cls.id == name, cls.began_at > at).execute()
        return found

    def finish(self, at: datetime) -> None:
        """Someone wrote at this moment that it is finished."""
        earlier = Document.finished_at.is_null() | (Document.finished_at < at)
        Document.update(finished_at=at).where(Document.id == self.id, earlier).execute()

    def held(self) -> "Document":
        """The sitting as it stands; nobody else moves it, or says what stands in it, until this transaction ends."""
        found = Document.select().where(Document.id == self.id)
        if db.in_transaction() and not is_sqlite():
            found = found.for_update("FOR NO KEY UPDATE")
        return found.get()
