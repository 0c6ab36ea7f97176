"""When something is to be done, by the clocks of the place where the family lives."""

import sys
import time as clock
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.records.schedule import DAYS, Repeat, Schedule, repeat_of, rule_of

LONDON = "Europe/London"
ZONES = [
    *(LONDON, "Europe/Warsaw", "America/New_York", "America/Nuuk", "Africa/Casablanca", "Asia/Kathmandu"),
    *("Australia/Sydney", "Australia/Lord_Howe", "America/Santiago", "Pacific/Auckland", "UTC"),
]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

repeats = st.sampled_from(Repeat)
chosen_days = st.lists(st.sampled_from(DAYS), min_size=1, unique=True)
rules = st.builds(rule_of, repeats, chosen_days)
dates = st.dates(date(2020, 1, 1), date(2045, 12, 31))
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@st.composite
def schedules(draw, rules=rules):
    begins = draw(dates)
    ends = draw(st.none() | st.integers(0, 400).map(lambda days: begins + days * DAY))
    return Schedule(draw(rules), begins, draw(hours), draw(st.sampled_from(ZONES)), ends)


@st.composite
def asked(draw):
    """A schedule, and a few weeks about its time."""
    schedule = draw(schedules())
    first = schedule.begins + draw(st.integers(-60, 900)) * DAY
    return schedule, first, first + draw(st.integers(-3, 40)) * DAY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days(schedule, first, last):
    return [wall.date() for wall in schedule.walls(first, last)]


@given(asked())
def test_wall_times_come_in_order_one_a_day_at_most_between_their_first_and_last_day(asked):
    schedule, first, last = asked
    walls = list(schedule.walls(first, last))
    assert all(one.date() < next.date() for one, next in pairwise(walls))
    for wall in walls:
        assert wall.time() == schedule.at
        assert wall.tzinfo is None
        assert max(first, schedule.begins) <= wall.date() <= min(last, schedule.ends or last)


@given(asked())
def test_no_day_that_was_agreed_is_left_out(asked):
    """Said once more without the library: what each rule means, day by day."""
    schedule, first, last = asked
    repeat, weekly = repeat_of(schedule.rule)
    means = {
        Repeat.ONCE: lambda day: day == schedule.begins,
        Repeat.DAILY: lambda day: True,
        Repeat.WEEKDAYS: lambda day: day.weekday() < 5,
        Repeat.WEEKLY: lambda day: DAYS[day.weekday()] in weekly,
    }[repeat]
    every = [first + n * DAY for n in range((last - first).days + 1)]
    within = [day for day in every if schedule.begins <= day and (schedule.ends is None or day <= schedule.ends)]
    assert days(schedule, first, last) == [day for day in within if means(day)]


@given(repeats, chosen_days)
def test_every_rule_says_what_it_was_made_of(repeat, chosen):
    rule = rule_of(repeat, chosen)
    found, found_days = repeat_of(rule)
    assert rule_of(found, found_days) == rule
    if set(chosen) != set(DAYS[:5]):
        assert found == repeat
        assert set(found_days) == (set(chosen) if repeat == Repeat.WEEKLY else set())


@given(schedules(), st.integers(-200 * 24 * 60, 500 * 24 * 60))
def test_the_next_moment_is_the_first_that_is_not_before(schedule, minutes):
    since = schedule.moment(datetime.combine(schedule.begins, schedule.at)) + minutes * timedelta(minutes=1)
    around = schedule.today(since)
    last = max(around, schedule.begins) + 12 * DAY
    coming = [moment for wall in schedule.walls(around - 3 * DAY, last) if (moment := schedule.moment(wall)) >= since]
    assert schedule.next(since) == (min(coming) if coming else None)


@given(schedules(rules.filter(bool)), st.data())
def test_going_from_each_moment_to_the_next_misses_none_and_tells_none_twice(schedule, data):
    first = schedule.begins + data.draw(st.integers(0, 400)) * DAY
    walls = list(schedule.walls(first, first + 30 * DAY))
    assume(walls)
    since, told = schedule.moment(walls[0]), []
    for _ in walls:
        told.append(schedule.next(since))
        since = told[-1] + timedelta(milliseconds=1)
    assert told == [schedule.moment(wall) for wall in walls]


@given(schedules(), st.integers(0, 500))
def test_a_wall_time_that_is_there_is_shown_as_it_was_agreed(schedule, later):
    wall = datetime.combine(schedule.begins + later * DAY, schedule.at)
    zone, moment = ZoneInfo(schedule.zone), schedule.moment(wall)
    local = moment.astimezone(zone).replace(tzinfo=None)
    there = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    assert local == wall if there else wall < local <= wall + HOUR


