"""Everything of one child over time, as far as its reader may see it: what they said, when a tablet was lent to them,
what was shown to them and what they were told. The words themselves are not in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .arrival import missing_of
from .document import Document
from .entry import Entry
from .handover import Handover
from .item import Item
from .member import Member
from .permissions import May, documents, handovers, items, replies, stories
from .reply import Reply
from .share import Holds, Share, ShareWith
from .showing import Showing
from .story import Story, Version
from .user import User


@dataclass(frozen=True)
class Sitting:
    """One sitting: how many things of each kind stand in it; how many have not arrived from the devices it was written
    on; whether all that came was in order."""

    document: Document
    kinds: Counter[str]
    missing: int
    in_order: bool


@dataclass(frozen=True)
class Happening:
    """One line of it: when (UTC), and what: a Sitting, a Handover, a Showing or a Reply. `sort` is its name."""

    at: datetime
    what: Sitting | Handover | Showing | Reply

    @property
    def sort(self) -> str:
        return type(self.what).__name__.lower()


@dataclass(frozen=True)
class InForce:
    """Who may see what stands, by the child's word: the things of each person beside the workers; those for the worker
    alone; those of which the child is not sure yet; and those about which they were not asked."""

    people: dict[Member, list[Item]]
    worker: list[Item]
    unsure: list[Item]
    not_asked: list[Item]

    @classmethod
    def of(cls, said: list[Item]) -> "InForce":
        found, holds = cls({}, [], [], []), Share.holding(item.id for item in said)
        for item in said:
            for one in holds[item.id].people:
                found.people.setdefault(one, []).append(item)
            if not holds[item.id].people:
                found._with_nobody(holds[item.id]).append(item)
        return found

    def _with_nobody(self, held: Holds) -> list[Item]:
        if held.audience is None:
            return self.not_asked
        return self.unsure if held.audience == ShareWith.UNSURE else self.worker


@dataclass(frozen=True)
class Timeline:
    """`happenings`, the latest first. `repeated` are the tools with which there is a then and a now, by slug."""

    happenings: list[Happening]
    sittings: list[Document]
    said: list[Item]
    in_force: InForce
    repeated: list[str]

    @classmethod
    def of(cls, member: Member, by: User) -> "Timeline":
        sittings = list(documents(by, May.SEE).where(Document.member == member).order_by(Document.began_at))
        said = _said(sittings, by)
        happenings = [
            *(Happening(one.document.began_at, one) for one in _sittings(sittings, said)),
            *(Happening(one.made_at, one) for one in _lendings(member, by)),
            *(Happening(one.shown_at, one) for one in _showings(member, by)),
            *(Happening(one.told_at, one) for one in _replies(member, by)),
        ]
        happenings.sort(key=lambda one: one.at, reverse=True)
        times = Counter(sitting.tool for sitting in sittings)
        repeated = [tool for tool, count in times.items() if count > 1]
        return cls(happenings, sittings, said, InForce.of(said), repeated)


def _said(sittings: list[Document], by: User) -> list[Item]:
    """What stands in them, without its words."""
    held = {sitting.id: sitting for sitting in sittings}
    seen = items(by, May.SEE).select(Item.id, Item.document, Item.kind, Item.question)
    said = list(seen.where(Item.document.in_(list(held)), Item.content.is_null(False))) if held else []
    for item in said:
        item.document = held[item.document_id]
    return said


def _sittings(sittings: list[Document], said: list[Item]) -> Iterable[Sitting]:
    names = [sitting.id for sitting in sittings]
    missing, kinds = missing_of(names), {name: Counter[str]() for name in names}
    for item in said:
        kinds[item.document_id][item.kind] += 1
    faults = Entry.select(Entry.document).where(Entry.document.in_(names), ~Entry.complete)
    faulty = {document for (document,) in faults.tuples()}
    for sitting in sittings:
        yield Sitting(sitting, kinds[sitting.id], missing[sitting.id], sitting.id not in faulty)


def _lendings(member: Member, by: User) -> Iterable[Handover]:
    return handovers(by, May.SEE).select(Handover, User).join(User).where(Handover.member == member)


def _showings(member: Member, by: User) -> Iterable[Showing]:
    told = stories(by, May.SHOW).where(Story.member == member).select(Story.id)
    return (
        Showing.select(Showing, Version, Story, User)
        .join_from(Showing, Version)
        .join_from(Version, Story)
        .join_from(Showing, User)
        .where(Version.story.in_(told))
    )


def _replies(member: Member, by: User) -> Iterable[Reply]:
    return replies(by, May.SEE).select(Reply, User).join_from(Reply, User).where(Reply.member == member)
