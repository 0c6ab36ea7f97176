"""The example family's story in words and pictures: simple figures, as a worker and a mother would draw them."""

import json
from math import cos, pi, sin
from typing import Any
from uuid import uuid4

from app.records import Asked, Member, Stance, Story, User
from app.records.entry import Origin
from app.records.receipt import HandedIn, take_in_panel
from app.records.story import Drew

Stroke = dict[str, Any]
Point = tuple[float, float]

OTHERWISE = "It was not as often as it sounds here. But he should know that it is over."


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


GROUND = line((200, 2760), (1500, 2720), (2800, 2750), (3900, 2720), colour="leaf", size=88)

#: What each picture says and shows.
PICTURES: dict[str, tuple[str, list[Stroke]]] = {
    "good_start": (
        "This is a story about you, Kuba, and about the people who love you. You like to sing with Mum and Basia.",
        [
            GROUND,
            *sun(3450, 520),
            *figure(1250, 2700, 1500, "coral"),
            *figure(2020, 2700, 1000, "sky"),
            *figure(2800, 2700, 1450, "lilac"),
            *note(600, 1100),
            *note(3300, 1500),
            *note(1620, 760),
        ],
    ),
    "who_worried": (
        "Some people were worried about you. They were your teacher, Basia and Maria.",
        [
            GROUND,
            *figure(900, 2700, 1400, "teal"),
            *figure(2000, 2700, 1450, "lilac"),
            *figure(3100, 2700, 1400, "brick"),
            *cloud(1500, 800, 1200),
        ],
    ),
    "the_worry": (
        "They were worried because there was a lot of shouting at night, and you were tired at school.",
        [
            GROUND,
            *house(1250, 2730, 1500),
            *cloud(300, 900, 1000),
            *cloud(2700, 800, 1100),
            line((620, 1050), (480, 1350), (700, 1370), (540, 1700), colour="sun", size=80),
            line((3200, 980), (3060, 1280), (3280, 1300), (3120, 1640), colour="sun", size=80),
        ],
    ),
    "what_happened": (
        "Mum and Dad do not remember it in the same way. Mum says that it was often. Dad says that it was sometimes. "
        "Nobody says that it was because of you.",
        [
            GROUND,
            *figure(1000, 2700, 1500, "coral"),
            *figure(3100, 2700, 1600, "slate"),
            *cloud(420, 900, 1150),
            *cloud(2550, 780, 1150),
        ],
    ),
    "what_people_did": (
        "So Mum and Dad talked with Maria. Basia began to ring every evening.",
        [
            *figure(2050, 2700, 1560, "teal"),
            line((900, 2000), (3200, 2000), size=90, colour="earth"),
            line((1150, 2000), (1150, 2700), colour="earth"),
            line((2950, 2000), (2950, 2700), colour="earth"),
            *figure(700, 2700, 1500, "coral"),
            *figure(3450, 2700, 1550, "slate"),
        ],
    ),
    "now": (
        "Now you live with Mum. Dad visits on Saturdays, when Basia is there. "
        "The rule is: nobody shouts when you are in bed.",
        [
            GROUND,
            *house(500, 2730, 1700, "teal"),
            heart(1350, 1250, 420),
            *figure(2620, 2700, 1000, "sky"),
            *figure(3300, 2700, 1450, "coral"),
            *sun(3500, 480),
        ],
    ),
    "if_worried": (
        "If you feel worried, you can ring Basia, or tell your teacher, or say to Mum: I have a cloud.",
        [
            GROUND,
            *figure(1100, 2700, 1050, "sky"),
            *cloud(640, 1300, 900),
            *figure(3000, 2700, 1500, "lilac"),
            line((1500, 1900), (1900, 1800), (2300, 1820), (2600, 1900), colour="teal", size=40),
            heart(2050, 1350, 360),
        ],
    ),
    "hopes": (
        "We all hope that you sleep well, and that you sing a lot.",
        [
            GROUND,
            *sun(700, 560, 260),
            line((2700, 2720), (2700, 1300), colour="earth", size=120),
            ring(2700, 950, 520, "leaf", 120),
            *figure(1500, 2700, 1050, "sky"),
            *note(1950, 1500),
            *note(1050, 1350),
        ],
    ),
}


def tell(kuba: Member, maria: User, ewa: Member, tomek: Member) -> None:
    """Made by Maria with Ewa. Both parents are asked; Tomek, who has no account, has said what he sees otherwise."""
    story = Story.begin(kuba, maria, tool="words-and-pictures", short=False, band="middle", language="en")
    for key, (words, strokes) in PICTURES.items():
        drawing = json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": strokes}, separators=(",", ":"))
        handed = HandedIn(uuid4(), "0" * 64, Origin(maria))
        take_in_panel(handed, story, key, words=words, drawing=drawing, drew=Drew.ADULT, over=[])
    version = story.close(maria)
    Asked.ask(version, [ewa, tomek], maria)
    Stance.say(version, tomek, maria, agrees=False, words=OTHERWISE)
