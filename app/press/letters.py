"""Which letters can be printed. What no font has is called by its name, so that nothing is left out or turns into a
box; a service adds fonts for what its children write."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).with_name("fonts")
FIRST = ("Atkinson Hyperlegible Next", "Harmattan", "Noto Sans", "Noto Emoji")

#: A word as long as this may be broken anywhere: nothing else would keep it on the page.
LONG = re.compile(r"(\S{24,})")

#: Where a line ends, whoever wrote it.
ENDS = re.compile("[\n\x85\u2028\u2029]")

#: Letters without a picture of their own (Unicode: default ignorable): they join, part or turn those beside them.
UNSEEN = re.compile(
    "[\xad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)

JOINER = "\u200d"

#: PDF has no letter U+FEFF; Unicode gives its work in the middle of a text to U+2060. A tabulator is set as spaces.
INSTEAD = str.maketrans({"\ufeff": "\u2060", "\t": "    "})

#: What the press sets: a text in a letter's own font, or the name of one that no font has.
Run = dict[str, Any]


class Letters:
    """The fonts of some folders. Made once: reading them takes longer than a booklet."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self.folders = [FOLDER, *folders]

    @cached_property
    def fonts(self) -> typst.Fonts:
        """Raises FileNotFoundError where `make assets` has not laid them."""
        if not any(FOLDER.glob("*.ttf")):
            raise FileNotFoundError(f"{FOLDER} holds no fonts: `make assets` lays them")
        folders = [str(folder) for folder in self.folders]
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)

    @cached_property
    def families(self) -> list[str]:
        """In the order in which they are asked for a letter."""
        return [*FIRST, *sorted(set(self.fonts.families()) - set(FIRST))]

    @cached_property
    def known(self) -> list[frozenset[int]]:
        """The letters that each font has, by their numbers."""
        return [letters_of(path) for folder in self.folders for path in sorted(folder.glob("*.[to]tf"))]

    @cached_property
    def any_known(self) -> frozenset[int]:
        return frozenset().union(*self.known)

    def lines(self, text: str) -> list[list[Run]]:
        """The text, line by line, as runs that can all be set: {"t": text}, {"t": text, "long": True} where it may be
        broken anywhere, {"t": text, "alone": True} where its neighbours would spoil it, {"n": name}."""
        return [list(self._runs(line)) for line in ENDS.split(text.translate(INSTEAD))]

    def _runs(self, line: str) -> Iterable[Run]:
        held = ""
        for cluster in clusters(line):
            if self.has(cluster) and not is_mark(cluster[0]):
                held += cluster
                continue
            yield from _broken(held)
            yield from (
                {"t": letter, "alone": True} if self.has(letter) else {"n": name_of(letter)} for letter in cluster
            )
            held = ""
        yield from _broken(held)

    def has(self, cluster: str) -> bool:
        """Whether one font has all of it: a letter and the marks on it are taken from the same."""
        seen = {ord(letter) for letter in UNSEEN.sub("", cluster)}
        return seen <= self.any_known and (len(seen) < 2 or any(seen <= font for font in self.known))


def clusters(text: str) -> Iterable[str]:
    """Letters, each with the marks on it and with what is joined to it."""
    held = ""
    for letter in text:
        if held and not (is_mark(letter) or UNSEEN.match(letter) or held[-1] == JOINER):
            yield held
            held = ""
        held += letter
    if held:
        yield held


def is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def letters_of(font: Path) -> frozenset[int]:
    with TTFont(font, lazy=True) as read:
        return frozenset(read.getBestCmap())


def _broken(text: str) -> Iterable[Run]:
    for place, part in enumerate(LONG.split(text)):
        if part:
            yield {"t": part, "long": True} if place % 2 else {"t": part}


def name_of(letter: str) -> str:
    """What Unicode calls it: “cjk unified ideograph-4f60”; its number where it has no name."""
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()


def direction(text: str, otherwise: str) -> str:
    """Which way it runs, by its first letter that runs either way: "ltr" or "rtl"."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in {"L", "R", "AL"}:
            return "ltr" if way == "L" else "rtl"
    return otherwise


def tongue(tag: str) -> tuple[str, str | None]:
    """A language tag as typst and PDF take it: the language, and the region where there is one."""
    parts = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?(?:[-_].*)?", tag)
    return (parts[1].lower(), parts[2] and parts[2].upper()) if parts else ("und", None)
