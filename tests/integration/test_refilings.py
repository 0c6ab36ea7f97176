"""A sitting under the wrong child: from the first word about it nobody there is shown it, and nothing of it is lost."""

from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Aside, Document, Item, Journal, Member, Pass, Refiling, Reply, User
from app.records.look_back import LookBack
from app.records.permissions import May, documents, items, replies
from app.records.refiling import NotWaiting
from tests.cast import WORDS
from tests.integration.test_handovers import lend
from tests.integration.test_photos import bring
from tests.sealing import Tablet
from tests.sounding import says, webm
from tests.walking import show

SAID = "My stepdad locks the door"
LATER = "And he takes the phone"


@pytest.fixture
def kuba(app, cast):
    """Kuba has an account of his own, on which he may read back."""
    own = User.enrol(name="Kuba", email="brave-otter", words=WORDS, role=Role.CHILD)
    Member.update(user=own).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    return app.test_client().signs_in(own)


@pytest.fixture
def both(cast):
    """Maria works with Zosia's family too."""
    return Member.add(cast.okafors, cast.hanna, name="Maria", role=Role.WORKER, user=cast.maria)


@pytest.fixture
def sitting(tablet, cast):
    """Zosia spoke, and Kuba's page was open."""
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID))
    return Document.get()


def page_of(sitting):
    return f"/families/{sitting.family_id}/documents/{sitting.id}/wrong-child"


def put(browser, sitting, whose):
    token = browser.get("/session").json["csrf"]
    return browser.post(page_of(sitting), data={"csrf_token": token, "whose": str(whose)})


def places(cast, sitting):
    """Every address at which Kuba's family has what he said."""
    family, member = f"/families/{cast.nowaks.id}", f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    return [
        "/families",
        family,
        member,
        f"{member}/replies",
        f"{member}/replies?item={Item.get().id}",
        f"{member}/booklet?edition=worker",
        f"{family}/asides",
        f"{family}/documents/{sitting.id}",
        f"{family}/documents/{sitting.id}/versions",
        f"{family}/documents/{sitting.id}/wrong-child",
        f"{family}/documents/{sitting.id}/booklet?edition=child",
        "/mine",
        "/mine/said",
    ]


def test_it_goes_to_the_right_child_whole_and_is_nowhere_with_the_wrong_one(app, cast, maria, kuba, both, sitting):
    Reply.tell(cast.kuba, cast.maria, "We spoke with your stepdad.", Item.get())
    assert SAID in kuba.get("/mine/said").text
    assert SAID in kuba.get("/mine").text
    done = put(maria, sitting, cast.zosia.id)
    assert (done.status_code, done.location) == (303, f"/families/{cast.okafors.id}/documents/{sitting.id}")
    hanna = app.test_client().signs_in(cast.hanna)
    for browser in (maria, hanna):
        assert SAID in browser.get(done.location).text
        assert browser.get(f"{done.location}/booklet?edition=worker").status_code == 200
    for browser in (maria, kuba):
        for address in places(cast, sitting):
            answer = browser.get(address)
            assert answer.status_code in {200, 404}, address
            assert SAID not in answer.text
            assert "stepdad" not in answer.text, address
            if "/documents/" in address or "/booklet" in address:
                assert answer.status_code == 404, address
    assert [item.content for item in items(cast.hanna, May.SEE)] == [SAID]


def test_out_of_sight_it_is_shown_to_nobody_until_somebody_says_whose_it_is(cast, maria, kuba, sitting):
    Reply.tell(cast.kuba, cast.maria, "We spoke with your stepdad.", Item.get())
    done = put(maria, sitting, "not-known")
    assert done.location == f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    assert "It waits for somebody who knows whose it is" in maria.get(done.location).text
    assert "was under the wrong child. Whose is it?" in maria.get("/families").text
    for browser, user in ((maria, cast.maria), (kuba, Member.get_by_id(cast.kuba.id).user)):
        for address in places(cast, sitting):
            answer = browser.get(address)
            assert answer.status_code in {200, 404}, address
            assert SAID not in answer.text
            assert "stepdad" not in answer.text, address
        assert [*documents(user, May.SEE), *items(user, May.SEE)] == []
    assert list(replies(Member.get_by_id(cast.kuba.id).user, May.SEE)) == []
    asked = maria.get(page_of(sitting)).text
    assert "Out of sight" in asked
    assert "1 thing" in asked


