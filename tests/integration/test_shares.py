"""Whom a child shows a thing to: nobody until they say so, thing by thing, and nobody when they take it back."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.practice import Role
from app.records import Item, Journal, Member, Share, User
from app.records.permissions import May, items, shown_to
from tests import cast as people
from tests.sealing import Tablet

SAID = "Dad shouting at night"
GOOD = "My dog"


@pytest.fixture
def said(tablet, cast):
    """Two things of Kuba's."""
    names = [str(uuid4()), str(uuid4())]
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, worries__id=names[0]))
    tablet.receipts(tablet.writes(cast.kuba, good_things=GOOD, good_things__id=names[1]))
    return [Item.get_by_id(name) for name in names]


@pytest.fixture
def ewa(app, cast):
    """Ewa's browser, signed in: Kuba's mother."""
    return app.test_client().signs_in(cast.ewa_user)


def shares(tablet, member, item, *to, audience=None, at=None, agreed="yes"):
    """The tablet brings the child's word on whom one thing is shown to."""
    fields = [("item", str(item.id)), ("audience", audience or ("people" if to else "worker")), ("agreed", agreed)]
    content = tablet.entry(member) | {
        "path": f"/families/{member.family_id}/members/{member.id}/shares",
        "fields": [*fields, *(("people", str(one.id)) for one in to)],
    }
    if at:
        content["written_at"] = at.isoformat()
    [receipt] = tablet.receipts(tablet.box(json.loads(json.dumps(content))))
    return receipt


def sees(user):
    return sorted(item.content for item in shown_to(user, May.SEE))


def post(browser, address, **fields):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def test_nothing_is_shown_until_a_child_says_so_and_then_that_thing_alone(tablet, ewa, cast, said):
    assert sees(cast.ewa_user) == []
    assert "Nothing is shown to you" in ewa.get("/shown").text
    assert shares(tablet, cast.kuba, said[1], cast.ewa)["status"] == "kept"
    assert sees(cast.ewa_user) == [GOOD]
    page = ewa.get("/shown").text
    assert "What Kuba shows you" in page
    assert GOOD in page
    assert SAID not in page
    assert "1 thing is shown to you" in ewa.get("/today").text
    assert ("read", str(cast.ewa_user.id)) in [(line.act, str(line.user_id)) for line in Journal.select()]
    share = Share.get()
    assert (share.agreed, [shown.member for shown in share.shown]) == (True, [cast.ewa])


