"""One table of a TOML file, taken apart name by name, so that each mistake is told with its place and its reason."""

from collections.abc import Callable, Mapping
from typing import Any

from .kind import Band


class Mistake(ValueError):
    """Something in the file cannot be used: says where in it, and why."""


#: What a name must have where nothing else would do.
MISSING: Any = object()


class Table:
    """Takes what a table holds, a name at a time. `where` is what the table is called in a mistake: a key, or nothing.
    Each of its verbs raises Mistake; `done` does where something is left that nobody takes."""

    def __init__(self, data: Any, where: str = "") -> None:
        self.where = where
        if not isinstance(data, dict):
            raise self.mistake(f"it is a table, and not {data!r}")
        self.left = dict(data)

    def mistake(self, why: str, name: str = "") -> Mistake:
        return Mistake(": ".join(filter(None, [self.where, name, why])))

    def take(self, name: str, otherwise: Any = MISSING) -> Any:
        given = self.left.pop(name, otherwise)
        if given is MISSING:
            raise self.mistake("is missing", name)
        return given

    def text(self, name: str, otherwise: Any = MISSING) -> str:
        given = self.take(name, otherwise)
        if not is_text(given) and given != otherwise:
            raise self.mistake(f"is a text, and not {given!r}", name)
        return str(given)

    def key(self) -> str:
        """Its own key, which every mistake in it is named by from here on."""
        key = self.text("key")
        self.where = key
        if not key.isidentifier():
            raise self.mistake("a key is letters, digits and _")
        return key

    def number(self, name: str) -> int:
        """One or more."""
        given = self.take(name)
        if type(given) is not int or given < 1:
            raise self.mistake(f"is a whole number from 1 on, and not {given!r}", name)
        return given

    def flag(self, name: str) -> bool:
        given = self.take(name, False)
        if not isinstance(given, bool):
            raise self.mistake(f"is true or false, and not {given!r}", name)
        return given

    def one_of(self, name: str, choose: Callable[[Any], Any], otherwise: Any = MISSING) -> Any:
        given = self.take(name, otherwise)
        try:
            return choose(given)
        except ValueError as reason:
            raise self.mistake(f"there is no {given!r}", name) from reason

    def tables(self, name: str, otherwise: Any = MISSING) -> list["Table"]:
        """Tables of one name, each in two brackets; called by the place each stands at, until its key is read."""
        given = self.take(name, otherwise)
        if not isinstance(given, list) or not given:
            raise self.mistake("stands in two brackets each time, [[…]]", name)
        called = f"{self.where}: {name}" if self.where else name
        return [Table(one, f"{called} {place}") for place, one in enumerate(given, 1)]

    def by_band(self, name: str, read: Callable[[Any], Any], otherwise: Any = MISSING) -> dict[Band, Any]:
        """What is told band by band. `read` raises ValueError with the reason."""
        given = self.take(name, otherwise)
        if not isinstance(given, Mapping):
            raise self.mistake(f"is a table of bands, and not {given!r}", name)
        return {self.band(name, band): self.read(name, band, read, words) for band, words in given.items()}

    def band(self, name: str, band: str) -> Band:
        if band not in set(Band):
            raise self.mistake(f"there is no band {band!r}", name)
        return Band(band)

    def read(self, name: str, band: str, read: Callable[[Any], Any], words: Any) -> Any:
        try:
            return read(words)
        except ValueError as reason:
            raise self.mistake(f"{band}: {reason}", name) from reason

    def done(self) -> None:
        for name in self.left:
            raise self.mistake("nothing here goes by this name", name)


def is_text(given: Any) -> bool:
    return isinstance(given, str) and bool(given.strip())


def a_text(given: Any) -> str:
    if not is_text(given):
        raise ValueError(f"a text, and not {given!r}")
    return str(given)


def texts(given: Any) -> tuple[str, ...]:
    """One or more."""
    if not isinstance(given, list) or not given or not all(is_text(text) for text in given):
        raise ValueError(f"a list of texts, and not {given!r}")
    return tuple(given)


def two_texts(given: Any) -> tuple[str, str]:
    if not isinstance(given, list) or len(given) != 2 or not all(is_text(text) for text in given):  # noqa: PLR2004
        raise ValueError(f"two texts, what 0 means and what 10 means, and not {given!r}")
    return given[0], given[1]