def test_it_may_have_been_right_after_all(cast, maria, sitting):
    put(maria, sitting, "not-known")
    assert "It was right: put it back" in maria.get(page_of(sitting)).text
    back = put(maria, sitting, cast.kuba.id)
    assert SAID in maria.get(back.location).text
    assert "Under the wrong child" not in maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    put(maria, sitting, "not-known")
    assert [refiling.placed_at is None for refiling in Refiling.select().order_by(Refiling.begun_at)] == [False, True]


def test_the_trace_says_who_and_when_and_names_nobody_of_the_other_family(app, cast, maria, both, sitting):
    maria.get(put(maria, sitting, cast.zosia.id).location)
    hanna = app.test_client().signs_in(cast.hanna)
    there = hanna.get(f"/families/{cast.okafors.id}/documents/{sitting.id}").text
    assert "It was first written under another child. Maria put it here on" in there
    assert "Kuba" not in there
    assert "Nowak" not in there
    here = maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    assert "was put where it belongs by Maria" in here
    assert "Zosia" not in here
    acts = [(line.family, line.act) for line in Journal.select().where(Journal.thing == "refiling")]
    assert sorted(acts, key=str) == sorted([(cast.nowaks, "re-filed"), (cast.okafors, "re-filed")] + acts[:1], key=str)
    assert not list(Journal.broken())


def test_what_the_tablet_still_has_goes_after_it(cast, tablet, maria, both, sitting):
    late = [tablet.writes(cast.kuba, worries=LATER), tablet.writes(cast.kuba, finished="yes")]
    put(maria, sitting, cast.zosia.id)
    assert [receipt["status"] for receipt in tablet.receipts(*late)] == ["kept", "kept"]
    assert {str(item.document.family_id) for item in Item.select()} == {str(cast.okafors.id)}
    assert Document.select().count() == 1
    assert Document.get().finished_at
    assert [line.family for line in Journal.select().where(Journal.act == "wrote")][-2:] == [cast.okafors] * 2
    assert tablet.receipts(*late)[0]["status"] == "kept"
    assert Aside.select().count() == 0


def test_out_of_sight_what_still_comes_is_out_of_sight_too(cast, tablet, maria, sitting):
    put(maria, sitting, "not-known")
    assert tablet.receipts(tablet.writes(cast.kuba, worries=LATER))[0]["status"] == "kept"
    assert list(items(cast.maria, May.SEE)) == []


def test_what_was_put_aside_goes_after_it_and_is_not_opened_in_the_meantime(app, cast, tablet, maria, both, sitting):
    """One box waits from before; one comes when its pass has been taken back."""
    tablet.held.revoke()
    tablet.receipts(tablet.writes(cast.kuba, worries=LATER))
    aside = Aside.get()
    address = f"/families/{cast.nowaks.id}/asides/{aside.id}"
    assert LATER in maria.get(address).text
    put(maria, sitting, "not-known")
    assert LATER not in maria.get(address).text
    assert "Take it in" not in maria.get(address).text
    put(maria, sitting, cast.zosia.id)
    tablet.receipts(tablet.writes(cast.kuba, worries="He is back"))
    assert maria.get(address).status_code == 404
    assert {aside.family for aside in Aside.select()} == {cast.okafors}
    hanna = app.test_client().signs_in(cast.hanna)
    for aside in Aside.select():
        there = f"/families/{cast.okafors.id}/asides/{aside.id}"
        assert "Zosia" in hanna.get(there).text
        taken = hanna.post(there, data={"csrf_token": hanna.get("/session").json["csrf"]})
        assert taken.location == f"/families/{cast.okafors.id}/documents/{sitting.id}"
    assert sorted(item.content for item in items(cast.hanna, May.SEE)) == sorted([SAID, LATER, "He is back"])
    assert list(documents(cast.maria, May.SEE).where(Document.family == cast.nowaks)) == []


