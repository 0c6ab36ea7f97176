"""What a tool's file tells a kind of answer: what may be chosen, where people may stand, what a path's ends mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: Which kinds are told what. Whatever else stands beside a question is a mistake.
TOLD = {"choice": {"options", "several", "look"}, "people": {"places"}, "scale": {"ends"}}
EVERY = set().union(*TOLD.values())
LOOKS = ("cards", "stickers")
ENDS = 2


@dataclass(frozen=True)
class Option:
    """One thing that may be chosen. `key` is for ever; `picture` names a drawing, templates/art/pick-….svg; `words`
    opens a line for words of one's own. One no longer offered stays, `retired`, and is still read."""

    key: str
    word: str
    picture: str = "plain"
    words: bool = False
    retired: bool = False


@dataclass(frozen=True)
class Place:
    """Somewhere people may be put. `key` is for ever; `picture` names a drawing, templates/art/place-….svg."""

    key: str
    word: str
    picture: str = "plain"


def options(given: Any) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in _tables("options", given))


def places(given: Any) -> tuple[Place, ...]:
    return tuple(Place(**place) for place in _tables("places", given))


def _tables(name: str, given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise TypeError(f"{name} are tables of their own, each with a key and a word, not {given!r}")
    return given


def mistakes(kind: str, told: dict[str, Any], bands: Sequence[str]) -> Iterator[str]:
    """What is wrong with what a question of this kind is told, in words for whoever wrote the file. `told` holds what
    its file gives it, by name."""
    wanted = TOLD.get(kind, set())
    yield from (f"{name} is for another kind than “{kind}”" for name in EVERY - wanted if told.get(name))
    if "ends" in wanted:
        yield from _mistaken_ends(told.get("ends") or {}, bands)
    if "options" in wanted:
        yield from _mistaken_choice(told)
    for name in ("options", "places"):
        if name in wanted:
            yield from _mistaken_keys(name, told.get(name) or ())


def _mistaken_ends(ends: dict[str, Any], bands: Sequence[str]) -> Iterator[str]:
    for band in bands:
        words = ends.get(band)
        if not isinstance(words, list | tuple) or len(words) != ENDS or not all(_is_text(word) for word in words):
            yield f"ends are two texts, what 0 means and what 10 means, in the band “{band}”"


def _mistaken_choice(told: dict[str, Any]) -> Iterator[str]:
    if not isinstance(told.get("several", False), bool):
        yield "several is true or false"
    if told.get("look", LOOKS[0]) not in LOOKS:
        yield f"look is one of {', '.join(LOOKS)}"


def _mistaken_keys(name: str, several: Sequence[Option | Place]) -> Iterator[str]:
    if len(several) < ENDS:
        yield f"{name} are two or more"
    keys = [one.key for one in several]
    for one in several:
        if not isinstance(one.key, str) or not one.key.isidentifier():
            yield f"{name}: {one.key}: a key is letters, digits and _"
        elif keys.count(one.key) > 1:
            yield f"{name}: {one.key}: this key stands twice"
        elif not _is_text(one.word):
            yield f"{name}: {one.key}: it has no word"


def _is_text(word: Any) -> bool:
    return isinstance(word, str) and bool(word.strip())
