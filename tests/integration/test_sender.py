"""What falls due is brought once, whatever the push services answer and whoever changes a mind."""

from collections import Counter
from contextlib import nullcontext
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from app.delivery import sender as sending
from app.delivery.answer import Answer
from app.delivery.batch import HANDFUL, Batch
from app.delivery.sender import Sender
from app.practice import Role
from app.records import Action, Delivery, Due, Member, Occurrence, Reminder, Subscription, due
from app.records.action import Agreed
from app.records.db import now
from app.records.delivery import LEASE, State
from app.records.due import fall_due
from app.records.entry import Origin
from app.records.receipt import HandedIn, take_in_tick
from app.records.schedule import Repeat, Schedule, rule_of
from app.records.tick import Outcome
from tests import cast as people

DOOR = "https://updates.push.services.mozilla.com/wpush/v2/"


class Clock:
    """Stands still until it is told."""

    def __init__(self, moment):
        self.moment = moment

    def __call__(self):
        return self.moment

    def goes_on(self, **much):
        self.moment += timedelta(**much)


@pytest.fixture
def clock(monkeypatch):
    """It is 7 o'clock in London, one Monday in winter."""
    clock = Clock(datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    for module in ("action", "delivery", "due", "subscription", "entry"):
        monkeypatch.setattr(f"app.records.{module}.now", clock)
    for module in ("batch", "sender"):
        monkeypatch.setattr(f"app.delivery.{module}.now", clock)
    return clock


class PushService:
    """Answers as it is told, 201 otherwise, and remembers every knock: (endpoint, reminder)."""

    def __init__(self):
        self.knocks, self.answers, self.dies_at = [], {}, 0

    def __call__(self, place, reminder, seconds):
        assert 0 < seconds <= 4 * 3600
        self.knocks.append((place.endpoint, reminder.id))
        if len(self.knocks) == self.dies_at:
            raise Killed
        said = self.answers.get(place.endpoint, Answer(201))
        return said.pop(0) if isinstance(said, list) else said

    def visible(self):
        """How often each device shows each reminder: the same tag replaces the notice before it."""
        return Counter(set(self.knocks))


@pytest.fixture
def push():
    return PushService()


@pytest.fixture
def sender(push):
    return Sender(lambda: nullcontext(push))


def walks(cast, *doers, at="07:30", repeat=Repeat.DAILY, **rest):
    """Kuba is walked to school, by Ewa where nobody else is named."""
    schedule = Schedule(rule_of(repeat), datetime(2026, 11, 23).date(), time.fromisoformat(at), "Europe/London", **rest)  # noqa: DTZ001
    agreed = Agreed("Walk Kuba to school", "So that he gets there", doers or (cast.ewa,), schedule)
    return Action.agree(cast.nowaks, cast.maria, agreed)


def phone(user, name="ewas-phone"):
    return Subscription.keep(user, uuid4(), endpoint=DOOR + name, p256dh="p", auth="a", kid="k").endpoint


def ticks(action, user, outcome=Outcome.DONE, wall="2026-11-23T07:30"):
    take_in_tick(HandedIn(uuid4(), "d" * 64, Origin(user)), action, wall, outcome, None, "")


def states():
    return Counter(row.state for row in Delivery.select())


def test_a_reminder_knocks_when_its_action_is_due_and_not_before(cast, clock, sender, push):
    walks(cast)
    place = phone(cast.ewa_user)
    assert sender.once() == 0
    assert Occurrence.select().count() == 0
    clock.goes_on(minutes=30)
    assert sender.once() == 1
    assert [endpoint for endpoint, _reminder in push.knocks] == [place]
    assert (Occurrence.get().wall, Occurrence.get().at) == ("2026-11-23T07:30", clock())
    assert states() == {State.SENT: 1}
    clock.goes_on(hours=1)
    assert sender.once() == 0
    clock.goes_on(hours=23)
    assert sender.once() == 1


def test_each_device_of_each_doer_is_knocked_at_once(cast, clock, sender, push):
    tomek = people.User.enrol(name="Tomek", email="tomek@example.org", words=people.WORDS, role=Role.PARENT)
    Member.update(user=tomek).where(Member.id == cast.tomek.id).execute()
    walks(cast, cast.ewa, cast.tomek, cast.basia)
    places = {phone(cast.ewa_user), phone(cast.ewa_user, "ewas-tablet"), phone(tomek, "tomeks-phone")}
    clock.goes_on(minutes=31)
    sender.once()
    assert {endpoint for endpoint, _reminder in push.knocks} == places
    assert set(push.visible().values()) == {1}


def test_what_is_due_at_one_moment_is_one_knock(cast, clock, sender, push):
    for _ in range(3):
        walks(cast)
    phone(cast.ewa_user)
    clock.goes_on(minutes=30)
    sender.once()
    assert len(push.knocks) == 1
    assert (Reminder.select().count(), Due.select().count()) == (1, 3)


def test_what_is_already_ticked_is_not_reminded_of(cast, clock, sender, push):
    action = walks(cast)
    phone(cast.ewa_user)
    ticks(action, cast.ewa_user)
    clock.goes_on(minutes=30)
    sender.once()
    assert push.knocks == []
    assert states() == {State.NOT_NEEDED: 1}


@pytest.mark.parametrize(
    ("outcome", "knocks"), [(Outcome.DONE, 0), (Outcome.NOT_NEEDED, 0), (Outcome.COULD_NOT, 1), (Outcome.PARTLY, 1)]
)
def test_what_another_has_done_needs_no_reminder_and_what_they_could_not_does(
    cast, clock, sender, push, outcome, knocks
):
    tomek = people.User.enrol(name="Tomek", email="tomek@example.org", words=people.WORDS, role=Role.PARENT)
    Member.update(user=tomek).where(Member.id == cast.tomek.id).execute()
    action = walks(cast, cast.ewa, cast.tomek)
    phone(cast.ewa_user)
    ticks(action, tomek, outcome)
    clock.goes_on(minutes=30)
    sender.once()
    assert len(push.knocks) == knocks


def change_to_nine(cast, action):
    Action.agree(
        cast.nowaks,
        cast.maria,
        Agreed(
            "Walk Kuba",
            "So",
            (cast.ewa,),
            Schedule("FREQ=DAILY", datetime(2026, 11, 23).date(), time(9), "Europe/London"),  # noqa: DTZ001
        ),
        follows=action,
    )


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda cast, action: ticks(action, cast.ewa_user),
        lambda cast, action: action.end(cast.maria),
        change_to_nine,
        lambda cast, action: cast.ewa.leave(cast.maria),
        lambda cast, action: Member.update(role=Role.CHILD).where(Member.id == cast.ewa.id).execute(),
        lambda cast, action: Subscription.delete().execute(),
    ],
    ids=["ticked", "ended", "moved", "left", "may no longer", "reminders off"],
)
@pytest.mark.parametrize("when", ["before it is due", "before the claim", "after the claim"])
def test_what_changes_before_it_goes_out_is_heeded(cast, clock, sender, push, monkeypatch, meanwhile, when):
    action = walks(cast)
    phone(cast.ewa_user)
    if when == "before it is due":
        meanwhile(cast, action)
    clock.goes_on(minutes=30)
    if when == "before the claim":
        fall_due()
        meanwhile(cast, action)
    claim = Delivery.claim

    def claim_and_then(most):
        claimed = claim(most)
        meanwhile(cast, action)
        return claimed

    if when == "after the claim":
        monkeypatch.setattr(Delivery, "claim", claim_and_then)
    sender.once()
    assert push.knocks == []
    assert State.PENDING not in states()


