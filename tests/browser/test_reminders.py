"""Reminders on a phone: what is asked and said before they are on, the notice itself, and how they end."""

import json

import pytest
from playwright.sync_api import expect

from app.delivery.message import Words, name_of, payload
from app.practice.notice import SENTENCE
from app.records import Reminder, Subscription
from app.records.db import now
from tests import cast as people
from tests.browser.child import arrives
from tests.browser.conftest import ready_for_offline, sign_in, until, watched
from tests.browser.test_look import look
from tests.push_service import Phone

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "en-GB"}
DOOR = "https://fcm.googleapis.com/fcm/send/"
NOTICES = """navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
    .then((all) => all.map(({ title, body, tag, icon, badge, actions, data, timestamp }) =>
        ({ title, body, tag, icon, badge, actions, data, timestamp })))"""
#: A push manager of the test's own: Chromium's needs Google. What it holds outlives the page, as a browser's does; like
#: a browser's it will not subscribe with one key while it holds a subscription made with another.
STAND_IN = """
(() => {
  const kept = () => JSON.parse(localStorage.getItem("a browser's own") ?? "null");
  const made = (held) => held && {
    endpoint: held.endpoint,
    toJSON: () => ({ ...held, key: undefined, expirationTime: null }),
    unsubscribe: async () => {
      if (globalThis.unsubscribeFails) throw new DOMException("no", "AbortError");
      localStorage.removeItem("a browser's own");
      return true;
    },
  };
  PushManager.prototype.getSubscription = async () => made(kept());
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    if (localStorage.getItem("answers late")) await new Promise((answer) => globalThis.answer = answer);
    if (localStorage.getItem("fails")) throw new DOMException("Registration failed", "AbortError");
    const key = String(applicationServerKey);
    if (kept() && kept().key !== key) throw new DOMException("another key", "InvalidStateError");
    const { endpoint, keys } = PHONE;
    const held = kept() ?? { endpoint: endpoint + crypto.randomUUID(), keys, key };
    localStorage.setItem("a browser's own", JSON.stringify(held));
    return made(held);
  };
})();
"""


@pytest.fixture
def phone(windowed, site):
    """Ewa's phone, which lets us show notices."""
    context = windowed.new_context(**PHONE)
    context.grant_permissions(["notifications"], origin=str(site))
    given = Phone(DOOR)
    keys = {"p256dh": given.p256dh, "auth": given.auth}
    context.add_init_script(STAND_IN.replace("PHONE", json.dumps({"endpoint": given.endpoint, "keys": keys})))
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


def says(page, words):
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def turns_on(page, site):
    page.goto(f"{site}/reminders")
    page.get_by_label("No, only me").check()
    page.get_by_role("button", name="Turn reminders on").click()
    says(page, "Reminders are on")


def test_the_page_in_each_of_its_states(phone, site, cast):
    sign_in(phone, site, "ewa@example.org")
    phone.goto(f"{site}/reminders")
    says(phone, "Does someone else use this phone?")
    look(phone, "reminders-off")
    phone.get_by_label("Yes, someone else").check()
    expect(phone.get_by_text("Then it is better to leave them off here.")).to_be_visible()
    expect(phone.get_by_role("button", name="Turn reminders on")).to_be_hidden()
    look(phone, "reminders-shared")
    phone.get_by_label("No, only me").check()
    look(phone, "reminders-alone")
    for state in ("asking", "failed", "still-on", "refused", "home-screen", "impossible", "on"):
        phone.evaluate(
            """(state) => {
                for (const part of document.querySelectorAll("[data-states]"))
                    part.hidden = !part.dataset.states.split(" ").includes(state);
            }""",
            state,
        )
        look(phone, f"reminders-{state}")
    turns_on(phone, site)
    look(phone, "reminders-really-on")


def test_in_the_dark(phone, site, cast):
    phone.emulate_media(color_scheme="dark")
    sign_in(phone, site, "ewa@example.org")
    phone.goto(f"{site}/reminders")
    phone.get_by_label("No, only me").check()
    look(phone, "reminders-dark")
    turns_on(phone, site)
    look(phone, "reminders-on-dark")


