"""What a family agrees on with its worker: written down, changed, ended, and what became of it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from threading import Barrier, Thread
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from markupsafe import escape

from app.practice import Role
from app.records import Action, Delivery, Journal, Member, Occurrence, Reminder, Subscription, Tick, User, db
from app.records.action import Agreed, HasEnded
from app.records.db import now
from app.records.delivery import State
from app.records.due import fall_due
from app.records.entry import Origin
from app.records.member import begin_family
from app.records.permissions import May, actions, notes, occurrences, reachable
from app.records.permissions import ticks as may_see
from app.records.reached import Reached, reached
from app.records.receipt import HandedIn, take_in_tick
from app.records.schedule import Schedule
from app.records.tick import Outcome, Why
from app.web.schedules import jumped_over
from tests import agreeing
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


def came(cast, hours=2, doers=(), zone="UTC"):
    """Something of a few hours ago."""
    at = (now() - timedelta(hours=hours)).replace(second=0, microsecond=0).astimezone(ZoneInfo(zone))
    schedule = Schedule("", at.date(), at.time(), zone)
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


def press_end(browser, action):
    token = browser.get("/session").json["csrf"]
    return browser.post(f"/families/{action.family_id}/actions/{action.id}/end", data={"csrf_token": token})


def beside_maria(app, cast):
    """Hanna works with the Nowaks too."""
    Member.add(cast.nowaks, cast.maria, name="Hanna", role=Role.WORKER, user=cast.hanna)
    return app.test_client().signs_in(cast.hanna)


def test_of_two_who_change_at_once_the_second_is_shown_what_stands_and_loses_nothing(app, maria, cast):
    hanna = beside_maria(app, cast)
    types(maria, cast)
    first = Action.get()
    assert types(maria, cast, path=f"{first.id}/change", at="09:00").status_code == 303
    late = types(hanna, cast, path=f"{first.id}/change", what="Walk together", at="10:00")
    assert late.status_code == 409
    for words in ("Somebody else changed", "Every day at 09:00", 'value="Walk together"', 'value="10:00"'):
        assert words in late.text
    assert Action.select().count() == 2
    second = Action.get(Action.follows == first.id)
    assert f'action="/families/{cast.nowaks.id}/actions/{second.id}/change"' in late.text
    assert types(hanna, cast, path=f"{second.id}/change", what="Walk together", at="10:00").status_code == 303
    assert [action.at for action in Action.select().where(Action.ended_at.is_null())] == ["10:00"]
    assert [line.user.name for line in Journal.select().where(Journal.act == "agreed").order_by(Journal.number)] == [
        *("Maria", "Maria", "Hanna")
    ]


def test_what_somebody_ended_while_another_changed_it_is_agreed_anew_or_not_at_all(app, maria, cast):
    hanna = beside_maria(app, cast)
    types(maria, cast)
    action = Action.get()
    assert press_end(hanna, action).status_code == 303
    late = types(maria, cast, path=f"{action.id}/change", what="Walk together")
    assert late.status_code == 409
    assert "It has ended" in late.text
    assert f'action="/families/{cast.nowaks.id}/actions/new"' in late.text
    assert maria.get(f"/families/{cast.nowaks.id}/actions/{action.id}/change").status_code == 303
    assert Action.select().count() == 1


def test_of_many_who_change_at_the_same_moment_one_does(cast):
    schedule = Schedule("FREQ=DAILY", TOMORROW, time(8, 15), "Europe/London")
    agreement = Agreed("Walk Kuba", "To be there", (cast.ewa,), schedule)
    first = Action.agree(cast.nowaks, cast.maria, agreement)
    start, results = Barrier(6), []

    def change():
        with db.connection_context():
            start.wait()
            try:
                results.append(Action.agree(cast.nowaks, cast.maria, agreement, first))
            except HasEnded:
                results.append(None)

    threads = [Thread(target=change) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([result for result in results if result]) == 1
    assert len(results) == 6
    assert Action.select().where(Action.follows == first.id).count() == 1
    assert not list(Journal.broken())


def test_between_what_ends_and_what_follows_there_is_no_moment_that_neither_has(cast, monkeypatch):
    ticking = count(1_800_000_000)
    monkeypatch.setattr("app.records.action.now", lambda: datetime.fromtimestamp(next(ticking), UTC))
    schedule = Schedule("FREQ=DAILY", TOMORROW, time(8, 15), "Europe/London")
    first = Action.agree(cast.nowaks, cast.maria, Agreed("Walk Kuba", "To be there", (cast.ewa,), schedule))
    second = Action.agree(cast.nowaks, cast.maria, Agreed("Walk", "To be there", (cast.ewa,), schedule), first)
    assert Action.get_by_id(first.id).ended_at == second.made_at


def test_ending_twice_is_noted_once_and_only_the_familys_workers_end_it(app, maria, cast):
    types(maria, cast)
    action = Action.get()
    for user in (cast.otto, cast.hanna, cast.ewa_user):
        assert press_end(app.test_client().signs_in(user), action).status_code == 404
    for _ in range(2):
        press_end(maria, action)
    assert Journal.select().where(Journal.act == "ended", Journal.thing == "action").count() == 1


def test_once_is_until_no_day_and_a_time_of_today_that_has_gone_is_told(maria, cast):
    later = (TOMORROW + timedelta(days=3)).isoformat()
    assert types(maria, cast, repeat="once", ends=later).status_code == 303
    assert Action.get().ends is None
    earlier = now() - timedelta(minutes=2)
    gone = types(maria, cast, repeat="once", begins=f"{earlier:%Y-%m-%d}", at=f"{earlier:%H:%M}", zone="UTC")
    assert "This is over already" in gone.text


def test_a_family_may_live_by_other_clocks_and_then_that_is_said(maria, cast):
    assert types(maria, cast, zone="America/New_York").status_code == 303
    assert Action.get().zone == "America/New_York"
    assert "by the clocks of New York" in page(maria, cast)
    form = maria.get(f"/families/{cast.nowaks.id}/actions/{Action.get().id}/change").text
    assert '<option value="America/New_York" selected>' in form


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is, for what was agreed and how it is told."""

    def set_to(moment):
        for place in ("web.days", "web.schedules", "records.action", "records.reached"):
            monkeypatch.setattr(f"app.{place}.now", lambda: moment)

    return set_to