def test_what_was_moved_is_reminded_of_at_its_new_time_alone(cast, clock, sender, push):
    action = walks(cast)
    phone(cast.ewa_user)
    change_to_nine(cast, action)
    clock.goes_on(minutes=30)
    sender.once()
    assert push.knocks == []
    clock.goes_on(minutes=90)
    sender.once()
    assert len(push.knocks) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_forgotten_and_no_other(cast, clock, sender, push, status):
    walks(cast)
    gone, other = phone(cast.ewa_user), phone(cast.ewa_user, "ewas-tablet")
    push.answers[gone] = Answer(status)
    clock.goes_on(minutes=30)
    sender.once()
    assert [place.endpoint for place in Subscription.select()] == [other]
    assert states() == {State.GONE: 1, State.SENT: 1}


TROUBLE = [Answer(0), Answer(429), Answer(500), Answer(502), Answer(503), Answer(401), Answer(403), Answer(307)]


@pytest.mark.parametrize("trouble", TROUBLE, ids=lambda answer: str(answer.status))
def test_no_passing_trouble_forgets_a_device_and_it_is_tried_again(cast, clock, sender, push, trouble):
    walks(cast)
    place = phone(cast.ewa_user)
    push.answers[place] = [trouble, trouble, trouble, Answer(201)]
    clock.goes_on(minutes=30)
    waits = []
    while states() != {State.SENT: 1}:
        sender.once()
        due = Delivery.get()
        if due.state == State.PENDING:
            waits.append(due.due_at - clock())
            clock.moment = due.due_at
    assert len(push.knocks) == 4
    assert [round(wait / timedelta(minutes=1.1)) for wait in waits] == [1, 2, 4]
    assert Subscription.select().count() == 1


