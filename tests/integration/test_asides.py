"""What is put aside: it waits whole, for the right people alone, and is taken in once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import html5lib
import pytest

from app.records import Aside, Document, Entry, Item, Journal, Pass, db
from app.records.db import now
from tests.hostile import HOSTILE

STROKES = '{"v":1,"w":4096,"h":3072,"strokes":[{"c":"ink","s":40,"k":"pen","t":0,"d":[%s]}]}'


def take_in(browser, aside):
    token = browser.get("/session").json["csrf"]
    return browser.post(f"/families/{aside.family_id}/asides/{aside.id}", data={"csrf_token": token})


def page_of(browser, aside):
    return browser.get(f"/families/{aside.family_id}/asides/{aside.id}")


def said_on(page):
    """The words on a page, as a reader sees them, and what it is built of: each tag and its attributes' names."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    words = [quote.text for quote in tree.iter("blockquote")]
    return words, [(part.tag, sorted(part.attrib)) for part in tree.iter() if isinstance(part.tag, str)]


@pytest.fixture
def late(tablet):
    """The tablet, whose pass has run out: all it brings is put aside."""
    Pass.update(deliver_until=now()).where(Pass.id == tablet.held.id).execute()
    return tablet


def test_forty_hostile_words_are_words_on_every_page(tablet, cast, maria):
    """Each is its own thing. A page of hostile words is built of the very parts of a page of harmless ones."""
    pages = {}
    for kind, all_words in (("hostile", HOSTILE), ("harmless", ["x"] * len(HOSTILE))):
        tablet.document = str(uuid4())
        tablet.gets_a_pass(cast.maria)
        for words in all_words:
            tablet.receipts(tablet.writes(cast.kuba, worries=words, worries__prompt=words))
        tablet.held.revoke()
        tablet.receipts(tablet.writes(cast.kuba, worries="\n".join(all_words), worries__prompt=all_words[0]))
        reading = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
        aside = Aside.select().order_by(Aside.received_at.desc(), Aside.number.desc()).get()
        pages[kind] = [said_on(page) for page in (reading, page_of(maria, aside).text)]
        assert [words for words, _parts in pages[kind]] == [all_words, all_words]
    assert [parts for _words, parts in pages["hostile"]] == [parts for _words, parts in pages["harmless"]]


def test_what_is_taken_in_holds_whatever_the_device_said(late, cast, maria):
    """A box is put aside before all of it is looked at; that is done when a person takes it in."""
    broken = "a\0b\ud800c"
    content = {**late.entry(cast.kuba, worries=broken, band=broken), "release": broken * 20, "written_at": broken}
    late.receipts(late.box(content))
    assert "a\ufffdb\ufffdc" in page_of(maria, Aside.get()).text
    taken = take_in(maria, Aside.get())
    assert taken.status_code == 303
    assert "a\ufffdb\ufffdc" in maria.get(taken.location).text
    assert (Item.get().content, Entry.get().release[:5]) == ("a\ufffdb\ufffdc",) * 2


def test_what_is_taken_in_twice_is_there_once_and_its_receipt_stays(tablet, cast, maria):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name))
    box = tablet.writes(cast.kuba, worries="Dad shouts", worries__id=name)
    first = tablet.receipts(box)
    aside = Aside.get()
    assert (first[0]["status"], aside.reason) == ("aside", "name taken")
    assert len({take_in(maria, aside).location for _ in range(2)}) == 1
    assert [item.content for item in Item.latest()] == ["Dad", "Dad shouts"]
    assert tablet.receipts(box) == first
    assert (Entry.select().count(), Aside.select().count()) == (2, 1)
    assert "Nothing waits here" in maria.get(f"/families/{cast.nowaks.id}/asides").text
    assert Journal.select().where(Journal.act == "took in").exists()


def test_nobody_but_a_worker_of_the_family_opens_what_is_aside(app, late, cast, otto):
    late.receipts(late.writes(cast.kuba, worries="Dad shouting"))
    for browser in (otto, *(app.test_client().signs_in(user) for user in (cast.hanna, cast.ewa_user))):
        assert page_of(browser, Aside.get()).status_code == 404
        assert take_in(browser, Aside.get()).status_code == 404
    assert Entry.select().count() == 0


def test_a_child_of_another_family_and_one_that_is_not_there_get_one_answer(tablet, cast):
    """Also where the family is her own, or a child's and a family's names are of two families."""
    answers = set()
    for family, member in [
        (cast.okafors.id, cast.zosia.id),
        (cast.okafors.id, cast.kuba.id),
        (cast.nowaks.id, cast.zosia.id),
        (cast.nowaks.id, uuid4()),
        (uuid4(), uuid4()),
    ]:
        path = f"/families/{family}/members/{member}/tools/three-houses"
        [receipt] = tablet.receipts(tablet.box({**tablet.entry(cast.kuba, worries="x"), "path": path}))
        answers.add((receipt["status"], receipt["why"]))
    assert answers == {("aside", "")}
    assert (Entry.select().count(), Document.select().count()) == (0, 0)


def test_what_was_meant_for_a_child_of_another_family_cannot_be_taken_in_for_them(tablet, cast, maria):
    path = f"/families/{cast.nowaks.id}/members/{cast.zosia.id}/tools/three-houses"
    tablet.receipts(tablet.box({**tablet.entry(cast.kuba, worries="x"), "path": path}))
    page = page_of(maria, Aside.get())
    assert (page.status_code, "Zosia" in page.text, "Take it in" in page.text) == (200, False, False)
    take_in(maria, Aside.get())
    assert Entry.select().count() == 0


def test_one_box_put_aside_from_eight_threads_is_there_once(app, late, cast):
    delivery = {"boxes": [late.writes(cast.kuba, worries="Dad shouting")], "counted": 1}

    def bring(_n):
        with db.connection_context():
            return app.test_client().post("/sealed", json=delivery).json["receipts"]

    with ThreadPoolExecutor(8) as threads:
        receipts = list(threads.map(bring, range(24)))
    assert all(receipt == receipts[0] for receipt in receipts)
    assert (receipts[0][0]["status"], Aside.select().count()) == ("aside", 1)


@pytest.mark.parametrize(
    "drawing", ["NaN,1,1,1", "[" * 9_000 + "]" * 9_000, "1,1,1"], ids=["NaN", "deep", "half a point"]
)
def test_a_drawing_that_is_none_is_said_to_be_and_can_be_taken_in(late, cast, maria, drawing):
    late.receipts(late.writes(cast.kuba, worries_drawing=STROKES % drawing))
    assert "cannot be shown" in page_of(maria, Aside.get()).text
    assert "cannot be shown" in maria.get(take_in(maria, Aside.get()).location).text
    assert (Item.get().content, Entry.get().complete) == (STROKES % drawing, False)
