"""The shape of a tool. Its words are data: one TOML file drives the form, the blank page, the reading and the print."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from . import answer
from .answer import Option, Place
from .kind import Band, Kind
from .theme import Theme, ThemeMistake, read_themes

FOLDER = Path(__file__).parent / "tools"


class ToolMistake(ValueError):
    """A tool's file cannot be used: says which file, which key and why."""


@dataclass(frozen=True)
class Question:
    """One thing asked. `key` is for ever: never renamed, never reused; a question no longer asked stays, `retired`.

    `options`, `several` and `look` are told to a choice, `places` to people, `ends` to a scale: what 0 and 10 mean."""

    key: str
    kind: Kind
    prompts: dict[Band, tuple[str, ...]]
    hint: str = ""
    retired: bool = False
    options: tuple[Option, ...] = ()
    several: bool = False
    look: str = "cards"
    places: tuple[Place, ...] = ()
    ends: dict[Band, tuple[str, str]] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        yield from (prompt for prompts in self.prompts.values() for prompt in prompts)
        if self.hint:
            yield self.hint
        yield from (option.word for option in self.options)
        yield from (place.word for place in self.places)
        yield from (word for words in self.ends.values() for word in words)

    def asked(self, band: Band) -> str:
        """All that is asked in this band, as one text: what stood on a page that shows every prompt at once."""
        return " ".join(self.prompts[band])


@dataclass(frozen=True)
class Section:
    """A part of a tool that is shown by itself: one house. `picture` names how it looks from outside, and `room` how it
    looks inside, if not by the same name: templates/art/house-….svg and room-….svg. In a book it is one picture:
    `guide` asks the grown-ups, `starters` begin what the child hears, `short` ones are in the short form too."""

    key: str
    title: str
    questions: tuple[Question, ...]
    picture: str = "plain"
    room: str = ""
    guide: str = ""
    starters: dict[Band, str] = field(default_factory=dict)
    short: bool = False

    @property
    def inside(self) -> str:
        return self.room or self.picture


@dataclass(frozen=True, eq=False)
class Tool:
    """What someone is asked in one sitting. `slug` is the file's name; `version` goes up when words change; `scene`
    names the land its parts stand in, templates/art/land-….svg, `back` says how to get back there, `picture` names
    what stands for it in a list, and `band` in which words it begins; `layout` is "book" for a story that grown-ups
    make. Read once at start: two are the same when they are one."""

    slug: str
    title: str
    version: int
    sections: tuple[Section, ...]
    scene: str = "hill"
    picture: str = "plain"
    back: str = "Back to the hill"
    band: Band = Band.MIDDLE
    layout: str = "scene"
    themes: tuple[Theme, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Which kinds of answer its page has, each once."""
        return tuple(dict.fromkeys(question.kind for question in self.questions if not question.retired))

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)

    def texts(self) -> Iterator[str]:
        """Every text that is shown, for the catalogues."""
        yield self.title
        yield self.back
        for section in self.sections:
            yield from filter(None, [section.title, section.guide, *section.starters.values()])
            for question in section.questions:
                yield from question.texts()

    @classmethod
    def read(cls, path: Path) -> "Tool":
        """Read one tool's file. Raises ToolMistake, naming the file and the key."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            sections = tuple(_section(section) for section in data.pop("section"))
            band = Band(data.pop("band", Band.MIDDLE))
            tool = cls(slug=path.stem, sections=sections, band=band, **data)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as mistake:
            raise ToolMistake(f"{path.name}: {mistake}") from mistake
        _check(tool, path)
        return tool


def _section(data: dict[str, Any]) -> Section:
    questions = tuple(_question(question) for question in data.pop("question"))
    starters = {Band(band): words for band, words in data.pop("starters", {}).items()}
    return Section(questions=questions, starters=starters, **data)


def _question(data: dict[str, Any]) -> Question:
    kind = Kind(data.pop("kind"))
    prompts = {Band(band): _asked(asked) for band, asked in data.pop("prompts").items()}
    given = {name: data.pop(name) for name in answer.EVERY & data.keys()}
    told = given | {name: read(given[name]) for name, read in READ.items() if name in given}
    for mistake in answer.mistakes(kind, told, list(Band)):
        raise ValueError(f"{data.get('key')}: {mistake}")
    return Question(kind=kind, prompts=prompts, **data, **told)


def _ends(given: Any) -> dict[Band, tuple[str, str]]:
    return {Band(band): words for band, words in given.items()}


#: How what a kind is told is read; what is not here is taken as it stands.
READ: dict[str, Callable[[Any], Any]] = {"options": answer.options, "places": answer.places, "ends": _ends}


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
    """The tools in these folders by slug, in the order of their files' names, with the themes that lie beside them.
    Raises ToolMistake."""
    paths = sorted(path for folder in folders for path in folder.glob("*.toml"))
    tools = {path.stem: Tool.read(path) for path in paths}
    try:
        for theme in read_themes(folders):
            if theme.tool not in tools:
                raise ThemeMistake(f"themes/{theme.slug}.toml: tool: there is no {theme.tool}.toml")
            tool = tools[theme.tool]
            theme.fits(section.key for section in tool.sections)
            tools[theme.tool] = replace(tool, themes=(*tool.themes, theme))
    except ThemeMistake as mistake:
        raise ToolMistake(str(mistake)) from mistake
    return tools
