"""Who did or read what: a line never changes without being noticed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.records import Document, Journal, db
from app.records.journal import Journal as Line


@pytest.fixture
def written(cast):
    """A few lines in two families' chains."""
    for _ in range(3):
        Journal.note(cast.nowaks, cast.maria, "read", cast.kuba)
    return cast


def broken(anchors=None):
    return list(Journal.broken(anchors))


def test_an_untouched_chain_fits(written):
    assert broken() == []


@pytest.mark.parametrize("change", [{"act": "saw"}, {"user": None}, {"thing_id": "x"}, {"at": 0}, {"digest": "0" * 64}])
def test_a_changed_line_is_named(written, change):
    line = Journal.get(family=written.nowaks, number=2)
    Journal.update(**change).where(Journal.id == line.id).execute()
    assert broken() == [(written.nowaks.id, 2)]


def test_a_line_taken_out_of_the_middle_is_named(written):
    Journal.delete().where(Journal.family == written.nowaks, Journal.number == 3).execute()
    assert broken() == [(written.nowaks.id, 4)]


def test_lines_in_another_order_are_named(written):
    lines = Journal.select().where(Journal.family == written.nowaks, Journal.number.in_([2, 3]))
    two, three = lines.order_by(Journal.number)
    for line, number in [(two, 1000), (three, 2), (two, 3)]:
        Journal.update(number=number).where(Journal.id == line.id).execute()
    assert broken() == [(written.nowaks.id, 2)]


def test_a_tail_that_was_cut_off_is_seen_against_an_anchor(written):
    anchors = {family: (number, digest) for family, (number, digest, _at) in Journal.heads().items()}
    last = anchors[written.nowaks.id][0]
    Journal.delete().where(Journal.family == written.nowaks, Journal.number == last).execute()
    assert broken() == []
    assert broken(anchors) == [(written.nowaks.id, last)]


def test_many_at_once_make_one_chain(cast):
    def note(_n):
        with db.connection_context():
            Line.note(cast.nowaks, cast.maria, "read", cast.kuba)

    before = Journal.select().where(Journal.family == cast.nowaks).count()
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(note, range(24)))
    assert Journal.select().where(Journal.family == cast.nowaks).count() == before + 24
    assert broken() == []


def test_writing_and_reading_a_childs_words_leave_a_line_each(tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting"))
    maria.get(f"/families/{cast.nowaks.id}/documents/{Document.get().id}")
    wrote, read = Journal.select().where(Journal.family == cast.nowaks).order_by(Journal.number.desc()).limit(2)[::-1]
    assert (wrote.act, wrote.thing, wrote.user) == ("wrote", "entry", cast.maria)
    assert (read.act, read.thing, read.thing_id) == ("read", "document", str(Document.get().id))
    assert not any("shouting" in str(line.__data__) for line in Journal.select())
