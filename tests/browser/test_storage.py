"""A tablet's storage that fills up, or that the browser shuts under the page: nothing is lost, nothing is claimed."""

import json
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from app.records import Item
from tests.browser.child import GOOD_THINGS, WORRIES, arrives, draw, enter, kept, sent, waiting, write
from tests.browser.conftest import ready_for_offline, sign_in, three_houses, until, watched
from tests.browser.lending import activity, begin, lend, type_pin

#: Eats what room is left in ever smaller bites, until not even the smallest box would go in.
FILL = """async () => {
    const opening = indexedDB.open("ballast");
    opening.onupgradeneeded = () => opening.result.createObjectStore("s", { autoIncrement: true });
    const ballast = await new Promise(done => opening.onsuccess = () => done(opening.result));
    for (let size = 2 ** 16; size >= 256;) {
        const went = await new Promise(done => {
            const writing = ballast.transaction("s", "readwrite");
            writing.oncomplete = () => done(true);
            writing.onabort = () => done(false);
            writing.objectStore("s").put(crypto.getRandomValues(new Uint8Array(size)));
        });
        if (!went) size = Math.floor(size / 2);
    }
    ballast.close();
}"""


@pytest.fixture
def at_the_hill(tablet, site, cast):
    """On a profile of its own: only there does Chromium let its quota be set, and only before it has looked at it."""
    page = watched(tablet().new_page())
    page.browser_side = page.context.new_cdp_session(page)
    room(page, site, 8_000_000)
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    yield page
    assert page.complaints == []


def room(page, site, octets):
    page.browser_side.send("Storage.overrideQuotaForOrigin", {"origin": str(site), "quotaSize": octets})


@contextmanager
def full(page, site):
    """The disk of the tablet is full, as the browser itself counts; afterwards there is room again."""
    page.evaluate(FILL)
    yield
    room(page, site, 80_000_000)


def test_a_tablet_whose_storage_is_full_keeps_all_on_the_screen_and_claims_nothing(at_the_hill, site):
    page = at_the_hill
    with full(page, site):
        site.unplug()
        house = enter(page, WORRIES)
        house.locator("textarea").fill("Dad shouting")
        house.locator("[data-finish]").click()
        thought = house.locator("[data-kind=lines]")
        expect(thought).to_have_attribute("data-state", "failed")
        expect(thought.locator("[data-when=failed]")).to_be_visible()
        expect(house.locator("textarea")).to_have_value("Dad shouting")
        drawing = draw(page, WORRIES, [(40, 40), (120, 90), (200, 60)])
        expect(drawing).to_have_attribute("data-state", "failed")
        expect(drawing.locator("[data-when=failed]")).to_be_visible()
        expect(page.get_by_text("On this tablet", exact=True).locator("visible=true")).to_have_count(0)

        drawn = drawing.locator("input[type=hidden]").input_value()
    kept(drawing)
    house.locator("[data-finish]").click()
    kept(house.locator("[data-wall] > *").last)
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    newest = {item.kind: item.content for item in Item.latest()}
    assert newest["lines"] == "Dad shouting"
    assert json.loads(newest["drawing"]) == json.loads(drawn)


def test_a_lent_tablet_that_is_full_says_so_and_keeps_what_is_on_the_screen_once_there_is_room(tablet, site, cast):
    page = watched(tablet().new_page())
    page.browser_side = page.context.new_cdp_session(page)
    room(page, site, 8_000_000)
    lend(page, site, cast.kuba)
    frame = begin(page)
    thought = enter(frame, WORRIES).locator("textarea")
    told = frame.get_by_text("What is on the screen is not kept yet")
    with full(page, site):
        thought.fill("Dad shouting " * 40)
        expect(told).to_be_visible()
    expect(told).to_be_hidden()
    page.goto(f"{site}/")
    type_pin(page)
    expect(enter(activity(page), WORRIES).locator("textarea")).to_have_value("Dad shouting " * 40)
    assert page.complaints == []


def test_what_the_browser_threw_away_is_told_at_the_next_sign_in_and_on_the_childs_page(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    sent(write(page, WORRIES, "Came in time"))
    site.unplug()
    for words in ("Dad shouting", "Going to court"):
        kept(write(page, WORRIES, words))
    evict(page, site)
    site.plug()
    sign_in(page, site)
    lost = page.get_by_text("2 things that were written here did not arrive")
    expect(lost).to_be_visible()
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}")
    expect(page.get_by_text("2 things from one device never arrived")).to_be_visible()
    expect(lost).to_be_visible()
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(lost).to_have_count(0)


def evict(page, site):
    """As browsers do where the disk is full: everything of this site's but what lies beside its database."""
    inside = page.context.new_cdp_session(page)
    gone = "indexeddb,cache_storage,service_workers,file_systems"
    page.goto("about:blank")
    inside.send("Storage.clearDataForOrigin", {"origin": str(site), "storageTypes": gone})


def test_what_waits_for_days_is_said_in_plain_words_and_is_asked_to_stay(page, site, cast):
    page.add_init_script(
        """{ StorageManager.prototype.persisted = async () => false;
            StorageManager.prototype.persist = async () => !!sessionStorage.setItem("asked to stay", "yes"); }"""
    )
    page.clock.install()
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    assert page.evaluate("sessionStorage.getItem('asked to stay')") is None, "nothing lies here yet"
    site.unplug()
    kept(write(page, WORRIES, "Dad shouting"))
    until(page, "sessionStorage.getItem('asked to stay')")
    notice = page.locator("#outbox")
    expect(notice).to_have_attribute("data-state", "waiting")
    for hours, words in ((25, "more than a day"), (48, "more than three days")):
        page.clock.fast_forward(hours * 3600_000)
        page.reload()
        expect(notice).to_contain_text(words)
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)


def test_a_database_that_the_browser_shuts_is_opened_again_and_loses_nothing(at_the_hill, site):
    page = at_the_hill
    context = page.context
    context.set_offline(True)
    kept(write(page, WORRIES, "before"))
    shut(context, site)
    kept(write(page, WORRIES, "after"))
    shut(context, site)
    kept(draw(page, GOOD_THINGS, [(40, 40), (120, 90), (200, 60)]))
    waiting(page, 3)
    shut(context, site)
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    arrives(page, lambda: Item.select().count() == 3)
    assert [item.content for item in Item.latest() if item.kind == "lines"] == ["before", "after"]


def shut(context, site):
    """As iOS does in the background: by the browser's own hand, with its `close` told to the page."""
    inside = context.new_page()
    inside.goto("chrome://indexeddb-internals")
    inside.get_by_text("Force close").first.click()
    expect(inside.get_by_text("Open connections: 0").first).to_be_visible()
    inside.close()


def test_a_connection_that_died_without_a_word_is_opened_again(page, site, cast):
    """iOS does not always tell: the next transaction finds a connection that is shut."""
    page.add_init_script(
        """{ const open = IDBFactory.prototype.open; self.opened = [];
            IDBFactory.prototype.open = function (...given) {
                const request = open.apply(this, given);
                request.addEventListener("success", () => opened.push(request.result));
                return request;
            }; }"""
    )
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    until(page, "opened.length > 0")
    for words in ("one", "two"):
        page.evaluate("opened.splice(0).forEach(each => each.close())")
        sent(write(page, WORRIES, words).filter(has_text=words))
    assert [item.content for item in Item.latest()] == ["one", "two"]
