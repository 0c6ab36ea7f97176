"""Whether every text reaches a translator: in a made-up language, whatever is not ⟦in brackets⟧ was forgotten."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import available_timezones

import html5lib
import pytest
from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.exceptions import HTTPException

from app import create_app
from app.practice import Role
from app.records import Aside, Document, Gloss, Handover, Invite, Item, Member, db
from app.records.db import now
from app.web import errors
from tests.agreeing import WORDS_OF_THE_WEEKS, agree, says, two_weeks
from tests.agreeing import address as tick_address
from tests.apart import say as say_in
from tests.conftest import Browser, sqlite_url
from tests.sealing import Tablet
from tests.telling import WORDS_OF_STORIES, begin, tell, write_apart

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"(%\(\w+\)s|\{\w+\})")
ACCENTED = str.maketrans("aeiouyncsAEIOUYNCS", "áéíóúýñčšÁÉÍÓÚÝÑČŠ")
ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")
DIRECTIONS = {"en": "ltr", "eo": "ltr", "ar": "rtl"}

#: What people read of an element beside what stands in it. A counted text stands in one attribute a plural form.
FORMS = ("zero", "one", "two", "few", "many", "other")
READ = {
    "data-told",
    "title",
    "aria-label",
    "aria-description",
    "placeholder",
    "alt",
    "label",
    *(f"data-{form}" for form in FORMS),
}

#: What the cast wrote or is called, and what a service sets itself.
ASKED = "What worries you?"
SAID = ("Dad shouting", "Dad shouts", "Dad is loud", "Going to court", ASKED, *WORDS_OF_THE_WEEKS, *WORDS_OF_STORIES)
CALLED = ("Maria", "Hanna", "Otto", "Ewa", "Tomek", "Kuba", "Basia", "Zosia", "Nowak", "Okafor")
SET = ("Rooftree", "Childline", "https://localhost:8443", "maria@example.org")
EO = Locale("eo")
DATES = [
    name
    for names in (EO.months, EO.days)
    for width in ("wide", "abbreviated")
    for name in names["format"][width].values()
]
#: What those who speak a language call it, and what it is called in the language of the page: the CLDR tells them.
TONGUES = [Locale(tag).get_language_name(told) for tag in ("en", "eo", "ar") for told in (tag, "eo")]
ZONES = [zone.replace("_", " ") for zone in available_timezones()]
DATA = re.compile(
    "|".join(
        map(re.escape, sorted([*SAID, *CALLED, *SET, *DATES, *TONGUES, *ZONES, "UTC", "GMT"], key=len, reverse=True))
    )
)


def accented(text: str) -> str:
    return f"⟦{spoken(text, ACCENTED)}⟧"


def arabic(text: str) -> str:
    return spoken(text.lower(), ARABIC)


def spoken(text: str, letters: dict) -> str:
    """The text in other letters. What a number or a name goes into stays as it is."""
    return "".join(part if PLACEHOLDER.fullmatch(part) else part.translate(letters) for part in PLACEHOLDER.split(text))


@pytest.fixture(scope="session")
def translations(tmp_path_factory) -> Path:
    """The texts as `make texts` collects them, told over in two made-up languages."""
    folder = tmp_path_factory.mktemp("translations")
    recipe = re.search(r"\$\(BABEL\) (--quiet extract .*?)\s+\\\n\s+--output", (ROOT / "Makefile").read_text())[1]
    told = [*recipe.split(), "--output", str(folder / "messages.pot"), "app"]
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", *told], cwd=ROOT, check=True)  # noqa: S603
    for tag, say in (("eo", accented), ("ar", arabic)):
        (folder / tag / "LC_MESSAGES").mkdir(parents=True)
        with open(folder / "messages.pot", "rb") as pot:
            catalogue = read_po(pot, locale=tag)
        for message in catalogue:
            message.string = in_every_form(message.id, say, catalogue.num_plurals)
        with open(folder / tag / "LC_MESSAGES" / "messages.mo", "wb") as mo:
            write_mo(mo, catalogue)
    return folder


def in_every_form(text, say, forms: int):
    if isinstance(text, str):
        return say(text) if text else text
    singular, plural = text
    return (say(singular), *[say(plural)] * (forms - 1))


@pytest.fixture
def told(instance, this_release, empty_sqlite, tmp_path, translations) -> dict:
    root = tmp_path / "root.crt"
    root.write_bytes(b"a certificate")
    return {
        "TESTING": True,
        "PROPAGATE_EXCEPTIONS": False,
        "INSTANCE": instance,
        "DATABASE_URL": sqlite_url(empty_sqlite, tmp_path),
        "RELEASE": this_release,
        "LANGUAGES": list(DIRECTIONS),
        "TRANSLATIONS": str(translations),
        "TLS_ROOT": str(root),
    }


@pytest.fixture
def app(told) -> Iterator[Flask]:
    app = create_app(**told)
    app.test_client_class = Browser
    with db.connection_context():
        yield app


@pytest.fixture
def filled(app, cast, keys) -> dict[str, str]:
    """Every page there is, each with something on it: {what it is: its address}."""
    tablet = Tablet(app.test_client(), keys, cast.maria)
    first = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting", worries__id=first, worries__prompt=ASKED))
    for words in ("Dad shouts", "Dad is loud"):
        named = {"worries__id": str(uuid4()), "worries__replaces": first, "worries__prompt": ASKED}
        tablet.receipts(tablet.writes(cast.kuba, worries=words, **named))
    drawn = '{"v":1,"w":4096,"h":3072,"strokes":[{"c":"teal","s":40,"k":"pen","t":0,"d":[400,900,128,0]}]}'
    for drawing in (drawn, "not strokes"):
        tablet.receipts(tablet.writes(cast.kuba, dreams_drawing=drawing, dreams_drawing__prompt=ASKED))
    gone = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, dreams="Going to court", dreams__id=gone, dreams__prompt=ASKED))
    tablet.receipts(tablet.writes(cast.kuba, dreams__out=gone, dreams__prompt=ASKED))
    tablet.number += 2  # two that are still on the way
    document = tablet.document
    tablet.gets_a_pass(cast.otto)
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting", worries__prompt=ASKED))
    Invite.make(cast.basia, cast.maria)
    walk = two_weeks(cast)
    story, version = tell(cast)
    write_apart(story, cast)
    family, kuba = f"/families/{cast.nowaks.id}", f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    return {
        "families": "/families",
        "new family": "/families/new",
        "family": family,
        "what was agreed": f"{family}/actions",
        "something new": f"{family}/actions/new",
        "something else": f"{family}/actions/{walk.id}/change",
        "new member": f"{family}/members/new",
        "a child": kuba,
        "a parent": f"{family}/members/{cast.ewa.id}",
        "somebody without a number": f"{family}/members/{cast.tomek.id}",
        "new contact": f"{kuba}/contacts/new",
        "stories": f"{family}/stories",
        "a new story": f"{kuba}/stories/new",
        "a story": f"{family}/stories/{story.id}",
        "making it": f"{family}/stories/{story.id}/make",
        "drafts of it": f"{family}/stories/{story.id}/panels/now/drafts",
        "putting it before someone": f"{family}/stories/{story.id}/ask",
        "a version": f"{family}/versions/{version.id}",
        "a story as it is told": f"{kuba}/tools/words-and-pictures",
        "activity": f"{kuba}/tools/three-houses",
        "activity with nobody in it": "/tools/three-houses",
        "what was said": f"{family}/documents/{document}",
        "a tablet for a child": f"{kuba}/handovers/new",
        "a lent tablet’s own page": "/handover",
        "asides": f"{family}/asides",
        "an aside": f"{family}/asides/{Aside.get().id}",
        "account": "/account",
        "reminders": "/reminders",
        "offline": "/offline",
        "trust": "/trust",
        "somebody invited": f"{family}/members/{cast.basia.id}",
        "way in": "/join",
        "on a phone": "/install",
        "nothing here": f"/families/{cast.okafors.id}",
    }


def in_brackets(page: str, where: str) -> None:
    assert forgotten(page) == [], where


def forgotten(page: str) -> list[str]:
    """Every text on the page that is neither in brackets nor somebody's own."""
    return [text for text in texts(page) if any(letter.isalpha() for letter in stripped(text))]


