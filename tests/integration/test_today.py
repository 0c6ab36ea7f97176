"""Today: what somebody has said they will do, by the clocks of their family, and what was said of it."""

import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.records import Due, Entry, Member, Occurrence, Reminder, Session
from app.records.schedule import Repeat
from tests.agreeing import MONDAY, WHAT, WHY, agree, says, with_account
from tests.conftest import Browser
from tests.sealing import Tablet


@pytest.fixture
def clock(monkeypatch):
    """It is 9 o'clock of that Monday in London, until a test says otherwise."""

    def is_now(moment):
        monkeypatch.setattr("app.web.today.now", lambda: moment)

    is_now(MONDAY)
    return is_now


@pytest.fixture
def ewa(app, cast, clock) -> Browser:
    return app.test_client().signs_in(cast.ewa_user)


@pytest.fixture
def tomek(app, cast, clock) -> Browser:
    return app.test_client().signs_in(with_account(cast.tomek))


@pytest.fixture
def phone(app, cast, keys):
    return Tablet(app.test_client(), keys, cast.ewa_user)


def parts(page):
    """(today, the week ahead, days before) as they stand on the page."""
    main = page.text.split("data-today")[1]
    now, _, rest = main.partition('id="ahead"')
    ahead, _, before = (rest or main).partition('class="today-earlier"')
    return (now if rest else main.partition('class="today-earlier"')[0]), ahead if rest else "", before


def said(page):
    """Every word that is told of a task, in the order of the page."""
    return [
        " ".join(re.sub(r"<[^>]+>", " ", word).split())
        for word in re.findall(r'<li class="told-word".*?</li>', page.text.split("<template")[0], re.DOTALL)
    ]


def test_it_says_what_by_when_and_why(ewa, cast):
    agree(cast)
    today, ahead, _before = parts(ewa.get("/today"))
    assert all(words in today for words in (WHAT, WHY, "by 07:30", "Done", "Partly", "Couldn’t today", "Not needed"))
    assert [day for day in ("Monday", "Tuesday", "Sunday") if day in ahead] == ["Tuesday", "Sunday"]


