"""Passing on what a child said: written down to whom and why, never silent, and the child is told."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.practice import Role
from app.records import Document, Item, Journal, LookBack, Member, Passing, Refiling, Told, User
from app.records.db import now
from app.records.passing import PassedOn
from app.records.permissions import May, passings
from tests import cast as people
from tests.pdf import Pdf

WORDS = "Dad shouting"
WHOM = "The police"
WHY = "Because Kuba could be hurt tonight"
WHY_NOT = "He was asleep and it could not wait"


@pytest.fixture
def told():
    return {"TIME_ZONE": "Asia/Tokyo"}


@pytest.fixture
def said(tablet, cast):
    """One thing that Kuba said."""
    tablet.receipts(tablet.writes(cast.kuba, worries=WORDS))
    return Item.get()


@pytest.fixture
def kuba(app, cast):
    """His browser, with an account of his own on which he may read back."""
    account = User.enrol(name="Kuba", email="brave-otter", words=people.WORDS, role=Role.CHILD)
    Member.update(user=account).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    return app.test_client().signs_in(account)


def family(cast):
    return f"/families/{cast.nowaks.id}"


def form(**other):
    return {
        "to_whom": WHOM,
        "why": WHY,
        "day": "2026-03-03",
        "at": "21:30",
        "told_first": "no",
        "why_not": WHY_NOT,
        **other,
    }


def posts(browser, address, **fields):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def passes_on(browser, cast, item, **other):
    """One thing, on its form."""
    address = f"{family(cast)}/documents/{item.document_id}/passings/new"
    assert item.content in browser.get(f"{address}?item={item.id}").text
    made = posts(browser, address, item=str(item.id), **form(**other))
    assert made.status_code == 303, made.text
    return made.location


def test_what_is_passed_on_is_written_down_and_stands_beside_the_thing(maria, cast, said):
    reading = f"{family(cast)}/documents/{said.document_id}"
    assert f"passings/new?item={said.id}" in maria.get(reading).text
    passes_on(maria, cast, said)
    passing = Passing.get()
    assert (passing.item, passing.member, passing.written_by) == (said, cast.kuba, cast.maria)
    assert passing.passed_at == datetime(2026, 3, 3, 12, 30, tzinfo=UTC), "half past nine in Tokyo"
    for words in (WHOM, WHY, WHY_NOT, "Tell Kuba", "written down by Maria,"):
        assert words in maria.get(reading).text, words
    line = Journal.get(Journal.act == "passed on")
    assert (line.user, line.family, line.thing_id) == (cast.maria, cast.nowaks, str(passing.id))


def test_it_opens_nothing_to_anyone_and_otto_finds_nothing(maria, otto, app, cast, said):
    location = passes_on(maria, cast, said)
    form_at = f"{family(cast)}/documents/{said.document_id}/passings/new"
    ewa = app.test_client().signs_in(cast.ewa_user)
    hanna = app.test_client().signs_in(cast.hanna)
    for browser in (otto, ewa, hanna):
        for address in (location, form_at, location + "/correct"):
            assert browser.get(address).status_code == 404, address
        for address in (location + "/told", location + "/not-told", form_at):
            assert posts(browser, address, **form(by_whom="x")).status_code == 404
        assert "Tell Kuba" not in browser.get("/families").text
    for user in (cast.otto, cast.ewa_user, cast.hanna):
        assert not passings(user, May.SEE).exists()
    assert Passing.select().count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"to_whom": " "}, "Write to whom you passed it on"),
        ({"why": ""}, "Write why you passed it on"),
        ({"told_first": ""}, "Say whether they knew"),
        ({"told_first": "no", "why_not": " "}, "Write why they were not told first"),
        ({"day": "2999-01-01"}, "That is still to come"),
        ({"at": ""}, "Say at what time"),
    ],
)
def test_it_says_whom_and_why_and_whether_the_child_knew(maria, cast, said, wrong, words):
    answer = posts(maria, f"{family(cast)}/documents/{said.document_id}/passings/new", **form(**wrong))
    assert (answer.status_code, Passing.select().count()) == (400, 0)
    assert words in answer.text


def test_a_whole_sitting_is_passed_on_too_and_a_thing_of_another_sitting_is_not_found(maria, cast, said):
    address = f"{family(cast)}/documents/{said.document_id}/passings/new"
    assert posts(maria, address, item=str(uuid4()), **form()).status_code == 404
    assert posts(maria, address, **form(told_first="yes", why_not="")).status_code == 303
    page = maria.get(f"{family(cast)}/documents/{said.document_id}").text
    assert "Kuba was told first." in page
    assert (Passing.get().item, "Tell Kuba" in page) == (None, False)


def test_the_list_says_tell_them_until_somebody_writes_down_that_they_were_told(maria, cast, said):
    location = passes_on(maria, cast, said)
    pages = ("/families", f"{family(cast)}/members/{cast.kuba.id}")
    assert all("Tell Kuba" in maria.get(page).text for page in pages)
    assert posts(maria, location + "/told", by_whom="", day="2026-03-04", at="09:00").status_code == 400
    assert posts(maria, location + "/told", by_whom="Ewa", day="2026-03-04", at="09:00").status_code == 303
    assert not any("Tell Kuba" in maria.get(page).text for page in pages)
    shown = maria.get(location).text
    assert "Told since, by" in shown
    assert "Ewa" in shown
    assert (Told.get().told_at, Told.get().written_by) == (datetime(2026, 3, 4, tzinfo=UTC), cast.maria)
    assert posts(maria, location + "/not-told").status_code == 303
    assert all("Tell Kuba" in maria.get(page).text for page in pages), "that had been a mistake"
    assert [line.act for line in Journal.select().where(Journal.thing == "told").order_by(Journal.number)] == [
        "told",
        "had not told",
    ]


def test_a_mistake_is_corrected_by_another_row_and_what_stood_there_stays(maria, cast, said):
    location = passes_on(maria, cast, said)
    posts(maria, location + "/told", by_whom="Ewa", day="2026-03-04", at="09:00")
    assert WHOM in maria.get(location + "/correct").text
    posts(maria, location + "/correct", **form(to_whom="The school"))
    posts(maria, location + "/correct", **form(to_whom="The school nurse"))
    shown = maria.get(location).text
    assert shown.index("The school nurse") < shown.index("Written before, and corrected") < shown.index(WHOM)
    assert "Told since, by" in shown, "a correction of other words takes nothing of that back"
    reading = maria.get(f"{family(cast)}/documents/{said.document_id}").text
    assert "The school nurse" in reading
    assert WHOM not in reading
    assert Passing.select().count() == 3


def test_it_stands_there_too_when_the_thing_was_changed_since(maria, cast, tablet, said):
    passes_on(maria, cast, said)
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting at night", worries__replaces=str(said.id)))
    page = maria.get(f"{family(cast)}/documents/{said.document_id}").text
    assert "Of something that has been changed since" in page
    assert WHOM in page


def test_a_young_person_reads_to_whom_and_why_once_they_have_been_told(maria, kuba, cast, said):
    location = passes_on(maria, cast, said)
    assert WHOM not in kuba.get("/mine").text, "nobody learns of it from a screen"
    posts(maria, location + "/told", by_whom="Maria", day="2026-03-04", at="09:00")
    page = kuba.get("/mine").text
    assert WHOM in page
    assert WHY in page
    assert WHY_NOT not in page
    assert kuba.get(location).status_code == 404, "the worker's page is the worker's"
    LookBack.say(cast.kuba, cast.maria, is_safe=False)
    assert WHOM not in kuba.get("/mine").text


def test_a_sister_does_not_read_of_it(maria, app, cast, said):
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    account = User.enrol(name="Iga", email="quiet-heron", words=people.WORDS, role=Role.CHILD)
    Member.update(user=account).where(Member.id == iga.id).execute()
    LookBack.say(iga, cast.maria, is_safe=True)
    passes_on(maria, cast, said, told_first="yes")
    assert WHOM not in app.test_client().signs_in(account).get("/mine").text


def test_a_sitting_of_another_child_takes_nothing_of_it_along(maria, app, kuba, cast, said):
    location = passes_on(maria, cast, said, told_first="yes")
    Refiling.begin(Document.get(), cast.maria).place(cast.zosia, cast.maria)
    hanna = app.test_client().signs_in(cast.hanna)
    moved = hanna.get(f"/families/{cast.okafors.id}/documents/{said.document_id}").text
    assert WORDS in moved
    assert WHOM not in moved
    stays = maria.get(location).text
    assert "Those who were told may have to know" in stays
    assert WORDS not in stays
    assert WHOM not in kuba.get("/mine").text


def test_it_is_in_the_workers_booklet_and_not_in_the_childs(maria, cast, said):
    passes_on(maria, cast, said)
    address = f"{family(cast)}/documents/{said.document_id}/booklet?edition="
    worker, child = (Pdf(maria.get(address + edition).data).words() for edition in ("worker", "child"))
    for words in (WHOM, WHY, WHY_NOT, "Kuba has not been told yet."):
        assert words in worker
        assert words not in child


STEPS = some.lists(some.sampled_from(["correct: known", "correct: not known", "told", "not told"]), max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_one_row_stands_and_the_child_is_to_be_told_until_the_latest_word_says_so(cast, said, steps):
    """Whatever is written after whatever, even in one moment."""
    told = PassedOn(WHOM, WHY, False, WHY_NOT, now() - timedelta(hours=1))
    first = Passing.write(said.document, said, cast.maria, told)
    knew, since = False, False
    for place, step in enumerate(steps, 1):
        at = first.written_at + timedelta(milliseconds=place)
        if step.startswith("correct"):
            knew = step == "correct: known"
            row = first.correct(cast.maria, PassedOn(WHOM, WHY, knew, WHY_NOT, now()))
            Passing.update(written_at=at).where(Passing.id == row.id).execute()
        else:
            since = step == "told"
            row = Told.write(first, cast.maria, "Ewa", now()) if since else Told.take_back(first, cast.maria)
            Told.update(written_at=at).where(Told.id == row.id).execute()
    mine = (Passing.id == first.id) | (Passing.corrects == first.id)
    [stands] = Passing.select().where(mine, Passing.stands())
    assert stands == first.all_of_it()[0]
    assert Passing.select().where(mine, Passing.is_known()).exists() == (knew or since)
    assert Passing.select().where(mine, Passing.is_untold()).exists() != (knew or since)