class Knocks:
    """What comes to the worker, as the browser hands it over."""

    def __init__(self, page, site):
        self.page, self.origin = page, str(site)
        page.evaluate("navigator.serviceWorker.ready")
        self.line, found = page.context.new_cdp_session(page), []
        self.line.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
        self.line.send("ServiceWorker.enable")
        while not found:
            page.wait_for_timeout(20)
        self.registration = found[0]["registrationId"]

    @property
    def worker(self):
        return self.page.context.service_workers[0]

    def comes(self, text):
        told = {"origin": self.origin, "registrationId": self.registration, "data": text}
        self.line.send("ServiceWorker.deliverPushMessage", told)

    def comes_sealed_for_another(self):
        """What a browser cannot open it hands over without anything in it."""
        self.worker.evaluate("dispatchEvent(new PushEvent('push'))")

    def shown(self):
        return until(self.page, f"{NOTICES}.then((all) => all.length && all)", seconds=30)

    def touched(self, tag):
        """A touch on the notice of this tag. No test can touch the real one, so what its window may do is recorded."""
        self.worker.evaluate(
            """async (tag) => {
                self.opened = [];
                self.clients.openWindow = async (address) => void self.opened.push(address);
                const [notification] = await registration.getNotifications({ tag });
                dispatchEvent(new NotificationEvent("notificationclick", { notification }));
            }""",
            tag,
        )

    def opened(self):
        return until(self.page, "1") and self.worker.evaluate("self.opened")


@pytest.fixture
def knocks(phone, site, cast):
    sign_in(phone, site, "ewa@example.org")
    ready_for_offline(phone)  # a page on its way when the worker takes over is never taken over
    turns_on(phone, site)
    return Knocks(phone, site)


def a_reminder(cast):
    return Reminder.create(user=cast.ewa_user, at=now(), until=now())


def knock_of(site, reminder):
    return payload(reminder.id, Words("Rooftree", SENTENCE, str(site))).decode()


def test_the_notice_says_what_the_page_said_it_would(phone, knocks, site, cast):
    promised = {part: phone.locator(f"[data-notice-{part}]").inner_text() for part in ("title", "body")}
    reminder = a_reminder(cast)
    knocks.comes(knock_of(site, reminder))
    [notice] = knocks.shown()
    assert {part: notice[part] for part in promised} == promised
    assert (notice["tag"], notice["actions"], notice["data"]) == (name_of(reminder.id), [], None)
    assert notice["icon"].endswith("icon-192.png")
    assert notice["badge"].endswith("badge-96.png")


NONSENSE = [
    "",
    "not json",
    "null",
    "[]",
    "7",
    "{",
    '{"n": 7}',
    '{"n": "https://evil.example/"}',
    '{"n": "../families/aaaaaaaaa"}',
    '{"notification": {"title": "Kuba", "body": "Dad shouting", "navigate": "https://evil.example"}}',
    json.dumps({"n": "A" * 22, "title": "Kuba", "notification": {"title": "Kuba", "actions": [{"action": "x"}]}}),
    "x" * 3900,
    None,
]


#: Written down as the browser takes each notice: one that takes another's place at once may get lost in its list.
WRITE_DOWN = """() => {
    const { prototype } = ServiceWorkerRegistration;
    const show = prototype.showNotification;
    self.told = [];
    prototype.showNotification = async function (title, how) {
        await show.call(this, title, how);
        self.told.push({ title, ...how });
    };
}"""


def test_a_hundred_knocks_of_any_kind_are_each_shown_in_the_same_words(phone, knocks):
    knocks.worker.evaluate(WRITE_DOWN)
    for number in range(100):
        text = NONSENSE[number % len(NONSENSE)]
        if text is None:
            knocks.comes_sealed_for_another()
        else:
            knocks.comes(text)
        arrives(phone, lambda number=number: knocks.worker.evaluate("self.told.length") == number + 1, seconds=30)
        notice = knocks.worker.evaluate("self.told.at(-1)")
        assert (notice["title"], notice["body"], notice.get("actions")) == ("Rooftree", SENTENCE, None), text
        assert notice["tag"] == ("A" * 22 if "AAAA" in (text or "") else "reminder")
    assert {notice["tag"] for notice in knocks.shown()} <= {"A" * 22, "reminder"}