def test_an_hour_that_the_clocks_jump_over_is_allowed_and_explained(app, clock):
    clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    night = Schedule("FREQ=DAILY", date(2026, 11, 23), time(1, 30), "Europe/London")
    with app.test_request_context():
        words = jumped_over(night)
        assert words == "On 28 March 2027 the clocks jump over 01:30. On that day it is at 02:30."
        for untouched in (replace(night, at=time(8, 15)), replace(night, ends=date(2027, 3, 27))):
            assert jumped_over(untouched) == ""
        assert "02:30" in jumped_over(replace(night, rule="", begins=date(2027, 3, 28)))


def test_the_jump_is_said_when_it_is_agreed(maria, cast):
    year = now().year + 1
    may = {"begins": TOMORROW.isoformat(), "ends": f"{year}-12-31", "at": "01:30"}
    token = maria.get("/session").json["csrf"]
    data = {"csrf_token": token, **agreed(cast, **may)}
    answer = maria.post(f"/families/{cast.nowaks.id}/actions/new", data=data, follow_redirects=True)
    assert "the clocks jump over 01:30" in answer.text.split("<main")[0], "at once"
    assert "the clocks jump over 01:30" in answer.text.split("<main")[1], "and beside what was agreed"


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 10, 26, 12, tzinfo=UTC), {"24": "01:30", "25": "01:30", "26": "01:30"}),
        (datetime(2027, 3, 29, 12, tzinfo=UTC), {"27": "01:30", "28": "02:30", "29": "01:30"}),
    ],
    ids=["back", "forward"],
)
def test_each_day_shows_the_time_that_the_familys_clocks_showed(maria, cast, clock, moment, told):
    clock(moment)
    schedule = Schedule("FREQ=DAILY", date(2026, 1, 1), time(1, 30), "Europe/London")
    action = Action.agree(cast.nowaks, cast.maria, Agreed("Lock the door", "To sleep", (cast.ewa,), schedule))
    Action.update(made_at=moment - timedelta(days=30)).where(Action.id == action.id).execute()
    days = re.split(r"<h[23][^>]*>", page(maria, cast))
    shown = {}
    for day in days:
        number = re.match(r"\w+day (\d+) ", day)
        at = re.search(r'class="line-at">(\d\d:\d\d)<', day)
        if at:
            shown[number[1] if number else f"{moment:%d}"] = at[1]
    assert told.items() <= shown.items()


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("America/Nuuk", date(2027, 3, 27), time(23, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Europe/London", date(2027, 3, 28), time(1, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
    ids=["jumped over midnight", "twice", "jumped over"],
)
def test_an_hour_that_the_clocks_move_is_due_once_whatever_the_servers_own_does(cast, zone, day, at, moment):
    schedule = Schedule("FREQ=DAILY", day, at, zone, day)
    action = Action.agree(cast.nowaks, cast.maria, Agreed("Lock the door", "", (cast.ewa,), schedule))
    since = moment - timedelta(days=1)
    Action.update(made_at=since, next_at=schedule.next(since)).where(Action.id == action.id).execute()
    for minutes in (-90, -1, 0, -60, 0, 60, -1, 60, 120):
        fall_due(moment + timedelta(minutes=minutes))
    [occurrence] = Occurrence.select()
    assert (occurrence.at, occurrence.wall) == (moment, f"{day}T{at:%H:%M}")
    [reminder] = Reminder.select()
    assert reminder.at == moment


def test_the_worker_reads_each_word_by_the_familys_clocks_with_its_note(maria, cast):
    action, wall = came(cast, hours=3, zone="America/New_York")
    at = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    agreeing.ticks(action, at, cast.ewa_user, Outcome.COULD_NOT, Why.ILL, "He had a fever")
    agreeing.ticks(action, at, cast.ewa_user, Outcome.DONE)
    text = page(maria, cast)
    for words in ("Couldn’t today", "Someone was ill", "He had a fever", "Ewa</bdi>: Done", "(before)"):
        assert words in text
    local = (at + timedelta(minutes=5)).astimezone(ZoneInfo("America/New_York"))
    assert f'<span class="work-role">{local:%H:%M}</span>' in text
    assert "Not ticked" not in text


def test_what_is_due_later_today_is_not_called_unticked(maria, cast, clock):
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    clock(moment)
    agreeing.agree(cast, at="19:00", moment=moment)
    today = page(maria, cast).split("<h2>Agreed")[0]
    assert "later today" in today
    assert "Not ticked" not in today


def test_whom_reminders_do_not_reach_is_said_once_and_first(maria, cast):
    came(cast, doers=(cast.ewa, cast.basia))
    types(maria, cast, who=[str(cast.ewa.id), str(cast.basia.id)])
    head = page(maria, cast).split("<h2>")[0]
    assert "Ewa</bdi>: Reminders cannot be brought: no phone is set up for reminders." in head
    assert "Basia</bdi>: Reminders cannot be brought yet." in head
    assert f"/members/{cast.basia.id}" in head
    a_phone(cast.ewa_user)
    fall_due()
    Delivery.update(state=State.REFUSED).execute()
    assert "something is wrong on our side" in page(maria, cast).split("<h2>")[0]
    Delivery.update(state=State.SENT).execute()
    Member.get_by_id(cast.basia.id).leave(cast.maria)
    assert "not-reached" not in page(maria, cast)
    Delivery.update(state=State.GONE).execute()
    Subscription.delete().execute()
    assert "the phone cannot be reached any more" in page(maria, cast).split("<h2>")[0]


def test_who_has_left_is_reached_by_nothing_of_the_family(cast):
    a_phone(cast.ewa_user)
    assert [member.name for member in reachable(cast.maria, May.SEE)] == ["Ewa"]
    Member.get_by_id(cast.ewa.id).leave(cast.maria)
    assert not reachable(cast.maria, May.SEE).count()


def test_that_no_sender_runs_is_said_to_the_worker(maria, cast):
    types(maria, cast)
    for late, said in ((timedelta(minutes=5), False), (timedelta(minutes=20), True)):
        Action.update(next_at=now() - late).execute()
        assert ("No reminders are going out" in page(maria, cast)) == said


def test_what_is_still_on_its_way_when_it_is_of_no_use_any_more_came_too_late(maria, cast):
    action, wall = came(cast, hours=5)
    a_phone(cast.ewa_user)
    fall_due()
    day = date.fromisoformat(wall[:10])
    [knock] = reached(occurrences(cast.maria, May.SEE), day, day)[action.id, wall].values()
    assert knock.how == Reached.TOO_LATE


def test_every_worker_who_reads_what_felt_unsafe_leaves_one_line(app, maria, cast):
    hanna = beside_maria(app, cast)
    action, wall = came(cast)
    ticks(action, wall, cast.ewa_user, Outcome.COULD_NOT, Why.UNSAFE, "He stood at the gate")
    family = f"/families/{cast.nowaks.id}"
    lines = Journal.select().where(Journal.act == "read", Journal.thing == "note").order_by(Journal.number)
    maria.head(f"{family}/actions")
    assert "didn’t feel safe" in maria.get(family).text
    assert lines.count() == 0, "neither of them is to have read it"
    first = page(maria, cast)
    assert "Look at this first" in first
    assert cast.ewas_phone.value in first
    for browser in (maria, hanna, hanna):
        text = page(browser, cast)
        assert "Look at this first" not in text
        assert "He stood at the gate" in text
        assert "read by Maria" in text
    assert [line.user.name for line in lines] == ["Maria", "Hanna"]


def test_the_first_page_puts_the_family_that_needs_a_look_before_the_others(app, maria, cast, tablet):
    begin_family("Adams", cast.maria)
    maria_sees = lambda: re.findall(r'<a href="/families/[\w-]+">(\w+)</a>', maria.get("/families").text)  # noqa: E731
    assert maria_sees() == ["Adams", "Nowak"]
    action, wall = came(cast, zone="Europe/London")
    ticks(action, wall, cast.ewa_user, Outcome.COULD_NOT, Why.UNSAFE)
    assert maria_sees() == ["Nowak", "Adams"]
    assert re.search(r"it didn’t feel safe,\s+today \d\d:\d\d", maria.get("/families").text)
    tablet.held.revoke()
    tablet.receipts(tablet.writes(cast.kuba, worries="Going to court"))
    assert "1 thing came that needs a look" in maria.get("/families").text
    ewa = app.test_client().signs_in(cast.ewa_user)
    assert not re.search("feel safe|needs a look", ewa.get("/families").text)


def test_the_familys_page_tells_its_worker_of_today_and_nobody_else(app, maria, cast, clock):
    clock(agreeing.MONDAY)
    agreeing.agree(cast)
    agreeing.agree(cast, what="Ring Basia", at="18:00")
    family = f"/families/{cast.nowaks.id}"
    told = maria.get(family).text
    for words in ("07:30", "not ticked", "18:00", "later", f"{family}/actions"):
        assert words in told
    ewa = app.test_client().signs_in(cast.ewa_user).get(family).text
    assert not re.search(f"07:30|18:00|not ticked|{family}/actions|Reminders cannot", ewa)


def test_a_parent_does_not_find_the_page_of_what_was_put_aside(app, cast):
    ewa = app.test_client().signs_in(cast.ewa_user)
    assert ewa.get(f"/families/{cast.nowaks.id}/asides").status_code == 404
