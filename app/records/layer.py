"""What a child draws on top of a picture of a story: their own, and the picture beneath stays what it is."""

from html import escape
from typing import Self
from uuid import UUID

from .drawing import COLOURS, Drawing, DrawingUnreadable


class Layer(Drawing, frozen=True, forbid_unknown_fields=True):
    """Strokes on a clear sheet over the panel of this name. It has no rubber: that would cover what is beneath."""

    over: UUID

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises DrawingUnreadable, whatever the text is."""
        layer = super().read(text)
        if any(stroke.c == "paper" for stroke in layer.strokes):
            raise DrawingUnreadable("covers what is beneath")
        return layer


def together(sheets: list[Drawing], label: str) -> str:
    """A drawing and what was drawn on top of it, as SVG markup: numbers and names of ours, and the label, escaped."""
    wide, tall = 4096, max((sheet.h for sheet in sheets), default=3072)
    paper = f'<rect width="{wide}" height="{tall}" fill="{COLOURS["paper"]}"/>'
    named = f'viewBox="0 0 {wide} {tall}" role="img" aria-label="{escape(label)}"'
    layers = "".join(f"<g>{sheet.paths()}</g>" for sheet in sheets)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {named}>{paper}{layers}</svg>'
