"""Answers that are not words alone, in words for paper: what was picked, who is where, how far along the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice import Question
from app.records import Item
from app.records.answer import Person, Picked, Placed, Stuck, step

if TYPE_CHECKING:
    from .edition import Layout


def asked(item: Item, layout: Layout) -> Question | None:
    tool = layout.tools.get(item.document.tool)
    return tool.question(item.question) if tool else None


def picked(item: Item, layout: Layout) -> str:
    """Each by its word; one that the tool no longer has by its key. Raises AnswerUnreadable, as all here do."""
    answer, question = Picked.read(item.content), asked(item, layout)
    said = {option.key: layout.words.say(option.word) for option in (question.options if question else ())}
    named = {key: layout.words.labels.get(f"{item.kind}_{key}", key) for key in answer.picked}
    things = " · ".join(said.get(key, named[key]) for key in answer.picked)
    return "\n".join(filter(None, [things, answer.words]))


def naming(item: Item, layout: Layout) -> str:
    """The child's own name for a part, and what the picture on it is called."""
    named = Picked.read(item.content)
    hung = [layout.words.labels.get(f"emblem_{key}", key) for key in named.picked]
    return " · ".join([*filter(None, [named.words]), *hung])


def people(item: Item, layout: Layout) -> str:
    """A line a place: who is there."""
    answer, question = Placed.read(item.content), asked(item, layout)
    places = {place.key: layout.words.say(place.word) for place in (question.places if question else ())}
    keys = [*places, *dict.fromkeys(person.place for person in answer.elsewhere(places))]
    places |= {"": layout.words.labels["nowhere"]}
    lines = [(key, [called(person, layout) for person in answer.at(key)]) for key in keys]
    return "\n".join(f"{places.get(key, key)}: {', '.join(names)}" for key, names in lines if names)


def called(person: Person, layout: Layout) -> str:
    figure = layout.words.labels.get(f"figure_{person.figure}", person.figure)
    return f"{person.name} ({figure})" if person.name else figure


def stickers(item: Item, layout: Layout) -> str:
    """Each by its word, and where on the wall it is."""
    labels = layout.words.labels
    told = [
        (labels.get(f"sticker_{one.sticker}", one.sticker), labels[f"spot_{one.spot}"])
        for one in Stuck.read(item.content).stuck
    ]
    return "\n".join(f"{word}: {where}" for word, where in told)


def scale(item: Item, layout: Layout) -> str:
    """How far, and what the ends of the path mean."""
    at, question = step(item.content), asked(item, layout)
    ends = next((ends for band, ends in question.ends.items() if band == item.band), None) if question else None
    told = [f"{end}: {layout.words.say(word)}" for end, word in zip((0, 10), ends or (), strict=False)]
    return "\n".join([f"{at} / 10", *told])
