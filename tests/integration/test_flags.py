"""“I need to talk to someone now”: kept once, before the workers at once, ringing until a named person has seen it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.delivery.message import name_of
from app.practice import Role
from app.records import (
    Aside,
    Delivery,
    Entry,
    Flag,
    Handover,
    Journal,
    Member,
    Pass,
    Reason,
    Reminder,
    Ring,
    Subscription,
    User,
)
from app.records.consent import Agreement, Consented
from app.records.db import now
from app.records.due import wanted
from app.records.flag import REST
from app.records.handover import Beforehand
from app.records.permissions import May, flags
from tests import cast as people
from tests.sealing import Tablet


@pytest.fixture
def ines(cast):
    """A supervisor of the service."""
    return User.enrol(name="Ines", email="ines@example.org", words=people.WORDS, role=Role.SUPERVISOR)


def touches(tablet, member, id=None):
    entry = {
        "path": f"/families/{member.family_id}/members/{member.id}/flags",
        "fields": [["talk", "now"]],
        "written_at": now().isoformat(),
        "release": "test",
        "pass": {"id": str(tablet.held.id), "secret": tablet.secret},
    }
    return tablet.box(entry, id)


def phone_of(user):
    return Subscription.keep(user, uuid4(), endpoint=f"https://x.example/{uuid4()}", p256dh="x", auth="x", kid="x")


def test_it_stands_before_the_worker_until_a_named_person_has_seen_it(tablet, cast, maria):
    tablet.receipts(touches(tablet, cast.kuba))
    family = f"/families/{cast.nowaks.id}"
    for page in ("/families", family, f"{family}/members/{cast.kuba.id}", "/today"):
        assert "Kuba needs to talk to someone" in maria.get(page).text, page
    page = maria.get(f"{family}/flags/{Flag.get().id}")
    assert "Nobody yet" in page.text
    assert Flag.get().seen_at is None, "to open it is not to answer it"
    token = maria.get("/session").json["csrf"]
    shown = maria.post(f"{family}/flags/{Flag.get().id}", data={"csrf_token": token}, follow_redirects=True)
    assert "Nobody yet" not in shown.text
    assert (Flag.get().seen_by, Flag.get().seen_at is not None) == (cast.maria, True)
    assert "needs to talk" not in maria.get("/families").text
    assert [line.act for line in Journal.select().where(Journal.thing == "flag").order_by(Journal.number)] == [
        "read",
        "acknowledged",
        "read",
    ]


def test_sent_twice_it_is_one(tablet, cast):
    box = touches(tablet, cast.kuba)
    first, again = tablet.receipts(box), tablet.receipts(box)
    assert first == again
    assert (Flag.select().count(), Entry.select().count()) == (1, 1)


def test_the_first_to_see_it_is_the_one_who_has(tablet, cast, ines):
    tablet.receipts(touches(tablet, cast.kuba))
    assert Flag.get().has_seen(cast.maria)
    assert not Flag.get().has_seen(ines)
    assert Flag.get().seen_by == cast.maria


def test_who_may_see_it(tablet, cast, ines, otto, app):
    tablet.receipts(touches(tablet, cast.kuba))
    seeing = {
        name: flags(user, May.SEE).count()
        for name, user in {
            "maria": cast.maria,
            "ines": ines,
            "hanna": cast.hanna,
            "otto": cast.otto,
            "ewa": cast.ewa_user,
        }.items()
    }
    assert seeing == {"maria": 1, "ines": 1, "hanna": 0, "otto": 0, "ewa": 0}
    path = f"/families/{cast.nowaks.id}/flags/{Flag.get().id}"
    assert otto.get(path).status_code == 404
    ewa = app.test_client().signs_in(cast.ewa_user)
    assert ewa.get(path).status_code == 404
    assert "needs to talk" not in ewa.get("/today").text + ewa.get("/families").text


def test_a_supervisor_sees_every_flag_and_no_family(tablet, cast, ines, app):
    tablet.receipts(touches(tablet, cast.kuba), tablet.writes(cast.kuba, worries="Dad shouting"))
    browser = app.test_client().signs_in(ines)
    assert "Kuba needs to talk to someone" in browser.get("/families").text
    path = f"/families/{cast.nowaks.id}"
    assert browser.get(f"{path}/flags/{Flag.get().id}").status_code == 200
    assert browser.get(path).status_code == 404
    assert browser.get(f"{path}/members/{cast.kuba.id}").status_code == 404
    token = browser.get("/session").json["csrf"]
    assert browser.post(f"{path}/flags/{Flag.get().id}", data={"csrf_token": token}).status_code == 303
    assert Flag.get().seen_by == ines


def test_it_rings_for_the_worker_at_once_and_for_a_supervisor_when_nobody_answers(tablet, cast, ines):
    phone_of(cast.maria), phone_of(ines), phone_of(cast.hanna), phone_of(cast.ewa_user)
    tablet.receipts(touches(tablet, cast.kuba))
    came = Flag.get().came_at
    rings = {(row.reminder.user.name, row.due_at - came) for row in Delivery.select()}
    minutes = {(name, round(after.total_seconds() / 60)) for name, after in rings}
    assert minutes == {("Maria", 0), ("Maria", 15), ("Ines", 15), ("Ines", 60)}


def test_what_was_seen_rings_no_more_and_who_has_left_hears_nothing(tablet, cast, ines):
    tablet.receipts(touches(tablet, cast.kuba))
    of = lambda user: {row.id for row in Reminder.select().where(Reminder.user == user)}  # noqa: E731
    every = {row.id for row in Reminder.select()}
    assert wanted(every) == every
    Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)
    assert wanted(every) == of(ines)
    Flag.get().has_seen(ines)
    assert wanted(every) == set()


def test_a_flood_of_touches_rings_once(tablet, cast):
    tablet.receipts(*[touches(tablet, cast.kuba) for _ in range(5)])
    assert Flag.select().count() == 5
    assert Ring.select(Ring.flag).distinct().count() == 1
    Flag.update(came_at=now() - REST - timedelta(seconds=1)).execute()
    tablet.receipts(touches(tablet, cast.kuba))
    assert Ring.select(Ring.flag).distinct().count() == 2


def test_one_for_another_child_rings_on_its_own(tablet, cast):
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    tablet.receipts(touches(tablet, cast.kuba), touches(tablet, adam))
    assert Ring.select(Ring.flag).distinct().count() == 2


def test_a_notice_leads_to_it_and_a_strangers_touch_of_it_leads_nowhere(tablet, cast, maria, otto):
    tablet.receipts(touches(tablet, cast.kuba))
    name = name_of(Reminder.select().first().id)
    assert maria.get(f"/knock/{name}").location.endswith(f"/flags/{Flag.get().id}")
    assert otto.get(f"/knock/{name}").location.endswith("/today")


def test_a_grown_up_beside_the_child_may_need_it_too(tablet, cast, maria):
    [receipt] = tablet.receipts(touches(tablet, cast.ewa))
    assert receipt["status"] == "kept"
    assert (Flag.get().member, Flag.get().despite) == (cast.ewa, None)
    assert "Ewa needs to talk to someone" in maria.get("/families").text


def lends(app, cast, keys):
    """Maria's tablet, lent to Kuba."""
    told = Beforehand(("three-houses",), Consented(Agreement.AGREED, "Ewa"), "We talk on Friday", date(2999, 1, 1))
    tablet = Tablet(app.test_client(), keys, cast.maria)
    tablet.held, tablet.secret = Pass.lend(Handover.begin(cast.kuba, cast.maria, tablet.device, told))
    return tablet


