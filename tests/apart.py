"""One sitting in which two tablets changed the same things apart, as it lies in the records."""

from uuid import UUID, uuid4

from app.records import Document, Entry, Item
from tests.cast import Cast

STROKES = '{"v":1,"w":4096,"h":3072,"strokes":[{"c":"%s","s":40,"k":"pen","t":0,"d":[600,600,128,0,%s]}]}'
SAID = {
    "lines": ("Dad shouts", "Dad shouts at night, when I am in bed", "Dad is loud sometimes"),
    "drawing": tuple(
        STROKES % line for line in (("ink", "900,0,0,9"), ("brick", "0,900,0,9"), ("teal", "900,900,0,9"))
    ),
}


def two_versions(cast: Cast) -> Document:
    """A thought and a drawing, each with one version that was and two that stand in its place."""
    document = Document.called(uuid4(), cast.kuba, "three-houses")
    assert document
    for kind, question in (("lines", "worries"), ("drawing", "worries_drawing")):
        was, *changed = SAID[kind]
        name = say(document, cast, kind, question, was)
        for words in changed:
            say(document, cast, kind, question, words, replaces=name)
    return document


def say(document: Document, cast: Cast, kind: str, question: str, content: str, replaces: UUID | None = None) -> UUID:
    entry = Entry.create(
        id=uuid4(), document=document, author=cast.maria, release="test", digest=uuid4().hex, complete=True
    )
    item = Item.create(
        id=uuid4(),
        entry=entry,
        document=document,
        place=0,
        question=question,
        kind=kind,
        content=content,
        prompt="What worries you?",
        band="middle",
        language="en-GB",
        hand="child",
        replaces=replaces,
    )
    return item.id
