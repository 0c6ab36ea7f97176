"""What was said in a sitting, part by part: for whoever reads it on a screen, on paper, or beside another sitting."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.practice import Section, Tool

from .bringing import Sides, standing
from .item import Item
from .question import answered


@dataclass(frozen=True)
class Passage:
    """What was said in one part of a tool. Each of `said` is one thing that stands, or its versions where it was
    changed twice, apart (bringing.py). `section` is None for what was asked in no part that the tool has now: it is
    kept, so it is shown."""

    section: Section | None
    said: list[Sides]


def still_said(said: Iterable[Item]) -> list[Sides]:
    """Each thing that stands, or its versions. What was taken out is out; a version that says so stands beside the
    others."""
    return [sides for sides in standing(said) if any(side.content is not None for side in sides)]


def passages(tool: Tool | None, said: Iterable[Sides]) -> list[Passage]:
    """The parts of a tool in its order, each with what was said in it, also in answer to a question of one young
    person's own; then what belongs to none of them. Where the tool itself is no more, that is all of it."""
    left = list(said)
    full = tool and answered(tool, [sides[0].question for sides in left])
    found = []
    for section in full.sections if full else ():
        keys = {question.key for question in section.questions}
        here = [sides for sides in left if sides[0].question in keys]
        left = [sides for sides in left if sides[0].question not in keys]
        if here:
            found.append(Passage(section, here))
    return [*found, Passage(None, left)] if left else found
