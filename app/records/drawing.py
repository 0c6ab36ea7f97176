"""A drawing: strokes as they were drawn, checked, and the same outline on paper as on the tablet.

The twin of pwa/strokes.js and pwa/ink.js; tests/vectors/strokes.json holds the two together.
"""

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from math import sqrt
from typing import Annotated, Any, Literal, Self

import msgspec
from perfect_freehand import get_stroke

LONGEST = 4 * 2**20  #: letters; ten minutes of drawing come to about 113,000
PARTS = 4  #: of each point: x, y, pressure, time
MOST_POINTS = 200_000

#: What each colour's name stands for. `paper` is the rubber: it puts the paper back.
COLOURS = {
    "ink": "#3b2c4a",
    "slate": "#56608f",
    "sky": "#4a90c2",
    "teal": "#2f8f83",
    "leaf": "#6f9a3c",
    "sun": "#ffc857",
    "coral": "#f28f79",
    "brick": "#e2583e",
    "lilac": "#b489c9",
    "earth": "#8a5a3c",
    "paper": "#fffdf8",
}

#: The same as in pwa/ink.js: pressure was measured or worked out while drawing, so that this is a pure function.
#: Hardly any streamline: it takes points for near ones, and would draw a thinned house without its corners.
THINNING = 0.6
INK: dict[str, Any] = {
    "thinning": THINNING,
    "smoothing": 0.2,
    "streamline": 0.001,
    "simulate_pressure": False,
    "last": True,
}

#: What is a long line, and how near its ends its points lie, in sizes of the pen.
LONG = 1.5
NEAR = (0.25, 0.5)
#: In page units, across the line that was: thinned curves stay below it, corners do not.
BEND = 24

#: A point to be inked: x and y in page units, pressure 0-1.
Inked = tuple[float, float, float]

Whole = Annotated[int, msgspec.Meta(ge=-10_000_000, le=100_000_000)]


class DrawingUnreadable(ValueError):
    """These are not strokes."""


class Stroke(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a pen, finger or mouse. `c` its colour's name, `s` its width in page units, `k` what drew it, `t` when
    it began (ms from the drawing's beginning), `d` its points: the first whole, then each as the difference to the one
    before: x and y in page units, pressure 0-255, ms from the stroke's beginning."""

    c: Literal["ink", "slate", "sky", "teal", "leaf", "sun", "coral", "brick", "lilac", "earth", "paper"]
    s: Annotated[int, msgspec.Meta(ge=1, le=1024)]
    k: Literal["pen", "touch", "mouse"]
    t: Annotated[int, msgspec.Meta(ge=0)]
    d: Annotated[list[Whole], msgspec.Meta(min_length=PARTS, max_length=PARTS * MOST_POINTS)]

    def points(self) -> Iterator[Inked]:
        """Each point as it was: x and y in page units, pressure 0-1."""
        x = y = pressure = 0
        for at in range(0, len(self.d), PARTS):
            x, y, pressure = x + self.d[at], y + self.d[at + 1], pressure + self.d[at + 2]
            yield x, y, min(max(pressure / 255, 0.0), 1.0)

    def outline(self) -> str:
        """The outline as SVG path data: quadratic curves through the middles of the outline's sides."""
        if len(self.d) == PARTS:
            return self._dot()
        corners = get_stroke(list(_spread(list(self.points()), self.s)), size=self.s, **INK)
        if not corners:
            return ""
        middles = pairwise([*corners, corners[0]])
        curves = (f"{_(x)} {_(y)} {_((x + nx) / 2)} {_((y + ny) / 2)}" for (x, y), (nx, ny) in middles)
        return f"M{_(corners[0][0])} {_(corners[0][1])}Q{' '.join(curves)}Z"

    def _dot(self) -> str:
        """A touch of the pen is round."""
        x, y, pressure, _time = self.d
        r = float(_(self.s * (0.5 - THINNING * (0.5 - pressure / 255))))
        return f"M{_(x - r)} {y}a{_(r)} {_(r)} 0 1 0 {_(2 * r)} 0a{_(r)} {_(r)} 0 1 0 {_(-2 * r)} 0Z"


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sheet, `w` by `h` page units, and the strokes on it in the order drawn."""

    v: Literal[1]
    w: Literal[4096]
    h: Annotated[int, msgspec.Meta(ge=256, le=16_384)]
    strokes: Annotated[list[Stroke], msgspec.Meta(max_length=20_000)]

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises DrawingUnreadable, whatever the text is."""
        try:
            if len(text) > LONGEST:
                raise DrawingUnreadable("too big")
            drawing = msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, RecursionError, UnicodeError) as reason:
            raise DrawingUnreadable("not strokes") from reason
        if any(len(stroke.d) % PARTS for stroke in drawing.strokes):
            raise DrawingUnreadable("half a point")
        if sum(len(stroke.d) for stroke in drawing.strokes) > PARTS * MOST_POINTS:
            raise DrawingUnreadable("too many points")
        return drawing

    def paths(self) -> str:
        """The strokes alone, as SVG markup."""
        return "".join(f'<path d="{stroke.outline()}" fill="{COLOURS[stroke.c]}"/>' for stroke in self.strokes)

    def svg(self, label: str) -> str:
        """The drawing as SVG markup: numbers and names of ours alone, and the label, escaped."""
        paths = self.paths()
        paper = f'<rect width="{self.w}" height="{self.h}" fill="{COLOURS["paper"]}"/>'
        named = f'viewBox="0 0 {self.w} {self.h}" role="img" aria-label="{escape(label)}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {named}>{paper}{paths}</svg>'


def _spread(points: list[Inked], size: int) -> Iterator[Inked]:
    """A long straight line gets points near an end where it bends, so that the curves of its outline turn there and not
    at its middle. `size` of the pen: page units."""
    yield points[0]
    ways = zip([None, *points], points, points[1:], [*points[2:], None], strict=False)
    for before, start, end, on in ways:
        (fx, fy, fp), (x, y, p) = start, end
        dx, dy, dp = x - fx, y - fy, p - fp
        far = sqrt(dx * dx + dy * dy)
        parts = [near * size / far for near in NEAR] if far > LONG * size else []
        if parts and _bends(end, start, before):
            yield from ((fx + dx * part, fy + dy * part, fp + dp * part) for part in parts)
        if parts and _bends(start, end, on):
            yield from ((x - dx * part, y - dy * part, p - dp * part) for part in reversed(parts))
        yield end


def _bends(start: Inked, at: Inked, on: Inked | None) -> bool:
    """Whether the way on leaves the line by more than a curve would."""
    if on is None:
        return False
    dx, dy, ox, oy = at[0] - start[0], at[1] - start[1], on[0] - at[0], on[1] - at[1]
    return dx * ox + dy * oy <= 0 or abs(dx * oy - dy * ox) > BEND * sqrt(ox * ox + oy * oy)


def _(number: float) -> str:
    """To a tenth of a page unit, half up as JavaScript rounds: finer than any screen shows."""
    tenths = int(number * 10 + 0.5) if number >= 0 else -int(-number * 10 + 0.5)
    return f"{tenths / 10:.12g}"
