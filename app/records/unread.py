"""What has come of what children said and has not been read: who has read which sitting, and until when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from peewee import JOIN, ForeignKeyField, ModelSelect, UUIDField, fn

from .db import Moment, Record, now
from .document import Document
from .entry import Entry
from .family import Family
from .handover import Handover
from .item import Item
from .member import Member
from .user import User


class Reading(Record):
    """Until when somebody has read a sitting: what came in later they have not seen. The journal has a line for each
    reading; this is the last of them, where it is found at once."""

    id = UUIDField(primary_key=True, default=uuid4)
    document = ForeignKeyField(Document, backref="readings")
    user = ForeignKeyField(User)
    read_at = Moment(default=now)

    class Meta:
        indexes = ((("document", "user"), True),)

    @classmethod
    def newest(cls, document: Document) -> datetime:
        """When the latest of it came. Asked before its things are: what comes in between is then still to be read."""
        return _moment(Entry.select(fn.MAX(Entry.received_at)).where(Entry.document == document).scalar()) or now()

    @classmethod
    def keep(cls, document: Document, user: User, until: datetime) -> None:
        """This person has before them all of it that had come by then."""
        row = cls.insert(id=uuid4(), document=document, user=user, read_at=until)
        row.on_conflict(conflict_target=[cls.document, cls.user], update={cls.read_at: until}).execute()


@dataclass(frozen=True)
class Unread:
    """One sitting with something in it that somebody has not read. The first of it came `since` (UTC). `promised` is
    the day by which the child was told that it is read, if they were told one. `seen_by` others who have read it."""

    document: Document
    since: datetime
    promised: date | None
    seen_by: list[str]

    def is_late(self, today: date) -> bool:
        return not self.seen_by and self.promised is not None and self.promised < today


def unread(user: User, sittings: ModelSelect) -> list[Unread]:
    """Those of these sittings in which something has come since this person read them; the longest waiting first. Three
    queries, however many there are."""
    mine = (Reading.document == Entry.document) & (Reading.user == user)
    new: Any = (
        _said()
        .select(Entry.document, fn.MIN(Entry.received_at), fn.MIN(Handover.read_by))
        .join_from(Entry, Handover, JOIN.LEFT_OUTER)
        .join_from(Entry, Reading, JOIN.LEFT_OUTER, on=mine)
        .where(
            Entry.document.in_(sittings.select(Document.id)),
            Reading.id.is_null() | (Entry.received_at > Reading.read_at),
        )
        .group_by(Entry.document)
    )
    found = {name: (_moment(since), promised) for name, since, promised in new.tuples()}
    others = _readers(user, {name: since for name, (since, _promised) in found.items()})
    told = (
        Document.select(Document, Member, Family)
        .join_from(Document, Member)
        .join_from(Document, Family)
        .where(Document.id.in_(list(found)))
    )
    waiting = [
        Unread(document, found[document.id][0], _day(found[document.id][1]), others.get(document.id, []))
        for document in told
    ]
    return sorted(waiting, key=lambda one: one.since)


def _readers(user: User, since: dict[UUID, datetime]) -> dict[UUID, list[str]]:
    """Who else has read them since the first of what is new came."""
    rows = Reading.select(Reading, User).join(User).where(Reading.document.in_(list(since)), Reading.user != user)
    found: dict[UUID, list[str]] = {}
    for row in rows.order_by(Reading.read_at):
        if row.read_at >= since[row.document_id]:
            found.setdefault(row.document_id, []).append(row.user.name)
    return found


def late(families: ModelSelect, sittings: Any, today: date) -> list[tuple[Family, date]]:
    """Those of these families of whom something waits that nobody has read, past the day that a child was promised, and
    the earliest such day. `sittings` is which count. Nothing of what it is."""
    read = Reading.select(Reading.id).where(Reading.document == Entry.document, Reading.read_at >= Entry.received_at)
    rows: Any = (
        _said()
        .select(Handover.family, fn.MIN(Handover.read_by))
        .join_from(Entry, Handover)
        .where(
            Handover.read_by < today.isoformat(),
            Handover.family.in_(families.select(Family.id)),
            Entry.document.in_(sittings),
            ~fn.EXISTS(read),
        )
        .group_by(Handover.family)
    )
    days = dict(rows.tuples())
    named = Family.select().where(Family.id.in_(list(days)))
    return sorted(((family, date.fromisoformat(days[family.id])) for family in named), key=lambda one: one[1])


def last_said(children: ModelSelect) -> list[tuple[Member, datetime | None]]:
    """Each of these children, and when the latest sitting began in which they said something; those who have not been
    heard longest first, and first of all who never was."""
    their = Document.select(fn.MAX(Document.began_at)).where(
        Document.member == Member.id, Document.id.in_(Item.select(Item.document).where(Item.document == Document.id))
    )
    rows = [(child, _moment(child.last)) for child in children.select_extend(their.alias("last"))]
    return sorted(rows, key=lambda row: (row[1] is not None, row[1]))


def _said() -> ModelSelect:
    """Entries in which something was said."""
    return Entry.select().where(
        fn.EXISTS(Item.select(Item.id).where(Item.entry == Entry.id, Item.content.is_null(False)))
    )


def _moment(stored: Any) -> Any:
    return Moment().python_value(stored) if isinstance(stored, int) else stored


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
