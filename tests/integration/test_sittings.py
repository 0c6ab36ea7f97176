"""When a sitting was: the days on which it was written, whenever that arrived and in whichever order."""

import runpy
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.records import Document, Entry, db
from app.records.db import now
from app.records.entry import AFTER, BEFORE
from app.records.migration import FOLDER
from tests.sealing import Tablet

DAY = timedelta(days=1)


def writes(tablet, cast, at, **fields):
    """A box that was written then, by the tablet's clock."""
    return tablet.box(tablet.entry(cast.kuba, **fields) | {"written_at": at.isoformat()})


def to_the_minute(at):
    return at and at.replace(second=0, microsecond=0)


def test_words_that_wait_on_a_tablet_keep_the_day_they_were_written_on(tablet, cast, maria):
    then = now() - 9 * DAY
    tablet.receipts(
        writes(tablet, cast, then, worries="Dad"), writes(tablet, cast, then + timedelta(minutes=40), finished="yes")
    )
    sitting = Document.get()
    assert (sitting.began_at, sitting.finished_at) == (then, then + timedelta(minutes=40))
    family = f"/families/{cast.nowaks.id}"
    day, today = f"{then.day} {then:%b %Y}", f"{now().day} {now():%b %Y}"
    child = maria.get(f"{family}/members/{cast.kuba.id}").text
    assert day in child
    assert today not in child
    assert then.strftime(f"{then.day} %B %Y") in maria.get(f"{family}/documents/{sitting.id}").text
    assert day in maria.get(f"{family}/documents/{sitting.id}/wrong-child").text


def test_a_part_that_was_written_earlier_and_arrives_later_moves_the_beginning(tablet, app, keys, cast):
    other, then = Tablet(app.test_client(), keys, cast.maria), now() - 9 * DAY
    other.document = tablet.document
    tablet.receipts(writes(tablet, cast, then + DAY, worries="Dad", finished="yes"))
    other.receipts(writes(other, cast, then, dreams="A dog"))
    sitting = Document.get()
    assert (sitting.began_at, sitting.finished_at) == (then, then + DAY)
    other.receipts(writes(other, cast, then + 2 * DAY, dreams="A cat"))
    assert (Document.get().began_at, Document.get().finished_at) == (then, then + DAY)


@pytest.mark.parametrize("off", [AFTER + timedelta(minutes=1), -BEFORE - DAY], ids=["ahead", "behind"])
def test_a_clock_that_cannot_be_believed_dates_nothing_and_the_reader_is_told(tablet, cast, maria, off):
    tablet.receipts(writes(tablet, cast, now() + off, worries="Dad", finished="yes"))
    sitting, entry = Document.get(), Entry.get()
    assert entry.clock_is_wrong
    assert sitting.began_at == sitting.finished_at == entry.received_at == entry.said_at
    assert "clock, which is not right" in maria.get(f"/families/{cast.nowaks.id}/documents/{sitting.id}").text


def test_what_is_not_kept_dates_nothing(tablet, cast):
    """Other bytes under a name that has come already, and what names a thing of somebody else's, are put aside."""
    then, name, thing = now() - 2 * DAY, str(uuid4()), str(uuid4())
    first = tablet.entry(cast.kuba, worries="Dad", worries__id=thing) | {"written_at": then.isoformat()}
    tablet.receipts(tablet.box(first, name))
    earlier = {"written_at": (then - DAY).isoformat()}
    [other_bytes] = tablet.receipts(tablet.box(first | earlier, name))
    taken = tablet.box(tablet.entry(cast.kuba, dreams="A dog", dreams__id=thing, finished="yes") | earlier)
    [name_taken] = tablet.receipts(taken)
    assert other_bytes["status"] == name_taken["status"] == "aside"
    assert (Document.get().began_at, Document.get().finished_at) == (then, None)


minutes = st.integers(-3, 60 * 24 * 99)
boxes = st.lists(st.tuples(minutes, st.booleans()), min_size=1, max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=boxes, data=st.data())
def test_the_dates_do_not_depend_on_what_comes_first(app, cast, keys, written, data):
    then, dates = now(), []
    for order in (range(len(written)), data.draw(st.permutations(range(len(written))))):
        tablet = Tablet(app.test_client(), keys, cast.maria)
        for place in order:
            ago, finished = written[place]
            told = {"finished": "yes"} if finished else {}
            [receipt] = tablet.receipts(writes(tablet, cast, then - ago * timedelta(minutes=1), worries="Dad", **told))
            assert receipt["status"] == "kept"
        sitting = Document.get_by_id(tablet.document)
        dates.append((sitting.began_at, sitting.finished_at))
    said = [(then - ago * timedelta(minutes=1), finished) for ago, finished in written]
    finishing = [at for at, finished in said if finished]
    assert dates == [(min(at for at, _finished in said), max(finishing, default=None))] * 2


def test_sittings_that_are_there_already_get_the_dates_of_what_was_written(tablet, cast):
    then, came = now() - 9 * DAY, datetime(2026, 1, 2, tzinfo=UTC)
    tablet.receipts(writes(tablet, cast, then, worries="Dad"))
    tablet.receipts(writes(tablet, cast, then + DAY, finished="yes"))
    tablet.receipts(writes(tablet, cast, then - DAY, dreams="A dog"))
    late = Entry.get(Entry.number == 3)
    Entry.update(received_at=late.received_at + DAY).where(Entry.number == 3).execute()
    finishing = Entry.get(Entry.number == 2)
    Document.update(began_at=now(), finished_at=finishing.received_at + timedelta(milliseconds=3)).execute()
    empty = Document.create(id=uuid4(), family=cast.nowaks, member=cast.kuba, tool="feelings", began_at=came)
    runpy.run_path(str(next(FOLDER.glob("0014_*"))))["up"](None, db.obj)
    mended = Document.get_by_id(tablet.document)
    assert (mended.began_at, mended.finished_at) == (then - DAY, then + DAY)
    assert (Document.get_by_id(empty.id).began_at, Document.get_by_id(empty.id).finished_at) == (came, None)