def test_other_bytes_under_a_name_of_it_are_put_aside_where_it_is_now(cast, tablet, maria, both, sitting):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, name, worries="One"))
    put(maria, sitting, cast.zosia.id)
    assert tablet.receipts(tablet.writes(cast.kuba, name, worries="Two"))[0]["status"] == "aside"
    assert Aside.get().family == cast.okafors


def test_the_next_sitting_of_the_same_tablet_is_kubas(cast, tablet, maria, both, sitting):
    put(maria, sitting, cast.zosia.id)
    tablet.document = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Mine"))
    assert Item.get(Item.content == "Mine").document.member == cast.kuba


def test_whoever_wrote_it_may_say_whose_it_is_though_the_family_is_not_theirs(app, keys, cast, maria, otto):
    """Hanna sat with Zosia; while she stood in for Maria she had Kuba's page, and left that family since."""
    stand_in = Member.add(cast.nowaks, cast.maria, name="Hanna", role=Role.WORKER, user=cast.hanna)
    tablet = Tablet(app.test_client(), keys, cast.hanna)
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID))
    stand_in.leave(cast.maria)
    sitting, hanna = Document.get(), app.test_client().signs_in(cast.hanna)
    put(maria, sitting, "not-known")
    assert "Zosia" not in maria.get(page_of(sitting)).text
    assert "Whose is it?" in hanna.get("/families").text
    asked = hanna.get(page_of(sitting)).text
    assert SAID not in asked
    done = put(hanna, sitting, cast.zosia.id)
    assert SAID in hanna.get(done.location).text
    assert otto.get(done.location).status_code == maria.get(done.location).status_code == 404


def test_whoever_wrote_it_begins_it_themself_and_is_shown_nothing_of_that_family(app, keys, cast, maria, otto):
    """Nobody there has noticed yet. When somebody else has put it somewhere it is no more theirs to move."""
    stand_in = Member.add(cast.nowaks, cast.maria, name="Hanna", role=Role.WORKER, user=cast.hanna)
    tablet = Tablet(app.test_client(), keys, cast.hanna)
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID))
    stand_in.leave(cast.maria)
    sitting, hanna = Document.get(), app.test_client().signs_in(cast.hanna)
    maria.get(f"/families/{cast.nowaks.id}/documents/{sitting.id}")
    assert page_of(sitting) in hanna.get("/families").text
    asked = hanna.get(page_of(sitting))
    for told in (SAID, "Kuba", "Nowak", "Maria", "Read by"):
        assert told not in asked.text
    assert otto.get(page_of(sitting)).status_code == 404
    assert put(hanna, sitting, "not-known").location == "/families"
    assert list(documents(cast.maria, May.SEE)) == []
    done = put(hanna, sitting, cast.zosia.id)
    assert SAID in hanna.get(done.location).text
    iga = Member.add(cast.okafors, cast.hanna, name="Iga", role=Role.CHILD)
    Member.get(user=cast.hanna, family=cast.okafors).leave(cast.hanna)
    moved = Document.get()
    assert page_of(moved) not in hanna.get("/families").text
    assert (hanna.get(page_of(moved)).status_code, put(hanna, moved, iga.id).status_code) == (404, 404)


def test_it_is_begun_from_the_list_too_and_says_who_has_read_it(cast, tablet, maria, sitting):
    listed = maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    assert f'href="{page_of(sitting)}">This is not Kuba’s' in listed
    assert "Nobody yet" in maria.get(page_of(sitting)).text
    maria.get(f"/families/{cast.nowaks.id}/documents/{sitting.id}/booklet?edition=child")
    assert "<dd>Maria, " in maria.get(page_of(sitting)).text
    assert SAID not in maria.get(page_of(sitting)).text