def test_a_push_service_says_when_to_come_again(cast, clock, sender, push):
    walks(cast)
    push.answers[phone(cast.ewa_user)] = [Answer(429, retry_after=600), Answer(201)]
    clock.goes_on(minutes=30)
    sender.once()
    assert timedelta(minutes=10) <= Delivery.get().due_at - clock() <= timedelta(minutes=12)
    clock.goes_on(minutes=9)
    assert sender.once() == 0


@pytest.mark.parametrize("status", [400, 413])
def test_what_is_refused_for_our_fault_is_told_and_not_tried_for_ever(cast, clock, sender, push, status, caplog):
    walks(cast)
    push.answers[phone(cast.ewa_user)] = Answer(status)
    clock.goes_on(minutes=30)
    sender.once()
    assert states() == {State.REFUSED: 1}
    assert f"answers {status}" in caplog.text
    assert "ewas-phone" not in caplog.text
    assert Subscription.select().count() == 1


@pytest.mark.parametrize("status", [401, 403])
def test_where_our_key_is_wrong_it_is_told_and_everything_kept(cast, clock, sender, push, status, caplog):
    walks(cast)
    push.answers[phone(cast.ewa_user)] = Answer(status)
    clock.goes_on(minutes=30)
    sender.once()
    assert states() == {State.PENDING: 1}
    assert f"answers {status}" in caplog.text
    assert Subscription.select().count() == 1


def test_a_push_service_that_is_down_holds_up_nobody_else(cast, clock, sender, push):
    walks(cast)
    down = "https://fcm.googleapis.com/fcm/send/"
    for number in range(30):
        Subscription.keep(cast.ewa_user, uuid4(), endpoint=f"{down}{number}", p256dh="p", auth="a", kid="k")
        push.answers[f"{down}{number}"] = Answer(0)
    phone(cast.ewa_user)
    clock.goes_on(minutes=30)
    sender.once()
    assert Counter(endpoint.startswith(down) for endpoint, _reminder in push.knocks) == {True: 1, False: 1}
    assert states() == {State.PENDING: 30, State.SENT: 1}


