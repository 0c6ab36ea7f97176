"""A word about what was agreed: kept once and as it came, from a box or a form, and never shown to the wrong one."""

from uuid import uuid4

import pytest

from app.records import Aside, Entry, Journal, Member, Pass
from app.records.db import now
from app.records.permissions import May, notes, ticks
from app.records.tick import Note, Tick
from tests.agreeing import address, agree, says, with_account
from tests.sealing import Tablet

PAINFUL = "He stood at the gate again"


@pytest.fixture
def action(cast):
    return agree(cast)


@pytest.fixture
def phone(app, cast, keys):
    """Ewa's."""
    return Tablet(app.test_client(), keys, cast.ewa_user)


@pytest.fixture
def ewa(app, cast):
    return app.test_client().signs_in(cast.ewa_user)


@pytest.fixture
def tomek(app, cast):
    return app.test_client().signs_in(with_account(cast.tomek))


def status(receipts):
    return [receipt["status"] for receipt in receipts]


def kept():
    rows = Tick.select(Tick, Entry).join(Entry).order_by(Entry.received_at, Entry.number)
    return [(tick.outcome, tick.wall, tick.entry.author.name) for tick in rows]


def posts(browser, action, **fields):
    token = browser.get("/session").json["csrf"]
    said = {"csrf_token": token, "tick": str(uuid4()), "wall": "2026-11-23T07:30", "why": "", "words": "", **fields}
    return browser.post(address(action), data=said)


def test_a_tick_comes_sealed_and_names_the_action_and_the_wall_time(phone, action):
    assert status(phone.receipts(says(phone, action))) == ["kept"]
    assert kept() == [("done", "2026-11-23T07:30", "Ewa")]
    assert Tick.get().entry.device_id == phone.device
    assert Entry.get().complete
    assert Journal.select().where(Journal.act == "wrote").count() == 1


def test_the_same_box_twice_is_kept_once_with_the_same_receipt(phone, action):
    box = says(phone, action)
    assert phone.receipts(box) == phone.receipts(box)
    assert len(kept()) == 1


def test_other_bytes_under_the_same_name_wait_for_a_person(phone, action):
    name = str(uuid4())
    assert status(phone.receipts(says(phone, action, id=name), says(phone, action, "partly", id=name))) == [
        "kept",
        "aside",
    ]
    assert ([outcome for outcome, *_ in kept()], Aside.get().reason) == (["done"], "other bytes")


def test_the_same_is_posted_where_nothing_can_be_sealed(ewa, action):
    answer = posts(ewa, action, outcome="partly", words=PAINFUL)
    assert (answer.status_code, answer.location) == (303, "/today")
    assert kept() == [("partly", "2026-11-23T07:30", "Ewa")]
    assert Note.get().words == PAINFUL


def test_a_form_posted_twice_is_one_tick_and_with_another_word_it_is_two(ewa, action):
    name = str(uuid4())
    for outcome in ("done", "done", "partly", "partly"):
        assert posts(ewa, action, outcome=outcome, tick=name).status_code == 303
    assert [outcome for outcome, *_ in kept()] == ["done", "partly"]