def test_a_notice_is_shown_even_when_the_devices_own_store_is_broken(phone, knocks, site, cast):
    knocks.worker.evaluate(
        "() => void (IDBDatabase.prototype.transaction = () => { throw new DOMException('', 'UnknownError') })"
    )
    knocks.comes(knock_of(site, a_reminder(cast)))
    assert [notice["body"] for notice in knocks.shown()] == [SENTENCE]


def test_one_reminder_is_one_notice_however_often_it_comes(phone, knocks, site, cast):
    one, other = a_reminder(cast), Reminder.create(user=cast.otto, at=now(), until=now())
    for reminder in (one, one, other, one):
        knocks.comes(knock_of(site, reminder))
    until(phone, f"{NOTICES}.then((all) => all.length === 2)")


def test_a_touch_closes_the_notice_and_brings_the_open_page_to_it(phone, knocks, site, cast):
    phone.goto(f"{site}/account")
    reminder = a_reminder(cast)
    knocks.comes(knock_of(site, reminder))
    knocks.shown()
    with phone.expect_request(f"{site}/knock/{name_of(reminder.id)}"):
        knocks.touched(name_of(reminder.id))
    phone.wait_for_url(f"{site}/today")
    assert phone.evaluate(NOTICES) == []
    assert knocks.opened() == []


def test_whoever_is_not_signed_in_signs_in_first_and_lands_there(phone, knocks, site, cast):
    reminder = a_reminder(cast)
    knocks.comes(knock_of(site, reminder))
    knocks.shown()
    phone.context.clear_cookies()
    knocks.touched(name_of(reminder.id))
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "Ewa" not in phone.content()
    phone.get_by_label("Email address").fill("ewa@example.org")
    phone.get_by_label("Passphrase", exact=True).fill(people.WORDS)
    with phone.expect_request(f"{site}/knock/{name_of(reminder.id)}"):
        phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    assert phone.url == f"{site}/today"


def test_a_page_with_something_unfinished_is_left_alone(phone, knocks, site, cast):
    phone.goto(f"{site}/reminders")
    phone.evaluate("void navigator.locks.request('unfinished', { mode: 'shared' }, () => new Promise(() => {}))")
    reminder = a_reminder(cast)
    knocks.comes(knock_of(site, reminder))
    knocks.shown()
    knocks.touched(name_of(reminder.id))
    arrives(phone, lambda: knocks.opened() == [f"/knock/{name_of(reminder.id)}"])
    assert phone.url == f"{site}/reminders"


def test_with_no_page_open_one_is_opened_and_never_anybody_elses(phone, knocks, site, cast):
    knocks.worker.evaluate("registration.showNotification('x', { tag: 'https://evil.example/aaaa' })")
    knocks.shown()
    knocks.worker.evaluate("self.clients.matchAll = async () => []")
    knocks.touched("https://evil.example/aaaa")
    arrives(phone, lambda: knocks.opened() == ["/"])


def test_off_in_one_touch(phone, knocks, site, cast):
    knocks.comes(knock_of(site, a_reminder(cast)))
    knocks.shown()
    phone.get_by_role("button", name="Turn off").click()
    says(phone, "Does someone else use this phone?")
    assert Subscription.select().count() == 0
    assert what_is_left(phone) == [None, None, []]
    phone.reload()
    says(phone, "Does someone else use this phone?")


def what_is_left(page):
    """What the browser holds, what the device remembers, and the notices that stand there."""
    held = page.evaluate('localStorage.getItem("a browser\'s own")')
    return [held, setting(page, "reminders"), page.evaluate(NOTICES)]


def setting(page, name):
    return page.evaluate(
        """(name) => import(document.querySelector("script[src*=app]").src.replace("app.js", "store.js"))
            .then((store) => store.setting(name)).then((found) => found ?? null)""",
        name,
    )


@pytest.mark.parametrize("button", ["Sign out on this phone", "Sign out everywhere"])
def test_signing_out_takes_it_away_here_and_on_the_server(phone, knocks, site, cast, button):
    phone.goto(f"{site}/account")
    knocks.comes(knock_of(site, a_reminder(cast)))
    knocks.shown()
    phone.get_by_role("button", name=button, exact=True).click()
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert Subscription.select().count() == 0
    assert what_is_left(phone) == [None, None, []]


