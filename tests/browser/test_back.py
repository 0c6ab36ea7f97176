"""What a browser remembers of a page that was left: nothing of anybody flashes up, comes back, or stays."""

import json

import pytest
from playwright.sync_api import expect

from app.records.db import now
from tests.agreeing import agree
from tests.apart import say, two_versions
from tests.browser.child import WORRIES, sent, write
from tests.browser.conftest import CHROMIUM, QUIET, TABLET, ready_for_offline, sign_in, three_houses, until, watched
from tests.browser.lending import HELD, stands_in
from tests.browser.test_offline import kill
from tests.walking import show

#: Said by the page itself, the moment it comes back out of the browser's memory and before anything of it is seen.
NOTICE = """addEventListener("pageshow", ({ persisted }) => {
  sessionStorage.back = persisted ? getComputedStyle(document.body).visibility : "anew";
  if (persisted) sessionStorage.seen = [sessionStorage.seen ?? "", sessionStorage.back].join(" ");
}, true);"""
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  return getComputedStyle(document.body).visibility;
}"""
FILES = (
    "navigator.storage.getDirectory().then(async d => { const n = []; for await (const [k] of d) n.push(k); return n })"
)


@pytest.fixture
def page(playwright):
    """A browser that keeps whole pages in its memory, as people's do and those of other tests do not."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[*QUIET, "--enable-features=CacheControlNoStoreEnterBackForwardCache"],
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context = browser.new_context(**TABLET)
    context.add_init_script(NOTICE)
    page = watched(context.new_page())
    yield page
    browser.close()
    assert page.complaints == []


def comes_back(page, site):
    """Away from this page and back to it."""
    page.evaluate("delete sessionStorage.seen")
    page.goto(f"{site}/accessibility")
    page.go_back()
    page.wait_for_load_state()
    return until(page, "sessionStorage.back === 'anew' && (sessionStorage.seen ?? 'not kept')").strip()


def test_nothing_flashes_up_of_a_page_that_was_left(page, site, cast):
    document = two_versions(cast)
    agree(cast, what="Walk Kuba to school", why="", at="08:15", moment=now())
    sign_in(page, site)
    ready_for_offline(page)
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{document.id}")
    seen = [comes_back(page, site)]
    page.goto(three_houses(site, cast))
    sent(write(page, WORRIES, "Dad shouting"))
    seen.append(comes_back(page, site))
    expect(page.get_by_text("Dad shouting")).to_have_count(0)
    sign_in(page, site, "ewa@example.org")
    for address in ("/today", "/shown"):
        page.goto(f"{site}{address}")
        seen.append(comes_back(page, site))
    assert "hidden" in seen, "the browser kept at least one of them"
    assert set(seen) <= {"hidden", "not kept"}


def test_what_a_child_took_back_does_not_come_back_with_the_page(page, site, cast):
    """Ewa has it open and goes on; Kuba takes it back; Ewa presses Back."""
    item = say(two_versions(cast), cast, "lines", "good_things", "When Basia makes soup")
    show(cast, item, cast.ewa)
    sign_in(page, site, "ewa@example.org")
    ready_for_offline(page)
    page.goto(f"{site}/shown")
    expect(page.get_by_text("When Basia makes soup")).to_be_visible()
    page.goto(f"{site}/accessibility")
    show(cast, item)
    page.evaluate("delete sessionStorage.seen")
    page.go_back()
    page.wait_for_load_state()
    expect(page.get_by_text("Nothing is shown to you right now.")).to_be_visible()
    assert "When Basia makes soup" not in page.content()
    assert page.evaluate("sessionStorage.seen ?? 'not kept'").strip() in {"hidden", "not kept"}


@pytest.mark.parametrize(("email", "words"), [("maria@example.org", "Dad"), ("ewa@example.org", "Walk Kuba")])
def test_after_signing_out_nothing_comes_back_and_nothing_stays(page, site, cast, email, words):
    document = two_versions(cast)
    agree(cast, what="Walk Kuba to school", why="", at="08:15", moment=now())
    sign_in(page, site, email)
    ready_for_offline(page)
    address = f"{site}/today" if words == "Walk Kuba" else f"{site}/families/{cast.nowaks.id}/documents/{document.id}"
    page.goto(address)
    expect(page.get_by_text(words).first).to_be_visible()
    page.goto(f"{site}/account")
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert words not in page.content()
    opened_again = page.context.new_page()
    opened_again.goto(address)
    expect(opened_again.get_by_role("heading", name="Sign in")).to_be_visible()
    held = opened_again.evaluate(HELD)
    for name in (words, "Kuba", "Ewa", "Nowak", str(cast.nowaks.id), str(cast.maria.id), str(cast.ewa_user.id)):
        assert not stands_in(held.replace("http", ""), name), name
    told = json.loads(held)
    assert set(told["databases"]["rooftree/settings"][0]) <= {"device", "language", "left"}
    assert told["databases"]["rooftree/outbox"][0] == []
    assert (told["cookies"], set(told["local"]), set(told["databases"])) == (
        "",
        {"counted"},
        {"rooftree/settings", "rooftree/outbox"},
    )
    assert opened_again.evaluate(FILES) == []


@pytest.mark.parametrize("has_line", [True, False], ids=["online", "offline"])
def test_a_browser_that_opens_the_tabs_of_last_time_shows_nothing_of_what_was_left(
    tablet, site, cast, tmp_path, has_line
):
    agree(cast, what="Walk Kuba to school", why="", at="08:15", moment=now())
    page = watched(tablet().new_page())
    sign_in(page, site, "ewa@example.org")
    ready_for_offline(page)
    page.goto(f"{site}/today")
    expect(page.get_by_text("Walk Kuba").first).to_be_visible()
    if not has_line:
        site.unplug()
    page.get_by_role("button", name="Leave this page").click(no_wait_after=True)
    expect(page.get_by_text("Walk Kuba")).to_have_count(0)
    page.wait_for_timeout(500)
    kill(tmp_path / "profile")
    again = tablet("--restore-last-session")
    again.new_page().goto(f"{site}/today")
    for one in again.pages:
        for words in ("Walk", "Kuba", "Ewa"):
            assert words not in one.content(), one.url
    site.unplug()
    again.pages[-1].goto(f"{site}/today")
    assert "Kuba" not in again.pages[-1].content()


def test_nothing_shows_where_apps_are_switched(page, site, cast):
    """A child's activity on a tablet that is not lent, and a worker's page with a child's words."""
    document = two_versions(cast)
    sign_in(page, site)
    for address in (three_houses(site, cast), f"{site}/families/{cast.nowaks.id}/documents/{document.id}"):
        page.goto(address)
        assert page.evaluate(HIDE, True) == "hidden"
        assert page.evaluate(HIDE, False) == "visible"
