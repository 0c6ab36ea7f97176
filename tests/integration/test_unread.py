"""What has come and has not been read; what is late; and whose voice has not been heard."""

from datetime import date, timedelta

import pytest

from app.practice import Role
from app.records import Document, Entry, Handover, Member, Pass, Reading, Refiling, User, db
from app.records.consent import Agreement, Consented
from app.records.db import now
from app.records.handover import Beforehand
from tests import cast as people
from tests.sealing import Tablet

WORDS = "Dad shouting"


@pytest.fixture
def ines(app, cast):
    """A supervisor's browser."""
    user = User.enrol(name="Ines", email="ines@example.org", words=people.WORDS, role=Role.SUPERVISOR)
    return app.test_client().signs_in(user)


@pytest.fixture
def iwona(app, cast):
    """A second worker of the Nowaks."""
    user = people.worker("Iwona")
    Member.add(cast.nowaks, cast.maria, name="Iwona", role=Role.WORKER, user=user)
    return app.test_client().signs_in(user)


def lent(app, cast, keys, read_by):
    """Maria's tablet, lent to Kuba, who was told the day by which it is read."""
    told = Beforehand(("three-houses",), Consented(Agreement.AGREED, "Ewa"), "We talk on Friday", read_by)
    tablet = Tablet(app.test_client(), keys, cast.maria)
    tablet.held, tablet.secret = Pass.lend(Handover.begin(cast.kuba, cast.maria, tablet.device, told))
    return tablet


def reading(cast, tablet):
    return f"/families/{cast.nowaks.id}/documents/{tablet.document}"


def waits(browser, cast):
    """Whether the list of all families, and the child's own page, say that something is not read. They say the same."""
    pages = [browser.get(page).text for page in ("/families", f"/families/{cast.nowaks.id}/members/{cast.kuba.id}")]
    said = {"Not read yet" in page for page in pages}
    assert len(said) == 1
    return said.pop()


def test_what_came_waits_until_this_worker_has_read_it(tablet, cast, maria, iwona, otto):
    assert not waits(maria, cast)
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    for browser in (maria, iwona):
        assert waits(browser, cast)
        page = browser.get("/families").text
        assert "nobody has read it" in page
        assert WORDS not in page
    maria.get(reading(cast, tablet))
    assert not waits(maria, cast)
    assert waits(iwona, cast)
    assert "read by Maria" in iwona.get("/families").text
    assert "Not read yet" not in otto.get("/families").text


def test_what_comes_later_in_the_same_sitting_waits_again(tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    maria.get(reading(cast, tablet))
    assert not waits(maria, cast)
    earlier = now() - timedelta(minutes=2)
    Reading.update(read_at=earlier).execute()
    Entry.update(received_at=earlier).execute()
    assert not waits(maria, cast)
    tablet.receipts(tablet.writes(cast.kuba, dreams="A dog"))
    assert waits(maria, cast)


def test_an_end_with_nothing_said_in_it_is_nothing_to_read(tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, finished="yes"))
    assert not waits(maria, cast)


def test_what_is_out_of_sight_does_not_wait(tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    Refiling.begin(Document.get(), cast.maria)
    assert not waits(maria, cast)


def test_it_is_late_past_the_day_that_the_child_was_told(app, cast, keys, maria, ines, otto):
    tablet = lent(app, cast, keys, date(2020, 1, 1))
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    page = maria.get("/families").text
    assert "Kuba was told it is read by 1 January 2020" in page
    over = ines.get("/families").text
    assert "Family Nowak: something waits to be read" in over
    assert "1 January 2020" in over
    assert "Kuba" not in over, "never a word of it, nor whose"
    assert ines.get(reading(cast, tablet)).status_code == 404
    for browser in (maria, otto):
        assert "something waits to be read" not in browser.get("/families").text
    maria.get(reading(cast, tablet))
    assert "something waits to be read" not in ines.get("/families").text


def test_before_that_day_or_without_one_nothing_is_late(app, cast, keys, tablet, maria, ines):
    early = lent(app, cast, keys, date(2999, 1, 1))
    early.receipts(early.writes(cast.kuba, worries=WORDS))
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    assert "was told it is read by" not in maria.get("/families").text
    assert "something waits to be read" not in ines.get("/families").text


def test_when_each_child_last_said_something_stands_plainly(tablet, cast, maria, otto, app):
    Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    Document.update(began_at=now().replace(year=2026, month=3, day=3)).execute()
    voices = maria.get("/families").text.split('id="voices"')[1]
    assert voices.index("Iga") < voices.index("Nothing yet") < voices.index("Kuba") < voices.index("3 March 2026")
    assert "Zosia" not in voices
    for browser in (otto, app.test_client().signs_in(cast.ewa_user)):
        assert 'id="voices"' not in browser.get("/families").text


def test_it_asks_the_database_no_more_for_more_of_it(tablet, cast, maria, monkeypatch):
    def asked():
        told, execute = [], db.obj.execute_sql
        monkeypatch.setattr(
            db.obj, "execute_sql", lambda sql, *rest, **more: told.append(sql) or execute(sql, *rest, **more)
        )
        maria.get("/families")
        monkeypatch.undo()
        return len(told)

    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    one = asked()
    for _ in range(4):
        more = Tablet(tablet.client, tablet.keys, cast.maria)
        more.receipts(more.writes(cast.kuba, worries=WORDS))
    assert asked() == one
