"""Letters twice as large on the narrowest phone: nothing is cut off, nothing overflows, in every skin."""

import pytest

from tests.agreeing import two_weeks
from tests.browser.child import WORRIES, enter, understand, write
from tests.browser.conftest import CHROMIUM, QUIET, ready_for_offline, sign_in, three_houses, watched
from tests.browser.test_look import PICTURES, violations

NARROW = {"width": 320, "height": 640}
#: As somebody sets it in the browser, whose own letters are 16 pixels: every length that follows the letters follows.
TWICE = "--blink-settings=defaultFontSize=32"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest("svg, [data-scrolls], nav.scene"))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "hidden" && e.clientWidth > 1)
    .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, TWICE])
    yield browser
    browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=NARROW, has_touch=True, locale="en-GB")
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


def large(page, name):
    page.wait_for_timeout(100)
    if PICTURES.name:
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-large.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} is too wide"
    assert page.evaluate(TOO_WIDE) == [], f"{name} is cut off"
    assert violations(page) == [], name


def test_for_a_worker(page, site, cast):
    two_weeks(cast)
    page.goto(f"{site}/sign-in")
    large(page, "sign-in")
    sign_in(page, site)
    family = f"{site}/families/{cast.nowaks.id}"
    for name, address in {
        "family": family,
        "child": f"{family}/members/{cast.kuba.id}",
        "actions": f"{family}/actions",
        "new-action": f"{family}/actions/new",
    }.items():
        page.goto(address)
        large(page, name)


def test_for_a_family(page, site, cast):
    two_weeks(cast)
    sign_in(page, site, "ewa@example.org")
    for name in ("today", "account", "install"):
        page.goto(f"{site}/{name}")
        large(page, name)


def test_for_a_child(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    large(page, "first")
    understand(page)
    large(page, "hill")
    write(page, WORRIES, "Dad shouting at night")
    large(page, "room")


@pytest.mark.parametrize("eyes", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_in_other_eyes(page, site, cast, eyes):
    page.emulate_media(**eyes, reduced_motion="reduce")
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    enter(page, WORRIES)
    large(page, "room-" + "-".join(eyes.values()))
    page.goto(f"{site}/families/{cast.nowaks.id}")
    large(page, "family-" + "-".join(eyes.values()))
