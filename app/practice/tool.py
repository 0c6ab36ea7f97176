"""The shape of a tool. Its words are data: one TOML file drives the form, the blank page, the reading and the print."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import answer
from .answer import Option, Place
from .kind import Band, Kind, Layout
from .table import Mistake, Table, a_text, texts
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
    looks inside, if not by the same name: templates/art/house-….svg and room-….svg. `titles` has what it is called in
    bands that call it otherwise. In a book it is one picture: `guide` asks the grown-ups, `starters` begin what the
    child hears, `short` ones are in the short form too."""

    key: str
    title: str
    questions: tuple[Question, ...]
    picture: str = "plain"
    room: str = ""
    guide: str = ""
    starters: dict[Band, str] = field(default_factory=dict)
    short: bool = False
    titles: dict[Band, str] = field(default_factory=dict)

    @property
    def inside(self) -> str:
        return self.room or self.picture

    def called(self, band: Band) -> str:
        return self.titles.get(band, self.title)


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
    layout: Layout = Layout.SCENE
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
            yield from filter(
                None, [section.title, *section.titles.values(), section.guide, *section.starters.values()]
            )
            for question in section.questions:
                yield from question.texts()

    @classmethod
    def read(cls, path: Path) -> "Tool":
        """Read one tool's file. Raises ToolMistake, naming the file, the key and the reason."""
        try:
            table = Table(tomllib.loads(path.read_text(encoding="utf-8")))
            tool = cls(
                slug=path.stem,
                title=table.text("title"),
                version=table.number("version"),
                sections=tuple(_section(section) for section in table.tables("section")),
                band=table.one_of("band", Band, Band.MIDDLE),
                layout=table.one_of("layout", Layout, Layout.SCENE),
                scene=table.text("scene", cls.scene),
                picture=table.text("picture", cls.picture),
                back=table.text("back", cls.back),
            )
            table.done()
            _each_key_once(tool)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, Mistake) as mistake:
            raise ToolMistake(f"{path.name}: {mistake}") from mistake
        return tool


def _section(table: Table) -> Section:
    section = Section(
        key=table.key(),
        title=table.text("title"),
        titles=table.by_band("titles", a_text, {}),
        questions=tuple(_question(question) for question in table.tables("question")),
        picture=table.text("picture", "plain"),
        room=table.text("room", ""),
        guide=table.text("guide", ""),
        starters=table.by_band("starters", a_text, {}),
        short=table.flag("short"),
    )
    table.done()
    return section


def _question(table: Table) -> Question:
    key, kind = table.key(), table.one_of("kind", Kind)
    prompts = table.by_band("prompts", texts)
    for band in Band:
        if band not in prompts:
            raise table.mistake(f"nothing is asked in the band “{band}”")
    hint, retired, told = table.text("hint", ""), table.flag("retired"), answer.told(kind, table)
    table.done()
    return Question(key, kind, prompts, hint, retired, **told)


def _each_key_once(tool: Tool) -> None:
    for keys in ([section.key for section in tool.sections], [question.key for question in tool.questions]):
        for key in keys:
            if keys.count(key) > 1:
                raise Mistake(f"{key}: this key stands twice")


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