def test_who_was_there_goes_with_it_and_leads_to_nobody(app, cast, keys, maria, both):
    """The tablet was lent to Kuba, and Zosia spoke: who was beside her and who interpreted is part of what she said."""
    answer = lend(maria, cast.kuba)
    held = Pass.get_by_id(answer.json["pass"]["id"])
    tablet = Tablet(app.test_client(), keys, cast.maria)
    tablet.held, tablet.secret = held, answer.json["pass"]["secret"]
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID))
    sitting, lending = Document.get(), f"/handovers/{held.handover_id}"
    assert lending in maria_again(app, cast).get(f"/families/{cast.nowaks.id}/documents/{sitting.id}").text
    done = put(maria_again(app, cast), sitting, cast.zosia.id)
    there = app.test_client().signs_in(cast.hanna).get(done.location).text
    for told in ("Basia was there too", "Polish", "Mr Lis", "Written on a tablet that Maria gave"):
        assert told in there
    for told in (lending, "Kuba", "Nowak", "Ewa, on the telephone", str(cast.nowaks.id), str(cast.kuba.id)):
        assert told not in there
    assert (
        app.test_client()
        .signs_in(cast.hanna)
        .get(f"/families/{cast.okafors.id}/members/{cast.zosia.id}{lending}")
        .status_code
        == 404
    )


def maria_again(app, cast):
    """To lend the tablet ended her session on it."""
    return app.test_client().signs_in(cast.maria)


def test_a_photo_of_paper_goes_with_it_and_is_seen_by_nobody_where_it_was(app, cast, maria, both):
    bring(maria, cast, words=SAID)
    photo = Item.get(Item.kind == "photo")
    show(cast, photo.id, cast.ewa)
    old, new = (f"/families/{family.id}/items/{photo.id}/photo" for family in (cast.nowaks, cast.okafors))
    ewa, hanna = (app.test_client().signs_in(user) for user in (cast.ewa_user, cast.hanna))
    assert [browser.get(old).status_code for browser in (maria, ewa, hanna)] == [200, 200, 404]
    put(maria, photo.document, "not-known")
    assert [browser.get(old).status_code for browser in (maria, ewa, hanna)] == [404, 404, 404]
    put(maria, Document.get(), cast.zosia.id)
    assert [browser.get(old).status_code for browser in (maria, ewa, hanna)] == [404, 404, 404]
    assert [browser.get(new).status_code for browser in (maria, ewa, hanna)] == [200, 404, 200]
    assert f'src="{new}"' in hanna.get(f"/families/{cast.okafors.id}/documents/{photo.document_id}").text


def test_nobody_puts_it_under_a_child_that_is_not_theirs_nor_moves_what_they_may_not(app, cast, maria, otto, sitting):
    """Maria does not work with Zosia here; Ewa, Hanna and Otto have nothing to do with it."""
    for whose in (cast.zosia.id, cast.ewa.id, uuid4(), "", "x"):
        assert put(maria, sitting, whose).status_code == 400
    for browser in (otto, *(app.test_client().signs_in(user) for user in (cast.hanna, cast.ewa_user))):
        assert browser.get(page_of(sitting)).status_code == put(browser, sitting, cast.kuba.id).status_code == 404
    assert (Refiling.select().count(), Document.get().member) == (0, cast.kuba)


def test_two_who_do_it_at_once_do_it_once(cast, maria, both, sitting):
    refiling = Refiling.begin(sitting, cast.maria)
    with pytest.raises(NotWaiting):
        Refiling.begin(sitting, cast.maria)
    refiling.place(cast.zosia, cast.maria)
    with pytest.raises(NotWaiting):
        refiling.place(cast.kuba, cast.maria)
    assert Document.get().member == cast.zosia


def test_a_sibling_is_another_child(cast, maria, kuba, sitting):
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    done = put(maria, sitting, iga.id)
    assert "Iga" in maria.get(done.location).text
    assert SAID not in kuba.get("/mine/said").text
    assert list(items(Member.get_by_id(cast.kuba.id).user, May.SEE)) == []


def test_what_was_said_aloud_is_played_where_it_belongs_and_nowhere_else(app, cast, tablet, maria, both):
    """The last part of it comes when the sitting has gone already."""
    item, boxes = says(tablet, cast.kuba, webm())
    tablet.receipts(*boxes[:-2])
    played, sitting = f"/families/{cast.nowaks.id}/items/{item}/recording", Document.get()
    assert maria.get(played).status_code == 200
    put(maria, sitting, "not-known")
    assert maria.get(played).status_code == 404
    put(maria, sitting, cast.zosia.id)
    tablet.receipts(*boxes[-2:])
    assert maria.get(played).status_code == 404
    hanna = app.test_client().signs_in(cast.hanna)
    assert hanna.get(f"/families/{cast.okafors.id}/items/{item}/recording").data == webm()
