"""Someone's part in a family's network ends: a worker says so, and whatever rested on it ends with it."""

import pytest

from app.practice import Role
from app.records import Document, Invite, Item, Journal, LookBack, Member, Share, User
from app.records.permissions import May, members, shown_to
from tests.agreeing import agree
from tests.cast import WORDS
from tests.walking import show

SAID = "Dad shouting at night"


@pytest.fixture
def said(tablet, cast):
    """Something of Kuba's, which he shows Ewa."""
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID))
    show(cast, Item.get().id, cast.ewa)
    return Item.get()


@pytest.fixture
def ewa(app, cast):
    return app.test_client().signs_in(cast.ewa_user)


def page_of(member, rest=""):
    return f"/families/{member.family_id}/members/{member.id}{rest}"


def end(browser, member):
    return browser.post(page_of(member, "/end"), data={"csrf_token": browser.get("/session").json["csrf"]})


def test_what_ends_is_said_first_and_then_it_is_gone_at_once(cast, maria, ewa, said):
    agree(cast)
    assert SAID in ewa.get("/shown").text
    assert page_of(cast.ewa, "/end") in maria.get(page_of(cast.ewa)).text
    asked = maria.get(page_of(cast.ewa, "/end")).text
    assert "What a child has shown them is gone at once." in asked
    assert "They do 1 thing of the plan." in asked
    assert Member.get_by_id(cast.ewa.id).left_at is None, "to look is to do nothing"
    done = end(maria, cast.ewa)
    assert done.location == f"/families/{cast.nowaks.id}"
    assert "Ewa is not part of this family’s network any more." in maria.get(done.location).text
    for address in ("/shown", "/today", "/families"):
        page = ewa.get(address).text
        assert "There is nothing here for you now." in page, address
        assert SAID not in page
        assert "Nowak" not in page
        assert "1 thing is shown" not in page
    assert ewa.get(f"/families/{cast.nowaks.id}").status_code == 404
    assert list(shown_to(cast.ewa_user, May.SEE)) == []
    line = Journal.select().where(Journal.act == "ended", Journal.thing == "member").get()
    assert (line.user, line.thing_id) == (cast.maria, str(cast.ewa.id))
    assert end(maria, cast.ewa).status_code == 404
    assert Journal.select().where(Journal.act == "ended", Journal.thing == "member").count() == 1


def test_who_has_another_part_is_told_nothing_of_the_kind(app, cast, ewa):
    Member.add(cast.okafors, cast.hanna, name="Ewa", role=Role.NETWORK, user=cast.ewa_user)
    cast.ewa.leave(cast.maria)
    assert "There is nothing here for you now." not in ewa.get("/today").text


def test_a_child_who_is_no_longer_part_of_it_loses_nothing_of_what_they_said(app, cast, maria, said):
    own = User.enrol(name="Kuba", email="brave-otter", words=WORDS, role=Role.CHILD)
    Member.update(user=own).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    phone = app.test_client().signs_in(own)
    assert "You find it below" in maria.get(page_of(cast.kuba, "/end")).text
    family = maria.get(end(maria, cast.kuba).location).text
    sitting = f"/families/{cast.nowaks.id}/documents/{Document.get().id}"
    assert f'href="{sitting}">Kuba: Three houses' in family
    reading = maria.get(sitting).text
    assert SAID in reading
    assert page_of(cast.kuba) not in reading, "that page is there no more"
    assert "There is nothing here for you now." in phone.get("/mine").text
    assert phone.get("/mine/said").status_code == 404


def test_nobody_else_ends_anything_and_no_worker_is_ended_so(app, cast, maria, otto, ewa):
    hanna = app.test_client().signs_in(cast.hanna)
    for browser in (otto, hanna, ewa):
        assert browser.get(page_of(cast.basia, "/end")).status_code == 404
        assert end(browser, cast.basia).status_code == 404
    worker = Member.get(user=cast.maria, family=cast.nowaks)
    assert end(maria, worker).status_code == 404
    assert page_of(worker, "/end") not in maria.get(page_of(worker)).text
    assert not Member.select().where(Member.left_at.is_null(False)).exists()
    assert {one.role for one in members(cast.maria, May.END)} == {"parent", "network", "child"}


def test_who_comes_back_is_added_anew_and_sees_nothing_that_was_shown_before(cast, maria, ewa, said):
    """With the account they have."""
    end(maria, cast.ewa)
    again = Member.add(cast.nowaks, cast.maria, name="Ewa", role=Role.PARENT)
    _invite, code = Invite.make(again, cast.maria)
    Invite.let_in_as(code, cast.ewa_user)
    assert Member.get_by_id(again.id).user == cast.ewa_user
    assert list(shown_to(cast.ewa_user, May.SEE)) == []
    assert "Nothing is shown to you" in ewa.get("/shown").text
    show(cast, said.id, again)
    assert SAID in ewa.get("/shown").text
    assert Share.select().count() == 2
