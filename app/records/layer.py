"""What a child draws on top of a picture of a story, or says of it in words: their own, and the picture beneath stays
what it is."""

import json
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from typing import Annotated, Self
from uuid import UUID

import msgspec

from .drawing import COLOURS, Drawing, DrawingUnreadable
from .permissions import May, versions
from .story import Page, Panel, Version
from .user import User


class Layer(Drawing, frozen=True, forbid_unknown_fields=True):
    """Strokes on a clear sheet over the panel of this name, and words beside them: either may be nothing. It has no
    rubber: that would cover what is beneath."""

    over: UUID
    words: Annotated[str, msgspec.Meta(max_length=10_000)] = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises DrawingUnreadable, whatever the text is."""
        layer = super().read(text)
        if any(stroke.c == "paper" for stroke in layer.strokes):
            raise DrawingUnreadable("covers what is beneath")
        return layer

    def beneath(self, reader: User) -> Panel | None:
        """The picture it is drawn on, where the reader may see a version that it stands in."""
        seen = Page.select(Page.panel).where(Page.version.in_(versions(reader, May.SEE).select(Version.id)))
        return Panel.get_or_none(Panel.id == self.over, Panel.id.in_(seen))


def in_words(over: str, words: str) -> str:
    """What a layer is as JSON text where nothing is drawn on it, and all of it is said."""
    return json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": [], "over": over, "words": words})


def together(panel: Panel | None, layers: Iterable[Drawing], label: str) -> str:
    """A picture and what was drawn on top of it, as SVG markup: numbers and names of ours, and the label, escaped. What
    cannot be shown is left out."""
    sheets = list(layers)
    with suppress(DrawingUnreadable):
        sheets = [Drawing.read(panel.drawing), *sheets] if panel and panel.drawing else sheets
    wide, tall = 4096, max((sheet.h for sheet in sheets), default=3072)
    paper = f'<rect width="{wide}" height="{tall}" fill="{COLOURS["paper"]}"/>'
    named = f'viewBox="0 0 {wide} {tall}" role="img" aria-label="{escape(label)}"'
    drawn = "".join(f"<g>{sheet.paths()}</g>" for sheet in sheets)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {named}>{paper}{drawn}</svg>'
