"""What may come in a day: a flood fills nobody's disk and nobody's list, and nothing of it is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.records import Aside, Entry, Family, Member, Pass
from app.records.allowance import MOST_BYTES, MOST_FROM_OUTSIDE, MOST_THINGS
from app.records.db import now
from tests.integration.test_handovers import lent  # noqa: F401
from tests.integration.test_sealed import status
from tests.sealing import Tablet

A_DAY = timedelta(days=1).total_seconds()


def has_brought(tablet, things=0, size=0, since=None):
    Pass.update(brought=things, brought_bytes=size, brought_since=since or now()).where(
        Pass.id == tablet.held.id
    ).execute()


@pytest.fixture(params=["lent", "own"])
def bringer(request):
    """A lent tablet, and a worker's or a young person's own device."""
    return request.getfixturevalue("lent" if request.param == "lent" else "tablet")


def test_more_than_a_days_things_wait_where_they_were_written(bringer, cast):
    has_brought(bringer, MOST_THINGS - 1)
    first, second = bringer.writes(cast.kuba, worries="The last"), bringer.writes(cast.kuba, worries="One too many")
    answer = bringer.brings(first, second)
    assert answer.status_code == 429
    assert A_DAY - 60 < int(answer.headers["Retry-After"]) <= A_DAY
    assert status(answer.json["receipts"]) == ["kept", "later"]
    assert bringer.brings(first).status_code == 200, "what came before may come again"
    assert answer.json["missing"] == [bringer.number], "the server knows that it has not arrived"
    has_brought(bringer, MOST_THINGS, since=now() - timedelta(days=1, minutes=1))
    assert status(bringer.receipts(second)) == ["kept"], "and the next day it comes"


def test_more_than_a_days_bytes_wait_too(bringer, cast):
    has_brought(bringer, 1, MOST_BYTES - 10)
    box = bringer.writes(cast.kuba, worries="Dad shouting")
    assert status(bringer.brings(box).json["receipts"]) == ["later"]
    has_brought(bringer, 1, MOST_BYTES - len(box["text"]))
    assert status(bringer.receipts(box)) == ["kept"]
    assert Pass.get_by_id(bringer.held.id).brought_bytes == MOST_BYTES


def test_a_known_name_with_other_bytes_is_a_thing_like_any_other(bringer, cast):
    """A flood under one name that was kept before is a flood all the same."""
    name = str(uuid4())
    assert status(bringer.receipts(bringer.writes(cast.kuba, name, worries="Dad shouting"))) == ["kept"]
    has_brought(bringer, MOST_THINGS)
    flood = [bringer.writes(cast.kuba, name, worries=f"{n}") for n in range(20)]
    answer = bringer.brings(*flood)
    assert (answer.status_code, status(answer.json["receipts"])) == (429, ["later"] * 20)
    assert (Entry.select().count(), Aside.select().count()) == (1, 0)


def test_what_is_put_aside_counts_and_what_is_refused_does_not(bringer, cast):
    bringer.held.revoke()
    nowhere = bringer.box({**bringer.entry(cast.kuba), "path": "/families"})
    bringer.brings(bringer.writes(cast.kuba, worries="After it was taken back"), nowhere)
    assert (Aside.select().count(), Pass.get_by_id(bringer.held.id).brought) == (1, 1)


def test_another_pass_of_the_same_person_brings_no_more(app, keys, tablet, cast):
    has_brought(tablet, MOST_THINGS)
    other = Tablet(app.test_client(), keys, cast.maria)
    assert status(other.brings(other.writes(cast.kuba, worries="x")).json["receipts"]) == ["later"]
    hers = Tablet(app.test_client(), keys, cast.hanna)
    assert status(hers.receipts(hers.writes(cast.zosia, worries="x"))) == ["kept"], "nobody else is held up by it"


def test_a_tablet_that_was_lent_is_not_held_up_by_its_workers_own(lent, tablet, cast):  # noqa: F811
    has_brought(tablet, MOST_THINGS)
    assert status(lent.receipts(lent.writes(cast.kuba, worries="Dad shouting"))) == ["kept"]


def test_whoever_has_no_place_in_a_family_fills_no_list_of_its_workers(app, keys, cast, monkeypatch):
    otto = Tablet(app.test_client(), keys, cast.otto)
    of_another = Tablet(app.test_client(), keys, cast.hanna)
    nobodys = Family(id=uuid4())
    there = [cast.kuba, Member(id=uuid4(), family=nobodys), cast.zosia, *[cast.kuba] * (MOST_FROM_OUTSIDE - 3)]
    boxes = [otto.writes(member, worries=f"{n}") for n, member in enumerate(there)]
    for start in range(0, MOST_FROM_OUTSIDE, 25):
        assert set(status(otto.receipts(*boxes[start : start + 25]))) == {"aside"}
    for member in (cast.kuba, Member(id=uuid4(), family=nobodys)):
        answer = otto.brings(otto.writes(member, worries="One too many"))
        assert (answer.status_code, status(answer.json["receipts"])) == (429, ["later"])
        assert 0 < int(answer.headers["Retry-After"]) <= A_DAY
    assert Aside.select().count() == MOST_FROM_OUTSIDE
    assert status(of_another.receipts(of_another.writes(cast.kuba, worries="x"))) == ["aside"]
    Aside.update(received_at=now() - timedelta(days=1, minutes=1)).execute()
    assert status(otto.receipts(otto.writes(cast.kuba, worries="One too many"))) == ["aside"]