def test_nothing_is_overwritten_when_somebody_says_another_word(phone, action):
    phone.receipts(says(phone, action, "could not"), says(phone, action, "done"))
    assert [outcome for outcome, *_ in kept()] == ["could not", "done"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose one of these"),
        ({"outcome": "failed"}, "Choose one of these"),
        ({"outcome": "done", "words": "x" * 1001}, "That is too long"),
        ({"outcome": "done", "wall": "yesterday"}, "This time is not one"),
        ({"outcome": "could not", "why": "lazy"}, "Choose one of these"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_everything_is_kept(ewa, action, fields, words):
    answer = posts(ewa, action, **{"words": "A note", **fields})
    assert answer.status_code == 400
    assert words in answer.text
    assert fields.get("words", "A note") in answer.text
    assert kept() == []


def test_a_stale_token_costs_nothing_that_was_written(ewa, action):
    answer = posts(ewa, action, csrf_token="stale", outcome="could not", why="ill", words=PAINFUL)
    assert answer.status_code == 400
    assert answer.text.count("checked") == 2
    assert PAINFUL in answer.text


def test_an_action_that_has_ended_is_still_ticked_for_when_it_was(phone, cast, action):
    action.end(cast.maria)
    assert status(phone.receipts(says(phone, action))) == ["kept"]


@pytest.mark.parametrize("wall", ["2031-01-01T00:00", "2026-11-23T04:04"])
def test_a_time_at_which_nothing_was_to_be_done_is_kept_all_the_same(phone, action, wall):
    assert status(phone.receipts(says(phone, action, wall=wall))) == ["kept"]


def test_a_box_that_does_not_say_what_became_of_what_stays_on_the_phone(phone, action):
    boxes = [says(phone, action, outcome="failed"), says(phone, action, wall="soon"), says(phone, action, outcome="")]
    assert status(phone.receipts(*boxes)) == ["refused"] * 3
    assert kept() == []


@pytest.mark.parametrize("nonsense", ["\0\ud800", "<script>", "x" * 5000])
def test_nonsense_beside_it_does_not_stop_a_tick(phone, action, nonsense):
    assert status(phone.receipts(says(phone, action, "could not", why=nonsense, words=nonsense))) == ["kept"]
    assert kept()[0][0] == "could not"


@pytest.mark.parametrize("who", ["tomek", "basia"])
def test_who_does_not_do_it_does_not_tick_it(app, cast, keys, action, who):
    """Of the family, but it is Ewa's: the box waits for Maria, and a form is not there."""
    account = with_account(getattr(cast, who))
    theirs = Tablet(app.test_client(), keys, account)
    assert status(theirs.receipts(says(theirs, action))) == ["aside"]
    assert (Aside.get().reason, Aside.get().family) == ("not allowed", cast.nowaks)
    assert posts(app.test_client().signs_in(account), action, outcome="done").status_code == 404
    assert kept() == []


@pytest.mark.parametrize("who", ["otto", "hanna", "maria"])
def test_no_worker_ticks_for_a_parent(app, cast, keys, action, who):
    account = getattr(cast, who)
    theirs = Tablet(app.test_client(), keys, account)
    assert status(theirs.receipts(says(theirs, action))) == ["aside"]
    assert posts(app.test_client().signs_in(account), action, outcome="done").status_code == 404
    assert kept() == []


def test_who_has_left_the_family_still_brings_what_they_wrote(phone, cast, action):
    box = says(phone, action)
    cast.ewa.leave(cast.maria)
    assert status(phone.receipts(box)) == ["aside"]
    assert Aside.get().reason == "not allowed"


def test_an_action_of_one_family_is_not_ticked_under_another(phone, cast, action):
    content = says(phone, action)
    path = address(action).replace(str(cast.nowaks.id), str(cast.okafors.id))
    box = phone.box({**phone.entry(cast.kuba), "path": path, "fields": [["wall", "2026-11-23T07:30"]]})
    assert status(phone.receipts(content, box)) == ["kept", "aside"]
    assert len(kept()) == 1


def test_a_pass_that_was_taken_back_brings_it_aside_and_a_worker_takes_it_in(phone, cast, action, maria, otto):
    Pass.update(deliver_until=now()).where(Pass.id == phone.held.id).execute()
    box = says(phone, action, "could not", why="unsafe", words=PAINFUL)
    receipt = phone.receipts(box)
    aside = f"/families/{cast.nowaks.id}/asides/{Aside.get().id}"
    page = maria.get(aside).text
    assert all(words in page for words in ("Walk Kuba to school", "Couldn’t today", "It didn’t feel safe", PAINFUL))
    assert otto.get(aside).status_code == 404
    token = {"csrf_token": maria.get("/session").json["csrf"]}
    assert maria.post(aside, data=token).status_code == 303
    assert kept() == [("could not", "2026-11-23T07:30", "Ewa")]
    assert phone.receipts(box) == receipt


def test_two_people_tick_the_same_and_both_words_stand(app, cast, keys, phone):
    tomek = Tablet(app.test_client(), keys, with_account(cast.tomek))
    action = agree(cast, cast.ewa, cast.tomek)
    phone.receipts(says(phone, action, "done"))
    tomek.receipts(says(tomek, action, "could not"))
    assert sorted(kept()) == [("could not", "2026-11-23T07:30", "Tomek"), ("done", "2026-11-23T07:30", "Ewa")]


def test_what_stands_beside_a_tick_is_for_the_worker_alone(app, cast, keys, phone, ewa, tomek):
    action = agree(cast, cast.ewa, Member.get_by_id(cast.tomek.id))
    phone.receipts(says(phone, action, "could not", why="unsafe", words=PAINFUL))
    assert [(note.why, note.words) for note in notes(cast.maria, May.SEE)] == [("unsafe", PAINFUL)]
    for someone in (cast.ewa_user, Member.get_by_id(cast.tomek.id).user, cast.otto, cast.hanna):
        assert list(notes(someone, May.SEE)) == []
    assert ticks(Member.get_by_id(cast.tomek.id).user, May.SEE).count() == 1
    assert ticks(cast.otto, May.SEE).count() == 0
    for browser in (ewa, tomek):
        for page in ("/today", f"/families/{cast.nowaks.id}", f"/families/{cast.nowaks.id}/members/{cast.ewa.id}"):
            assert PAINFUL not in browser.get(page).text
