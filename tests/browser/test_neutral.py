"""What a glance at the device gives away, and whom it talks to: nothing, and nobody but us."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from app.practice.tool import FOLDER, read_tools
from tests.agreeing import two_weeks
from tests.browser.child import GOOD_THINGS, WORRIES, draw, enter, finish, sent, write
from tests.browser.conftest import CHROMIUM, QUIET, TABLET, ready_for_offline, sign_in, three_houses, watched
from tests.browser.test_aloud import OWN, with_voices

#: What no title, name or icon may hold.
TELLING = re.compile(r"safety|social|child|family|house|worr|Nowak|Kuba|Ewa|Maria", re.IGNORECASE)
SLUGS = sorted(read_tools(FOLDER))
#: Keys that a browser must not send to a dictionary somewhere else.
HELPERS = {"spellcheck": "false", "autocomplete": "off"}


def signed_in_addresses(site, cast):
    family = f"/families/{cast.nowaks.id}"
    child = f"{family}/members/{cast.kuba.id}"
    mine = [f"{child}/tools/{slug}" for slug in SLUGS]
    return {"ewa@example.org": ["/today", "/account"], "maria@example.org": [child, family, *mine]}


def test_no_title_and_no_address_says_whose_page_it_is_or_what_about(page, site, cast):
    two_weeks(cast)
    for email, addresses in signed_in_addresses(site, cast).items():
        page.context.clear_cookies()
        sign_in(page, site, email)
        for address in addresses:
            page.goto(f"{site}{address}")
            names = page.title().replace("Your account", "")
            assert not TELLING.search(names), address
            assert not re.search("Nowak|Kuba|Ewa", page.url)


def test_the_installed_app_has_a_name_and_a_face_that_say_nothing(page, site):
    page.goto(f"{site}/sign-in")
    told = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then(got => got.json())")
    for words in (told["name"], told["short_name"], str(told.get("description", "")), str(told.get("shortcuts", ""))):
        assert not TELLING.search(words)
    assert told["theme_color"] == told["background_color"] == "#fffaf0"
    assert page.locator("meta[name=theme-color]").first.get_attribute("content") == told["theme_color"]
    assert "screenshots" not in told
    for icon in told["icons"]:
        assert page.evaluate("src => fetch(src).then(got => got.ok && got.headers.get('content-type'))", icon["src"])


def test_a_page_put_away_shows_nothing_in_the_list_of_open_apps(page, site, cast):
    two_weeks(cast)
    sign_in(page, site, "ewa@example.org")
    page.wait_for_load_state()
    put_away(page, True)
    expect(page.locator("main")).to_be_hidden()
    put_away(page, False)
    expect(page.locator("main")).to_be_visible()


def put_away(page, yes):
    page.evaluate(
        """yes => {
            Object.defineProperty(document, "hidden", { value: yes, configurable: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        yes,
    )


def test_nobody_but_us_hears_anything(playwright, tmp_path, site, cast):
    """The whole path: signing in, drawing, strange letters, read-aloud, the worker's reading, a day's tasks."""
    two_weeks(cast)
    asked: set[str] = set()
    context = playwright.chromium.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=QUIET, **TABLET)
    context.on("request", lambda request: asked.add(request.url))
    page = watched(context.new_page())
    with_voices(page, OWN)
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    room = enter(page, WORRIES)
    room.locator("[data-aloud]:visible").first.click()
    sent(write(page, WORRIES, "Dad shoutng 👩‍👩‍👧 مرحبا mispeled"))
    draw(page, GOOD_THINGS, [(40, 40), (120, 90), (200, 60)])
    finish(page)
    page.goto(f"{site}/families/{cast.nowaks.id}")
    page.goto(f"{site}/families/{cast.nowaks.id}/actions")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, site, "ewa@example.org")
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(str(site)).netloc}
    context.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_no_field_for_a_childs_words_is_read_by_a_dictionary_elsewhere(page, site, slug):
    page.goto(f"{site}/tools/{slug}")
    for field in page.locator("textarea, input[type=text]").all():
        for name, value in HELPERS.items():
            given = field.evaluate("(field, name) => [field, field.form].map(it => it?.getAttribute(name))", name)
            assert value in given, f"{field.get_attribute('name')}: {name}"
