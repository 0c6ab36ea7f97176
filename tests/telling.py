"""A story in words and pictures of the tests: made by Maria and Ewa, seen otherwise by Tomek, shown to Kuba."""

import json
from collections.abc import Iterable
from uuid import UUID, uuid4

from app.records import Asked, Panel, Showing, Stance, Story, User, Version
from app.records.entry import Origin
from app.records.receipt import HandedIn, take_in_with
from app.records.story import Drew

from .cast import Cast

HELLO, LOUD, LOUDER = "You and Mum and Basia like to sing", "It was loud at night", "It was very loud at night"
NOW = "Now you live at Basia’s house"
OTHERWISE, PRESENT, LAUGHED = "I was at work that night", "Mum with Basia", "He laughed at the dog"
WORDS_OF_STORIES = (HELLO, LOUDER, LOUD, NOW, OTHERWISE, PRESENT, LAUGHED)

LINE = {"c": "teal", "s": 40, "k": "pen", "t": 0, "d": [400, 900, 128, 0, 900, 200, 10, 60]}
DRAWING = json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": [LINE]})


def begin(cast: Cast, *, short: bool = False) -> Story:
    told = {"tool": "words-and-pictures", "short": short, "band": "younger", "language": "en"}
    return Story.begin(cast.kuba, cast.maria, **told)


def writes(
    story: Story,
    user: User,
    key: str,
    words: str,
    *over: Panel,
    drawing: str = "",
    drew: Drew = Drew.ADULT,
    id: UUID | None = None,
) -> Panel:
    """One picture, as a device hands it in."""
    handed = HandedIn(id or uuid4(), "d" * 64, Origin(user))
    told = {"words": words, "drawing": drawing, "drew": drew, "over": [panel.id for panel in over]}
    entry = take_in_with(handed, story.family, lambda entry: Panel.put(entry, story, key, **told))
    return Panel.get_by_id(entry.id)


def layer(over: Panel, strokes: Iterable[dict] = (LINE,), **more: str) -> str:
    """What a child draws on top of a picture, as its page writes it."""
    return json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": list(strokes), "over": str(over.id), **more})


def tell(cast: Cast) -> tuple[Story, Version]:
    """A story with everything in it that there can be; one place stands twice again since it was shown."""
    story = begin(cast)
    first = writes(story, cast.maria, "what_happened", LOUD)
    writes(story, cast.maria, "what_happened", " ".join([LOUDER] * 6), first)
    writes(story, cast.maria, "good_start", HELLO, drawing=DRAWING, drew=Drew.CHILD)
    writes(story, cast.maria, "now", NOW)
    version = story.close(cast.maria)
    Asked.ask(version, [cast.ewa, cast.tomek, cast.basia], cast.maria)
    Stance.say(version, cast.ewa, cast.ewa_user, agrees=True)
    Stance.say(version, cast.tomek, cast.maria, agrees=False, words=OTHERWISE)
    Showing.note(version, cast.maria, present=PRESENT).remark(cast.maria, LAUGHED)
    return story, version


def write_apart(story: Story, cast: Cast) -> None:
    """Two at once, at the same place."""
    [[standing]] = [sides for key, sides in story.panels().items() if key == "now"]
    for user, words in ((cast.maria, LOUD), (cast.ewa_user, LOUDER)):
        writes(story, user, "now", words, standing)