def test_signing_out_is_not_held_up_by_a_browser_that_refuses(phone, knocks, site):
    phone.goto(f"{site}/account")
    phone.evaluate("globalThis.unsubscribeFails = true")
    phone.get_by_role("button", name="Sign out on this phone").click()
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert Subscription.select().count() == 0


def test_off_without_a_connection_is_off(phone, knocks, site):
    site.unplug()
    phone.get_by_role("button", name="Turn off").click()
    says(phone, "Does someone else use this phone?")
    assert what_is_left(phone) == [None, None, []]
    site.plug()


def test_what_could_not_be_turned_off_is_not_called_off(phone, knocks, site):
    phone.evaluate("globalThis.unsubscribeFails = true")
    site.unplug()
    phone.get_by_role("button", name="Turn off").click()
    says(phone, "That did not work just now")
    expect(phone.get_by_text("Reminders are still on.")).to_be_visible()
    site.plug()
    phone.get_by_role("button", name="Turn off").click()
    says(phone, "Does someone else use this phone?")
    assert Subscription.select().count() == 0


def opens_anew(page, site):
    """The app is opened again: a tab that has nothing left of before."""
    again = watched(page.context.new_page())
    again.goto(f"{site}/account")
    return again


def test_what_the_server_has_lost_is_told_again_at_the_next_opening(phone, knocks, site):
    before = Subscription.get().endpoint
    Subscription.delete().execute()
    opens_anew(phone, site)
    arrives(phone, lambda: Subscription.select().count() == 1)
    assert Subscription.get().endpoint == before


def test_what_the_browser_has_lost_is_subscribed_anew_on_any_page(phone, knocks, site, cast):
    before = Subscription.get().endpoint
    phone.evaluate("localStorage.clear()")
    phone.goto(f"{site}/account")
    arrives(phone, lambda: Subscription.get().endpoint != before)
    assert Subscription.get().user == cast.ewa_user


def test_an_app_that_stays_open_tells_it_once_a_day(phone, knocks, site):
    phone.goto(f"{site}/account")
    Subscription.update(seen_at=0).execute()
    phone.reload()
    phone.wait_for_timeout(500)
    assert Subscription.get().seen_at.year == 1970, "it was told a moment ago"
    phone.evaluate(
        """import(document.querySelector("script[src*=app]").src.replace("app.js", "store.js")).then(async (store) =>
            store.set("reminders", { ...await store.setting("reminders"), toldAt: Date.now() - 25 * 3600_000 }))"""
    )
    phone.reload()
    arrives(phone, lambda: Subscription.get().seen_at.year > 1970)


def test_a_phone_moves_to_the_new_key(phone, knocks, site, keys):
    before, new = Subscription.get().endpoint, keys.vapid.rotate()
    opens_anew(phone, site)
    arrives(phone, lambda: Subscription.get().kid == new)
    assert Subscription.get().endpoint != before


def test_where_notices_are_not_allowed_any_more_the_server_is_told(phone, knocks, site):
    phone.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    phone.goto(f"{site}/account")
    arrives(phone, lambda: Subscription.select().count() == 0)
    phone.goto(f"{site}/reminders")
    says(phone, "Your phone does not let us remind you")


def test_it_never_rings_for_whoever_has_left(phone, knocks, site, cast):
    """Ewa's session ran out, and Otto signs in on the same phone."""
    phone.context.clear_cookies()
    sign_in(phone, site, "otto@example.org")
    arrives(phone, lambda: Subscription.select().count() == 0)
    phone.goto(f"{site}/reminders")
    says(phone, "Does someone else use this phone?")
    turns_on(phone, site)
    assert Subscription.get().user == cast.otto


def test_what_the_device_remembers_of_it_tells_nobody_whose_it_is(phone, knocks, site, cast):
    told = json.dumps(setting(phone, "reminders"))
    kept = Subscription.get()
    for secret in (cast.ewa_user.id, kept.endpoint, kept.device_id, "ewa", "googleapis"):
        assert str(secret) not in told
    assert set(json.loads(told)) == {"whose", "place", "kid", "since", "toldAt"}


