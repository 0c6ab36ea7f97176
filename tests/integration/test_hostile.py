"""Hostile words in every place for words, on every page, as everybody who may see it: they are words, and no more."""

import re
from collections import Counter

import html5lib
import pytest

from app.records import Entry
from tests.hostile import ALL, FIFTY
from tests.unit.test_drawing import HOSTILE
from tests.walking import addresses, dress, everything, seen_by

#: What a PDF would have that did more than be read.
LIVELY = (b"/JavaScript", b"/JS ", b"/Launch", b"/URI", b"/OpenAction", b"/EmbeddedFile", b"/SubmitForm")
MARK = "zebraquilt"
#: What no title may tell to whoever sees a list of open pages.
TELLING = re.compile(r"safety|social|child|famil|house|worr", re.IGNORECASE)
#: Those that one box can carry; what is bigger is turned away at the door.
STROKES = {name: text for name, text in HOSTILE.items() if 0 < len(text) < 2_000_000}
#: What a page is built of does not depend on the engine beneath it, and this walks far.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def browsers(app, cast):
    own = everything(cast)
    return [app.test_client().signs_in(user) for user in (cast.maria, cast.ewa_user, own)]


def parts(page):
    """What a page is built of: each tag with its attributes' names, in whatever order names are sorted."""
    return parts_of(html5lib.parse(page, namespaceHTMLElements=False))


def parts_of(tree):
    return Counter((part.tag, *sorted(part.attrib)) for part in tree.iter() if isinstance(part.tag, str))


def everywhere(browsers, paths):
    for place, browser in enumerate(browsers):
        for path, answer in seen_by(browser, paths):
            yield (place, path), answer


@pytest.mark.parametrize(
    ("hostile", "people"),
    [(lambda _place: "\n".join(FIFTY), 3), (lambda place: "\n".join((ALL * 2)[place * 7 % len(ALL) :][:9]), 1)],
    ids=["fifty in every place, for everybody", "five hundred in turn, for a worker"],
)
def test_a_page_of_hostile_words_is_built_of_the_parts_of_a_harmless_one(app, cast, browsers, hostile, people):
    paths, harmless, browsers = list(addresses(app, cast)), {}, browsers[:people]
    assert list(everywhere(browsers, paths)), "what is read for the first time looks otherwise"
    places = dress(lambda place: "\n".join(["x"] * len(hostile(place).split("\n"))))
    assert places * 7 > len(ALL)
    for where, answer in everywhere(browsers, paths):
        harmless[where] = parts(answer.text) if answer.mimetype == "text/html" else answer.mimetype
    dress(hostile)
    literally = 0
    for where, answer in everywhere(browsers, paths):
        if answer.mimetype == "application/pdf":
            assert not [mark for mark in LIVELY if mark in answer.data], where
        if answer.mimetype != "text/html":
            assert answer.mimetype == harmless[where]
            continue
        tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
        assert parts_of(tree) == harmless[where], where
        shown = "".join(tree.itertext())
        literally += any(words in shown for words in ALL[:3])
    assert len(harmless) > 30
    assert literally > 10


#: Short enough for most fields.
HOSTILE_LINE = " ".join(FIFTY[:24:4])
#: Forms that end something, and then there is nothing more to walk through.
ENDS = ("/sign-out", "/leave", "/account")


def forms(browser, paths):
    """Each form that posts, on every page: where to, and the names of its fields."""
    found = {}
    for path, answer in seen_by(browser, paths):
        if answer.mimetype != "text/html":
            continue
        for form in html5lib.parse(answer.text, namespaceHTMLElements=False).iter("form"):
            to = form.get("action") or path
            if form.get("method") == "post" and not to.startswith(ENDS):
                fields = [part.get("name") for part in form.iter() if part.get("name")]
                found[to] = sorted({*fields} - {"csrf_token"})
    return found


def test_what_a_form_did_not_take_is_given_back_as_words(app, cast, browsers):
    """The page of an error shows what was typed."""
    maria = browsers[0]
    found = forms(maria, list(addresses(app, cast)))
    token = maria.get("/session").json["csrf"]
    given_back = 0
    for to, fields in found.items():
        pages = []
        for words in ("x" * len(HOSTILE_LINE), HOSTILE_LINE):
            maria.get("/account")  # what was said of the last one is said by now
            answer = maria.post(to, data={"csrf_token": token, **dict.fromkeys(fields, words)})
            assert answer.status_code < 500, to
            pages.append(answer)
        if all(answer.status_code == 400 and answer.mimetype == "text/html" for answer in pages):
            assert parts(pages[0].text) == parts(pages[1].text), to
            given_back += FIFTY[0] in "".join(fields_of(pages[1].text))
    assert given_back >= 5


def fields_of(page):
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    yield from (part.get("value") or "" for part in tree.iter("input"))
    yield from ("".join(part.itertext()) for part in tree.iter("textarea"))


def test_no_address_no_title_and_no_files_name_holds_anything_anybody_wrote(app, cast, browsers):
    """What stays behind in a browser's history, in its downloads, on the frame of its window, in a proxy's log."""
    dress(lambda place: f"{MARK}-{place}")
    pages = 0
    for where, answer in everywhere(browsers, list(addresses(app, cast))):
        told = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        assert MARK not in told, where
        if answer.mimetype != "text/html":
            continue
        pages += MARK in answer.text
        tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
        title = "".join(tree.find(".//title").itertext())
        assert MARK not in title, where
        assert not TELLING.search(title), f"{where}: {title}"
        for part in tree.iter():
            for name in ("href", "src", "action", "formaction", "cite", "download"):
                leads = part.get(name) or ""
                assert MARK not in leads or leads.startswith(("tel:", "mailto:")), f"{where}: {leads}"
    assert pages > 30


@pytest.mark.parametrize("name", STROKES)
def test_strokes_that_are_none_are_kept_as_they_came_and_spoil_no_page(tablet, cast, maria, name):
    """A tablet cannot be asked to do it again: it is kept, said to be incomplete, and shown as what it is."""
    content = STROKES[name]
    box = tablet.writes(cast.kuba, worries="Dad shouting", worries_drawing=content)
    [receipt] = tablet.receipts(box)
    assert receipt["status"] == "kept"
    assert not Entry.get().complete
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}")
    assert page.status_code == 200
    assert "Dad shouting" in page.text
    assert "did not arrive whole" in page.text
    for edition in ("child", "worker"):
        printed = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet?edition={edition}")
        assert printed.data.startswith(b"%PDF")
