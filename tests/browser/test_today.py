"""A parent's day on a phone: what there is to do, a word about it, with and without a connection, and out at once."""

import re

import pytest
from playwright.sync_api import expect

from app.records import Entry, Member, Session
from app.records.db import now
from app.records.tick import Note, Tick
from tests.agreeing import WHAT, agree
from tests.browser.child import arrives, waiting
from tests.browser.conftest import CHROMIUM, QUIET, WHEN_ASKED, ready_for_offline, sign_in, watched
from tests.browser.test_join import PHONE
from tests.browser.test_look import look
from tests.browser.test_offline import kill

RING, PAINFUL = "Ring each other", "He stood at the gate again"


@pytest.fixture
def phone(browser):
    """Ewa's."""
    context = browser.new_context(**PHONE)
    context.add_init_script(WHEN_ASKED)
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


@pytest.fixture
def same_phone(playwright, tmp_path):
    """Ewa's, which can be switched off and on again."""
    running = []

    def switch_on():
        profile = str(tmp_path / "profile")
        context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=QUIET, **PHONE)
        running.append(context)
        return watched(context.new_page())

    yield switch_on
    for context in running:
        context.close()


@pytest.fixture
def walk(cast):
    return agree(cast, at="08:15", moment=now())


def today(page, site):
    sign_in(page, site, "ewa@example.org")
    expect(page.get_by_role("heading", name="Today", exact=True)).to_be_visible()


def task(page, what=WHAT):
    return page.locator("[data-task]:visible", has=page.get_by_role("heading", name=what)).first


def tick(page, name, what=WHAT):
    task(page, what).get_by_role("button", name=name, exact=True).click()


def could_not(page, why, words=""):
    task(page).locator("summary", has_text="Couldn’t today").click()
    if why:
        task(page).get_by_label(why).check()
    task(page).locator(".task-could-not textarea").fill(words)
    tick(page, "Tell my worker")


def told(page, what=WHAT):
    """What stands on the screen about a task."""
    return [" ".join(word.inner_text().split()) for word in task(page, what).locator(".told-word:visible").all()]


def ticked():
    return [tick.outcome for tick in Tick.select().join(Entry).order_by(Entry.received_at, Entry.number)]


