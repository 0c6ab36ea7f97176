"""Other clothes for a tool: the same parts with other names and pictures. What is asked and what was said stays."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .kind import Band
from .table import Mistake, Table, a_text

#: Beside a folder's tools.
FOLDER = "themes"


class ThemeMistake(ValueError):
    """A theme's file cannot be used: says which file, which key and why."""


@dataclass(frozen=True)
class Part:
    """A section of the tool in these clothes: `key` is the section's own. `titles` has what it is called in bands that
    call it otherwise."""

    key: str
    title: str
    picture: str = "plain"
    room: str = ""
    titles: dict[Band, str] = field(default_factory=dict)

    @property
    def inside(self) -> str:
        return self.room or self.picture

    def called(self, band: Band) -> str:
        return self.titles.get(band, self.title)


@dataclass(frozen=True)
class Theme:
    """One set of clothes. `slug` is the file's name, `tool` the slug of what it dresses; `scene` names the land that
    its parts stand in and the small picture it is chosen by, `back` says how to get back there."""

    slug: str
    tool: str
    title: str
    scene: str
    back: str
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def texts(self) -> Iterator[str]:
        yield self.title
        yield self.back
        for part in self.parts:
            yield from (part.title, *part.titles.values())

    @classmethod
    def read(cls, path: Path) -> "Theme":
        """Raises ThemeMistake, naming the file and what is wrong with it."""
        try:
            table = Table(tomllib.loads(path.read_text(encoding="utf-8")))
            named = {name: table.text(name) for name in ("tool", "title", "scene", "back")}
            theme = cls(slug=path.stem, parts=tuple(_part(part) for part in table.tables("part")), **named)
            table.done()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, Mistake) as mistake:
            raise ThemeMistake(f"{FOLDER}/{path.name}: {mistake}") from mistake
        return theme

    def fits(self, keys: Iterable[str]) -> None:
        """Raises ThemeMistake where its parts are not the sections that have these keys, each once."""
        wanted, has = list(keys), [part.key for part in self.parts]
        for key in [*wanted, *has]:
            if (wanted.count(key), has.count(key)) != (1, 1):
                raise ThemeMistake(f"{FOLDER}/{self.slug}.toml: {key}: each part of {self.tool}.toml stands here once")


def _part(table: Table) -> Part:
    part = Part(
        key=table.key(),
        title=table.text("title"),
        picture=table.text("picture", "plain"),
        room=table.text("room", ""),
        titles=table.by_band("titles", a_text, {}),
    )
    table.done()
    return part


def read_themes(folders: Iterable[Path]) -> list[Theme]:
    """The themes beside the tools in these folders, in the order of their files' names."""
    return [Theme.read(path) for folder in folders for path in sorted((folder / FOLDER).glob("*.toml"))]
