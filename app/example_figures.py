"""Simple figures as strokes, for the example's pictures: a house, a sun, somebody standing there."""

from math import cos, pi, sin
from typing import Any

Stroke = dict[str, Any]
Point = tuple[float, float]


def line(*points: Point, colour: str = "ink", size: int = 44) -> Stroke:
    """A stroke through these points, in page units (4096 by 3072)."""
    whole = [(round(x), round(y), 128, 40 * at) for at, (x, y) in enumerate(points)]
    steps = zip([(0, 0, 0, 0), *whole], whole, strict=False)
    return {
        "c": colour,
        "s": size,
        "k": "pen",
        "t": 0,
        "d": [b - a for one, two in steps for a, b in zip(one, two, strict=True)],
    }


def ring(x: float, y: float, radius: float, colour: str = "ink", size: int = 44) -> Stroke:
    turns = [2 * pi * step / 24 for step in range(25)]
    return line(*((x + radius * cos(turn), y + radius * sin(turn)) for turn in turns), colour=colour, size=size)


def dot(x: float, y: float, colour: str, size: int) -> Stroke:
    return line((x, y), colour=colour, size=size)


def figure(x: float, feet: float, tall: float, colour: str = "ink") -> list[Stroke]:
    """Somebody standing there, without a face."""
    head, hip, neck = tall * 0.16, feet - tall * 0.4, feet - tall * 0.68
    return [
        ring(x, neck - head, head),
        line((x, neck), (x, hip), colour=colour, size=90),
        line((x - tall * 0.24, neck + tall * 0.2), (x, neck + tall * 0.06), (x + tall * 0.24, neck + tall * 0.2)),
        line((x - tall * 0.16, feet), (x, hip), (x + tall * 0.16, feet)),
    ]


def house(x: float, floor: float, wide: float, roof: str = "brick") -> list[Stroke]:
    top, door = floor - wide * 0.7, wide * 0.16
    return [
        line((x, floor), (x, top), (x + wide, top), (x + wide, floor), (x, floor)),
        line((x - wide * 0.1, top), (x + wide / 2, top - wide * 0.5), (x + wide * 1.1, top), colour=roof, size=90),
        line(
            (x + wide / 2 - door, floor),
            (x + wide / 2 - door, floor - wide * 0.36),
            (x + wide / 2 + door, floor - wide * 0.36),
            (x + wide / 2 + door, floor),
            colour="earth",
        ),
    ]


def sun(x: float, y: float, radius: float = 210) -> list[Stroke]:
    turns = [2 * pi * step / 10 for step in range(10)]
    rays = [
        line(
            *((x + far * radius * cos(turn), y + far * radius * sin(turn)) for far in (1.3, 1.7)), colour="sun", size=70
        )
        for turn in turns
    ]
    return [ring(x, y, radius, "sun", 90), *rays]


def cloud(x: float, y: float, wide: float) -> list[Stroke]:
    bumps = [
        (0, 0),
        (0.05, -0.2),
        (0.25, -0.24),
        (0.4, -0.4),
        (0.65, -0.36),
        (0.75, -0.18),
        (0.98, -0.14),
        (1, 0.04),
        (0, 0),
    ]
    return [line(*((x + wide * a, y + wide * b) for a, b in bumps), colour="slate", size=60)]


def heart(x: float, y: float, wide: float) -> Stroke:
    points = [(0, 0.3), (-0.5, -0.2), (-0.34, -0.5), (0, -0.28), (0.34, -0.5), (0.5, -0.2), (0, 0.3)]
    return line(*((x + wide * a, y + wide * b) for a, b in points), colour="coral", size=80)


def note(x: float, y: float) -> list[Stroke]:
    return [dot(x, y, "teal", 170), line((x + 70, y), (x + 70, y - 330), (x + 220, y - 270), colour="teal")]
