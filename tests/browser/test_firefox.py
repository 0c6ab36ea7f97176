"""A whole reminder in another browser than Chromium: a real subscription, the real sender's message, a real notice."""

import shutil
from datetime import timedelta

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from app.delivery.answer import Answer
from app.delivery.knock import Knock
from app.delivery.message import Words, name_of
from app.delivery.vapid import Vapid
from app.practice.notice import SENTENCE
from app.records import Reminder, Subscription, endpoint
from app.records.db import now
from tests.autopush import Autopush
from tests.browser.child import arrives
from tests.browser.conftest import sign_in, until, watched
from tests.conftest import missing

FIREFOX = shutil.which("firefox-esr")
#: Playwright asks of Firefox what it does not know, unless it is told to leave these alone.
AS_IT_IS = dict.fromkeys(["color_scheme", "reduced_motion", "forced_colors", "contrast"], "null")
NOTICES = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
    .then((all) => all.map(({ title, body, tag }) => [title, body, tag]))"""


@pytest.fixture
def autopush(site):
    service = Autopush()
    endpoint.use(frozenset([service.origin]))
    yield service
    endpoint.use(frozenset())
    service.close()


@pytest.fixture
def firefox(playwright, autopush):
    missing("Firefox ESR", FIREFOX)
    told = {
        "dom.push.connection.enabled": True,
        "dom.push.serverURL": f"ws://127.0.0.1:{autopush.port}/",
        "dom.push.testing.allowInsecureServerURL": True,
        "permissions.default.desktop-notification": 1,
        "alerts.useSystemBackend": False,
    }
    browser = playwright.firefox.launch(executable_path=FIREFOX, channel="moz-firefox", firefox_user_prefs=told)
    page = watched(browser.new_context(**AS_IT_IS).new_page())
    yield page
    browser.close()
    # what it could not fetch because the page was left meanwhile, it calls an error of the page
    assert [told for told in page.complaints if not told.startswith("Failed to load")] == []


def goes_to(page, address):
    """Firefox may tell of one navigation twice, which Playwright takes for another that came between."""
    try:
        page.goto(address)
    except PlaywrightError as fault:
        if "interrupted by another navigation" not in str(fault):
            raise
        page.wait_for_url(address)


def turns_on(page, site):
    goes_to(page, f"{site}/reminders")
    page.get_by_label("No, only me").check()
    page.get_by_role("button", name="Turn reminders on").click()
    expect(page.get_by_role("heading", name="Reminders are on")).to_be_visible(timeout=20_000)


def test_a_reminder_reaches_firefox_and_ends_when_it_is_turned_off(firefox, autopush, site, cast, keys):
    page = firefox
    sign_in(page, site, "ewa@example.org")
    turns_on(page, site)
    place = Subscription.get()
    assert (place.user, place.kid) == (cast.ewa_user, keys.newest_vapid_key()[0])
    assert place.endpoint.startswith(autopush.origin)

    reminder = Reminder.create(user=cast.ewa_user, at=now(), until=now() + timedelta(hours=4))
    words = Words("Rooftree", SENTENCE, str(site))
    with Knock(Vapid(keys, "mailto:reminders@example.org"), words) as knock:
        assert knock(place, reminder, 600) == Answer(201)
        shown = until(page, NOTICES)
        assert shown == [["Rooftree", SENTENCE, name_of(reminder.id)]]
        assert autopush.acks == [100]

        page.get_by_role("button", name="Turn off").click()
        expect(page.get_by_role("heading", name="Does someone else use this phone?")).to_be_visible()
        assert Subscription.select().count() == 0
        assert page.evaluate(NOTICES) == []
        assert knock(place, reminder, 600) == Answer(410)


def test_what_the_push_service_lost_is_subscribed_anew_with_no_page_of_ours_asking(firefox, autopush, site, cast, keys):
    page = firefox
    sign_in(page, site, "ewa@example.org")
    turns_on(page, site)
    lost = Subscription.get().endpoint
    page.goto("about:blank")
    autopush.forget_everything()
    arrives(page, lambda: Subscription.get().endpoint != lost, seconds=30)
    with Knock(Vapid(keys, "mailto:reminders@example.org"), Words("Rooftree", SENTENCE, str(site))) as knock:
        reminder = Reminder.create(user=cast.ewa_user, at=now(), until=now() + timedelta(hours=4))
        assert knock(Subscription.get(), reminder, 600) == Answer(201)
    arrives(page, lambda: autopush.acks == [100])


def test_a_phone_moves_to_a_new_key_when_it_is_opened(firefox, autopush, site, cast, keys):
    page = firefox
    sign_in(page, site, "ewa@example.org")
    turns_on(page, site)
    old = Subscription.get()
    new = keys.vapid.rotate()
    goes_to(watched(page.context.new_page()), f"{site}/families")
    arrives(page, lambda: Subscription.get().kid == new)
    kept = Subscription.get()
    assert kept.endpoint != old.endpoint
    with Knock(Vapid(keys, "mailto:reminders@example.org"), Words("Rooftree", SENTENCE, str(site))) as knock:
        reminder = Reminder.create(user=cast.ewa_user, at=now(), until=now() + timedelta(hours=4))
        assert knock(old, reminder, 600) == Answer(410), "the old place is given up"
        assert knock(kept, reminder, 600) == Answer(201)
    assert autopush.claims[-1]["k"] == keys.newest_vapid_key()[1]