def asked_for_permission(phone):
    return phone.evaluate("globalThis.asked ?? 0")


def count_the_questions(phone):
    phone.add_init_script(
        """const ask = Notification.requestPermission;
        Notification.requestPermission = (...all) => (globalThis.asked = (globalThis.asked ?? 0) + 1, ask(...all));"""
    )


def test_nothing_is_asked_before_somebody_wants_it_and_not_now_costs_nothing(phone, site, cast):
    count_the_questions(phone)
    sign_in(phone, site, "ewa@example.org")
    phone.goto(f"{site}/reminders")
    says(phone, "Does someone else use this phone?")
    expect(phone.get_by_role("button", name="Turn reminders on")).to_be_hidden()
    phone.get_by_label("Yes, someone else").check()
    expect(phone.get_by_text("Then it is better to leave them off here.")).to_be_visible()
    assert asked_for_permission(phone) == 0
    phone.get_by_role("link", name="Not now").click()
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    assert asked_for_permission(phone) == 0
    assert Subscription.select().count() == 0
    turns_on(phone, site)
    assert asked_for_permission(phone) == 1


def test_what_fails_says_so_and_can_be_tried_again(phone, site, cast):
    sign_in(phone, site, "ewa@example.org")
    phone.evaluate("localStorage.setItem('fails', 'yes')")
    phone.goto(f"{site}/reminders")
    phone.get_by_label("No, only me").check()
    phone.get_by_role("button", name="Turn reminders on").click()
    says(phone, "That did not work just now")
    expect(phone.get_by_role("heading", name="That did not work just now")).to_be_focused()
    assert setting(phone, "reminders") is None
    phone.evaluate("localStorage.removeItem('fails')")
    phone.get_by_role("button", name="Try again").click()
    says(phone, "Reminders are on")


def test_a_browser_that_does_not_answer_is_not_waited_for_and_not_heeded_later(phone, site, cast):
    phone.clock.install()
    sign_in(phone, site, "ewa@example.org")
    phone.evaluate("localStorage.setItem('answers late', 'yes')")
    phone.goto(f"{site}/reminders")
    phone.get_by_label("No, only me").check()
    phone.get_by_role("button", name="Turn reminders on").click()
    says(phone, "Your phone is asking you now")
    until(phone, "globalThis.answer !== undefined")
    phone.clock.fast_forward(14_000)
    says(phone, "Your phone is asking you now")
    phone.clock.fast_forward(2_000)
    says(phone, "That did not work just now")
    phone.evaluate("globalThis.answer()")
    phone.wait_for_timeout(500)
    assert what_is_left(phone) == [None, None, []]
    assert Subscription.select().count() == 0


def test_what_the_server_will_not_knock_at_is_not_called_on(phone, site, cast):
    phone.add_init_script(STAND_IN.replace("PHONE", '{"endpoint": "https://push.evil.example/", "keys": {}}'))
    sign_in(phone, site, "ewa@example.org")
    phone.goto(f"{site}/reminders")
    phone.get_by_label("No, only me").check()
    phone.get_by_role("button", name="Turn reminders on").click()
    says(phone, "That did not work just now")
    assert what_is_left(phone) == [None, None, []]


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari"


@pytest.mark.parametrize(
    ("script", "heading"),
    [
        ("delete globalThis.PushManager", "Reminders do not work in this browser"),
        (
            f"delete PushManager; Object.defineProperty(navigator, 'userAgent', {{ get: () => '{IPHONE}' }})",
            "One step comes first",
        ),
        (
            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })",
            "Your phone does not let us remind you",
        ),
    ],
)
def test_where_it_is_not_possible_it_says_what_is(browser, site, cast, script, heading):
    context = browser.new_context(**PHONE)
    context.add_init_script(script)
    page = watched(context.new_page())
    sign_in(page, site, "ewa@example.org")
    page.goto(f"{site}/reminders")
    says(page, heading)
    expect(page.get_by_role("link", name="Not now")).to_be_visible()
    expect(page.locator("[data-states]:visible h2")).to_have_count(1)
    context.close()
    assert page.complaints == []