def test_today_is_the_day_of_the_familys_own_clocks(ewa, cast, clock):
    agree(cast, what="In Auckland", zone="Pacific/Auckland", at="08:00", repeat=Repeat.WEEKLY)
    agree(cast, what="In London", at="08:00", repeat=Repeat.WEEKLY)
    clock(datetime(2026, 11, 22, 12, 0, tzinfo=UTC))  # Sunday noon in London, Monday 1 o'clock in Auckland
    today, ahead, _before = parts(ewa.get("/today"))
    assert ("In Auckland" in today, "In London" in today) == (True, False)
    assert "In London" in ahead
    clock(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    today, _ahead, before = parts(ewa.get("/today"))
    assert ("In Auckland" in today, "In London" in today) == (False, True)
    assert "In Auckland" in before


@pytest.mark.parametrize(
    ("moment", "clocks"), [("2027-03-28T09:00", "01:30"), ("2027-10-31T09:00", "01:30"), ("2026-12-31T23:59", "23:30")]
)
def test_when_the_clocks_change_it_still_says_the_wall_time_once(ewa, cast, clock, moment, clocks):
    moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    agree(cast, at=clocks, moment=moment)
    clock(moment)
    today, *_ = parts(ewa.get("/today"))
    assert today.count(f"by {clocks}") == 1


def test_nothing_today_is_a_kind_page_and_no_empty_form(ewa, cast):
    page = ewa.get("/today").text
    assert "Nothing to do today" in page
    assert "data-tick" not in page


def test_days_before_can_still_be_ticked_unless_somebody_has(ewa, cast, phone):
    action = agree(cast)
    phone.receipts(says(phone, action, wall="2026-11-22T07:30"))
    _today, _ahead, before = parts(ewa.get("/today"))
    days = re.findall(r'name="wall" value="2026-11-(\d\d)T07:30"', before)
    assert list(dict.fromkeys(days)) == ["21", "20", "19", "18", "17"]


def test_both_peoples_words_are_seen_and_the_latest_stands_first(ewa, tomek, app, cast, keys, phone):
    action = agree(cast, cast.ewa, Member.get_by_id(cast.tomek.id))
    other = Tablet(app.test_client(), keys, Member.get_by_id(cast.tomek.id).user)
    phone.receipts(says(phone, action, "could not"))
    other.receipts(says(other, action, "partly"))
    phone.receipts(says(phone, action, "done"))
    for place, entry in enumerate(Entry.select().order_by(Entry.received_at)):
        moment = MONDAY.replace(minute=place)
        Entry.update(received_at=moment, written_at=None).where(Entry.id == entry.id).execute()
    assert said(ewa.get("/today")) == [
        "You: changed to Done 09:02",
        "You: Couldn’t today 09:00",
        "Tomek: Partly 09:01",
    ]
    assert said(tomek.get("/today")) == [
        "You: Partly 09:01",
        "Ewa: changed to Done 09:02",
        "Ewa: Couldn’t today 09:00",
    ]


@pytest.mark.parametrize(
    ("written", "clocks"),
    [(MONDAY - timedelta(minutes=40), "08:20"), (MONDAY + timedelta(days=400), "09:00"), (None, "09:00")],
    ids=["without a connection", "by a clock that is wrong", "by a form"],
)
def test_it_was_said_when_it_was_written_where_the_phones_clock_can_be_believed(ewa, cast, phone, written, clocks):
    phone.receipts(says(phone, agree(cast)))
    Entry.update(received_at=MONDAY, written_at=written).execute()
    assert said(ewa.get("/today")) == [f"You: Done {clocks}"]


def test_neither_the_note_nor_the_why_is_ever_shown_and_every_could_not_looks_alike(app, ewa, tomek, cast, keys):
    pages = {"ewa": set(), "tomek": set()}
    for why, words in (("", ""), ("ill", "Flu"), ("unsafe", "He was at the gate"), ("forgot", "")):
        action = agree(cast, cast.ewa, Member.get_by_id(cast.tomek.id), what=f"Task {why}")
        one = Tablet(app.test_client(), keys, cast.ewa_user)
        one.receipts(says(one, action, "could not", why=why, words=words))
        Entry.update(received_at=MONDAY, written_at=None).execute()
        for name, browser in (("ewa", ewa), ("tomek", tomek)):
            page = browser.get("/today").text
            assert "gate" not in page
            assert "Flu" not in page
            card = re.search(rf"<article(?:(?!</article>).)*Task {why}<.*?</article>", page, re.DOTALL)[0]
            card = card.replace(f"Task {why}", "")
            pages[name].add(re.sub(r'(value|id|for|href|action|aria-\w+)="[^"]*"', "", card))
    assert {name: len(found) for name, found in pages.items()} == {"ewa": 1, "tomek": 1}


def test_nothing_is_counted_and_nobody_is_blamed(ewa, cast, phone):
    phone.receipts(says(phone, agree(cast)))
    page = ewa.get("/today").text
    words = re.sub(r"<[^>]+>", " ", page.partition("<body")[2]).lower()
    blame = r"streak|score|percent|%|missed|late|overdue|failed|points|in a row|well done|\d+ of \d+"
    assert not re.search(blame, words)


def test_someone_to_talk_to_stands_on_it_always_and_for_everybody(app, ewa, otto, cast, clock):
    for browser in (ewa, otto):
        page = browser.get("/today").text
        assert "I need to talk to someone now" in page
        assert "0800 1111" in page


def test_only_ones_own_actions_stand_there(ewa, tomek, otto, maria, cast):
    agree(cast)
    for browser in (tomek, otto, maria):
        page = browser.get("/today").text
        assert WHAT not in page
        assert "Nothing to do today" in page
    assert WHAT in ewa.get("/today").text


def test_who_has_left_the_family_has_nothing_there(ewa, cast):
    agree(cast)
    cast.ewa.leave(cast.maria)
    assert WHAT not in ewa.get("/today").text


def test_an_action_that_ended_asks_for_nothing_more(ewa, cast, monkeypatch):
    action = agree(cast)
    monkeypatch.setattr("app.records.action.now", lambda: MONDAY - timedelta(days=2))
    action.end(cast.maria)
    today, ahead, _before = parts(ewa.get("/today"))
    assert WHAT not in today + ahead


def test_a_worker_who_does_something_has_a_day_too(app, maria, cast, clock):
    agree(cast, Member.get(user=cast.maria, family=cast.nowaks))
    page = maria.get("/today").text
    assert WHAT in page
    assert "skin-work" in page


# where a notice leads


def knock(browser, id):
    return browser.get(f"/knock/{urlsafe_b64encode(id.bytes).decode().rstrip('=')}")


@pytest.fixture
def reminder(cast):
    action = agree(cast)
    occurrence = Occurrence.create(action=action, wall="2026-11-23T07:30", at=MONDAY)
    reminder = Reminder.create(user=cast.ewa_user, at=MONDAY, until=MONDAY + timedelta(hours=4))
    Due.create(reminder=reminder, occurrence=occurrence)
    return reminder


def test_a_notice_leads_to_its_task(ewa, reminder):
    where = knock(ewa, reminder.id).location
    page, _, task = where.partition("#")
    assert page == "/today"
    assert f'id="{task}"' in ewa.get("/today").text
    assert str(reminder.id) not in where


def test_anothers_notice_and_a_made_up_one_get_one_answer(app, ewa, tomek, otto, cast, reminder):
    for browser in (tomek, otto):
        answers = {
            (answer.status_code, answer.location, answer.text)
            for answer in (
                knock(browser, reminder.id),
                knock(browser, uuid4()),
                browser.get("/knock/x"),
                browser.get("/knock/ü"),
                browser.get(f"/knock/{'A' * 9000}"),
            )
        }
        assert [answer[:2] for answer in answers] == [(303, "/today")]
    assert knock(ewa, uuid4()).location == "/today"


def test_after_signing_in_one_is_where_the_notice_led(client, cast, clock, reminder):
    asked = knock(client, reminder.id).location
    assert asked.startswith("/sign-in?next=/knock/")
    words = {"email": cast.ewa_user.email, "passphrase": "three houses on a green hill"}
    onward = client.post(asked, data=words).location
    assert client.get(onward).location.startswith("/today#task-")


# the first page, the skin, and the way out


def test_each_begins_where_their_work_is(app, cast, clock):
    basia = with_account(cast.basia)
    first = {
        user.name: app.test_client().signs_in(user).get("/").location
        for user in (cast.maria, cast.otto, cast.ewa_user, basia)
    }
    assert first == {"Maria": "/families", "Otto": "/families", "Ewa": "/today", "Basia": "/today"}


def test_a_page_wears_the_skin_of_whoever_looks_at_it(ewa, maria, client, cast):
    family = f"/families/{cast.nowaks.id}"
    for address in ("/families", family, f"{family}/members/{cast.ewa.id}", "/account", "/install", "/no/such/page"):
        for browser, skin in ((ewa, "skin-family"), (maria, "skin-work")):
            assert f'class="{skin}"' in browser.get(address).text, address
    for address in ("/sign-in", "/join", "/install", "/no/such/page"):
        assert 'class="skin-family"' in client.get(address).text, address


def test_every_family_page_has_a_way_out(ewa, client, cast):
    family = f"/families/{cast.nowaks.id}"
    for address in ("/today", "/families", family, f"{family}/members/{cast.ewa.id}", "/account", "/reminders"):
        assert 'action="/leave"' in ewa.get(address).text, address
    assert 'action="/leave"' in client.get("/sign-in").text


def test_leaving_ends_the_session_on_the_server_and_goes_to_a_page_that_anybody_might_have_open(app, ewa, cast):
    cookie = ewa.get_cookie("__Host-session").value
    answer = ewa.post("/leave")
    assert answer.status_code == 200
    assert 'content="0;url=https://www.bbc.co.uk/weather"' in answer.text
    assert not re.search("Ewa|Nowak|Today", answer.text)
    assert Session.select().count() == 0
    thief = app.test_client()
    thief.set_cookie("__Host-session", cookie, secure=True)
    assert thief.get("/today").status_code == 303


def test_another_site_makes_nobody_leave(ewa):
    assert ewa.post("/leave", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert ewa.get("/today").status_code == 200


def test_the_cover_shows_nothing_and_may_be_kept(ewa, client):
    assert ewa.get("/blank").text == client.get("/blank").text
    assert client.get("/blank").headers["Cache-Control"] == "no-cache"
    assert "/blank?lang=" in client.get("/worker.js").text
