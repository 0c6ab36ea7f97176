"""A child's word on who may see a thing: whose it is, who may be named, what of it holds though no pass does."""

import json
from uuid import UUID, uuid4

import pytest

from app.practice import Role
from app.records import Aside, Item, Journal, LookBack, Member, Pass, Refiling, Share, User
from app.records.permissions import May, members, shown_to
from app.records.share import Holds
from tests import cast as people
from tests.sealing import Tablet
from tests.walking import addresses, everything

SAID = "Dad shouting at night"


@pytest.fixture
def said(tablet, cast):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, worries__id=name))
    return Item.get_by_id(name)


@pytest.fixture
def ewa(app, cast):
    return app.test_client().signs_in(cast.ewa_user)


@pytest.fixture
def iga(cast):
    """Kuba's sister, who has an account of her own."""
    user = User.enrol(name="Iga", email="quiet-fox", words=people.WORDS, role=Role.CHILD)
    return Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD, user=user)


def word(tablet, member, item, *to, audience=None):
    """A box with the child's word on whom one thing is shown to."""
    told = [("item", str(item)), ("audience", audience or ("people" if to else "worker")), ("agreed", "yes")]
    path = f"/families/{member.family_id}/members/{member.id}/shares"
    fields = [*told, *(("people", str(one.id)) for one in to)]
    return tablet.box(json.loads(json.dumps(tablet.entry(member) | {"path": path, "fields": fields})))


def shares(*told, **more):
    tablet = told[0]
    [receipt] = tablet.receipts(word(*told, **more))
    return receipt["status"]


def sees(user):
    return sorted(item.content for item in shown_to(user, May.SEE))


def page_of(item):
    return f"/families/{item.document.family_id}/documents/{item.document_id}"


def post(browser, address, **fields):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def plain(page):
    return " ".join(page.split())


def test_what_was_said_of_it_under_the_wrong_child_is_read_by_nobody_of_the_right_one(app, tablet, cast, said):
    """Neither on the page, nor set in the form; and it is said that the right child is still to be asked."""
    shares(tablet, cast.kuba, said.id, cast.ewa, cast.basia)
    Refiling.begin(said.document, cast.maria).place(cast.zosia, cast.maria)
    moved, hanna = Item.get_by_id(said.id), app.test_client().signs_in(cast.hanna)
    asked = hanna.get(f"/families/{cast.okafors.id}/members/{cast.zosia.id}/shares?item={said.id}")
    for page in (hanna.get(page_of(moved)).text, asked.text):
        assert SAID in page
        assert not [name for name in ("Ewa", "Basia", "Nowak", str(cast.ewa.id)) if name in page]
    assert "ask Zosia again" in asked.text
    assert "Zosia has not been asked yet" in hanna.get(page_of(moved)).text
    assert Share.holding([said.id]) == {said.id: Holds()}
    assert (Share.of([said.id]), Share.seen_by([said.id])) == ({}, {})


@pytest.mark.parametrize("pass_", ["taken back", "run out"])
def test_a_no_holds_at_once_though_its_pass_does_not_and_a_yes_does_not(tablet, cast, maria, said, pass_):
    other = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Court", worries__id=other))
    shares(tablet, cast.kuba, said.id, cast.ewa)
    without_a_pass(tablet, pass_)
    assert shares(tablet, cast.kuba, said.id) == "aside"
    assert sees(cast.ewa_user) == [], "it was taken back"
    assert shares(tablet, cast.kuba, other, cast.ewa) == "aside"
    assert sees(cast.ewa_user) == [], "nobody has looked at this yet"
    yes = Aside.select().order_by(Aside.number.desc()).get()
    page = plain(maria.get(address_of(yes)).text)
    assert "Court" in page
    assert "These people Ewa" in page.replace("<bdi>", "").replace("</bdi>", "")
    for aside in Aside.select().order_by(Aside.number):
        assert post(maria, address_of(aside)).status_code == 303
    assert sees(cast.ewa_user) == ["Court"]


def without_a_pass(tablet, how):
    if how == "taken back":
        tablet.held.revoke()
    else:
        Pass.update(deliver_until=tablet.held.made_at).where(Pass.id == tablet.held.id).execute()


def address_of(aside):
    return f"/families/{aside.family_id}/asides/{aside.id}"


def test_a_no_to_one_of_several_takes_it_from_that_one_alone_and_shows_it_to_nobody_new(tablet, cast, said):
    shares(tablet, cast.kuba, said.id, cast.ewa, cast.tomek)
    tablet.held.revoke()
    shares(tablet, cast.kuba, said.id, cast.tomek, cast.basia)
    assert [one.name for one in Share.seen_by([said.id])[said.id]] == ["Tomek"]


def test_a_no_of_somebody_who_may_not_speak_for_the_child_takes_nothing_away(app, keys, tablet, cast, said):
    shares(tablet, cast.kuba, said.id, cast.ewa)
    for user in (cast.otto, cast.hanna):
        strange = Tablet(app.test_client(), keys, user)
        assert shares(strange, cast.kuba, said.id) == "aside"
        strange.held.revoke()
        assert shares(strange, cast.kuba, said.id) == "aside"
    assert sees(cast.ewa_user) == [SAID]


@pytest.mark.parametrize("first", ["the thing", "the word"])
def test_a_thing_and_the_word_on_it_that_are_both_taken_in_hang_together(tablet, cast, maria, first):
    name = str(uuid4())
    tablet.held.revoke()
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, worries__id=name))
    shares(tablet, cast.kuba, name, cast.ewa)
    asides = list(Aside.select().order_by(Aside.number))
    assert "take that in first" in maria.get(address_of(asides[1])).text
    for aside in asides if first == "the thing" else reversed(asides):
        post(maria, address_of(aside))
    assert sees(cast.ewa_user) == [SAID]
    assert Share.holding([UUID(name)])[UUID(name)].agreed_at


