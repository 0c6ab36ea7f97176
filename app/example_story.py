"""The example family's story in words and pictures: simple figures, as a worker and a mother would draw them."""

import json
from uuid import uuid4

from app.records import Asked, Member, Panel, Stance, Story, User
from app.records.entry import Origin
from app.records.receipt import HandedIn, take_in_with
from app.records.story import Drew

from .example_figures import Stroke, cloud, figure, heart, house, line, note, ring, sun

OTHERWISE = "It was not as often as it sounds here. But he should know that it is over."


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
        put(handed, story, key, words, drawing)
    version = story.close(maria)
    Asked.ask(version, [ewa, tomek], maria)
    Stance.say(version, tomek, maria, agrees=False, words=OTHERWISE)


def put(handed: HandedIn, story: Story, key: str, words: str, drawing: str) -> None:
    take_in_with(handed, story.family, lambda entry: Panel.put(entry, story, key, words, drawing, Drew.ADULT, ()))
