"""Who may see one thing that a child said: the child's own word, thing by thing, and never the last of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from peewee import BooleanField, CharField, ForeignKeyField, ModelSelect, UUIDField, fn

from .db import Moment, Record, now
from .document import Document
from .entry import Entry
from .item import Item
from .member import Member
from .policy import SHOWN, May, roles
from .user import User

#: A thing shown under the wrong child, or to the wrong person, can be taken back for so long before anybody sees it.
HELD_BACK = timedelta(seconds=30)


class ShareWith(StrEnum):
    """Whom a child would have see one thing, beside their worker. Who is not sure has shown it to nobody."""

    WORKER = "worker"
    PEOPLE = "people"
    UNSURE = "unsure"


@dataclass
class Holds:
    """What holds of one thing now: who may see it beside the workers; what the child said last of that (None: they were
    never asked); and when (UTC) it was read back to them and they said yes to it (None: it was not)."""

    people: list[Member] = field(default_factory=list)
    audience: ShareWith | None = None
    agreed_at: datetime | None = None


class Share(Record):
    """One word of a child's on who may see one thing of theirs, handed in as everything else is. `item` is no foreign
    key: the thing may still be on another device. `agreed` says that the thing was read back to them and that they
    said yes to it. `said_at` (UTC) is when it was said, by the device's clock where that can be believed."""

    id = UUIDField(primary_key=True)
    entry = ForeignKeyField(Entry, unique=True)
    member = ForeignKeyField(Member, backref="shares")
    item = UUIDField(index=True)
    audience = CharField(max_length=16)
    agreed = BooleanField()
    said_at = Moment()

    @classmethod
    def put(
        cls, entry: Entry, member: Member, item: UUID, audience: ShareWith, people: Iterable[UUID], *, agreed: bool
    ) -> "Share":
        """Those named whom the table shows nothing, or who have no place in the child's family now, are left out; so is
        the child."""
        share = cls.create(
            id=uuid5(UUID(str(entry.id)), "share"),
            entry=entry,
            member=member,
            item=item,
            audience=audience,
            agreed=agreed,
            said_at=entry.said_at,
        )
        named = list(people) if audience == ShareWith.PEOPLE else []
        theirs = (Member.family == member.family_id) & Member.left_at.is_null() & (Member.id != member.id)
        for one in Member.select().where(Member.id.in_(named), theirs, Member.role.in_(roles(May.SEE, "item", SHOWN))):
            Shown.create(id=uuid5(share.id, str(one.id)), share=share, member=one)
        return share

    @classmethod
    def of(cls, items: Iterable[Any]) -> dict[UUID, list["Share"]]:
        """What a child said of each of these things, the latest that came first; and nothing that another child said of
        it, under whom it was before."""
        said: Any = cls._of_their_own(
            cls.select(cls, Entry, User).join(Entry).join(User).where(cls.item.in_(list(items)))
        ).order_by(Entry.received_at.desc(), Entry.number.desc())
        found: dict[UUID, list[Share]] = {}
        for share in said:
            found.setdefault(share.item, []).append(share)
        return found

    @classmethod
    def holding(cls, items: Iterable[Any]) -> dict[UUID, Holds]:
        """What holds of each of these things, however many, in two queries."""
        names = list(items)
        found = {name: Holds() for name in names}
        for name, shares in cls.of(names).items():
            found[name].audience = ShareWith(shares[0].audience)
            found[name].agreed_at = next((share.said_at for share in shares if share.agreed), None)
        for name, people in cls.seen_by(names).items():
            found[name].people = people
        return found

    @classmethod
    def to(cls, places: ModelSelect) -> ModelSelect:
        """The things (their ids) that somebody sees whose places in families these are (ids of members): each once the
        word that names them has been here for HELD_BACK."""
        return cls._of_their_own(cls._standing(cls.item).where(Shown.member.in_(places), cls.was_held_back(Entry)))

    @staticmethod
    def was_held_back(entry: Any) -> Any:
        """Whether this entry, of the word or of the thing, has been here for so long that it may be seen."""
        return entry.received_at <= now() - HELD_BACK

    @classmethod
    def seen_by(cls, items: Iterable[Any]) -> dict[UUID, list[Member]]:
        """Who may see each of these things now, beside the workers: those who have a place in the family still."""
        named: Any = cls._of_their_own(cls._standing(cls.item, Member).join_from(Shown, Member))
        found: dict[UUID, list[Member]] = {}
        for one in named.where(cls.item.in_(list(items)), Member.left_at.is_null()).distinct().objects():
            found.setdefault(one.item, []).append(one)
        return found

    @classmethod
    def standing_of(cls, member: Member) -> list[UUID]:
        """The things of this child's (their ids) that somebody may see now beside the workers."""
        said = cls.select(cls.item).where(cls.member == member).distinct()
        return list(cls.seen_by(share.item for share in said))

    @classmethod
    def _of_their_own(cls, said: ModelSelect) -> ModelSelect:
        """Of these words, those said of a thing by the child whose it is now."""
        thing, sitting = Item.alias(), Document.alias()
        return (
            said.join_from(cls, thing, on=(cls.item == thing.id))
            .join(sitting, on=(thing.document == sitting.id))
            .where(sitting.member == cls.member)
        )

    @classmethod
    def _standing(cls, *what: Any) -> ModelSelect:
        """What was shown to someone and not taken back.

        A no beats a yes that is not later than it by both clocks, the server's and the speaker's: a word taken back
        holds, whichever of two tablets comes in first. What one device said counts in its own order.
        """
        no, its_entry, still = cls.alias(), Entry.alias(), Shown.alias()
        same_device = (its_entry.device == Entry.device) & (its_entry.number > Entry.number)
        other_device = its_entry.device.is_null() | Entry.device.is_null() | (its_entry.device != Entry.device)
        not_before = (its_entry.received_at >= Entry.received_at) | (no.said_at >= cls.said_at)
        taken_back = (
            no.select(no.id)
            .join(its_entry, on=(no.entry == its_entry.id))
            .where(
                no.item == cls.item,
                no.id != cls.id,
                same_device | (other_device & not_before),
                ~fn.EXISTS(still.select(still.id).where(still.share == no.id, still.member == Shown.member)),
            )
        )
        return Shown.select(*what).join(cls).join(Entry).where(~fn.EXISTS(taken_back))


class Shown(Record):
    """One person whom a child would have see one thing."""

    id = UUIDField(primary_key=True)
    share = ForeignKeyField(Share, backref="shown")
    member = ForeignKeyField(Member)
