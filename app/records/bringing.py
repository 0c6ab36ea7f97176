"""Bringing together what two devices wrote in place of the same thing. Nothing of either is lost."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from peewee import BooleanField, ForeignKeyField, ModelSelect, UUIDField

from .db import Moment, Record, now, writing
from .document import Document
from .entry import Entry
from .item import Item
from .journal import Journal
from .user import User

Sides = list[Item]


class NotStanding(Exception):
    """Not these versions stand there any more: another has come, or somebody else has said before what stands."""


class Bringing(Record):
    """What a worker decided, beside the child, of several versions of one thing. It is never changed: where another
    version comes later, they stand side by side again and another bringing follows."""

    id = UUIDField(primary_key=True, default=uuid4)
    document = ForeignKeyField(Document, backref="bringings")
    brought_by = ForeignKeyField(User)
    brought_at = Moment(default=now)

    @classmethod
    def together(cls, sides: Sides, staying: Iterable[UUID], by: User) -> "Bringing":
        """Of these versions of one thing, these stay; the others are put by, and are still there to look at. Raises
        NotStanding: two who each keep another one would leave none."""
        stay = set(staying)
        with writing():
            document = sides[0].document.held()
            if {side.id for side in sides} not in [{one.id for one in group} for group in _standing_in(document)]:
                raise NotStanding
            brought = cls.create(document=document, brought_by=by)
            for side in sides:
                Side.create(bringing=brought, item=side, stays=side.id in stay)
            Journal.note(document.family, by, "brought together", brought)
        return brought

    @classmethod
    def of(cls, document: Document) -> ModelSelect:
        """What was brought together in a sitting, the latest first."""
        found = cls.select(cls, User).join(User).where(cls.document == document)
        return found.order_by(cls.brought_at.desc())

    def stood(self) -> ModelSelect:
        """The sides as they stood then, in the order in which they came."""
        mine = Side.select(Side, Item, Entry, User).join(Item).join(Entry).join(User)
        return mine.where(Side.bringing == self.id).order_by(Entry.received_at, Entry.number, Item.place)


class Side(Record):
    """One version of the thing, and whether it stays."""

    id = UUIDField(primary_key=True, default=uuid4)
    bringing = ForeignKeyField(Bringing, backref="sides")
    item = ForeignKeyField(Item, backref="sides")
    stays = BooleanField()

    @classmethod
    def put_by(cls) -> ModelSelect:
        return cls.select(cls.item).where(~cls.stays)


def _standing_in(document: Document) -> list[Sides]:
    return standing(Item.latest().where(Item.document == document.id, Item.id.not_in(Side.put_by())))


def origins(documents: Iterable[UUID]) -> dict[UUID, UUID | None]:
    """What each thing of these sittings replaced."""
    found = Item.select(Item.id, Item.replaces).where(Item.document.in_(list(documents)))
    return dict(found.tuples())


def standing(said: Iterable[Item]) -> list[Sides]:
    """Each thing by itself; or, where it was changed apart and nobody has brought that together, all its versions,
    where the first of them stood. However often a device went on to change its own: they are versions of one thing."""
    things = list(said)
    replaced = origins({item.document_id for item in things})
    decided = Side.select(Side.item, Side.bringing).where(Side.item.in_(list(replaced)), Side.stays).tuples()
    stays: dict[UUID, UUID] = dict(decided)
    versions: dict[UUID, Sides] = {}
    for item in things:
        versions.setdefault(_line(item.id, replaced)[-1], []).append(item)
    return [group for sides in versions.values() for group in _groups(sides, replaced, stays)]


def first(item: UUID, document: UUID) -> UUID:
    """The thing that this one is a version of."""
    return _line(item, origins([document]))[-1]


def _line(item: UUID, replaced: dict[UUID, UUID | None]) -> list[UUID]:
    """A thing, the one it replaced, and so on to the first. What a device claims may go round in a ring."""
    line = [item]
    while (before := replaced.get(line[-1])) and before not in line:
        line.append(before)
    return line


def _groups(sides: Sides, replaced: dict[UUID, UUID | None], stays: dict[UUID, UUID]) -> list[Sides]:
    """Versions that were once left to stand side by side each go their own way from there."""
    kept = [next((one for one in _line(side.id, replaced) if one in stays), None) for side in sides]
    each_once = None not in kept and len(set(kept)) == len(kept)
    together = each_once and len({stays[one] for one in kept if one}) == 1
    return [[side] for side in sides] if together or len(sides) == 1 else [sides]
