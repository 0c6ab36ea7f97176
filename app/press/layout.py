"""Lays texts and pictures out as plain data for the press: each text a list of runs, each picture by its name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.records import Gloss, Passing, Told

from .letters import Letters, direction, tongue

QUIET = "quiet"  #: how a booklet looks for teenagers
VIEW = re.compile(rb'viewBox="([^"]+)"')
Laid = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """What is said around a child's words, in the reader's language. `labels` by the names that the templates and this
    module call them; `say` translates a tool's own texts; `when` shows a moment and `day` its date, in the service's
    time zone; `lasts` a length in seconds; `speech` a language's name; `gloss` whose something beside a child's words
    is, and what; `passed` what was passed on, and how the child was told since; `art` one of our own drawings by its
    name ("house-round"), as SVG."""

    language: str
    direction: str
    labels: Mapping[str, str]
    say: Callable[[str], str]
    when: Callable[[datetime], str]
    day: Callable[[datetime], str]
    lasts: Callable[[float], str]
    speech: Callable[[str], str]
    gloss: Callable[[Gloss], str]
    passed: Callable[[Passing, Told | None], str]
    art: Callable[[str], bytes]


class Layout:
    """What is being laid out. `pictures` fills with its drawings and those of ours that it needs, SVG by name."""

    def __init__(self, words: Words, letters: Letters) -> None:
        self.words, self.letters = words, letters
        self.pictures: dict[str, bytes] = {}

    def head(self, edition: str, look: str) -> Laid:
        """What each says of itself; `look` is "scene", or "quiet" for teenagers."""
        lang, region = tongue(self.words.language)
        return {
            "edition": edition,
            "look": look,
            "lang": lang,
            "region": region,
            "dir": self.words.direction,
            "title": plain(self.words.labels["title"]),
            "labels": self.labels(),
        }

    def text(self, text: str, language: str | None = None) -> Laid:
        """A text, which way it runs, and its language where that is known."""
        lang, region = tongue(language or self.words.language)
        way = direction(text, otherwise=self.words.direction)
        return {"lines": self.letters.lines(text), "dir": way, "lang": lang, "region": region}

    def picture(self, svg: str, alt: str, tall: float = 0.75) -> Laid:
        """A drawing, `tall` times as high as it is wide."""
        name = f"drawing-{len(self.pictures)}.svg"
        self.pictures[name] = svg.encode()
        return {"kind": "drawing", "file": name, "alt": alt, "tall": tall}

    def art(self, name: str) -> str:
        """The file of one of our own drawings."""
        file = f"{name}.svg"
        if file not in self.pictures:
            self.pictures[file] = self.words.art(name)
        return file

    def house(self, picture: str) -> Laid:
        """How a part looks from outside, `tall` times as high as it is wide; its colours go by the picture's name."""
        file = self.art(f"house-{picture}")
        _x, _y, w, h = map(float, VIEW.findall(self.pictures[file])[0].split())
        return {"file": file, "picture": picture, "tall": h / w}

    def labels(self) -> Laid:
        return {name: self.text(label) for name, label in self.words.labels.items()}


def plain(title: str) -> str:
    """A title as a reader's window can show it: what stands for nothing there would spoil the file."""
    return "".join(letter for letter in title if letter.isprintable())