#: (zone, wall time, its moment): what the clocks do there.
CLOCKS = [
    (LONDON, "2026-10-25T01:30", "2026-10-25T00:30"),  # comes twice, and it is the first of the two
    (LONDON, "2026-10-25T00:59", "2026-10-24T23:59"),
    (LONDON, "2026-10-25T02:00", "2026-10-25T02:00"),
    (LONDON, "2027-03-28T01:30", "2027-03-28T01:30"),  # is jumped over: 02:30 of the summer
    (LONDON, "2027-03-28T01:00", "2027-03-28T01:00"),
    (LONDON, "2027-03-28T02:00", "2027-03-28T01:00"),
    ("Europe/Warsaw", "2026-10-25T02:30", "2026-10-25T00:30"),
    ("Europe/Warsaw", "2027-03-28T02:30", "2027-03-28T01:30"),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
    ("America/New_York", "2027-03-14T02:30", "2027-03-14T07:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45"),  # half an hour, and in the southern autumn
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),
    ("Asia/Kathmandu", "2026-11-23T08:15", "2026-11-23T02:30"),
    ("Africa/Casablanca", "2027-02-07T02:30", "2027-02-07T01:30"),  # the clocks go back for Ramadan
    ("America/Nuuk", "2027-03-27T23:30", "2027-03-28T01:30"),  # the evening that is jumped over: 00:30 of the Sunday
    ("Europe/London", "2028-02-29T08:15", "2028-02-29T08:15"),
    ("Pacific/Auckland", "2027-01-01T00:00", "2026-12-31T11:00"),
]


@pytest.fixture(params=["UTC", "Pacific/Kiritimati"])
def server(request, monkeypatch):
    """A server whose own clock runs by this zone."""
    monkeypatch.setenv("TZ", request.param)
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


@pytest.mark.parametrize(("zone", "wall", "moment"), CLOCKS)
def test_the_clocks_of_the_place_decide_whatever_those_of_the_server(server, zone, wall, moment):
    local = datetime.fromisoformat(wall)
    schedule = Schedule(rule_of(Repeat.DAILY), local.date() - 5 * DAY, local.time(), zone)
    assert schedule.moment(local) == at(moment)
    assert list(schedule.walls(local.date(), local.date())) == [local]
    assert schedule.next(at(moment) - timedelta(minutes=1)) == at(moment)


@pytest.mark.parametrize("step", [-HOUR, timedelta(), HOUR], ids=str)
@pytest.mark.parametrize(
    ("day", "moment"), [("2026-10-25", "2026-10-25T00:30"), ("2027-03-28", "2027-03-28T01:30")], ids=str
)
def test_a_clock_that_is_put_right_by_an_hour_finds_the_same_moment(day, moment, step):
    """The first of the two, or the one after the jump, is one moment: whoever asks early, again or late."""
    schedule = Schedule(rule_of(Repeat.DAILY), date(2026, 1, 1), time(1, 30), LONDON)
    [wall] = schedule.walls(date.fromisoformat(day), date.fromisoformat(day))
    asked_at = at(moment) - 2 * HOUR + step
    assert schedule.next(asked_at) == schedule.next(asked_at + step / 2) == schedule.moment(wall) == at(moment)


def test_a_leap_day_and_the_end_of_a_year_are_days_like_any_other():
    daily = Schedule(rule_of(Repeat.DAILY), date(2027, 1, 1), time(8, 15), LONDON)
    assert days(daily, date(2028, 2, 28), date(2028, 3, 1)) == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]
    assert days(daily, date(2027, 12, 31), date(2028, 1, 1)) == [date(2027, 12, 31), date(2028, 1, 1)]


def test_a_week_whose_first_day_is_none_of_its_days_begins_with_the_next_that_is():
    tuesdays = Schedule(rule_of(Repeat.WEEKLY, ["TU"]), date(2026, 11, 25), time(8, 15), LONDON)
    assert days(tuesdays, date(2026, 11, 1), date(2026, 12, 9)) == [date(2026, 12, 1), date(2026, 12, 8)]
    assert tuesdays.next(at("2026-11-01T00:00")) == at("2026-12-01T08:15")


def test_what_begins_far_away_is_found_and_what_is_over_is_not():
    far = Schedule(rule_of(Repeat.WEEKDAYS), date(2060, 1, 3), time(8, 15), LONDON)
    assert far.next(at("2026-11-23T00:00")) == at("2060-01-05T08:15")
    once = Schedule("", date(2026, 11, 23), time(8, 15), LONDON)
    assert once.next(at("2026-11-23T08:15")) == at("2026-11-23T08:15")
    assert once.next(at("2026-11-23T08:16")) is None
    between = Schedule(rule_of(Repeat.WEEKLY, ["SA"]), date(2026, 11, 23), time(8, 15), LONDON, date(2026, 11, 27))
    assert between.next(at("2026-11-01T00:00")) is None


def steps(call) -> int:
    """How many calls of functions this takes: a measure that no busy machine changes."""
    counted = [0]

    def count(_frame, event, _about):
        counted[0] += event == "call"

    sys.setprofile(count)
    try:
        call()
    finally:
        sys.setprofile(None)
    return counted[0]


@pytest.mark.parametrize("repeat", [Repeat.DAILY, Repeat.WEEKDAYS, Repeat.WEEKLY])
def test_what_began_long_ago_is_found_as_soon_as_what_began_yesterday(repeat):
    now = at("2026-11-23T12:00")

    def asking(begins):
        schedule = Schedule(rule_of(repeat, ["SU"]), begins, time(8, 15), LONDON)
        schedule.next(now)  # what is only made once is made
        return lambda: [schedule.next(now), *schedule.walls(date(2026, 11, 10), date(2026, 11, 23))]

    assert steps(asking(date(1990, 1, 1))) <= 2 * steps(asking(date(2026, 11, 1)))
