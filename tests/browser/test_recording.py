"""Saying something out loud, with a microphone that beeps: what is heard is kept as it is made, whatever ends it."""

import pytest
from playwright.sync_api import expect

from app.records import Item
from app.records.recording import Part, Recording
from tests.browser import lending
from tests.browser.child import WORRIES, arrives, choose, enter, finish, kept, look_back, sent, way
from tests.browser.conftest import (
    CHROMIUM,
    QUIET,
    TABLET,
    ready_for_offline,
    sign_in,
    three_houses,
    until,
    watched,
)
from tests.browser.lending import lend
from tests.browser.test_look import look
from tests.browser.test_offline import kill

BEEPS = [*QUIET, "--use-fake-device-for-media-stream"]
FULL = """void (IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); })"""
STORE = "document.querySelector('script[src*=app]').src.replace('app.js', 'store.js')"
#: Every recorder that the page makes, to be looked at and disturbed.
WATCH = """
self.recorders = [];
const Real = MediaRecorder;
self.MediaRecorder = class extends Real { constructor(...given) { super(...given); self.recorders.push(this); } };
"""


@pytest.fixture(scope="session")
def beeping(playwright):
    """A tablet whose microphone hears a beep every second."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BEEPS)
    yield browser
    browser.close()


@pytest.fixture
def page(beeping):
    context = beeping.new_context(**TABLET, permissions=["microphone"])
    context.add_init_script(WATCH)
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


@pytest.fixture
def question(page, site, cast):
    """What may be said out loud in the house of worries."""
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    return enter(page, WORRIES).locator("[data-kind=recording]")


def begin(question):
    question.get_by_role("button", name="Say it out loud").click()
    expect(question.get_by_text("Your worker will hear this, and the other workers")).to_be_visible()
    question.get_by_role("button", name="Start").click()
    expect(question.get_by_text("Listening now")).to_be_visible()


def parts(count):
    return lambda: Part.select().count() >= count


def takes(question):
    return question.locator("[data-takes] > *")


def test_what_is_said_is_kept_in_parts_while_it_is_said_and_can_be_heard_by_the_worker(page, question, site, cast):
    begin(question)
    arrives(page, parts(2))
    question.get_by_role("button", name="I have said it").click()
    take = takes(question)
    sent(take)
    item = Item.get()
    recording = Recording.of(item)
    assert (recording.whole, recording.media_type) == (True, "audio/webm")
    assert 3 < recording.seconds < 30
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{item.document_id}")
    heard = page.locator("audio")
    assert heard.evaluate("audio => audio.play().then(() => true)")
    until(page, "document.querySelector('audio').currentTime > 0.5")


def test_a_browser_that_knows_mp4_alone_is_heard_too(page, question, site, cast):
    page.evaluate("void (MediaRecorder.isTypeSupported = sort => sort === 'audio/mp4')")
    begin(question)
    arrives(page, parts(2))
    question.get_by_role("button", name="I have said it").click()
    sent(takes(question))
    item = Item.get()
    assert (Recording.of(item).whole, Recording.of(item).media_type) == (True, "audio/mp4")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{item.document_id}")
    assert page.locator("audio").evaluate("audio => audio.play().then(() => true)")


def test_a_child_hears_it_and_takes_it_out(page, question):
    begin(question)
    arrives(page, parts(1))
    question.get_by_role("button", name="I have said it").click()
    play = takes(question).locator("[data-play]")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    takes(question).get_by_role("button", name="Take it out").click()
    expect(takes(question)).to_have_count(0)
    arrives(page, lambda: [item.content for item in Item.latest()] == [None])


def test_it_waits_while_the_child_wants_it_to_and_while_nobody_looks(page, question):
    begin(question)
    question.get_by_role("button", name="Wait a bit").click()
    expect(question.get_by_text("Not listening")).to_be_visible()
    assert page.evaluate("recorders[0].state") == "paused"
    question.get_by_role("button", name="Go on").click()
    expect(question.get_by_text("Listening now")).to_be_visible()
    page.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
            dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(question.get_by_text("Not listening")).to_be_visible()
    arrives(page, parts(1))
    question.get_by_role("button", name="I have said it").click()
    expect(takes(question)).to_have_count(1)


def test_a_microphone_that_is_lost_keeps_what_was_said(page, question):
    begin(question)
    arrives(page, parts(1))
    page.evaluate("recorders[0].stream.getTracks()[0].dispatchEvent(new Event('ended'))")
    expect(question.get_by_text("The microphone stopped.")).to_be_visible()
    sent(takes(question))
    assert Recording.of(Item.get()).whole


def test_a_telephone_call_makes_it_wait(page, question):
    begin(question)
    page.evaluate("recorders[0].stream.getTracks()[0].dispatchEvent(new Event('mute'))")
    expect(question.get_by_text("Not listening")).to_be_visible()


def test_a_microphone_that_is_refused_is_no_dead_end(page, site, cast):
    page.context.clear_permissions()
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    question = enter(page, WORRIES).locator("[data-kind=recording]")
    question.get_by_role("button", name="Say it out loud").click()
    question.get_by_role("button", name="Start").click()
    expect(question.get_by_text("The microphone is off. That is all right.")).to_be_visible()
    expect(question.get_by_role("button", name="Say it out loud")).to_be_visible()
    assert Item.select().count() == 0


def test_ten_minutes_are_enough_and_a_minute_before_it_is_said(page, question):
    page.evaluate(
        "void (self.off = 0, self.real = performance.now.bind(performance), performance.now = () => real() + off)"
    )
    begin(question)
    arrives(page, parts(1))
    page.evaluate("void (self.off = 9.2 * 60_000)")
    expect(question.get_by_text("One more minute fits")).to_be_visible()
    page.evaluate("void (self.off = 10 * 60_000)")
    expect(question.get_by_text("Ten minutes are on this one.")).to_be_visible()
    sent(takes(question))
    assert 600 <= Recording.of(Item.get()).seconds < 660


def test_a_tablet_that_fills_up_keeps_what_was_said_until_then_and_says_so(page, question):
    begin(question)
    arrives(page, parts(2))
    page.evaluate(FULL)
    expect(question.get_by_text("This tablet is full. What you said up to here")).to_be_visible()
    expect(takes(question)).to_have_count(1)
    recording = Recording.of(Item.get())
    assert (recording.places >= 2, recording.whole, recording.media_type) == (True, False, "audio/webm")


def test_a_full_tablet_says_so_before_a_word_is_said(page, question):
    page.evaluate(FULL)
    question.get_by_role("button", name="Say it out loud").click()
    question.get_by_role("button", name="Start").click()
    expect(question.get_by_text("cannot keep what you say")).to_be_visible()
    assert page.evaluate("recorders.length") == 0


def test_whoever_leaves_the_house_is_not_listened_to_any_more(page, question):
    begin(question)
    arrives(page, parts(1))
    page.locator("a.room-back:visible").click()
    until(page, "recorders[0].state === 'inactive'")
    finish(page)
    arrives(page, lambda: Recording.of(Item.get()).whole)


def test_who_stops_while_speaking_has_said_goodbye_and_all_that_was_said_is_there(page, question):
    begin(question)
    arrives(page, parts(1))
    page.locator(".safe-stop summary").click()
    page.locator(".safe-end").click()
    expect(page.locator("[data-goodbye]")).to_be_visible()
    arrives(page, lambda: Recording.of(Item.get()).whole)


def test_a_killed_browser_loses_the_last_seconds_at_most(playwright, site, cast, tmp_path):
    def switch_on():
        profile = str(tmp_path / "profile")
        return playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=BEEPS, permissions=["microphone"], **TABLET
        )

    context = switch_on()
    page = watched(context.new_page())
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    site.unplug()
    question = enter(page, WORRIES).locator("[data-kind=recording]")
    begin(question)
    until(page, f"import({STORE}).then(store => store.count('part')).then(parts => parts >= 3)", seconds=40)
    expect(page.locator("#outbox [data-when=waiting]")).to_have_text("2 things are on this tablet, not sent yet")
    kill(tmp_path / "profile")

    site.plug()
    context = switch_on()
    page = context.new_page()
    page.goto(f"{site}/sign-in")
    arrives(page, parts(3))
    recording = Recording.of(Item.get())
    assert (recording.seconds >= 5, recording.whole, recording.media_type) == (True, False, "audio/webm")
    context.close()


@pytest.mark.parametrize("band", ["younger", "older"])
def test_how_saying_it_looks(page, site, cast, band):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    choose(page, "band", band)
    room = enter(page, WORRIES)
    way(room, "recording")
    question = room.locator("[data-kind=recording]")
    say = question.get_by_role("button", name="Say it out loud")
    say.click()
    expect(question.get_by_text("Your worker will hear this, and the other workers")).to_be_visible()
    look(page, f"say-before-{band}")
    question.get_by_role("button", name="Start").click()
    expect(question.get_by_text("Listening now")).to_be_visible()
    arrives(page, parts(1))
    look(page, f"say-listening-{band}")
    question.get_by_role("button", name="Wait a bit").click()
    look(page, f"say-waiting-{band}")
    question.get_by_role("button", name="I have said it").click()
    sent(takes(question))
    look(page, f"say-said-{band}")
    page.context.clear_permissions()
    page.evaluate("void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no')))")
    say.click()
    question.get_by_role("button", name="Start").click()
    expect(question.get_by_text("The microphone is off.")).to_be_visible()
    look(page, f"say-refused-{band}")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Item.get().document_id}")
    look(page, f"heard-{band}")


def test_a_child_says_it_on_a_lent_tablet_and_it_is_there_after_the_pin_and_whole_when_it_is_given_back(
    page, site, cast
):
    lend(page, site, cast.kuba)
    site.unplug()
    frame = lending.begin(page)
    question = enter(frame, WORRIES).locator("[data-kind=recording]")
    begin(question)
    until(page, f"import({STORE}).then(store => store.count('part')).then(parts => parts >= 2)")
    question.get_by_role("button", name="I have said it").click()
    kept(takes(question))
    time = takes(question).locator(".take-time").text_content()
    until(page, f"import({STORE}).then(store => store.settings('draft ')).then(all => all.length > 1)")
    page.reload()
    lending.type_pin(page)
    frame = lending.activity(page)
    expect(frame.locator("a.place", has_text=WORRIES)).to_have_attribute("data-things", "1")
    question = enter(frame, WORRIES).locator("[data-kind=recording]")
    expect(takes(question)).to_contain_text(f"You said this out loud. {time}")
    expect(takes(question).get_by_role("button", name="Take it out")).to_be_visible()
    look_back(frame)
    expect(frame.locator("[data-said]")).to_contain_text(f"You said this out loud. {time}")
    frame.locator("[data-readback]").get_by_role("button", name="Change it").click()
    begin(question)
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.select().count() == 2)
    lending.give_back(page)
    arrives(page, lambda: [Recording.of(item).whole for item in Item.select()] == [True, True])
    assert {Recording.of(item).media_type for item in Item.select()} == {"audio/webm"}