def test_a_tick_is_on_this_phone_and_then_sent(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    tick(phone, "Done")
    expect(task(phone).get_by_text("Sent", exact=True)).to_be_visible()
    assert re.fullmatch(r"You: Done \d\d:\d\d Sent", told(phone)[0])
    assert ticked() == ["done"]
    assert Tick.get().entry.device is not None, "it came in a box"
    phone.reload()
    assert re.fullmatch(r"You: Done \d\d:\d\d", told(phone)[0])


def test_with_the_cable_pulled_a_tick_waits_is_seen_and_outlives_the_browser(same_phone, site, cast, walk, tmp_path):
    phone = same_phone()
    today(phone, site)
    ready_for_offline(phone)
    site.unplug()
    tick(phone, "Done")
    expect(task(phone).get_by_text("On this phone")).to_be_visible()
    expect(task(phone).get_by_text("Sent", exact=True)).to_be_hidden()
    waiting(phone, 1)
    expect(phone.locator("#outbox")).to_contain_text("1 thing is on this phone, not sent yet")
    kill(tmp_path / "profile")
    assert ticked() == []

    phone = same_phone()
    phone.goto(f"{site}/today")
    expect(phone.get_by_role("heading", name="No connection")).to_be_visible()
    expect(phone.get_by_text("What you wrote, drew or ticked is safe")).to_be_visible()
    waiting(phone, 1)
    site.plug()
    phone.evaluate("dispatchEvent(new Event('online'))")
    arrives(phone, lambda: ticked() == ["done"])


def test_a_page_that_was_opened_before_it_was_sent_shows_it_afterwards(same_phone, site, cast, walk):
    phone = same_phone()
    today(phone, site)
    ready_for_offline(phone)
    phone.context.route("**/sealed", lambda route: route.abort())
    tick(phone, "Partly")
    waiting(phone, 1)
    phone.reload()
    waiting(phone, 1)
    assert told(phone) == []
    phone.context.unroute("**/sealed")
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(task(phone).locator(".told-word")).to_contain_text("Partly")


def test_another_word_stands_first_and_the_one_before_stays(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    tick(phone, "Partly")
    task(phone).get_by_text("Say something else").click()
    tick(phone, "Done")
    expect(task(phone).locator(".told-word")).to_have_count(2)
    expect(task(phone).locator(".told-word[data-state=sent]")).to_have_count(2)
    shown = [re.sub(r" \d\d:\d\d.*", "", word) for word in told(phone)]
    assert shown == ["You: changed to Done", "You: Partly"]
    phone.reload()
    assert [re.sub(r" \d\d:\d\d.*", "", word) for word in told(phone)] == shown
    assert ticked() == ["partly", "done"]


def test_a_note_and_a_why_reach_the_worker_and_stay_nowhere_on_the_phone(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    expect(task(phone).locator("input[type=radio]:checked")).to_have_count(0)
    could_not(phone, "It didn’t feel safe", PAINFUL)
    expect(task(phone).get_by_text("Sent", exact=True)).to_be_visible()
    assert [(note.why, note.words) for note in Note.select()] == [("unsafe", PAINFUL)]
    for _ in range(2):
        assert PAINFUL not in phone.content()
        assert PAINFUL not in phone.evaluate("[...document.querySelectorAll('textarea')].map(t => t.value).join()")
        expect(phone.locator("input[type=radio]:checked")).to_have_count(0)
        assert "safe" not in " ".join(told(phone))
        phone.reload()


def test_every_could_not_offers_somebody_to_talk_to_alike(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    seen = set()
    for why in ("It slipped my mind", "It didn’t feel safe", ""):
        if told(phone):
            task(phone).get_by_text("Say something else").click()
        could_not(phone, why)
        expect(task(phone).get_by_role("link", name="Talk to someone")).to_be_visible()
        expect(task(phone).get_by_text("Sent", exact=True).first).to_be_visible()
        seen.add(re.sub(r"\d\d:\d\d|changed to ", "", told(phone)[0]))
        phone.reload()
    assert len(seen) == 1
    task(phone).get_by_role("link", name="Talk to someone").click()
    expect(phone.get_by_role("link", name="Childline")).to_be_in_viewport()


def test_a_page_that_was_open_for_long_is_asked_for_anew_unless_somebody_is_in_the_middle(phone, site, cast, walk):
    phone.clock.install()
    today(phone, site)
    ready_for_offline(phone)
    agree(cast, what=RING, at="23:30", moment=now())
    looked_at = "document.dispatchEvent(new Event('visibilitychange', {bubbles: true}))"
    phone.clock.fast_forward("02:00:00")
    task(phone).get_by_text("Add a note first").click()
    task(phone).locator("textarea").first.fill("Half a")
    phone.evaluate(looked_at)
    phone.wait_for_timeout(500)
    expect(task(phone).locator("textarea").first).to_have_value("Half a")
    phone.reload()
    agree(cast, what="Say good night", at="23:45", moment=now())
    phone.clock.fast_forward("02:00:00")
    phone.evaluate(looked_at)
    expect(phone.get_by_role("heading", name="Say good night").first).to_be_visible()


def test_a_phone_that_has_no_pass_yet_posts_it_plainly(phone, site, cast, walk):
    phone.context.route("**/passes", lambda route: route.abort())
    today(phone, site)
    tick(phone, "Done")
    expect(task(phone).locator(".told-word")).to_contain_text("You: Done", timeout=15_000)
    assert Tick.get().entry.device is None


def test_without_scripts_it_posts(browser, site, cast, walk):
    context = browser.new_context(**PHONE, java_script_enabled=False)
    phone = context.new_page()
    today(phone, site)
    could_not(phone, "Someone was ill", "Flu")
    assert [re.sub(r" \d\d:\d\d", "", word) for word in told(phone)] == ["You: Couldn’t today"]
    assert (ticked(), Note.get().why) == (["could not"], "ill")
    expect(task(phone).get_by_role("button", name="Done")).to_be_hidden()
    phone.get_by_role("button", name="Leave this page").click(no_wait_after=True)
    arrives(phone, lambda: Session.select().count() == 0)
    context.close()


def test_over_plain_http_it_posts_and_never_says_on_this_phone(playwright, site, cast, walk):
    rules = "--host-resolver-rules=MAP phone.example 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, rules])
    phone = browser.new_page()
    away = str(site).replace("localhost", "phone.example")
    today(phone, away)
    assert phone.evaluate("isSecureContext") is False
    tick(phone, "Not needed")
    expect(task(phone).locator(".told-word")).to_contain_text("You: Not needed")
    expect(phone.get_by_text("On this phone").locator("visible=true")).to_have_count(0)
    assert ticked() == ["not needed"]
    browser.close()


def test_a_notice_leads_to_its_task_even_in_a_fold(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    earlier = phone.locator(".today-earlier [data-task]").first.get_attribute("id")
    phone.goto(f"{site}/today#{earlier}")
    expect(phone.locator(f"#{earlier}")).to_be_in_viewport()


# leaving

ELSEWHERE = "https://www.bbc.co.uk/weather"


def somewhere_else(page):
    page.context.route(
        f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html")
    )


LEAVE = """() => new Promise(done => {
    const start = performance.now();
    const watch = () => document.body.innerText.trim() && !document.documentElement.hasAttribute('data-left')
        ? requestAnimationFrame(watch) : done(performance.now() - start);
    %s;
    watch();
})"""
WAYS = {
    "by the button": "document.querySelector('form[data-leave] button').click()",
    "by Shift": "for (const _ of '123') document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Shift'}))",
    "by Escape": "for (const _ of '123') document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))",
}


@pytest.mark.parametrize("way", WAYS)
def test_leaving_empties_the_screen_at_once_and_nothing_brings_it_back(phone, site, cast, walk, way):
    today(phone, site)
    ready_for_offline(phone)
    phone.goto(f"{site}/account")
    phone.goto(f"{site}/today")
    somewhere_else(phone)
    phone.route("**/leave", lambda route: (phone.wait_for_timeout(300), route.continue_()))
    assert phone.evaluate(LEAVE % WAYS[way]) < 100
    phone.wait_for_url(f"{ELSEWHERE}**")
    arrives(phone, lambda: Session.select().count() == 0)
    phone.go_back()
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not re.search("Kuba|Ewa", phone.content())


def test_typing_capitals_is_not_leaving(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    task(phone).get_by_text("Add a note first").click()
    task(phone).locator("textarea").first.press_sequentially("ABC DE")
    for key in ("Shift", "a", "Shift", "b", "Shift"):
        phone.keyboard.press(key)
    expect(task(phone)).to_be_visible()


def test_what_waits_outlives_leaving_and_without_a_connection_nobody_comes_back_in(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    site.unplug()
    tick(phone, "Done")
    expect(task(phone).get_by_text("On this phone")).to_be_visible()
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Leave this page").click()
    phone.wait_for_url(f"{site}/blank")
    assert not re.search("Kuba|Ewa|Today", phone.content())
    phone.context.set_offline(False)
    assert Session.select().count() == 1, "nobody could be told"

    site.plug()
    phone.goto(f"{site}/today")
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    assert Session.select().count() == 0
    arrives(phone, lambda: ticked() == ["done"])
    today(phone, site)
    expect(task(phone).locator(".told-word")).to_contain_text("You: Done")


def test_an_installed_app_shows_its_cover_since_it_has_no_other_site_to_go_to(playwright, tmp_path, site, cast, walk):
    opened = [*QUIET, f"--app={site}/sign-in"]
    app = playwright.chromium.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=opened)
    phone = watched(app.pages[0])
    today(phone, site)
    ready_for_offline(phone)
    phone.get_by_role("button", name="Leave this page").click()
    phone.wait_for_url(f"{site}/blank")
    arrives(phone, lambda: Session.select().count() == 0)
    phone.get_by_role("link", name="Open").click()
    expect(phone.get_by_role("heading", name="Sign in")).to_be_visible()
    app.close()


def test_leaving_in_one_tab_empties_the_others(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    other = watched(phone.context.new_page())
    other.goto(f"{site}/today")
    somewhere_else(phone)
    phone.get_by_role("button", name="Leave this page").click()
    other.wait_for_url(f"{site}/blank")
    assert other.complaints == []


# how it looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_today(phone, site, cast, scheme):
    phone.emulate_media(color_scheme=scheme)
    today(phone, site)
    ready_for_offline(phone)
    look(phone, f"today-nothing-{scheme}")
    agree(cast, at="08:15", moment=now())
    agree(cast, cast.ewa, cast.basia, what=RING, at="17:30", moment=now())
    phone.reload()
    ready_for_offline(phone)
    look(phone, f"today-{scheme}")
    task(phone).locator("summary", has_text="Couldn’t today").click()
    task(phone).get_by_text("Add a note first").click()
    look(phone, f"today-could-not-{scheme}")
    could = task(phone).get_by_role("button", name="Tell my worker")
    could.click()
    expect(task(phone).get_by_text("Sent", exact=True)).to_be_visible()
    site.unplug()
    tick(phone, "Done", RING)
    expect(task(phone, RING).get_by_text("On this phone")).to_be_visible()
    phone.locator(".talk > summary").click()
    phone.locator(".today-earlier > summary").click()
    look(phone, f"today-told-{scheme}")
    phone.goto(f"{site}/today")
    look(phone, f"today-offline-{scheme}")
    phone.goto(f"{site}/blank")
    look(phone, f"blank-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_other_pages_in_the_familys_skin(phone, site, cast, walk, scheme):
    phone.emulate_media(color_scheme=scheme)
    today(phone, site)
    ready_for_offline(phone)
    family = f"/families/{cast.nowaks.id}"
    addresses = {
        "families": "/families",
        "family": family,
        "member": f"{family}/members/{cast.ewa.id}",
        "account": "/account",
        "install": "/install",
        "reminders": "/reminders",
        "nothing": "/no/such/page",
    }
    for name, address in addresses.items():
        phone.goto(f"{site}{address}")
        look(phone, f"family-{name}-{scheme}")
    phone.goto(f"{site}/today")
    action = task(phone).locator("form").first
    action.evaluate("form => { form.querySelector('[name=words]').value = 'x'.repeat(1001); form.submit() }")
    expect(phone.get_by_text("That is too long").first).to_be_visible()
    look(phone, f"tick-mistake-{scheme}")


def test_a_worker_who_does_something_finds_it(page, site, cast):
    agree(cast, Member.get(user=cast.maria, family=cast.nowaks), at="08:15", moment=now())
    sign_in(page, site)
    page.get_by_role("link", name="What I said I would do").click()
    expect(page.get_by_role("heading", name=WHAT).first).to_be_visible()
    look(page, "today-of-a-worker")


def test_thumbs_hit_what_they_aim_at(phone, site, cast, walk):
    today(phone, site)
    ready_for_offline(phone)
    task(phone).locator("summary", has_text="Couldn’t today").click()
    task(phone).get_by_text("Add a note first").click()
    tick(phone, "Tell my worker")
    task(phone).get_by_text("Say something else").click()
    phone.locator(".talk > summary").click()
    phone.locator(".today-earlier > summary").click()
    for address in ("/today", "/account", "/families", f"/families/{cast.nowaks.id}", "/reminders", "/sign-in"):
        if address != "/today":
            phone.goto(f"{site}{address}")
        small = phone.evaluate(
            """[...document.querySelectorAll('a, button, input[type=text], textarea, summary, label:has(input)')]
                .filter(e => e.checkVisibility() && !e.matches('.govuk-skip-link'))
                .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
                .filter(([, r]) => r.width && (r.height < 47.5 || r.width < 47.5))
                .map(([text, r]) => `${text}: ${Math.round(r.width)} × ${Math.round(r.height)}`)"""
        )
        assert small == [], address