def test_what_is_taken_back_is_gone_at_the_next_touch_from_every_way_in(tablet, ewa, maria, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    sitting = f"/families/{cast.nowaks.id}/documents/{said[0].document_id}"
    assert SAID in ewa.get("/shown").text
    shares(tablet, cast.kuba, said[0])
    assert sees(cast.ewa_user) == []
    child = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    for address in (
        "/shown",
        "/today",
        sitting,
        f"{sitting}/booklet?edition=child",
        f"{child}/booklet?edition=child",
        child,
        f"{child}/shares?item={said[0].id}",
        f"/families/{cast.nowaks.id}/items/{said[0].id}/recording",
    ):
        answer = ewa.get(address)
        assert SAID not in answer.text, address
        assert "shown to you" not in answer.text.replace("Nothing is shown to you", "").replace("Shown to you", "")
        assert "no-store" in answer.headers["Cache-Control"], address
    assert SAID in maria.get(sitting).text


def test_not_sure_yet_shows_it_to_nobody(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    shares(tablet, cast.kuba, said[0], audience="unsure")
    assert sees(cast.ewa_user) == []


def test_one_may_be_taken_out_of_several(tablet, cast, said):
    tomek = User.enrol(name="Tomek", email="tomek@example.org", words=people.WORDS, role=Role.PARENT)
    Member.update(user=tomek).where(Member.id == cast.tomek.id).execute()
    shares(tablet, cast.kuba, said[0], cast.ewa, cast.tomek)
    assert (sees(cast.ewa_user), sees(tomek)) == ([SAID], [SAID])
    shares(tablet, cast.kuba, said[0], cast.tomek)
    assert (sees(cast.ewa_user), sees(tomek)) == ([], [SAID])


def test_a_no_holds_however_wrong_the_other_tablets_clock_is(tablet, client, keys, cast, said):
    """It was said after the yes, on a tablet whose clock is hours behind; and the other way round."""
    now = datetime.now(UTC)
    other = Tablet(client, keys, cast.maria)
    shares(tablet, cast.kuba, said[0], cast.ewa, at=now - timedelta(hours=1))
    shares(other, cast.kuba, said[0], at=now - timedelta(hours=3))
    assert sees(cast.ewa_user) == []
    shares(other, cast.kuba, said[1], at=now - timedelta(hours=1))
    shares(tablet, cast.kuba, said[1], cast.ewa, at=now - timedelta(hours=2))
    assert sees(cast.ewa_user) == [], "a yes from before the no, which came in after it"
    shares(other, cast.kuba, said[1], cast.ewa, at=now)
    assert sees(cast.ewa_user) == [GOOD]


def test_a_thing_that_was_changed_is_shown_no_more(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__replaces=str(said[0].id)))
    assert sees(cast.ewa_user) == [], "nobody was asked about the new words"


def test_who_leaves_the_family_is_shown_nothing(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    Member.update(left_at=datetime.now(UTC)).where(Member.id == cast.ewa.id).execute()
    assert sees(cast.ewa_user) == []


def test_it_is_shown_to_nobody_where_it_was_under_the_wrong_child(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    other = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    item = Item.get_by_id(said[0].id)
    item.document.member = other
    item.document.save()
    assert sees(cast.ewa_user) == []


@pytest.mark.parametrize("stranger", ["otto", "hanna"])
def test_nobody_outside_sees_it_or_says_who_may(app, cast, tablet, said, stranger):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    user = getattr(cast, stranger)
    assert sees(user) == []
    assert items(user, May.SEE).count() == 0
    browser = app.test_client().signs_in(user)
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    assert browser.get(f"{address}?item={said[0].id}").status_code == 404
    assert post(browser, address, item=str(said[0].id), audience="people", people=str(cast.ewa.id)).status_code == 404


def test_a_parent_cannot_show_it_to_themself(ewa, cast, said):
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    answer = post(ewa, address, item=str(said[0].id), audience="people", people=str(cast.ewa.id))
    assert answer.status_code == 404
    assert sees(cast.ewa_user) == []


def test_it_cannot_be_shown_to_somebody_of_another_family(tablet, cast, said):
    zosias = Member.add(cast.okafors, cast.hanna, name="Ada", role=Role.PARENT)
    shares(tablet, cast.kuba, said[0], zosias, cast.ewa)
    assert [shown.member for shown in Share.get().shown] == [cast.ewa]


def test_a_worker_writes_down_what_a_child_says_later(maria, ewa, cast, said):
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    sitting = maria.get(f"/families/{cast.nowaks.id}/documents/{said[0].document_id}").text
    assert f"{address}?item={said[0].id}" in sitting
    nobody = post(maria, address, item=str(said[0].id), audience="people")
    assert nobody.status_code == 400
    assert "Say which people." in nobody.text
    assert post(maria, address, item=str(said[0].id), audience="people", people=str(cast.ewa.id)).status_code == 303
    sitting = maria.get(f"/families/{cast.nowaks.id}/documents/{said[0].document_id}").text
    assert "<bdi>Ewa</bdi>, the workers" in " ".join(sitting.split())
    assert SAID in ewa.get("/shown").text
    assert "Maria" in maria.get(f"{address}?item={said[0].id}").text
    assert post(maria, address, item=str(said[0].id), audience="worker").status_code == 303
    assert SAID not in ewa.get("/shown").text


def test_a_word_that_names_nothing_is_not_taken_in(tablet, cast, said):
    class Nothing:
        id = "nothing"

    assert shares(tablet, cast.kuba, Nothing)["status"] == "refused"
    assert shares(tablet, cast.kuba, said[0], audience="everybody")["status"] == "refused"
    assert Share.select().count() == 0


def test_sent_twice_it_is_kept_once(tablet, cast, said):
    fields = [("item", str(said[0].id)), ("audience", "people"), ("people", str(cast.ewa.id))]
    path = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    box = tablet.box(tablet.entry(cast.kuba) | {"path": path, "fields": fields})
    assert [tablet.receipts(box)[0]["status"] for _ in range(2)] == ["kept", "kept"]
    assert Share.select().count() == 1


WORDS = st.lists(st.tuples(st.sampled_from([0, 1]), st.booleans(), st.integers(-50, 0)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_somebody_sees_it_only_after_a_yes_that_no_no_follows_by_any_clock(client, keys, cast, words):
    """The rule in plain words, against the query: two devices, each word a yes or a no, each with its own clock."""
    devices = [Tablet(client, keys, cast.maria) for _ in range(2)]
    name, now = str(uuid4()), datetime.now(UTC)
    devices[0].receipts(devices[0].writes(cast.kuba, worries=name, worries__id=name))
    item = Item.get_by_id(name)
    for device, yes, minutes in words:
        shares(devices[device], cast.kuba, item, *([cast.ewa] if yes else []), at=now + timedelta(minutes=minutes))
    nos = [(device, minutes, came) for came, (device, yes, minutes) in enumerate(words) if not yes]

    def holds(device, minutes, came):
        same = any(other == device and order > came for other, _at, order in nos)
        apart = any(other != device and (order > came or at >= minutes) for other, at, order in nos)
        return not same and not apart

    expected = any(yes and holds(device, minutes, came) for came, (device, yes, minutes) in enumerate(words))
    assert (name in sees(cast.ewa_user)) == expected
