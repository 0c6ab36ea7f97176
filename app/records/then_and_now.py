"""Then and now: two sittings of one child with the same tool, side by side, house by house. What it means is for those
to say who look at it with the child: nothing is counted together, weighed or judged here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.practice import Kind, Section, Tool

from .answer import STEPS
from .bringing import Sides
from .document import Document
from .item import Item
from .passage import Passage, passages, still_said
from .permissions import May, documents, items
from .user import User


@dataclass(frozen=True)
class Asked:
    """One question: what was answered then, and what now. Either may be empty. `retired`: it is asked no more."""

    then: list[Sides]
    now: list[Sides]
    retired: bool


@dataclass(frozen=True)
class House:
    """One part of the tool, question by question in its order, with those last that are asked no more. `section` is
    None for what was asked in no part that the tool has now."""

    section: Section | None
    asked: list[Asked]

    @property
    def silent_then(self) -> bool:
        return not any(asked.then for asked in self.asked)

    @property
    def silent_now(self) -> bool:
        return not any(asked.now for asked in self.asked)


@dataclass(frozen=True)
class Walk:
    """Where on one path, 0 to 10, the child stood in each sitting in which they said so, the earliest first. More than
    one step of a sitting: it was said twice, apart, and both stand. `said`: the things that say so."""

    said: list[Item]
    steps: list[tuple[Document, list[int]]]

    @property
    def latest(self) -> Item:
        return self.said[-1]


@dataclass(frozen=True)
class ThenAndNow:
    """`sittings` are all that there are with this tool, the earliest first; `said` has the things of either of the two
    that still stand."""

    then: Document
    now: Document
    sittings: list[Document]
    said: dict[UUID, list[Item]]
    houses: list[House]
    walks: list[Walk]

    @classmethod
    def of(cls, sittings: Sequence[Document], chosen: Iterable[UUID], tool: Tool | None, by: User) -> "ThenAndNow":
        """Two of these sittings, of one child with one tool, as far as this reader may see them: those chosen, or where
        not two of them are, the earliest and the latest."""
        named = set(chosen)
        two = [sitting for sitting in sittings if sitting.id in named]
        then, now = two if len(two) == 2 else (sittings[0], sittings[-1])
        seen = items(by, May.SEE).where(Item.document.in_(list(sittings)))
        read = list(seen.where(Item.document.in_([then, now]) | (Item.kind == Kind.SCALE)))
        every: dict[UUID, list[Sides]] = {sitting.id: [] for sitting in sittings}
        for sides in still_said(read):
            every[sides[0].document_id].append(sides)
        walks = _walks(sittings, every)
        said = {one.id: [side for sides in every[one.id] for side in sides] for one in (then, now)}
        houses = [_house(passage, then) for passage in passages(tool, [*every[then.id], *every[now.id]])]
        return cls(then, now, list(sittings), said, houses, walks)


def repeated(by: User, member: UUID) -> dict[str, list[Document]]:
    """The sittings of one child that this person may see, the earliest first, by the tool: where there are two or more
    with one."""
    found: dict[str, list[Document]] = {}
    for sitting in documents(by, May.SEE).where(Document.member == member).order_by(Document.began_at, Document.id):
        found.setdefault(sitting.tool, []).append(sitting)
    return {slug: sittings for slug, sittings in found.items() if len(sittings) > 1}


def _house(passage: Passage, then: Document) -> House:
    questions = passage.section.questions if passage.section else ()
    places = {question.key: (question.retired, place) for place, question in enumerate(questions)}
    no_more = (True, len(places))
    said: dict[str, list[Sides]] = {}
    for sides in sorted(passage.said, key=lambda sides: places.get(sides[0].question, no_more)):
        said.setdefault(sides[0].question, []).append(sides)
    return House(passage.section, [_asked(each, then, places.get(key, no_more)[0]) for key, each in said.items()])


def _asked(said: list[Sides], then: Document, retired: bool) -> Asked:
    early = [sides for sides in said if sides[0].document_id == then.id]
    return Asked(early, [sides for sides in said if sides not in early], retired)


def _walks(sittings: Sequence[Document], every: dict[UUID, list[Sides]]) -> list[Walk]:
    """Each path that was walked in two sittings or more."""
    walked: dict[str, list[Item]] = {}
    for sitting in sittings:
        for side in (side for sides in every[sitting.id] for side in sides):
            if side.kind == Kind.SCALE and side.content in STEPS:
                walked.setdefault(side.question, []).append(side)
    walks = [Walk(stood, _steps(sittings, stood)) for stood in walked.values()]
    return [walk for walk in walks if len(walk.steps) > 1]


def _steps(sittings: Sequence[Document], stood: list[Item]) -> list[tuple[Document, list[int]]]:
    at = [(one, sorted({int(item.content) for item in stood if item.document_id == one.id})) for one in sittings]
    return [(sitting, steps) for sitting, steps in at if steps]
