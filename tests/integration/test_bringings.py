"""Two tablets change one thing: both versions stand until a worker brings them together, and nothing is lost."""

import re
from threading import Barrier, Thread
from uuid import uuid4

import pytest

from app.records import Bringing, Document, Item, Journal, Side, db
from app.records.booklet import Booklet
from app.records.bringing import standing
from app.records.permissions import May, items
from app.web import bringings
from tests.apart import two_versions
from tests.sealing import Tablet


@pytest.fixture
def other(app, cast, keys, tablet):
    """Maria's second tablet, on which the same sitting goes on."""
    second = Tablet(app.test_client(), keys, cast.maria)
    second.document = tablet.document
    return second


@pytest.fixture
def changed(tablet, other, cast):
    """Kuba said one thing; each tablet changed it, and neither knew of the other."""
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name))
    changes(tablet, cast, "Dad shouts", name)
    changes(other, cast, "Dad is loud", name)
    return name


def changes(tablet, cast, words, name):
    its = str(uuid4())
    told = {"worries": words} if words else {"worries__out": name}
    replaces = {"worries__replaces": name} if words else {}
    assert tablet.receipts(tablet.writes(cast.kuba, worries__id=its, **told, **replaces))[0]["status"] == "kept"
    return its


def seen(cast):
    return list(items(cast.maria, May.SEE))


def page_of(cast, tablet):
    return f"/families/{cast.nowaks.id}/documents/{tablet.document}/versions"


def choose(browser, address, stays, words=""):
    page = browser.get(address).text
    sides = re.search(r'name="sides" value="([^"]+)"', page)[1]
    token = browser.get("/session").json["csrf"]
    return browser.post(address, data={"csrf_token": token, "sides": sides, "stays": stays, "words": words})


def words_of(things):
    return [[side.content for side in sides] for sides in standing(things)]


def called(content):
    return str(Item.get(Item.content == content).id)


def test_two_versions_stand_side_by_side_until_somebody_brings_them_together(tablet, changed, cast, maria):
    assert words_of(seen(cast)) == [["Dad shouts", "Dad is loud"]]
    reading = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert reading.index("changed twice, apart") < reading.index("Dad shouts") < reading.index("Dad is loud")
    assert page_of(cast, tablet) in reading


def test_versions_that_went_on_apart_are_still_versions_of_one_thing(tablet, other, changed, cast):
    """Each tablet changed its own again, and again: only the last of each stands, side by side."""
    changes(tablet, cast, "Dad shouts at night", called("Dad shouts"))
    again = changes(other, cast, "Dad is very loud", called("Dad is loud"))
    changes(other, cast, "Dad is so loud", again)
    assert words_of(seen(cast)) == [["Dad shouts at night", "Dad is so loud"]]


def test_the_one_that_is_kept_stands_and_the_other_is_there_to_look_at(tablet, changed, cast, maria):
    done = choose(maria, page_of(cast, tablet), called("Dad is loud"))
    assert done.status_code == 303
    assert words_of(seen(cast)) == [["Dad is loud"]]
    page = maria.get(done.location).text
    assert "Nothing stands twice" in page
    assert page.index("Brought together before") < page.index("Maria, ") < page.index("Dad shouts")
    assert "It was put by." in page
    assert "Dad shouts" not in maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert [line.act for line in Journal.select().where(Journal.user == cast.maria)].count("brought together") == 1
    assert Item.select().count() == 3, "nothing is gone"


def test_both_may_stay_and_each_goes_its_own_way_from_there(tablet, changed, cast, maria):
    choose(maria, page_of(cast, tablet), "all")
    assert words_of(seen(cast)) == [["Dad shouts"], ["Dad is loud"]]
    changes(tablet, cast, "Dad shouts at night", called("Dad shouts"))
    assert sorted(words_of(seen(cast))) == [["Dad is loud"], ["Dad shouts at night"]]


def test_what_the_child_says_now_takes_the_place_of_both(tablet, changed, cast, maria):
    missing = choose(maria, page_of(cast, tablet), "anew", "  ")
    assert missing.status_code == 400
    assert "Write what the child says now." in missing.text
    choose(maria, page_of(cast, tablet), "anew", "Dad shouts, but not always")
    assert words_of(seen(cast)) == [["Dad shouts, but not always"]]
    said = Item.get(Item.content == "Dad shouts, but not always")
    assert (said.hand, str(said.replaces), said.prompt) == ("worker", changed, Item.get_by_id(changed).prompt)
    assert said.entry.author == cast.maria


