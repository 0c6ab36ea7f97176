"""“I need to talk to someone now”: kept once, before the workers at once, ringing until a named person has seen it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.delivery.message import name_of
from app.practice import Role
from app.records import Aside, Delivery, Entry, Flag, Journal, Member, Reminder, Ring, Subscription, User
from app.records.db import now
from app.records.due import wanted
from app.records.flag import REST
from app.records.permissions import May, flags
from tests import cast as people


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


def test_it_is_about_a_child_and_about_one_of_ones_own(tablet, cast):
    [parent, stranger] = tablet.receipts(touches(tablet, cast.ewa), touches(tablet, cast.zosia))
    assert (parent["status"], stranger["status"]) == ("aside", "aside")
    assert Flag.select().count() == 0


def test_one_from_a_tablet_that_was_told_to_stop_is_put_aside_and_can_be_taken_in(tablet, cast, maria):
    tablet.held.revoke()
    tablet.receipts(touches(tablet, cast.kuba))
    path = f"/families/{cast.nowaks.id}/asides/{Aside.get().id}"
    assert "Kuba needs to talk to someone" in maria.get(path).text
    token = maria.get("/session").json["csrf"]
    taken = maria.post(path, data={"csrf_token": token})
    assert taken.location.endswith(f"/flags/{Flag.get().id}")


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