def stripped(text: str) -> str:
    """What is left when each text is taken out, one within another too."""
    inner = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return stripped(inner) if inner != text else DATA.sub("", PLACEHOLDER.sub("", text))


def texts(page: str) -> Iterator[str]:
    """What is read on a page, aloud or not: its texts, and those of its attributes."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag in ("script", "style") or not isinstance(element.tag, str):
            continue
        yield from (text.strip() for text in (element.text, *(child.tail for child in element)) if text)
        yield from (text for name, text in element.items() if name in READ or name.startswith("data-i18n"))


def of_the_page(page: str) -> tuple[str, str]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return tree.get("lang"), tree.get("dir")


def asked(address: str, tag: str) -> str:
    return f"{address}?lang={tag}"


def test_the_made_up_language_shows_what_was_forgotten():
    page = '<!DOCTYPE html><html lang="eo"><title>⟦A⟧</title><p title="Help">⟦Ónć⟧ 12 Kuba</p><p>Forgotten</p></html>'
    assert forgotten(page) == ["Help", "Forgotten"]


def test_every_text_of_a_signed_out_page_can_be_told_over(client, cast):
    for address in ("/sign-in", "/offline", "/tools/three-houses", "/trust", "/join", "/install", "/no/such/page"):
        in_brackets(client.get(asked(address, "eo")).text, address)


def test_every_text_of_a_signed_in_page_can_be_told_over(maria, otto, filled):
    for name, address in filled.items():
        in_brackets(maria.get(asked(address, "eo")).text, name)
    in_brackets(otto.get(asked("/families", "eo")).text, "nobody's families")


def test_every_text_of_then_and_now_can_be_told_over(maria, cast):
    """With a path, with what is asked no more, and with a choice of which two."""
    for days in (9, 5, 1):
        told = {"member": cast.kuba, "tool": "safety-house", "began_at": now() - timedelta(days=days)}
        sitting = Document.create(id=uuid4(), family=cast.nowaks, **told)
        for kind, question in (("scale", "path"), ("lines", "gone")):
            say_in(sitting, cast, kind, question, str(days))
    Item.update(prompt="?").execute()
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    page = maria.get(asked(f"{address}/then-and-now/safety-house", "eo")).text
    assert "two-choose" in page
    assert '<section class="walk"' in page
    in_brackets(page, "then and now")
    in_brackets(maria.get(asked(address, "eo")).text, "a child over time")


def test_every_text_of_what_stands_beside_a_thing_can_be_told_over(maria, cast, filled):
    item = Item.latest().where(Item.kind == "lines", Item.content.is_null(False)).first()
    page = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/glosses?item={item.id}&lang=eo"
    token = {"csrf_token": maria.get("/session").json["csrf"], "item": str(item.id), "words": SAID[0]}
    in_brackets(maria.post(page, data=token).text, "nothing told")
    for sort in ("note", "shows", "translation", "translation"):
        told = {**token, "sort": sort, "tongue": "ar", "translator": CALLED[0], "readers": "along"}
        if sort == "translation" and Gloss.select().count() == 3:
            told["replaces"] = str(Gloss.get(Gloss.sort == "translation").id)
        assert maria.post(page, data=told).status_code == 303
    anew = f"{page}&replaces={Gloss.get(Gloss.replaces.is_null(False)).id}"
    for address in (page, anew, asked(filled["what was said"], "eo")):
        in_brackets(maria.get(address).text, address)


def test_every_text_of_a_familys_pages_can_be_told_over(app, client, cast, keys):
    """Today with nothing on it, and then with all that can be said of a task."""
    ewa = app.test_client().signs_in(cast.ewa_user)
    in_brackets(ewa.get(asked("/today", "eo")).text, "nothing today")
    actions = [agree(cast, cast.ewa, cast.basia, at="23:59", moment=now(), what=SAID[0], why=SAID[1]) for _ in range(2)]
    phone = Tablet(app.test_client(), keys, cast.ewa_user)
    today = actions[0].schedule.today(now()).isoformat()
    for outcome in ("partly", "could not"):
        phone.receipts(says(phone, actions[0], outcome, wall=f"{today}T23:59", why="ill", words=SAID[2]))
    for address in ("/today", "/account", "/reminders", f"/families/{cast.nowaks.id}", "/blank", "/no/such/page"):
        in_brackets(ewa.get(asked(address, "eo")).text, address)
    token = ewa.get("/session").json["csrf"]
    for fields in ({}, {"outcome": "x", "why": "x", "wall": "x", "words": "x" * 2000}):
        for csrf in (token, "stale"):
            page = ewa.post(asked(tick_address(actions[0]), "eo"), data={**fields, "csrf_token": csrf})
            assert page.status_code == 400
            in_brackets(without_what_was_typed(page.text), f"a tick {list(fields)}")
    in_brackets(ewa.post(asked("/leave", "eo")).text, "leaving")


def test_every_page_says_which_language_it_is_in_and_which_way_it_runs(maria, client, filled):
    for tag, way in DIRECTIONS.items():
        assert of_the_page(client.get(asked("/sign-in", tag)).text) == (tag, way)
        for name, address in filled.items():
            assert of_the_page(maria.get(asked(address, tag)).text) == (tag, way), f"{name} in {tag}"


def test_a_page_is_in_the_browsers_language_where_none_is_asked_for(client):
    for header, tag in {"ar,en;q=0.5": "ar", "eo": "eo", "fr": "en", "": "en"}.items():
        assert of_the_page(client.get("/sign-in", headers={"Accept-Language": header}).text)[0] == tag, header
    assert of_the_page(client.get(asked("/sign-in", "fr"), headers={"Accept-Language": "ar"}).text)[0] == "ar"


@pytest.fixture
def mistaken(filled, cast) -> list[tuple[str, dict]]:
    """Everything that can be posted, with every mistake that a form knows."""
    family, long = f"/families/{cast.nowaks.id}", "x" * 20_000
    activity = {"worries": "Dad shouting", "document": str(uuid4())}
    return [
        ("/families/new", {}),
        ("/families/new", {"name": long}),
        (f"{family}/members/new", {}),
        (f"{family}/members/new", {"name": long, "role": "king"}),
        (f"{family}/actions/new", {}),
        (f"{family}/actions/new", {"what": long, "why": long, "who": "x", "repeat": "hourly", "at": "x", "zone": "x"}),
        (f"{family}/actions/new", {"repeat": "weekly", "begins": "9999-12-31", "ends": "x"}),
        (f"{family}/actions/new", {"repeat": "once", "at": "08:15", "begins": "2020-01-01", "ends": "2019-01-01"}),
        (filled["a new story"], {}),
        (f"{filled['a story']}/panels/hopes", {"words": long, "drawing": "x", "over": "x", "drew": "x"}),
        (f"{filled['a version']}/stances", {"who": "x", "answer": "x", "words": long}),
        (f"{filled['a version']}/showings", {"present": long, "shown_on": "2999-01-01"}),
        (filled["new contact"], {}),
        (filled["new contact"], {"kind": "pigeon", "value": long, "audience": "everybody"}),
        (filled["activity"], activity | {"band": "oldest", "hand": "foot", "language": long}),
        (filled["activity"], activity | {"dreams_drawing": "not strokes", "worries": long}),
        (filled["activity"], activity | {"entry": "no name", "document": "no name", "worries-id": "no name"}),
        (filled["activity"], {}),
    ]


def without_what_was_typed(page: str) -> str:
    return re.sub(r"x{100,}", "", page)


def test_every_mistake_in_a_form_can_be_told_over(client, maria, mistaken):
    token = maria.get("/session").json["csrf"]
    for address, fields in mistaken:
        for csrf in (token, "stale"):
            answer = maria.post(asked(address, "eo"), data={**fields, "csrf_token": csrf})
            assert answer.status_code == 400, address
            in_brackets(without_what_was_typed(answer.text), f"{address} {list(fields)}")
    for fields in ({}, {"email": "x" * 400, "passphrase": "x" * 2000}, {"email": "a@example.org", "passphrase": "b"}):
        answer = client.post(asked("/sign-in", "eo"), data=fields)
        assert answer.status_code == 400
        in_brackets(without_what_was_typed(answer.text), f"/sign-in {list(fields)}")


def test_every_text_of_a_lent_tablet_can_be_told_over(app, maria, cast):
    new = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/handovers/new"
    given = {"tools": ["three-houses"], "band": "older", "agreement": "not asked", "agreed_words": SAID[0]}
    given |= {"next_step": SAID[1], "others": CALLED[0], "spoken": CALLED[0], "interpreter": CALLED[0]}
    given |= {"read_by": (now() + timedelta(days=1)).date().isoformat(), "device": str(uuid4())}
    given["csrf_token"] = maria.get("/session").json["csrf"]
    ready = maria.post(asked(new, "eo"), data=given)
    assert ready.status_code == 200
    in_brackets(without_what_was_typed(ready.text), "whether it is ready")
    assert maria.post(new, data=given, headers={"Accept": "application/json"}).status_code == 201
    shown = app.test_client().signs_in(cast.maria).get(asked(f"{new[:-3]}{Handover.get().id}", "eo"))
    in_brackets(shown.text, "a lending")


def test_what_stands_in_the_way_of_a_version_can_be_told_over(maria, cast, filled):
    token = {"csrf_token": maria.get("/session").json["csrf"]}
    nothing = begin(cast)
    for address in (filled["putting it before someone"], f"/families/{cast.nowaks.id}/stories/{nothing.id}/ask"):
        answer = maria.post(asked(address, "eo"), data=token)
        assert answer.status_code == 409
        in_brackets(answer.text, address)


def test_every_text_of_a_story_for_who_is_asked_can_be_told_over(app, cast, filled):
    ewa = app.test_client().signs_in(cast.ewa_user)
    for address in ("/today", filled["stories"], filled["a version"]):
        in_brackets(ewa.get(asked(address, "eo")).text, address)


def test_every_text_of_the_way_in_can_be_told_over(app, client, maria, cast):
    token = {"csrf_token": maria.get("/session").json["csrf"]}
    tomek = f"/families/{cast.nowaks.id}/members/{cast.tomek.id}/invites"
    told = maria.post(asked(tomek, "eo"), data=token).text
    code = re.search(r"#code=([\w-]+)", told)[1]
    in_brackets(re.sub(rf"http://localhost/join(#code={code})?|{code}", "", told), "an invitation")
    ewa = app.test_client().signs_in(cast.ewa_user)
    for browser in (client, maria, ewa):
        for typed in ({}, {"code": "x" * 200}, {"code": "wrong"}, {"code": code}):
            in_brackets(without_what_was_typed(browser.post(asked("/join", "eo"), data=typed).text), f"/join {typed}")
    taken = {"email": cast.ewa_user.email, "passphrase": "y" * 20}
    for fields in ({}, {"email": "1"}, {"email": "x" * 400, "passphrase": "x"}, taken):
        page = client.post(asked("/join/account", "eo"), data={"code": code, **fields})
        assert page.status_code == 400
        in_brackets(without_what_was_typed(page.text), f"/join/account {fields}")
    _, okafors = Invite.make(Member.add(cast.okafors, cast.hanna, name="Ewa", role=Role.NETWORK), cast.hanna)
    in_brackets(ewa.post(asked("/join", "eo"), data={"code": okafors}).text, "join as Ewa")
    speaks = {"Accept-Language": "eo"}
    back = maria.post(f"{tomek}/end", data=token, headers=speaks, follow_redirects=True)
    in_brackets(back.text, "taken back")


def test_every_page_of_what_went_wrong_can_be_told_over(app):
    for status in (*errors.WORDS, 500, 418):
        for tag, way in DIRECTIONS.items():
            with app.test_request_context(asked("/sign-in", tag)):
                page = errors.answer(HTTPException(), status).get_data(as_text=True)
            assert of_the_page(page) == (tag, way)
            if tag == "eo":
                in_brackets(page, str(status))


def test_what_is_said_once_something_was_done_can_be_told_over(maria, filled):
    token = {"csrf_token": maria.get("/session").json["csrf"]}
    speaks = {"Accept-Language": "eo"}
    taken_in = maria.post(filled["an aside"], data=token, headers=speaks, follow_redirects=True)
    assert "work-done" in taken_in.text
    in_brackets(taken_in.text, "taken in")
    written = {**token, "worries": "Dad shouting", "document": str(uuid4())}
    sent = maria.post(filled["activity"], data=written, headers=speaks, follow_redirects=True)
    assert "work-done" in sent.text
    in_brackets(sent.text, "sent")
    out = maria.post("/account", data=token, headers=speaks, follow_redirects=True)
    assert "work-done" in out.text
    in_brackets(out.text, "signed out everywhere")


def test_what_was_asked_is_kept_in_the_language_it_was_asked_in(maria, cast, filled):
    written = {"csrf_token": maria.get("/session").json["csrf"], "worries": "Dad shouting", "document": str(uuid4())}
    assert maria.post(asked(filled["activity"], "eo"), data={**written, "language": "eo"}).status_code == 303
    page = maria.get(asked(f"/families/{cast.nowaks.id}/documents/{written['document']}", "eo"))
    in_brackets(page.text, "what was asked")


def test_a_counted_text_has_every_form_its_language_counts_in(client):
    forms = {"en": {"one", "other"}, "ar": set(FORMS)}
    for tag, wanted in forms.items():
        page = client.get(asked("/offline", tag)).text
        [outbox] = re.findall(r'<span data-when="waiting"([^>]*)>', page)
        assert set(re.findall(r"data-(\w+)=", outbox)) == wanted
        assert outbox.count("{num}") == len(wanted)


def test_a_device_keeps_the_pages_of_every_language(client):
    worker = client.get("/worker.js").text
    for tag in DIRECTIONS:
        for page in ("/offline", "/tools/three-houses"):
            assert f"{page}?lang={tag}" in worker
