"""What follows from a push service's answer."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.delivery.answer import Answer, is_alarm, is_trouble, later, then
from app.records.delivery import State

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
statuses = st.integers(0, 599)


@given(statuses, st.none() | st.floats(0, 1e12), st.integers(1, 500), st.integers(-10, 300))
def test_every_answer_ends_it_or_is_tried_again_while_it_is_of_use(status, retry_after, tries, minutes):
    until = NOON + timedelta(minutes=minutes)
    what = then(Answer(status, retry_after), tries, until, NOON)
    assert isinstance(what, State) or NOON < what <= until - timedelta(minutes=1)
    assert (what is State.SENT) == (status in {200, 201, 202, 204})
    assert (what is State.GONE) == (status in {404, 410})


@given(st.sampled_from([0, 401, 403, 408, 429, 500, 502, 503]), st.integers(1, 50))
def test_trouble_is_tried_again_up_to_the_last_minute(status, tries):
    assert isinstance(then(Answer(status), tries, NOON + timedelta(minutes=3), NOON), datetime)
    assert then(Answer(status), tries, NOON + timedelta(seconds=90), NOON) is State.TOO_LATE


def test_a_push_service_that_wants_longer_than_it_is_of_use_is_not_pressed():
    assert later(Answer(429, 3600), 1, NOON + timedelta(minutes=30), NOON) is State.TOO_LATE


@given(st.integers(1, 12))
def test_waits_double_to_half_an_hour(tries):
    waits = (later(Answer(503), tries, NOON + timedelta(days=1), NOON) - NOON) / timedelta(minutes=1)
    assert min(2 ** (tries - 1), 30) <= waits <= 1.2 * min(2 ** (tries - 1), 30)


@given(statuses)
def test_a_person_is_told_of_what_only_a_person_can_mend(status):
    assert is_alarm(Answer(status)) == (status in {400, 401, 403, 413})
    assert not (is_trouble(Answer(status)) and status in {200, 201, 202, 204, 404, 410})
