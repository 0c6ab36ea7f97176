"""What Kuba, the example's child, has said: some weeks ago and lately, so that there is a then and a now to look at."""

import json
from datetime import timedelta
from uuid import uuid4

from app.practice import Kind, Tool, read_tools
from app.practice.tool import FOLDER
from app.records import Document, Entry, Item, Member, Reply, Share, ShareWith, User
from app.records.answer import Person, Picked, Placed
from app.records.db import now
from app.records.entry import Origin
from app.records.item import Said
from app.records.receipt import HandedIn, take_in, take_in_with

from .example_figures import Stroke, cloud, figure, heart, house, line, note, sun

#: How long after a sitting what was written in it arrived.
ON_THE_WAY = timedelta(minutes=20)

GROUND = line((200, 2760), (1500, 2720), (2800, 2750), (3900, 2720), colour="leaf", size=88)


def drawing(*strokes: Stroke) -> str:
    return json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": list(strokes)}, separators=(",", ":"))


def people(*where: tuple[str, str, str, str]) -> str:
    return Placed([Person(*one) for one in where]).written()


LOUD = drawing(GROUND, *house(1250, 2730, 1500), *cloud(300, 900, 1000), *cloud(2700, 800, 1100))
SINGING = drawing(GROUND, *figure(1500, 2700, 1000, "sky"), *figure(2500, 2700, 1450, "lilac"), *note(600, 1100))
HOME = drawing(GROUND, *house(500, 2730, 1700, "teal"), heart(1350, 1250, 420), *sun(3500, 480))
LAMP = "The lamp stays on, and that is good"

#: Each sitting: how many days ago, with which tool, and what was said: the question's key and the answer.
SITTINGS: list[tuple[int, str, list[tuple[str, str]]]] = [
    (
        46,
        "three-houses",
        [
            ("worries_name", Picked(["rain"], "The cave").written()),
            ("worries", "When it is loud at night I cannot sleep"),
            ("worries", "Then I go under my blanket with Burek"),
            ("worries_drawing", LOUD),
            ("good_things", "My dog Burek"),
            ("good_things", "When Aunt Basia sings with me"),
            ("dreams", "That it is quiet and everybody eats together"),
            (
                "people",
                people(
                    ("Mum", "tall", "coral", "home"),
                    ("Dad", "broad", "slate", "home"),
                    ("Burek", "dog", "brick", "home"),
                    ("Aunt Basia", "glasses", "lilac", "far"),
                ),
            ),
        ],
    ),
    (45, "safety-house", [("path", "3"), ("path_why", "Because Burek is there")]),
    (25, "safety-house", [("path", "6"), ("path_why", "Dad was here on Saturday and it was fun")]),
    (
        6,
        "three-houses",
        [
            ("worries_name", Picked(["cloud"], "The little house").written()),
            ("worries", "Sometimes I still listen at night if somebody is loud"),
            ("worries", "The swimming lesson"),
            ("good_things", LAMP),
            ("good_things", "Aunt Basia rings every evening and Burek barks at the phone"),
            ("good_things_drawing", SINGING),
            ("dreams", "Everybody eats together, also on a normal day"),
            ("dreams_drawing", HOME),
            (
                "people",
                people(
                    ("Mum", "tall", "coral", "home"),
                    ("Burek", "dog", "brick", "home"),
                    ("Dad", "broad", "slate", "other_home"),
                    ("Aunt Basia", "glasses", "lilac", "far"),
                    ("Mrs Clark", "middle", "teal", "school"),
                ),
            ),
            ("first_step", "Dad comes on Saturdays and Basia is there too"),
        ],
    ),
    (5, "safety-house", [("path", "5"), ("path_why", "It is good, only I do not know yet if it stays like that")]),
]


def tell(kuba: Member, maria: User, around: list[Member]) -> None:
    """Said on Maria's tablet, on days that are over. One thing he shows to those `around` him, and he has had an answer
    to it."""
    tools = read_tools(FOLDER)
    for ago, slug, said in SITTINGS:
        sit(kuba, maria, tools[slug], ago, said)
    lamp = next(item for item in Item.select() if item.content == LAMP)
    handed = HandedIn(uuid4(), "0" * 64, Origin(maria))
    take_in_with(
        handed,
        kuba.family,
        lambda entry: Share.put(entry, kuba, lamp.id, ShareWith.PEOPLE, [one.id for one in around], agreed=True),
    )
    Reply.tell(kuba, maria, "We told Mum how much the lamp helps. She has put it into the plan.", lamp)


def sit(kuba: Member, maria: User, tool: Tool, ago: int, said: list[tuple[str, str]]) -> Document:
    at, name = (now() - timedelta(days=ago)).replace(hour=14, minute=20), uuid4()
    entry = take_in(
        HandedIn(name, "0" * 64, Origin(maria, written_at=at)),
        [thing(tool, key, content) for key, content in said],
        document=uuid4(),
        member=kuba,
        tool=tool,
        finished=True,
    )
    Entry.update(received_at=at + ON_THE_WAY).where(Entry.id == entry.id).execute()
    return Document.get_by_id(entry.document_id)


def thing(tool: Tool, key: str, content: str) -> Said:
    question = tool.question(key)
    if question is None:
        raise KeyError(key)
    return Said(
        id=uuid4(),
        question=key,
        kind=question.kind.value,
        content=content,
        prompt=question.prompts[tool.band][0],
        band=tool.band.value,
        language="en",
        hand="worker" if question.kind == Kind.LINES else "child",
    )
