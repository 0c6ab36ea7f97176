"""Every page there is, with everything on it that there can be: for tests that walk through all of them."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import Flask

from app.practice import Role
from app.records import (
    MODELS,
    Consent,
    Document,
    Entry,
    Handover,
    Item,
    LookBack,
    Member,
    Passing,
    Question,
    Refiling,
    Reply,
    Share,
    ShareWith,
    Told,
    User,
    writing,
)
from app.records.bringing import Bringing, standing
from app.records.consent import Agreement, Consented
from app.records.db import Content, now
from app.records.handover import Beforehand
from app.records.passing import PassedOn
from app.web.access import FINDERS

from .agreeing import two_weeks
from .apart import say, two_versions
from .cast import WORDS, Cast
from .telling import layer, tell, write_apart

#: What is read by a machine before anybody sees it, or sought by another column beside it.
NOT_WORDS = {"Aside.box", "Handover.tools", "Panel.drawing", "Subscription.endpoint", "Subscription.p256dh"}
#: What is not words alone: a house's own name, who lives there, faces and a figure with words of one's own.
WRITTEN = [
    ("naming", "worries_name", {"picked": ["moon"], "words": "The cave"}),
    ("people", "people", {"people": [{"name": "Basia", "figure": "tall", "tint": "teal", "place": "home"}]}),
    ("faces", "feelings", {"picked": ["sad", "other"], "words": "fizzy"}),
    ("choice", "character", {"picked": ["fox"], "words": "a dragon"}),
]
#: In such an answer, what people wrote themselves.
OWN_WORDS = {"words", "name"}
#: So many of one sort are looked at, and Kuba himself first.
MOST = 3


def everything(cast: Cast) -> User:
    """Fill the Nowaks' pages. Returns Kuba's own account, on which he may read back."""
    own = User.enrol(name="Kuba", email="brave-otter", words=WORDS, role=Role.CHILD)
    Member.update(user=own).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    two_weeks(cast)
    document = two_versions(cast)
    asked = Question.ask(cast.kuba, cast.maria, tool="three-houses", section="worries", kind="lines", words="Why?")
    said = say(document, cast, "lines", asked.key, "Because")
    say(document, cast, "lines", "good_things", "My dog")
    for kind, question, content in WRITTEN:
        say(document, cast, kind, question, json.dumps(content))
    Reply.tell(cast.kuba, cast.maria, "We asked", Item.get_by_id(said))
    drawn = [
        sides
        for sides in standing(Item.latest().where(Item.document == document))
        if len(sides) > 1 and sides[0].kind == "drawing"
    ]
    Bringing.together(drawn[0], [drawn[0][1].id], cast.maria)
    story, version = tell(cast)
    write_apart(story, cast)
    book = Document.called(uuid4(), cast.kuba, "words-and-pictures")
    say(book, cast, "layer", "good_start_layer", layer(version.panels()[0]))
    show(cast, said, cast.ewa)
    consented = Consented(Agreement.AGREED, "Ewa", "Basia")
    Consent.tell(document, cast.maria, consented)
    told = Beforehand(("three-houses",), consented, "On Friday", date(2026, 12, 1), "Polish", "Lis")
    Handover.begin(cast.kuba, cast.maria, uuid4(), told)
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    moved, away = two_versions(cast), two_versions(cast)
    Refiling.begin(moved, cast.maria).place(iga, cast.maria)
    Refiling.begin(away, cast.maria)
    passes_on(document, cast)
    return own


def show(cast: Cast, item: UUID, *to: Member, whose: Member | None = None) -> None:
    """The child shows one thing to these, after it was read back."""
    entry = Entry.create(id=uuid4(), author=cast.maria, release="test", digest=uuid4().hex, complete=True)
    Share.put(entry, whose or cast.kuba, item, ShareWith.PEOPLE, [one.id for one in to], agreed=True)


def passes_on(document: Document, cast: Cast) -> None:
    """Of the sitting and of one thing in it: told before, told since, not told, and corrected."""
    knew = PassedOn("The police", "It could not wait", True, "", now())
    not_yet = PassedOn("The school", "They ask him", False, "He sleeps", now())
    Passing.write(document, None, cast.maria, knew).correct(cast.maria, not_yet)
    thing = Item.get(Item.document == document, Item.kind == "lines", Item.content.is_null(False))
    Told.write(Passing.write(document, thing, cast.maria, not_yet), cast.maria, "Ewa", now())


def dress(words: Callable[[int], str]) -> int:
    """Put other words into every place for words there is; the n-th place gets `words(n)`. How many there were."""
    with writing():
        cells = [(row, field) for model in MODELS for row in model.select() for field in _fields(model, row)]
        for place, (row, field) in enumerate(cells):
            dressed = _dressed(getattr(row, field.name), words(place)) if _is_answer(row, field) else words(place)
            type(row).update({field: dressed}).where(type(row).id == row.id).execute()
    return len(cells)


def _fields(model: Any, row: Any) -> list[Content]:
    fields = [field for field in model._meta.sorted_fields if isinstance(field, Content)]
    return [field for field in fields if f"{model.__name__}.{field.name}" not in NOT_WORDS and _is_words(row, field)]


def _is_words(row: Any, field: Content) -> bool:
    content = getattr(row, field.name)
    return bool(content) and (field.name != "content" or row.kind == "lines" or _is_answer(row, field))


def _is_answer(row: Any, field: Content) -> bool:
    return field.name == "content" and row.kind in {kind for kind, _question, _content in WRITTEN}


def _dressed(content: str, words: str) -> str:
    """The same answer with other words in it; a name is a line, and no longer than names may be."""
    answer = json.loads(content)
    for part in (answer, *answer.get("people", ())):
        part.update({key: words if key == "words" else words[:200] for key in OWN_WORDS & part.keys()})
    return json.dumps(answer)


def addresses(app: Flask, cast: Cast) -> Iterator[str]:
    """Every address that answers a GET, of things that are there in the Nowaks' family."""
    others = {"slug": "three-houses", "key": "now", "theme": "planets", "name": "A" * 22, "member_id": cast.kuba.id}
    others |= {"filename": "css/base.css", "release": app.config["RELEASE"], "family_id": cast.nowaks.id}
    with app.test_request_context():
        build = app.url_map.bind("localhost").build
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint == "static":
                continue
            for row in rows(rule.arguments, cast):
                told = {name: others.get(name) for name in rule.arguments}
                told |= {name: getattr(row, name) for name in rule.arguments if hasattr(row, name)}
                told |= {f"{type(row).__name__.lower()}_id": row.id} if row else {}
                yield build(rule.endpoint, {name: told[name] for name in rule.arguments})
        for item in rows({"item_id"}, cast):
            told = {"family_id": cast.nowaks.id, "member_id": item.document.member_id, "item": item.id}
            yield from (build(endpoint, told) for endpoint in ("shares.index", "replies.index"))


def rows(arguments: set[str], cast: Cast) -> list[Any]:
    """What the innermost id of an address may be; nothing in particular where it has none but the family's."""
    innermost = next((name for name in FINDERS if name in arguments), None)
    if innermost in {None, "family_id"}:
        return [None]
    model = FINDERS[innermost][0]
    found = [row for row in model.select() if family_of(row) == cast.nowaks.id]
    return sorted(found, key=lambda row: row.id != cast.kuba.id)[:MOST]


def family_of(row: Any) -> Any:
    return row.document.family_id if isinstance(row, Item) else row.family_id


def seen_by(browser: Any, paths: list[str]) -> Iterator[tuple[str, Any]]:
    """Each page this person is shown, with its address."""
    for path in paths:
        answer = browser.get(path)
        if answer.status_code == 200:
            yield path, answer
        else:
            assert answer.status_code in {302, 303, 400, 404}, f"{path}: {answer.status_code}"
