"""The shape of a tool. Its words are data: one TOML file drives the form, the blank page, the reading and the print."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "tools"


class Kind(StrEnum):
    """How a question is answered. A new kind is a row in web/forms.py, a template and one module of pwa/ at most."""

    LINES = "lines"
    DRAWING = "drawing"


class Band(StrEnum):
    """Which words the questions are asked in: about 4-7, 8-11 and 12-18. Chosen, never locked to an age."""

    YOUNGER = "younger"
    MIDDLE = "middle"
    OLDER = "older"


class Hand(StrEnum):
    """Whose hand held the pen: the child's, or the worker's who wrote the child's exact words."""

    CHILD = "child"
    WORKER = "worker"


class ToolMistake(ValueError):
    """A tool's file cannot be used: says which file, which key and why."""


@dataclass(frozen=True)
class Question:
    """One thing asked. `key` is for ever: never renamed, never reused; a question no longer asked stays, `retired`."""

    key: str
    kind: Kind
    prompts: dict[Band, tuple[str, ...]]
    hint: str = ""
    retired: bool = False

    def asked(self, band: Band) -> str:
        """All that is asked in this band, as one text: what stood on a page that shows every prompt at once."""
        return " ".join(self.prompts[band])


@dataclass(frozen=True)
class Section:
    """A part of a tool that is shown by itself: one house. `picture` names its drawing in templates/art/."""

    key: str
    title: str
    questions: tuple[Question, ...]
    picture: str = "plain"


@dataclass(frozen=True, eq=False)
class Tool:
    """What someone is asked in one sitting. `slug` is the file's name; `version` goes up when words change. Read once
    at start: two are the same when they are one."""

    slug: str
    title: str
    version: int
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def texts(self) -> Iterator[str]:
        """Every text that is shown, for the catalogues."""
        yield self.title
        for section in self.sections:
            yield section.title
            for question in section.questions:
                yield from (prompt for prompts in question.prompts.values() for prompt in prompts)
                if question.hint:
                    yield question.hint

    @classmethod
    def read(cls, path: Path) -> "Tool":
        """Read one tool's file. Raises ToolMistake, naming the file and the key."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            sections = tuple(_section(section) for section in data.pop("section"))
            tool = cls(slug=path.stem, sections=sections, **data)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as mistake:
            raise ToolMistake(f"{path.name}: {mistake}") from mistake
        _check(tool, path)
        return tool


def _section(data: dict[str, Any]) -> Section:
    questions = tuple(_question(question) for question in data.pop("question"))
    return Section(questions=questions, **data)


def _question(data: dict[str, Any]) -> Question:
    kind = Kind(data.pop("kind"))
    prompts = {Band(band): _asked(asked) for band, asked in data.pop("prompts").items()}
    return Question(kind=kind, prompts=prompts, **data)


def _asked(prompts: Any) -> tuple[str, ...]:
    if not isinstance(prompts, list):
        raise TypeError(f"prompts are a list of texts, not {prompts!r}")
    return tuple(prompts)


def _check(tool: Tool, path: Path) -> None:
    for keys in ([section.key for section in tool.sections], [question.key for question in tool.questions]):
        for key in keys:
            if keys.count(key) > 1:
                raise ToolMistake(f"{path.name}: {key}: this key stands twice")
    for question in tool.questions:
        _check_question(question, path)


def _check_question(question: Question, path: Path) -> None:
    if not question.key.isidentifier():
        raise ToolMistake(f"{path.name}: {question.key}: a key is letters, digits and _")
    for band in Band:
        if not question.prompts.get(band):
            raise ToolMistake(f"{path.name}: {question.key}: nothing is asked in the band “{band}”")


def read_tools(*folders: Path) -> dict[str, Tool]:
    """The tools in these folders by slug, in the order of their files' names. Raises ToolMistake."""
    paths = sorted(path for folder in folders for path in folder.glob("*.toml"))
    return {path.stem: Tool.read(path) for path in paths}
