"""How one thing said stands on paper: one row a kind."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from app.practice import Kind
from app.records import Gloss, Item
from app.records.answer import AnswerUnreadable
from app.records.booklet import Edition
from app.records.drawing import Drawing, DrawingUnreadable
from app.records.layer import Layer, together
from app.records.photo import PHOTO, Photo
from app.records.recording import Recording

from . import answers

if TYPE_CHECKING:
    from .edition import EditionLayout


def words(item: Item, layout: EditionLayout) -> dict[str, Any]:
    return {"kind": "words", "text": layout.text(item.content, item.language)}


def drawing(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """Built out of checked numbers alone; what cannot be shown says so."""
    label = layout.words.labels["drawing"]
    try:
        drawn = Drawing.read(item.content)
    except DrawingUnreadable:
        return {"kind": "trouble", "text": layout.text(layout.words.labels["unreadable"])}
    return layout.picture(drawn.svg(label), label, drawn.h / drawn.w)


def layer(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """On the picture it was drawn on, where the booklet's reader may see that."""
    label = layout.words.labels["drawing"]
    try:
        drawn = Layer.read(item.content)
    except DrawingUnreadable:
        return {"kind": "trouble", "text": layout.text(layout.words.labels["unreadable"])}
    beneath = layout.reader and drawn.beneath(layout.reader)
    said = {"said": layout.text(drawn.words, item.language)} if drawn.words.strip() else {}
    return layout.picture(together(beneath, [drawn], label), label) | said


def recording(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """When, and how long; paper cannot hold its sound."""
    told = layout.words
    parts = [told.labels["recording"], told.when(item.entry.said_at)]
    with suppress(AnswerUnreadable):
        parts.append(told.lasts(Recording.of(item).seconds))
    return {"kind": "recording", "text": layout.text(" · ".join(parts))}


def photo(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """As it was drawn anew when it came. The press takes pictures as text alone, so it stands in one as data."""
    label, found = layout.words.labels["photo"], None
    with suppress(AnswerUnreadable):
        found = Photo.of(item)
    if found is None:
        return {"kind": "trouble", "text": layout.text(layout.words.labels["unreadable"])}
    name = f"photo-{len(layout.pictures)}.svg"
    size, data = f'width="{found.wide}" height="{found.tall}"', b64encode(found.picture).decode()
    held = f'<image {size} href="data:image/jpeg;base64,{data}"/>'
    layout.pictures[name] = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{held}</svg>'.encode()
    return {"kind": "drawing", "file": name, "alt": label, "tall": found.tall / found.wide}


def taken_out(_item: Item, layout: EditionLayout) -> dict[str, Any]:
    return {"kind": "trouble", "text": layout.text(layout.words.labels["taken_out"])}


def told(
    say: Callable[[Item, EditionLayout], str], show: Callable[[Item, EditionLayout], dict[str, Any]] | None = None
) -> Callable[[Item, EditionLayout], dict[str, Any]]:
    """An answer in words, and in the child's edition as it was seen; what is not in order is set as it came."""

    def lay(item: Item, layout: EditionLayout) -> dict[str, Any]:
        try:
            if show and layout.edition == Edition.CHILD:
                return show(item, layout)
            return {"kind": "words", "text": layout.text(say(item, layout), item.language)}
        except AnswerUnreadable:
            return words(item, layout)

    return lay


KINDS: dict[str, Callable[[Item, EditionLayout], dict[str, Any]]] = {
    Kind.LINES: words,
    Kind.DRAWING: drawing,
    Kind.LAYER: layer,
    Kind.SCALE: told(answers.scale, answers.walked),
    Kind.FACES: told(answers.picked, answers.pictures),
    Kind.CHOICE: told(answers.picked, answers.pictures),
    Kind.PEOPLE: told(answers.people, answers.standing),
    Kind.NAMING: told(answers.naming),
    Kind.RECORDING: recording,
    Kind.STICKERS: told(answers.stickers, answers.wall),
    PHOTO: photo,
}


def laid(item: Item, layout: EditionLayout) -> dict[str, Any]:
    """What no row knows is set as it is written."""
    return (KINDS.get(item.kind, words) if item.content is not None else taken_out)(item, layout)


def laid_beside(gloss: Gloss, layout: EditionLayout) -> dict[str, Any]:
    """What a grown-up wrote beside it: whose it is and what, the words, and when."""
    title, when = layout.words.gloss(gloss), layout.words.when(gloss.said_at)
    words = layout.text(gloss.words, gloss.language)
    return {"title": layout.text(title), "text": words, "when": layout.text(when)}