def test_down_for_six_hours_each_is_brought_once_while_it_is_of_use_and_the_rest_is_told(cast, clock, sender, push):
    place = phone(cast.ewa_user)
    for hour in range(8, 14):
        walks(cast, at=f"{hour:02}:00", repeat=Repeat.ONCE)
    push.answers[place] = Answer(503)
    for minute in range(7 * 60, 17 * 60):
        if minute == 13 * 60 + 30:
            push.answers.clear()
            push.knocks.clear()
        clock.moment = datetime(2026, 11, 23, minute // 60, minute % 60, tzinfo=UTC)
        sender.once()
    ended = {row.reminder.at.hour: row.state for row in Delivery.select()}
    assert ended == {8: "too late", 9: "too late", 10: "sent", 11: "sent", 12: "sent", 13: "sent"}
    assert set(push.visible().values()) == {1}


def test_a_sender_that_stood_still_makes_up_for_it_without_a_storm(cast, clock, sender, push):
    walks(cast)
    phone(cast.ewa_user)
    clock.goes_on(days=3, hours=2)
    sender.once()
    assert Occurrence.select().count() == 4
    assert states() == {State.SENT: 1, State.TOO_LATE: 3}


def test_a_phone_that_turns_reminders_on_after_the_moment_is_not_rung_for_it(cast, clock, sender, push):
    walks(cast)
    clock.goes_on(minutes=31)
    sender.once()
    phone(cast.ewa_user)
    clock.goes_on(minutes=31)
    sender.once()
    assert push.knocks == []
    assert (Reminder.select().count(), Delivery.select().count()) == (1, 0)


def test_a_device_that_changed_hands_rings_for_nobody_who_left_it(cast, clock, sender, push):
    walks(cast)
    kept = Subscription.keep(cast.ewa_user, uuid4(), endpoint=DOOR + "shared", p256dh="p", auth="a", kid="k")
    clock.goes_on(minutes=30)
    fall_due()
    Subscription.keep(cast.otto, kept.device_id, endpoint=DOOR + "shared", p256dh="p", auth="a", kid="k")
    sender.once()
    assert push.knocks == []
    assert states() == {State.GONE: 1}
    assert Subscription.get().user == cast.otto


def test_what_a_dead_sender_held_is_brought_when_its_lease_runs_out(cast, clock, sender, push):
    walks(cast)
    phone(cast.ewa_user)
    clock.goes_on(minutes=30)
    fall_due()
    token, [held] = Delivery.claim()
    assert sender.once() == 0
    clock.moment += LEASE
    sender.once()
    assert states() == {State.SENT: 1}
    Delivery.end([(held.id, State.GONE, 410)], token)
    assert states() == {State.SENT: 1}, "the dead one changes nothing any more"


def test_a_sender_that_was_thought_dead_ends_nothing_that_another_holds(cast, clock):
    walks(cast)
    phone(cast.ewa_user)
    clock.goes_on(minutes=30)
    fall_due()
    dead, [held] = Delivery.claim()
    clock.moment += LEASE
    alive, _held = Delivery.claim()
    Delivery.end([(held.id, State.GONE, 410)], dead)
    Delivery.release(dead)
    assert (states(), Delivery.get().token) == ({State.PENDING: 1}, alive)
    assert Delivery.get().lease_until > clock()


def test_two_senders_never_hold_the_same(cast, clock):
    walks(cast)
    for number in range(10):
        phone(cast.ewa_user, f"phone-{number}")
    clock.goes_on(minutes=30)
    fall_due()
    held = [Delivery.claim(4)[1] for _ in range(4)]
    assert [len(claimed) for claimed in held] == [4, 4, 2, 0]
    assert len({row.id for claimed in held for row in claimed}) == 10


def test_something_more_that_falls_due_at_the_same_moment_is_still_reminded_of(cast, clock, sender, push):
    first, _second = sorted([walks(cast), walks(cast)], key=lambda action: str(action.id))
    phone(cast.ewa_user)
    ticks(first, cast.ewa_user)
    clock.goes_on(minutes=30)
    assert fall_due(most=1) == 1
    token, claimed = Delivery.claim()
    Batch(push, token, float("inf")).deal_with(claimed)
    assert (push.knocks, states()) == ([], {State.NOT_NEEDED: 1})
    sender.once()
    assert len(push.knocks) == 1


def test_what_cannot_be_brought_within_the_lease_is_given_back(cast, clock, sender, push, monkeypatch):
    walks(cast)
    for number in range(3):
        phone(cast.ewa_user, f"phone-{number}")
    clock.goes_on(minutes=30)
    ticking = iter(range(0, 10_000, 20))
    monkeypatch.setattr("app.delivery.batch.monotonic", lambda: float(next(ticking)))
    monkeypatch.setattr("app.delivery.sender.monotonic", lambda: 0.0)
    fall_due()
    token, claimed = Delivery.claim()
    Batch(push, token, 50.0).deal_with(claimed)
    given_back = [row for row in Delivery.select() if row.state == State.PENDING]
    assert given_back
    assert {(row.lease_until.timestamp(), row.tries) for row in given_back} == {(0, 0)}
    assert now() > clock()


class Killed(BaseException):
    """What a process feels of `kill -9`: nothing after it happens."""


def dies_at(monkeypatch, where, name, having_done_it):
    real = getattr(where, name)

    def dies(*args, **more):
        monkeypatch.setattr(where, name, real)
        if having_done_it:
            real(*args, **more)
        raise Killed

    monkeypatch.setattr(where, name, dies)


POINTS = {
    "while the rows are made": lambda m, push: dies_at(m, due, "_remind", True),
    "when they are made": lambda m, push: dies_at(m, sending, "fall_due", True),
    "when they are claimed": lambda m, push: dies_at(m, Delivery, "claim", True),
    "before the first is sent": lambda m, push: dies_at(m, PushService, "__call__", False),
    "when some are sent": lambda m, push: setattr(push, "dies_at", 25),
    "before the end of some is kept": lambda m, push: dies_at(m, Delivery, "end", False),
    "when the end of some is kept": lambda m, push: dies_at(m, Delivery, "end", True),
}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_this_very_point_it_misses_nothing_and_shows_nothing_twice(
    cast, clock, sender, push, monkeypatch, point
):
    walks(cast)
    for number in range(50):
        phone(cast.ewa_user, f"phone-{number}")
    clock.goes_on(minutes=30)
    POINTS[point](monkeypatch, push)
    with pytest.raises(Killed):
        sender.once()
    sender.once()
    clock.moment += LEASE
    sender.once()
    assert states() == {State.SENT: 50}
    assert len(push.visible()) == 50
    assert len(push.knocks) <= 50 + HANDFUL
    assert Reminder.select().count() == 1