def no_longer(what, tablet, cast):
    """What may have become of a tablet in the meantime."""
    if what == Reason.REVOKED:
        tablet.held.revoke()
    if what == Reason.LATE:
        Pass.update(deliver_until=now()).where(Pass.id == tablet.held.id).execute()
    if what == Reason.NOT_ALLOWED:
        Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)


@pytest.mark.parametrize("why", [Reason.REVOKED, Reason.LATE, Reason.NOT_ALLOWED])
def test_it_rings_whatever_has_become_of_its_tablet(tablet, app, cast, ines, why):
    iwona = people.worker("Iwona")
    Member.add(cast.nowaks, cast.maria, name="Iwona", role=Role.WORKER, user=iwona)
    phone_of(iwona), phone_of(ines), phone_of(cast.otto)
    no_longer(why, tablet, cast)
    box = touches(tablet, cast.kuba)
    first, again = tablet.receipts(box), tablet.receipts(box)
    assert first == again
    assert first[0]["status"] == "kept"
    assert (Flag.get().member, Flag.get().despite, Flag.select().count()) == (cast.kuba, why, 1)
    assert {row.reminder.user.name for row in Delivery.select()} == {"Iwona", "Ines"}
    assert Aside.select().count() == 0
    for user in (iwona, ines):
        browser = app.test_client().signs_in(user)
        assert "a tablet that should no longer write" in browser.get("/families").text
        page = browser.get(f"/families/{cast.nowaks.id}/flags/{Flag.get().id}").text
        assert "Look at the tablet too" in page


def test_where_a_family_has_no_worker_any_more_others_hear_it_at_once(tablet, cast, ines):
    phone_of(ines)
    no_longer(Reason.NOT_ALLOWED, tablet, cast)
    tablet.receipts(touches(tablet, cast.kuba))
    assert min(row.due_at for row in Delivery.select()) == Flag.get().came_at


