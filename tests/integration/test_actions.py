"""What a family agrees on with its worker: written down, changed, ended, and what became of it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from markupsafe import escape

from app.practice import Role
from app.records import Action, Delivery, Journal, Member, Reminder, Subscription, Tick, User
from app.records.action import Agreed
from app.records.db import now
from app.records.delivery import State
from app.records.due import fall_due
from app.records.entry import Origin
from app.records.permissions import May, actions, notes, occurrences
from app.records.permissions import ticks as may_see
from app.records.reached import Reached, reached
from app.records.receipt import HandedIn, take_in_tick
from app.records.schedule import Schedule
from app.records.tick import Outcome, Why
from tests import cast as people

TOMORROW = (now() + timedelta(days=1)).date()


def agreed(cast, **other):
    """What Maria types; a value of None leaves it out."""
    typed = {
        "what": "Walk Kuba to school",
        "why": "So that he gets there",
        "who": str(cast.ewa.id),
        "repeat": "daily",
        "at": "08:15",
        "begins": TOMORROW.isoformat(),
        "ends": "",
        "zone": "Europe/London",
    }
    return {name: value for name, value in {**typed, **other}.items() if value is not None}


def types(browser, cast, path="new", **other):
    token = browser.get("/session").json["csrf"]
    return browser.post(
        f"/families/{cast.nowaks.id}/actions/{path}", data={"csrf_token": token, **agreed(cast, **other)}
    )


def page(browser, cast):
    return browser.get(f"/families/{cast.nowaks.id}/actions").text


def came(cast, hours=2, doers=()):
    """Something of a few hours ago."""
    at = (now() - timedelta(hours=hours)).replace(second=0, microsecond=0)
    schedule = Schedule("", at.date(), at.time(), "UTC")
    action = Action.agree(cast.nowaks, cast.maria, Agreed("Ring Basia", "To ask", doers or (cast.ewa,), schedule))
    Action.update(made_at=at - timedelta(days=1), next_at=at).where(Action.id == action.id).execute()
    return action, at.strftime("%Y-%m-%dT%H:%M")


def ticks(action, wall, user, outcome=Outcome.DONE, why=None, words=""):
    take_in_tick(HandedIn(uuid4(), "d" * 64, Origin(user)), action, wall, outcome, why, words)


def test_what_is_agreed_stands_there_in_words(maria, cast):
    answer = types(maria, cast, repeat="weekdays", ends=(TOMORROW + timedelta(days=30)).isoformat())
    assert answer.status_code == 303, answer.text
    text = page(maria, cast)
    for words in ("Walk Kuba to school", "So that he gets there", "Ewa", "Monday to Friday at 08:15", "until"):
        assert words in text
    action = Action.get()
    assert (action.rule, action.zone, action.at) == ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Europe/London", "08:15")
    assert [member.id for member in action.doers()] == [cast.ewa.id]
    assert Journal.select().where(Journal.act == "agreed", Journal.user == cast.maria).count() == 1


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"what": " "}, "Write what will be done"),
        ({"why": None}, "Write in one line what it is for"),
        ({"what": "x" * 201}, "That is too long."),
        ({"who": None}, "Choose who does it"),
        ({"who": "nobody"}, "Choose who does it"),
        ({"repeat": None}, "Choose how often"),
        ({"repeat": "hourly"}, "Choose one of these."),
        ({"repeat": "weekly"}, "Choose one day or more"),
        ({"at": ""}, "Write a time, such as 08:15"),
        ({"at": "25:00"}, "Write a time, such as 08:15"),
        ({"begins": ""}, "Write the first day"),
        ({"begins": "2026-13-40"}, "Write the first day"),
        ({"begins": "9999-12-31"}, "Write a date of our time."),
        ({"begins": "2020-01-06", "repeat": "once"}, "This is over already"),
        ({"begins": "2020-01-06", "ends": "2020-02-06"}, "This is over already"),
        ({"ends": "soon"}, "Write a day, or leave it empty"),
        ({"ends": "2020-01-01"}, "This is before the first day"),
        ({"zone": "Europe/Atlantis"}, "Choose one of these zones"),
    ],
    ids=str,
)
def test_what_is_not_in_order_is_told_beside_the_field_and_nothing_typed_is_lost(maria, cast, other, words):
    answer = types(maria, cast, **other)
    assert answer.status_code == 400
    assert words in answer.text
    for name, value in agreed(cast, **other).items():
        if name in {"what", "why"} and value.strip():
            assert str(escape(value)) in answer.text
    assert Action.select().count() == 0


def test_certain_days_of_the_week_are_those(maria, cast):
    assert types(maria, cast, repeat="weekly", days=["TH", "TU"]).status_code == 303
    assert Action.get().rule == "FREQ=WEEKLY;BYDAY=TU,TH"
    assert "Tuesday and Thursday at 08:15" in page(maria, cast)


def test_nobody_of_another_family_and_no_child_can_be_made_to_do_it(maria, cast):
    for stranger in (cast.zosia, cast.kuba):
        assert types(maria, cast, who=str(stranger.id)).status_code == 400


def test_who_has_no_account_may_do_it_and_it_is_said_that_they_are_not_reminded(maria, cast):
    assert types(maria, cast, who=[str(cast.ewa.id), str(cast.basia.id)]).status_code == 303
    assert "Basia cannot be reminded yet" in maria.get(f"/families/{cast.nowaks.id}/actions/new").text


def test_what_is_changed_ends_and_another_follows_it(maria, cast):
    types(maria, cast)
    first = Action.get()
    form = maria.get(f"/families/{cast.nowaks.id}/actions/{first.id}/change").text
    assert "Walk Kuba to school" in form
    assert types(maria, cast, path=f"{first.id}/change", at="09:00").status_code == 303
    first, second = Action.get_by_id(first.id), Action.get(Action.follows == first.id)
    assert (first.ended_at is not None, first.next_at, second.at) == (True, None, "09:00")
    assert "this one follows it" in form


def test_what_was_ticked_before_the_phone_heard_of_the_change_is_not_lost(maria, cast):
    types(maria, cast, begins=now().date().isoformat(), at="23:59", zone="UTC")
    first = Action.get()
    types(maria, cast, path=f"{first.id}/change", begins=now().date().isoformat(), at="23:58", zone="UTC")
    ticks(first, f"{now().date().isoformat()}T23:59", cast.ewa_user)
    assert "Ewa</bdi>: Done" in page(maria, cast)


def test_what_has_ended_stays_to_be_read(maria, cast):
    types(maria, cast)
    token = maria.get("/session").json["csrf"]
    path = f"/families/{cast.nowaks.id}/actions/{Action.get().id}/end"
    assert maria.post(path, data={"csrf_token": token}).status_code == 303
    assert "1 thing that is over" in page(maria, cast)
    assert Action.get().ended_at


def test_only_the_familys_workers_find_it(app, maria, cast):
    types(maria, cast)
    action = Action.get()
    hanna, otto, ewa = (app.test_client().signs_in(user) for user in (cast.hanna, cast.otto, cast.ewa_user))
    for browser in (hanna, otto, ewa):
        for path in ("", "/new", f"/{action.id}/change"):
            assert browser.get(f"/families/{cast.nowaks.id}/actions{path}").status_code == 404
        assert types(browser, cast).status_code == 404
        assert browser.get(f"/families/{cast.okafors.id}/actions/{action.id}/change").status_code == 404
    assert Action.select().count() == 1


def test_the_worker_sees_who_ticked_and_what_nobody_ticked(maria, cast):
    done, wall = came(cast)
    came(cast, hours=3)
    ticks(done, wall, cast.ewa_user, Outcome.PARTLY, None, "We were late")
    text = page(maria, cast)
    assert "Ewa</bdi>: Partly" in text
    assert "We were late" in text
    assert text.count("Not ticked") == 1


def test_what_did_not_feel_safe_comes_first_until_it_is_read(app, maria, cast):
    action, wall = came(cast)
    ticks(action, wall, cast.ewa_user, Outcome.COULD_NOT, Why.UNSAFE)
    otto, hanna = (app.test_client().signs_in(user) for user in (cast.otto, cast.hanna))
    for other in (otto, hanna):
        assert "didn’t feel safe" not in other.get("/families").text
    assert "didn’t feel safe" in maria.get("/families").text
    assert "didn’t feel safe" in maria.get("/families").text, "to be told is not to have read it"
    assert "didn’t feel safe" in page(maria, cast)
    assert Journal.select().where(Journal.act == "read", Journal.thing == "note").count() == 1
    assert "didn’t feel safe" not in maria.get("/families").text


def a_phone(user):
    return Subscription.keep(
        user, uuid4(), endpoint=f"https://web.push.apple.com/{uuid4()}", p256dh="", auth="", kid="k"
    )


@pytest.mark.parametrize(
    ("states", "how"),
    [
        ([], Reached.NO_PHONE),
        ([State.SENT], Reached.REMINDED),
        ([State.GONE], Reached.GONE),
        ([State.GONE, State.SENT], Reached.REMINDED),
        ([State.TOO_LATE, State.GONE], Reached.TOO_LATE),
        ([State.PENDING], Reached.ON_ITS_WAY),
        ([State.REFUSED], Reached.REFUSED),
        ([State.NOT_NEEDED], Reached.NOT_NEEDED),
    ],
    ids=str,
)
def test_the_worker_sees_whether_the_reminder_reached_anybody(maria, cast, states, how):
    action, wall = came(cast)
    for _ in states:
        a_phone(cast.ewa_user)
    fall_due()
    for delivery, state in zip(Delivery.select(), states, strict=True):
        Delivery.update(state=state).where(Delivery.id == delivery.id).execute()
    day = date.fromisoformat(wall[:10])
    [knock] = reached(occurrences(cast.maria, May.SEE), day, day)[action.id, wall].values()
    assert (knock.how, knock.devices) == (how, states.count(State.SENT))
    assert reached(occurrences(cast.ewa_user, May.SEE), day, day) == {}
    assert reached(occurrences(cast.otto, May.SEE), day, day) == {}
    told = "no reminder: " in page(maria, cast)
    assert told == (how in {Reached.NO_PHONE, Reached.GONE, Reached.TOO_LATE, Reached.REFUSED})


def test_who_has_no_account_was_never_to_be_reminded(maria, cast):
    came(cast, doers=(cast.basia,))
    fall_due()
    assert Reminder.select().count() == 0
    assert "no reminder: " not in page(maria, cast)


def test_ticks_and_notes_are_for_whom_the_table_says(cast):
    tomek, basia = (
        User.enrol(name=name, email=f"{name}@example.org", words=people.WORDS, role=role)
        for name, role in (("tomek", Role.PARENT), ("basia", Role.NETWORK))
    )
    Member.update(user=tomek).where(Member.id == cast.tomek.id).execute()
    Member.update(user=basia).where(Member.id == cast.basia.id).execute()
    kuba = User.enrol(name="kuba", email="kuba@example.org", words=people.WORDS, role=Role.CHILD)
    Member.update(user=kuba).where(Member.id == cast.kuba.id).execute()
    action, wall = came(cast, doers=(cast.ewa, cast.basia))
    ticks(action, wall, cast.ewa_user, Outcome.COULD_NOT, Why.ILL, "He was ill")
    counts = {
        user.name: (
            actions(user, May.SEE).count(),
            actions(user, May.TICK).count(),
            actions(user, May.CHANGE).count(),
            may_see(user, May.SEE).count(),
            notes(user, May.SEE).count(),
        )
        for user in (cast.maria, cast.ewa_user, basia, tomek, kuba, cast.otto, cast.hanna)
    }
    assert counts == {
        "Maria": (1, 0, 1, 1, 1),
        "Ewa": (1, 1, 0, 1, 0),
        "basia": (1, 1, 0, 1, 0),
        "tomek": (0, 0, 0, 0, 0),
        "kuba": (0, 0, 0, 0, 0),
        "Otto": (0, 0, 0, 0, 0),
        "Hanna": (0, 0, 0, 0, 0),
    }
    assert Tick.get().wall == wall


def test_the_day_on_which_the_clocks_go_back_shows_the_familys_own_time(maria, cast):
    schedule = Schedule("FREQ=DAILY", date(2026, 10, 24), time(1, 30), "Europe/London")
    action = Action.agree(cast.nowaks, cast.maria, Agreed("Lock the door", "To sleep", (cast.ewa,), schedule))
    Action.update(made_at=datetime(2026, 10, 20, tzinfo=UTC)).where(Action.id == action.id).execute()
    walls = list(Action.get().walls(date(2026, 10, 24), date(2026, 10, 26)))
    assert [(f"{wall:%d %H:%M}", f"{at:%d %H:%M}") for wall, at in walls] == [
        ("24 01:30", "24 00:30"),
        ("25 01:30", "25 00:30"),
        ("26 01:30", "26 01:30"),
    ]