def test_a_version_that_comes_late_stands_beside_what_was_decided(tablet, changed, other, cast, maria):
    choose(maria, page_of(cast, tablet), called("Dad is loud"))
    changes(tablet, cast, "Dad shouts at night", called("Dad shouts"))  # this tablet has not heard of it
    assert words_of(seen(cast)) == [["Dad is loud", "Dad shouts at night"]]
    choose(maria, page_of(cast, tablet), "anew", "Dad is loud at night")
    changes(other, cast, "Dad!", changed)
    assert words_of(seen(cast)) == [["Dad is loud at night", "Dad!"]]
    assert Bringing.select().count() == 2


def test_taken_out_on_one_tablet_and_changed_on_the_other_is_asked_too(tablet, other, cast, maria):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name))
    changes(tablet, cast, None, name)
    changes(other, cast, "Dad is loud", name)
    assert words_of(seen(cast)) == [[None, "Dad is loud"]]
    assert "they are different things" not in maria.get(page_of(cast, tablet)).text
    taken_out = str(Item.get(Item.content.is_null()).id)
    choose(maria, page_of(cast, tablet), taken_out)
    assert words_of(seen(cast)) == [[None]]


def test_what_has_changed_since_the_page_was_opened_is_looked_at_again(tablet, other, changed, cast, maria):
    page = maria.get(page_of(cast, tablet)).text
    sides = re.search(r'name="sides" value="([^"]+)"', page)[1]
    third = Tablet(tablet.client, tablet.keys, cast.maria)
    third.document = tablet.document
    changes(third, cast, "Dad!", changed)
    told = {"csrf_token": maria.get("/session").json["csrf"], "sides": sides, "stays": "all"}
    late = maria.post(page_of(cast, tablet), data=told)
    assert "Nothing was changed. Look again." in late.text
    assert "Dad!" in late.text
    assert Side.select().count() == 0
    gone = choose(maria, page_of(cast, tablet), str(uuid4()))
    assert (gone.status_code, Side.select().count()) == (400, 0)


@pytest.mark.parametrize("both", [("Dad shouts", "Dad is loud"), ("Dad is loud", "anew")])
def test_two_who_decide_at_once_decide_once_and_something_stands(app, cast, tablet, changed, maria, monkeypatch, both):
    """Each has the page open and has chosen; both have looked at what stands before either writes."""
    stay = [choice if choice == "anew" else called(choice) for choice in both]
    looked, decide, answers = Barrier(2, timeout=20), bringings.bring_together, []
    monkeypatch.setattr(bringings, "bring_together", lambda *told: (looked.wait(), decide(*told))[1])

    def choose_one(stays):
        with db.connection_context():
            answers.append(choose(app.test_client().signs_in(cast.maria), page_of(cast, tablet), stays, "Not so loud"))

    threads = [Thread(target=choose_one, args=(one,)) for one in stay]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [303, 400]
    late = next(answer.text for answer in answers if answer.status_code == 400)
    assert "Nothing was changed. Look again." in late
    assert "Nothing stands twice." in late
    [[stands]] = words_of(seen(cast))
    assert stands in {"Dad shouts", "Dad is loud", "Not so loud"}
    assert (Bringing.select().count(), Side.select().count()) == (1, 2)


def test_it_is_said_that_a_drawing_is_not_drawn_anew_here(cast, maria):
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{two_versions(cast).id}/versions").text
    drawing = page[page.index('class="said-drawing"') :]
    assert "To have it drawn or chosen anew, open the activity with Kuba" in drawing
    assert "To have it drawn" not in page[: page.index('class="said-drawing"')], "not beside words"


def test_a_ring_of_things_that_replace_each_other_ends(tablet, cast):
    one, other = str(uuid4()), str(uuid4())
    for name, replaces in ((one, other), (other, one)):
        tablet.receipts(tablet.writes(cast.kuba, worries="x", worries__id=name, worries__replaces=replaces))
    assert sum(len(sides) for sides in standing(list(Item.select()))) == 2


def test_a_booklet_has_what_stands(tablet, changed, cast, maria):
    sitting = Document.get()
    assert [len(sides) for sides in Booklet.of(sitting, [sitting], cast.maria).chapters[0].said] == [2]
    choose(maria, page_of(cast, tablet), called("Dad is loud"))
    said = Booklet.of(sitting, [sitting], cast.maria).chapters[0].said
    assert [[side.content for side in sides] for sides in said] == [["Dad is loud"]]


def test_nobody_else_brings_anything_together(app, tablet, changed, cast, otto):
    ewa, hanna = (app.test_client().signs_in(user) for user in (cast.ewa_user, cast.hanna))
    for browser in (otto, ewa, hanna):
        token = browser.get("/session").json["csrf"]
        assert browser.get(page_of(cast, tablet)).status_code == 404
        assert browser.post(page_of(cast, tablet), data={"csrf_token": token, "stays": "all"}).status_code == 404
    assert Side.select().count() == 0
