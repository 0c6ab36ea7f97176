"""A booklet: what a child said, in one sitting or in all of them, as far as its reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from .arrival import missing_of
from .document import Document
from .gloss import Gloss
from .item import Item
from .member import Member
from .passage import still_said
from .passing import Passing, with_all
from .permissions import May, glosses, items, passings
from .user import User


class Edition(StrEnum):
    """Who it is for: the child's is theirs to keep, the worker's tells what is known about each thing."""

    CHILD = "child"
    WORKER = "worker"


@dataclass(frozen=True)
class Chapter:
    """One sitting. Each of `said` is one thing that stands, or the sides that stand where one was changed twice, apart;
    a side whose content is None says that it was taken out there. `missing`: how much of it has not arrived yet.
    `passed`: what was passed on of it, and stands."""

    document: Document
    said: list[list[Item]]
    missing: int = 0
    passed: list[Passing] = field(default_factory=list)


@dataclass(frozen=True)
class Booklet:
    """Sittings of one child, for one reader. `id` is that of what it was asked of: the sitting, or the child.
    `glosses` are what stands beside each thing, as far as the reader may see that; no child's edition shows them."""

    id: UUID
    child: Member
    reader: User
    chapters: list[Chapter]
    glosses: dict[UUID, list[Gloss]] = field(default_factory=dict)

    @classmethod
    def of(cls, about: Document | Member, sittings: Iterable[Document], reader: User) -> "Booklet":
        """What this reader may see of these sittings of one child, in their order."""
        documents = list(sittings)
        seen: dict[UUID, list[Item]] = {document.id: [] for document in documents}
        for item in items(reader, May.SEE).where(Item.document.in_(list(seen))):
            seen[item.document_id].append(item)
        missing = missing_of(seen)
        passed: dict[UUID, list[Passing]] = {document.id: [] for document in documents}
        theirs = passings(reader, May.SEE).where(Passing.document.in_(list(passed)), Passing.stands())
        for one in with_all(theirs).order_by(Passing.passed_at):
            passed[one.document_id].append(one)
        chapters = [Chapter(each, still_said(seen[each.id]), missing[each.id], passed[each.id]) for each in documents]
        child = about.member if isinstance(about, Document) else about
        beside = Gloss.of(glosses(reader, May.SEE), [item.id for said in seen.values() for item in said])
        return cls(about.id, child, reader, chapters, beside)
