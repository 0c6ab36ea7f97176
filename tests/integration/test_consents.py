"""Whether somebody who may had agreed before a child was asked, and who was there: beside what was said."""

import pytest

from app.practice import Role
from app.records import Consent, Document, Journal, Member, Refiling
from app.records.consent import Agreement
from tests.integration.test_handovers import lent

__all__ = ["lent"]

WHY = "It is about the person who would have been asked"


@pytest.fixture
def sitting(tablet, cast):
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting"))
    return Document.get()


def page_of(sitting):
    return f"/families/{sitting.family_id}/documents/{sitting.id}"


def tells(browser, sitting, **other):
    token = browser.get("/session").json["csrf"]
    said = {"agreement": "not asked", "agreed_words": WHY, "others": "Basia", "csrf_token": token}
    return browser.post(f"{page_of(sitting)}/consent", data=said | other)


def test_a_sitting_beside_a_child_says_that_it_is_not_written_down_until_it_is(maria, cast, sitting):
    assert "is not written down yet" in maria.get(page_of(sitting)).text
    assert tells(maria, sitting).headers["Location"] == page_of(sitting)
    page = maria.get(page_of(sitting)).text
    for words in ("Nobody was asked", WHY, "Basia", "Maria"):
        assert words in page
    assert "is not written down yet" not in page
    assert Journal.select().where(Journal.act == "noted consent").count() == 1


def test_it_is_corrected_by_another_word_and_what_stood_there_is_kept(maria, sitting):
    tells(maria, sitting)
    form = maria.get(f"{page_of(sitting)}/consent").text
    assert WHY in form
    tells(maria, sitting, agreement="agreed", agreed_words="Ewa, on the telephone", others="")
    page = maria.get(page_of(sitting)).text
    assert page.index("Ewa, on the telephone") < page.index("What stood here before") < page.index(WHY)
    assert [one.agreement for one in Consent.of(sitting)] == [Agreement.AGREED, Agreement.NOT_ASKED]


@pytest.mark.parametrize(("field", "value"), [("agreed_words", " "), ("agreement", ""), ("others", "x" * 501)])
def test_what_is_left_out_or_too_long_is_said_beside_it_and_the_rest_stays(maria, sitting, field, value):
    answer = tells(maria, sitting, **{field: value})
    assert answer.status_code == 400
    assert "govuk-error-message" in answer.text
    assert (WHY in answer.text) == (field != "agreed_words")
    assert Consent.select().count() == 0


def test_where_a_tablet_was_lent_the_lending_has_it_and_nothing_is_asked(cast, lent, app):
    lent.receipts(lent.writes(cast.kuba, worries="Dad shouting"))
    page = app.test_client().signs_in(cast.maria).get(page_of(Document.get())).text
    assert "Dad shouting" in page
    assert "is not written down yet" not in page
    assert tells(app.test_client().signs_in(cast.maria), Document.get()).status_code == 404


def test_it_stays_with_the_child_whose_sitting_it_was_taken_for(maria, cast, sitting):
    """What was written about one family is not shown where the words go."""
    tells(maria, sitting)
    Member.add(cast.okafors, cast.hanna, name="Maria", role=Role.WORKER, user=cast.maria)
    Refiling.begin(sitting, cast.maria).place(cast.zosia, cast.maria)
    page = maria.get(page_of(Document.get())).text
    assert "Dad shouting" in page
    assert WHY not in page
    assert "is not written down yet" in page


@pytest.mark.parametrize("who", ["hanna", "otto", "ewa_user"])
def test_nobody_but_a_worker_of_the_family_writes_or_reads_it(app, cast, sitting, who):
    browser = app.test_client().signs_in(getattr(cast, who))
    assert browser.get(f"{page_of(sitting)}/consent").status_code == 404
    assert tells(browser, sitting).status_code == 404
    assert Consent.select().count() == 0
