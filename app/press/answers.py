"""Answers that are not words alone, in words for paper: what was picked, who is where, how far along the path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.practice import Face, Figure, Kind, Question, Sticker, Tint
from app.records import Item
from app.records.answer import Person, Picked, Placed, Stuck, step

if TYPE_CHECKING:
    from .edition import EditionLayout


def asked(item: Item, layout: EditionLayout) -> Question | None:
    tool = layout.tools.get(item.document.tool)
    return tool.question(item.question) if tool else None


def chosen(item: Item, layout: EditionLayout) -> Iterator[tuple[str, str]]:
    """What was picked, each by its word and its drawing; one that the tool no longer has by its key. Raises
    AnswerUnreadable, as all here do."""
    question = asked(item, layout)
    offered = {option.key: option for option in (question.options if question else ())}
    for key in Picked.read(item.content).picked:
        option = offered.get(key)
        if option:
            yield layout.words.say(option.word), f"pick-{option.picture}"
        else:
            drawn = item.kind == Kind.FACES and key in set(Face)
            yield layout.words.labels.get(f"{item.kind}_{key}", key), f"face-{key}" if drawn else ""


def picked(item: Item, layout: EditionLayout) -> str:
    things = " · ".join(word for word, _drawn in chosen(item, layout))
    return "\n".join(filter(None, [things, Picked.read(item.content).words]))


def pictures(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """The same as it was seen: each picture with its word beneath, then the child's own words."""
    things = [seen(word, drawn, layout) for word, drawn in chosen(item, layout)]
    own = Picked.read(item.content).words
    words = layout.text(own, item.language) if own else None
    return {"kind": "pictures", "groups": [{"title": None, "things": things}] if things else [], "words": words}


def places(item: Item, layout: EditionLayout) -> Iterator[tuple[str, list[Person]]]:
    """Each place in which somebody is, and who. A place that the tool no longer has goes by its key."""
    answer, question = Placed.read(item.content), asked(item, layout)
    called = {place.key: layout.words.say(place.word) for place in (question.places if question else ())}
    keys = [*called, *dict.fromkeys(person.place for person in answer.elsewhere(called))]
    called |= {"": layout.words.labels["nowhere"]}
    yield from ((called.get(key, key), answer.at(key)) for key in keys if answer.at(key))


def people(item: Item, layout: EditionLayout) -> str:
    """A line a place: who is there."""
    return "\n".join(
        f"{place}: {', '.join(called(person, layout) for person in those)}" for place, those in places(item, layout)
    )


def called(person: Person, layout: EditionLayout) -> str:
    return f"{person.name} ({looks(person, layout)})" if person.name else looks(person, layout)


def looks(person: Person, layout: EditionLayout) -> str:
    """What somebody looks like, in words."""
    return layout.words.labels.get(f"figure_{person.figure}", person.figure)


def standing(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """Who is where, as the child put them: a group a place."""
    groups = [
        {"title": layout.text(place), "things": [somebody(person, item, layout) for person in those]}
        for place, those in places(item, layout)
    ]
    return {"kind": "pictures", "groups": groups, "words": None}


def somebody(person: Person, item: Item, layout: EditionLayout) -> dict[str, Any]:
    known = person.figure in set(Figure) and person.tint in set(Tint)
    drawn = f"figure-{person.figure}-{person.tint}" if known else ""
    if person.name:
        return seen(person.name, drawn, layout, item.language)
    return seen(looks(person, layout), drawn, layout)


def seen(word: str, drawn: str, layout: EditionLayout, language: str | None = None) -> dict[str, Any]:
    return {"word": layout.text(word, language), "file": layout.art(drawn) if drawn else ""}


def naming(item: Item, layout: EditionLayout) -> str:
    """The child's own name for a part, and what the picture on it is called."""
    named = Picked.read(item.content)
    hung = [layout.words.labels.get(f"emblem_{key}", key) for key in named.picked]
    return " · ".join([*filter(None, [named.words]), *hung])


def stickers(item: Item, layout: EditionLayout) -> str:
    """Each by its word, and where on the wall it is."""
    labels = layout.words.labels
    told = [
        (labels.get(f"sticker_{one.sticker}", one.sticker), labels[f"spot_{one.spot}"])
        for one in Stuck.read(item.content).stuck
    ]
    return "\n".join(f"{word}: {where}" for word, where in told)


def wall(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """The wall with what was stuck on it: each in thousandths of its width and height, and the same in words."""
    stuck = [one for one in Stuck.read(item.content).stuck if one.sticker in set(Sticker)]
    things = [{"file": layout.art(f"sticker-{one.sticker}"), "x": one.x, "y": one.y} for one in stuck]
    return {"kind": "wall", "things": things, "text": layout.text(stickers(item, layout))}


def scale(item: Item, layout: EditionLayout) -> str:
    """How far, and what the ends of the path mean."""
    told = [f"{end}: {word}" for end, word in zip((0, 10), ends(item, layout), strict=False)]
    return "\n".join([f"{step(item.content)} / 10", *told])


def ends(item: Item, layout: EditionLayout) -> list[str]:
    """What 0 and 10 mean in the band that was asked in, where the tool still says so."""
    question = asked(item, layout)
    told = {str(band): words for band, words in question.ends.items()} if question else {}
    return [layout.words.say(word) for word in told.get(item.band, ())]


def walked(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """The path with its eleven stones, and where on it the child stands."""
    at = step(item.content)
    return {
        "kind": "path",
        "at": at,
        "text": layout.text(f"{at} / 10"),
        "ends": [layout.text(word) for word in ends(item, layout)],
        "walker": layout.art("figure-small-coral"),
    }
