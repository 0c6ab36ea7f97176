"""Answers that are not words alone: what was picked, and who was put where. Checked, and written as JSON text.

What cannot be read is kept all the same, as it came: whoever reads these types decides what to show instead.
"""

from typing import Annotated, Any, ClassVar, Self

import msgspec

LONGEST = 40_000  #: letters; thirty people with long names come to about 6,000

Key = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Place = Annotated[str, msgspec.Meta(max_length=64)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=10_000)]


class AnswerUnreadable(ValueError):
    """This is no such answer."""


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind of answer has in common: how it is read and written."""

    empty: ClassVar[str] = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises AnswerUnreadable, whatever the text is."""
        try:
            if len(text) > LONGEST:
                raise AnswerUnreadable("too long")
            return msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, RecursionError, UnicodeError) as reason:
            raise AnswerUnreadable("not in order") from reason

    def written(self) -> str:
        return msgspec.json.encode(self).decode()


class Picked(Answer, frozen=True, forbid_unknown_fields=True):
    """What was picked of what was offered, by key, each once and in the order picked; and words of one's own."""

    picked: Annotated[list[Key], msgspec.Meta(max_length=64)]
    words: Words = ""


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody: the name they were given, if any, what they look like, and where they were put: "" is nowhere."""

    name: Name
    figure: Key
    tint: Key
    place: Place


class Placed(Answer, frozen=True, forbid_unknown_fields=True):
    """Who was put where, in the order in which they came."""

    people: Annotated[list[Person], msgspec.Meta(max_length=60)]

    def at(self, place: str) -> list[Person]:
        return [person for person in self.people if person.place == place]

    def elsewhere(self, places: Any) -> list[Person]:
        """Those whose place is none of these: a tool may have fewer than it had."""
        return [person for person in self.people if person.place not in places]


class Sticking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sticker, and where its middle is: thousandths of the wall's width and height, from the top left."""

    sticker: Key
    x: Annotated[int, msgspec.Meta(ge=0, le=1000)]
    y: Annotated[int, msgspec.Meta(ge=0, le=1000)]

    @property
    def spot(self) -> str:
        """In which ninth of the wall it is: row and column, 1 to 3 each, as pwa/stickers.js has it."""
        return "".join(str(min(3, far * 3 // 1000 + 1)) for far in (self.y, self.x))


class Stuck(Answer, frozen=True, forbid_unknown_fields=True):
    """What was stuck on a wall, in the order in which it was."""

    stuck: Annotated[list[Sticking], msgspec.Meta(max_length=60)]


#: What 0 to 10 is written as.
STEPS = [str(step) for step in range(11)]


def step(text: str) -> int:
    """Where on the path, 0 to 10. Raises AnswerUnreadable."""
    if text not in STEPS:
        raise AnswerUnreadable("not on the path")
    return int(text)