def test_what_came_while_its_tablet_could_write_says_so_still(tablet, cast):
    box = touches(tablet, cast.kuba)
    tablet.receipts(box)
    tablet.held.revoke()
    assert tablet.receipts(box)[0]["status"] == "kept"
    assert (Flag.select().count(), Flag.get().despite) == (1, None)


def test_one_for_a_family_that_was_never_its_own_rings_there(tablet, app, cast, ines, otto):
    [receipt] = tablet.receipts(touches(tablet, cast.zosia))
    assert receipt["status"] == "kept"
    assert (Flag.get().member, Flag.get().despite) == (cast.zosia, Reason.NOT_ALLOWED)
    hanna = app.test_client().signs_in(cast.hanna)
    assert "Zosia needs to talk to someone" in hanna.get("/families").text
    assert "Zosia" not in otto.get("/families").text
    assert tablet.brings(touches(tablet, cast.zosia)).json["receipts"][0]["status"] == "later", "it rings already"


def test_a_lent_tablet_rings_for_the_child_who_has_it_whomever_it_names(app, cast, keys):
    lent = lends(app, cast, keys)
    lent.receipts(touches(lent, cast.zosia))
    assert (Flag.get().member, Flag.get().despite) == (cast.kuba, Reason.NOT_LENT)
    Handover.get().take_back(cast.maria)
    lent.receipts(touches(lent, cast.kuba))
    assert {(flag.member, flag.despite) for flag in Flag.select()} == {
        (cast.kuba, Reason.NOT_LENT),
        (cast.kuba, Reason.REVOKED),
    }


def test_it_does_not_wait_behind_a_days_worth_of_other_things(app, cast, keys, monkeypatch):
    monkeypatch.setattr("app.records.allowance.MOST_THINGS", 1)
    lent = lends(app, cast, keys)
    first, second = lent.writes(cast.kuba, worries="one"), lent.writes(cast.kuba, worries="two")
    told = [receipt["status"] for receipt in lent.brings(first, second, touches(lent, cast.kuba)).json["receipts"]]
    assert told == ["kept", "later", "kept"]
    assert lent.brings(touches(lent, cast.kuba)).json["receipts"][0]["status"] == "later", "it has just rung"


def test_its_name_may_be_taken_and_it_rings_all_the_same(tablet, cast):
    words = tablet.writes(cast.kuba, worries="Dad shouting")
    tablet.receipts(words)
    box = touches(tablet, cast.kuba, words["id"])
    first, again = tablet.receipts(box), tablet.receipts(box)
    assert first == again
    assert (first[0]["id"], first[0]["status"]) == (words["id"], "kept")
    assert (Flag.select().count(), Flag.get().despite) == (1, Reason.OTHER_BYTES)


def test_where_there_is_nobody_whom_it_could_be_about_it_does_not_say_that_it_rang(tablet, cast):
    nobody = Member(id=uuid4(), family=cast.nowaks.id)
    assert tablet.receipts(touches(tablet, nobody))[0]["status"] == "aside"
    assert Flag.select().count() == 0


def test_a_page_without_scripts_says_sent_when_it_is(cast, maria):
    path = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    assert "Tell my worker" in maria.get(f"{path}/tools/three-houses").text
    assert "<h1>Sent" not in maria.post(f"{path}/flags").text
    assert Flag.select().count() == 0
    token = maria.get("/session").json["csrf"]
    assert "<h1>Sent" in maria.post(f"{path}/flags", data={"csrf_token": token, "back": "three-houses"}).text
    assert Flag.get().member == cast.kuba


def test_a_young_person_raises_it_for_themself(app, cast):
    account = people.worker("Kubas account")
    User.update(role=Role.CHILD).where(User.id == account.id).execute()
    Member.update(user=account).where(Member.id == cast.kuba.id).execute()
    kuba = app.test_client().signs_in(account)
    assert f"/members/{cast.kuba.id}/flags" in kuba.get("/mine").text
    token = kuba.get("/session").json["csrf"]
    assert (
        kuba.post(f"/families/{cast.nowaks.id}/members/{cast.ewa.id}/flags", data={"csrf_token": token}).status_code
        == 404
    )
    assert (
        kuba.post(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/flags", data={"csrf_token": token}).status_code
        == 200
    )
    assert Flag.get().entry.author == account


def test_the_numbers_say_when_somebody_answers(app, client):
    app.jinja_env.globals["helplines"] = [("Duty team", "01632 960 000", "Monday to Friday, 9 to 5"), ("999", "999")]
    page = client.get("/tools/three-houses").text
    assert "Monday to Friday, 9 to 5" in page
    assert 'href="tel:01632960000"' in page
