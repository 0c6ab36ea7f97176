"""Other clothes for a tool: the same parts with other names and pictures. What is asked and what was said stays."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: Beside a folder's tools.
FOLDER = "themes"


class ThemeMistake(ValueError):
    """A theme's file cannot be used: says which file, which key and why."""


@dataclass(frozen=True)
class Part:
    """A section of the tool in these clothes: `key` is the section's own."""

    key: str
    title: str
    picture: str = "plain"
    room: str = ""

    @property
    def inside(self) -> str:
        return self.room or self.picture


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
        yield from (part.title for part in self.parts)

    @classmethod
    def read(cls, path: Path) -> "Theme":
        """Raises ThemeMistake, naming the file and what is wrong with it."""
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            parts = tuple(Part(**part) for part in data.pop("part"))
            theme = cls(slug=path.stem, parts=parts, **data)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as mistake:
            raise ThemeMistake(f"{FOLDER}/{path.name}: {mistake}") from mistake
        if not all(isinstance(text, str) and text.strip() for text in theme.texts()):
            raise ThemeMistake(f"{FOLDER}/{path.name}: a title is missing, or is no text")
        return theme

    def fits(self, keys: Iterable[str]) -> None:
        """Raises ThemeMistake where its parts are not the sections that have these keys, each once."""
        wanted, has = list(keys), [part.key for part in self.parts]
        for key in [*wanted, *has]:
            if (wanted.count(key), has.count(key)) != (1, 1):
                raise ThemeMistake(f"{FOLDER}/{self.slug}.toml: {key}: each part of {self.tool}.toml stands here once")


def read_themes(folders: Iterable[Path]) -> list[Theme]:
    """The themes beside the tools in these folders, in the order of their files' names."""
    return [Theme.read(path) for folder in folders for path in sorted((folder / FOLDER).glob("*.toml"))]
