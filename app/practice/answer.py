"""What a tool's file tells a kind of answer: what may be chosen, where people may stand, what a path's ends mean."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .kind import Band, Kind
from .table import Table, two_texts

#: Which kinds are told what. Whatever else stands beside a question is a mistake.
TOLD = {Kind.CHOICE: {"options", "several", "look"}, Kind.PEOPLE: {"places"}, Kind.SCALE: {"ends"}}
EVERY: set[str] = set().union(*TOLD.values())
LOOKS = ("cards", "stickers")
FEWEST = 2


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


def told(kind: Kind, table: Table) -> dict[str, Any]:
    """What a question of this kind is told, by name. Raises Mistake."""
    wanted = TOLD.get(kind, set())
    for name in sorted((EVERY - wanted) & table.left.keys()):
        raise table.mistake(f"is for another kind than “{kind}”", name)
    return {name: READ[name](table) for name in sorted(wanted)}


def _options(table: Table) -> tuple[Option, ...]:
    return _each(table, "options", _option)


def _option(key: str, table: Table) -> Option:
    picture = table.text("picture", "plain")
    return Option(key, table.text("word"), picture, table.flag("words"), table.flag("retired"))


def _places(table: Table) -> tuple[Place, ...]:
    return _each(table, "places", _place)


def _place(key: str, table: Table) -> Place:
    return Place(key, table.text("word"), table.text("picture", "plain"))


def _each(table: Table, name: str, read: Callable[[str, Table], Any]) -> tuple[Any, ...]:
    tables = table.tables(name)
    if len(tables) < FEWEST:
        raise table.mistake("two or more of them", name)
    several = {}
    for one in tables:
        key = one.key()
        one.where = f"{table.where}: {name}: {key}"
        if key in several:
            raise one.mistake("this key stands twice")
        several[key] = read(key, one)
        one.done()
    return tuple(several.values())


def _look(table: Table) -> str:
    look = table.text("look", LOOKS[0])
    if look not in LOOKS:
        raise table.mistake(f"is one of {', '.join(LOOKS)}", "look")
    return look


def _ends(table: Table) -> dict[Band, tuple[str, str]]:
    ends = table.by_band("ends", two_texts)
    for band in Band:
        if band not in ends:
            raise table.mistake(f"two texts, what 0 means and what 10 means, in the band “{band}” too", "ends")
    return ends


READ: dict[str, Callable[[Table], Any]] = {
    "options": _options,
    "several": lambda table: table.flag("several"),
    "look": _look,
    "places": _places,
    "ends": _ends,
}
