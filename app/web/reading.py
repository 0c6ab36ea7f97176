"""One thing said, as it is shown to whoever may read it: in words and picture, or as it came if it is not in order; and
that it was read."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, g
from flask_babel import gettext
from markupsafe import Markup

from app.practice import Kind, Question, Section, Tool
from app.records import Document, Item, Journal, Member, Photo
from app.records.answer import AnswerUnreadable, Picked, Placed, Stuck, step
from app.records.drawing import Drawing, DrawingUnreadable
from app.records.layer import Layer, together
from app.records.photo import PHOTO, Photographed
from app.records.recording import Recorded, Recording
from app.records.story import Panel

from .access import user


def drawn(content: str) -> Markup:
    """The drawing as it was drawn, built here out of checked numbers."""
    return Markup(Drawing.read(content).svg(gettext("Drawing")))  # noqa: S704


def layered(content: str) -> tuple[Markup, str]:
    """What a child drew, on the picture it was drawn on where the reader may see that; and what they said of it."""
    layer = Layer.read(content)
    return pictured(layer.beneath(user()), layer), layer.words


def pictured(panel: Panel | None, *layers: Drawing) -> Markup:
    """A picture of a story and what was drawn on top of it."""
    return Markup(together(panel, layers, gettext("Drawing")))  # noqa: S704


#: One row a kind: how its content is read. A kind that is not here is words.
READ: dict[str, Callable[[str], Any]] = {
    Kind.LINES: str,
    Kind.DRAWING: drawn,
    Kind.LAYER: layered,
    Kind.SCALE: step,
    Kind.FACES: Picked.read,
    Kind.CHOICE: Picked.read,
    Kind.PEOPLE: Placed.read,
    Kind.NAMING: Picked.read,
    Kind.RECORDING: Recorded.read,
    Kind.STICKERS: Stuck.read,
    PHOTO: Photographed.read,
}


def handed_over(item: Any) -> None:
    """Whichever page it stands on: this thing goes to the one who asked, though the answer may sign them out."""
    if isinstance(item, Item):
        g.setdefault("handed_over", {})[item.document_id] = user()


def note_what_is_read(app: Flask) -> None:
    """Before an answer goes out, a line in the journal for each sitting that something in it is of. What a child reads
    of their own is no line here."""

    @app.after_request
    def note(response: Response) -> Response:
        readers = g.pop("handed_over", {})
        names = list(readers)
        for sitting in Document.select(Document, Member).join(Member).where(Document.id.in_(names)) if names else ():
            if sitting.member.user_id != readers[sitting.id].id:
                Journal.note(sitting.family, readers[sitting.id], "read", sitting)
        return response


def read(item: Any) -> Any:
    """What the item's template shows (templates/said/), or None where what came is not in order."""
    handed_over(item)
    try:
        return READ.get(item.kind, str)(item.content)
    except (AnswerUnreadable, DrawingUnreadable):
        return None


def look_up(said: Iterable[Item]) -> None:
    """For a page with many things on it: asks at once for what each of them names."""
    things = list(said)
    Photo.look_up(things)
    Recording.look_up(things)


def template_of(item: Any) -> str:
    return f"said/{item.kind if item.kind in READ else Kind.LINES}.html"


def question_of(item: Any, tool: Tool | None) -> Question | None:
    """The question, where its tool still knows it and it is still answered in this way."""
    question = tool.question(item.question) if tool else None
    return question if question and question.kind == item.kind else None


def own_name(section: Section, said: Iterable[Any]) -> Any:
    """What the child calls this part, and the picture they hung on it: the item that says so, or None. Where two
    tablets named it apart, the later one; both stand among what was said."""
    keys = {question.key for question in section.questions if question.kind == Kind.NAMING}
    named = [item for item in said if item.question in keys and item.content is not None and read(item)]
    return named[-1] if named else None
