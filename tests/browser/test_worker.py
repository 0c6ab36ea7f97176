"""Between page and network: what is handed in passes untouched; no release, good or broken, costs a thought."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from app.records import Item
from tests.browser.child import DREAMS, GOOD_THINGS, WORRIES, arrives, draw, kept, write
from tests.browser.conftest import READY, ready_for_offline, sign_in, three_houses, until

WORKER = Path("app/static/pwa/worker.js")
SEND = """async ([method, size]) => {
    const body = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(body.subarray(at, at + 65536));
    await fetch("/echo?" + size, { method, body }).catch(() => {});
    const digest = await crypto.subtle.digest("SHA-256", body);
    return [...new Uint8Array(digest)].map(octet => octet.toString(16).padStart(2, "0")).join("");
}"""


@pytest.fixture
def at_the_hill(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    return page


def test_a_page_that_was_on_its_way_when_the_worker_took_over_has_it_too(page, site, cast):
    """What it fetches only as somebody goes in to a house would else not be there without a connection."""
    sign_in(page, site)
    late, held = page.context.new_page(), []
    late.goto(f"{site}/accessibility")
    late.evaluate("top.name = 'keeps'")
    late.route("**/families", lambda route: held.append(route))
    late.evaluate("void (location.href = '/families')")
    while not held:
        page.wait_for_timeout(20)
    ready_for_offline(page)
    held[0].continue_()
    late.wait_for_url("**/families")
    until(late, READY)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_is_not_asked_for_but_handed_in_passes_the_worker_untouched(at_the_hill, site, method):
    page, came = at_the_hill, []
    inner = site.server.app

    def listening(environ, start_response):
        if environ["PATH_INFO"] == "/echo":
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            came.append((environ["REQUEST_METHOD"], sha256(body).hexdigest()))
        return inner(environ, start_response)

    site.server.app = listening
    for size in (0, 1_000, 2_000_000):
        digest = page.evaluate(SEND, [method, size])
        assert came.pop() == (method, digest)
    assert came == [], "once, not twice"


def test_the_worker_answers_nothing_but_get():
    """Whoever adds another ear for `fetch`, or answers before asking for the method, is stopped here."""
    for path in Path("app/static/pwa").glob("*.js"):
        ears = re.findall(r'(?:addEventListener\("fetch"|\bonfetch\b)', path.read_text())
        assert len(ears) == (path == WORKER), path
    ear = WORKER.read_text().partition('addEventListener("fetch"')[2].partition("\n  });")[0]
    before, guard, after = ear.partition('if (request.method !== "GET"')
    assert guard
    assert "return;" in after.splitlines()[0]
    assert "respondWith" not in before


def queue_five(page, site):
    site.unplug()
    for house, words in [(WORRIES, "one"), (WORRIES, "two"), (GOOD_THINGS, "three"), (DREAMS, "four")]:
        kept(write(page, house, words))
    kept(draw(page, DREAMS, [(40, 40), (120, 90), (200, 60)]))


def words():
    return [item.content for item in Item.latest() if item.kind == "lines"]


def test_five_things_that_wait_outlive_a_new_release_and_the_way_back_to_the_old(at_the_hill, site, this_release):
    page = at_the_hill
    queue_five(page, site)
    for release in ("abcabcabcabc", this_release):
        site.plug(RELEASE=release)
        page.evaluate("navigator.serviceWorker.ready.then(ready => ready.update())")
        until(page, "navigator.serviceWorker.ready.then(ready => !!ready.waiting)")
        page.evaluate("navigator.serviceWorker.ready.then(ready => void ready.waiting.postMessage('take over'))")
        until(page, f"caches.keys().then(names => names.join() === 'release-{release}')")
        site.unplug()
        assert page.evaluate("document.querySelector('#outbox').dataset.waiting") == "5"
    site.plug()
    page.goto(f"{site}/offline")
    arrives(page, lambda: Item.select().count() == 5)
    assert words() == ["one", "two", "three", "four"]


def test_a_release_that_cannot_be_fetched_whole_never_takes_over(at_the_hill, site, instance, cast):
    page = at_the_hill
    queue_five(page, site)
    site.plug(RELEASE="brokenbroken")
    (instance / "releases" / "brokenbroken" / "pwa" / "ink.js").unlink()
    gone = """navigator.serviceWorker.ready.then(ready => ready.update().then(
        found => new Promise(done => {
            const coming = found.installing;
            if (!coming) return done("gone");
            coming.onstatechange = () => coming.state === "redundant" && done("gone");
        }), () => "gone"))"""
    assert until(page, gone) == "gone"
    assert page.evaluate("navigator.serviceWorker.ready.then(ready => !!ready.waiting)") is False
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.select().count() == 5)
    site.unplug()
    page.goto(three_houses(site, cast))
    kept(write(page, WORRIES, "six"))
    assert page.evaluate("document.documentElement.dataset.release") != "brokenbroken"