def test_what_a_stranger_says_of_it_is_said_to_show_nothing(app, keys, tablet, cast, maria, said):
    strange = Tablet(app.test_client(), keys, cast.hanna)
    shares(strange, cast.kuba, said.id, cast.ewa)
    page = maria.get(address_of(Aside.get())).text
    assert "nobody is shown anything when you take it in" in page
    post(maria, address_of(Aside.get()))
    assert sees(cast.ewa_user) == []


def test_a_brother_or_sister_is_shown_it_only_where_their_device_is_safe(app, tablet, cast, said, iga):
    shares(tablet, cast.kuba, said.id, iga)
    phone = app.test_client().signs_in(iga.user)
    assert SAID not in phone.get("/shown").text
    assert "shown to you" not in phone.get("/mine").text
    LookBack.say(iga, cast.maria, is_safe=True)
    assert SAID in phone.get("/shown").text
    LookBack.say(iga, cast.maria, is_safe=False)
    assert SAID not in phone.get("/shown").text


def test_nobody_is_named_who_reads_it_anyway_or_has_left_and_not_the_child(tablet, cast, said, iga):
    worker = Member.get(user=cast.maria, family=cast.nowaks)
    cast.tomek.leave(cast.maria)
    shares(tablet, cast.kuba, said.id, worker, cast.kuba, cast.tomek, cast.ewa, iga)
    assert {shown.member.name for shown in Share.get().shown} == {"Ewa", "Iga"}


def test_those_around_a_child_are_named_by_the_table_and_by_first_name_alone(app, tablet, cast, maria, iga):
    names = {"Ewa", "Tomek", "Basia", "Kuba"}
    theirs = members(iga.user, May.SHOW_THINGS_TO).where(Member.id != iga.id)
    assert {one.name for one in theirs} == names
    assert not [
        user
        for user in (cast.ewa_user, cast.otto, cast.hanna)
        if members(user, May.SHOW_THINGS_TO).where(Member.family == cast.nowaks).exists()
    ]
    page = app.test_client().signs_in(iga.user).get(f"/families/{cast.nowaks.id}/members/{iga.id}/tools/three-houses")
    assert all(f'data-around="{Member.get(name=name).id}"' in page.text for name in names)
    assert page.text.count("data-around=") == len(names), "no worker, and not herself"
    assert "01632" not in page.text


def test_not_sure_only_the_worker_and_never_asked_read_differently(tablet, cast, maria, said):
    """And whether it was read back: on the reading page, as in the worker's booklet (test_booklet.py)."""

    def told():
        return plain(maria.get(page_of(said)).text)

    assert "Kuba has not been asked yet" in told()
    assert "Read back" not in told()
    shares(tablet, cast.kuba, said.id, audience="unsure")
    assert "Kuba is not sure yet" in told()
    assert "Kuba said yes to it" in told()
    shares(tablet, cast.kuba, said.id)
    assert "that is what Kuba wants" in told()
    shares(tablet, cast.kuba, said.id, cast.ewa)
    assert "<bdi>Ewa</bdi>, the workers" in told()
    cast.ewa.leave(cast.maria)
    assert "of those Kuba named nobody may see it now" in told()


def test_what_a_worker_writes_down_later_does_not_say_that_it_was_read_back(cast, maria, said):
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    post(maria, address, item=str(said.id), audience="unsure")
    page = maria.get(page_of(said)).text
    assert "Kuba is not sure yet" in page
    assert "Read back" not in page


def test_whichever_page_a_childs_words_are_handed_to_a_line_is_written(tablet, cast, maria, said):
    child = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    for address in (f"{child}/shares?item={said.id}", f"{child}/replies?item={said.id}"):
        assert SAID in maria.get(address).text
        line = Journal.select().where(Journal.family == cast.nowaks).order_by(Journal.number.desc()).get()
        assert (line.user, line.act, line.thing_id) == (cast.maria, "read", str(said.document_id)), address


def test_what_a_child_looks_at_of_their_own_writes_no_line(app, tablet, cast, said):
    own = User.enrol(name="Kuba", email="brave-otter", words=people.WORDS, role=Role.CHILD)
    Member.update(user=own).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    phone, before = app.test_client().signs_in(own), Journal.select().count()
    assert SAID in phone.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares?item={said.id}").text
    assert Journal.select().count() == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_address_shows_a_worker_or_a_parent_a_childs_words_without_a_line(app, cast, maria):
    """Whatever page comes to be there."""
    everything(cast)
    words = "zebraquilt"
    Item.update({Item.content: words}).where(Item.kind == "lines", Item.content.is_null(False)).execute()
    found = set()
    for user in (cast.maria, cast.ewa_user):
        browser = app.test_client().signs_in(user)
        for path in addresses(app, cast):
            before = read_by(user)
            if words.encode() in browser.get(path).data:
                found.add(path.partition("?")[0].rpartition("/")[2])
                assert read_by(user) > before, f"{user.name} {path}"
    assert {"shown", "shares", "replies"} <= found
    assert len(found) > 5


def read_by(user):
    return Journal.select().where(Journal.user == user, Journal.act == "read").count()


def test_a_story_that_its_child_drew_on_is_read_with_a_line(cast, maria):
    everything(cast)
    drawn = Item.get(Item.kind == "layer").document_id
    assert maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/words-and-pictures").status_code == 200
    assert Journal.select().where(Journal.act == "read", Journal.thing_id == str(drawn)).count() == 1
