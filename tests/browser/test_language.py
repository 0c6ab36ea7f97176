"""In a language that runs from right to left: nothing leaves the screen, and what is drawn still makes sense."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.records import db
from tests.browser.child import understand
from tests.browser.conftest import TABLET, WHEN_ASKED, Site, watched
from tests.browser.test_look import violations
from tests.cast import WORDS
from tests.conftest import built, sqlite_url
from tests.integration.test_language import translations  # noqa: F401
from tests.telling import tell, write_apart

PICTURES = Path(os.environ.get("ROOFTREE_PICTURES", ""))
SIZES = [(360, 740), (768, 1024), (1280, 800)]
#: Whether the first letter of a text stands to the left of its last.
LEFT_TO_RIGHT = """e => {
    const [first, last] = [document.createRange(), document.createRange()];
    const text = e.firstChild;
    first.setStart(text, 0); first.setEnd(text, 1);
    last.setStart(text, text.length - 1); last.setEnd(text, text.length);
    return first.getBoundingClientRect().left < last.getBoundingClientRect().left;
}"""
SAFE = ("safe-stop", "safe-see", "safe-talk")


@pytest.fixture
def site(empty_sqlite, tmp_path, instance, this_release, translations):  # noqa: F811
    url = sqlite_url(empty_sqlite, tmp_path)
    spoken = {"LANGUAGES": ["en", "eo", "ar"], "TRANSLATIONS": str(translations)}

    def make(**told):
        return built(**{"INSTANCE": instance, "DATABASE_URL": url, "RELEASE": this_release, **spoken, **told})

    site = Site(make)
    db.connect(reuse_if_open=True)
    yield site
    site.unplug()
    db.close()


@pytest.fixture
def speaking(browser, site, cast):
    """Maria's tablet in this language, signed in."""
    opened = []

    def speak(locale):
        context = browser.new_context(**{**TABLET, "locale": locale})
        context.add_init_script(WHEN_ASKED)
        page = watched(context.new_page())
        opened.append((context, page))
        page.goto(f"{site}/sign-in")
        page.locator("[name=email]").fill(cast.maria.email)
        page.locator("[name=passphrase]").fill(WORDS)
        page.locator("main [type=submit]").click()
        page.wait_for_url("**/families")
        return page

    yield speak
    for context, page in opened:
        context.close()
        assert page.complaints == []


@pytest.fixture
def activity(site, cast):
    return f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses"


def go(page, address):
    page.goto(address)
    if "/tools/" in address:
        understand(page)


def into_a_house(page, place=1):
    page.locator(f"a.place[data-place='{place}']").click()
    expect(page.locator(f"#place-{place}")).to_be_visible()


def look(page, name):
    """At every size: nothing overflows, and axe finds nothing. Leaves a picture where one is asked for."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(50)
        if PICTURES.name:
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} is too wide at {width}"
        assert outside(page) == [], f"{name} at {width}"
        assert violations(page) == [], f"{name} at {width}"


def outside(page, within="main, header, nav"):
    """What is seen and lies over the edge of the screen, to either side: from right to left, the left edge hides it and
    no scroll bar tells."""
    return page.evaluate(
        """within => [...document.querySelectorAll(within)].flatMap(e => [...e.querySelectorAll('*')])
            .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
            .filter(e => !e.closest('svg, .scene, .only-heard, .govuk-visually-hidden') && e.tagName !== 'INPUT')
            .map(e => [e, e.getBoundingClientRect()])
            .filter(([, r]) => r.width > 1 && r.height > 1 && (r.left < -1 || r.right > innerWidth + 1))
            .map(([e, r]) => `${e.tagName}.${e.className} ${Math.round(r.left)}..${Math.round(r.right)}`)""",
        within,
    )


def test_a_workers_pages_from_right_to_left(speaking, site, cast):
    page = speaking("ar")
    family = f"{site}/families/{cast.nowaks.id}"
    kuba = f"{family}/members/{cast.kuba.id}"
    addresses = {"families": f"{site}/families", "family": family, "child": kuba, "contact": f"{kuba}/contacts/new"}
    for name, address in addresses.items():
        go(page, address)
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        look(page, f"ar-{name}")


def test_a_story_from_right_to_left(speaking, site, cast):
    story, version = tell(cast)
    write_apart(story, cast)
    page = speaking("ar")
    family = f"{site}/families/{cast.nowaks.id}"
    addresses = {
        "draft": f"stories/{story.id}",
        "making": f"stories/{story.id}/make",
        "version": f"versions/{version.id}",
    }
    for name, address in addresses.items():
        go(page, f"{family}/{address}")
        look(page, f"ar-story-{name}")
    go(page, f"{family}/members/{cast.kuba.id}/tools/words-and-pictures")
    page.locator(".book-open").click()
    expect(page.locator("#place-1")).to_be_visible()
    look(page, "ar-story-leaf")


def test_a_number_reads_the_same_whichever_way_the_words_run(speaking, site, cast, activity):
    """Groups of digits change places between words that run from the right: 0800 1111 would be 1111 0800."""
    page = speaking("ar")
    pages = {
        activity: ["0800 1111", "999"],
        f"{site}/families/{cast.nowaks.id}": ["01632 960 123", "01632 960 456"],
        f"{site}/families/{cast.nowaks.id}/members/{cast.ewa.id}": ["01632 960 123"],
    }
    for address, numbers in pages.items():
        go(page, address)
        for details in page.locator(".safe-talk summary").all():
            details.click()
        for number in numbers:
            assert page.get_by_text(number, exact=True).evaluate(LEFT_TO_RIGHT), number


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_choice_has_its_ring_beside_its_words(speaking, site, cast, locale):
    page = speaking(locale)
    go(page, f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/contacts/new")
    rings = page.locator(".govuk-radios__item").evaluate_all(
        """all => all.map(e => [parseFloat(getComputedStyle(e.querySelector('label'), '::before').left),
                                e.querySelector('input').offsetLeft])"""
    )
    assert len(rings) == 5
    assert all(abs(ring - touched) <= 4 for ring, touched in rings), rings


def test_the_hill_and_a_room_from_right_to_left(speaking, activity):
    page = speaking("ar")
    go(page, activity)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    look(page, "ar-hill")
    into_a_house(page)
    look(page, "ar-room")
    page.locator("#place-1 textarea").fill("بابا يصرخ في الليل")
    page.locator("#place-1 [data-finish]").click()
    expect(page.locator("#place-1 .pin")).to_have_count(1)
    look(page, "ar-room-with-a-thought")


@pytest.mark.parametrize("band", ["younger", "older"])
def test_the_other_bands_from_right_to_left(speaking, activity, band):
    page = speaking("ar")
    go(page, activity)
    page.locator(f"label:has([name=band][value={band}])").click()
    look(page, f"ar-hill-{band}")
    into_a_house(page, 2)
    look(page, f"ar-room-{band}")


def test_the_picture_of_the_hill_is_the_same_whichever_way_the_words_run(speaking, activity):
    """The path is painted on the hill: houses that changed sides would stand beside it."""
    stands = {}
    for locale in ("en", "ar"):
        page = speaking(locale)
        page.set_viewport_size({"width": 1280, "height": 800})
        go(page, activity)
        stands[locale] = page.evaluate(
            """() => { const hill = document.querySelector('.scene').getBoundingClientRect();
                return [...document.querySelectorAll('.place .house')].map(e => e.getBoundingClientRect())
                    .map(r => Math.round(100 * (r.left + r.width / 2 - hill.left) / hill.width)); }"""
        )
        assert page.evaluate("getComputedStyle(document.querySelector('.land-wide')).transform") == "none"
    assert all(abs(en - ar) <= 1 for en, ar in zip(stands["en"], stands["ar"], strict=True)), stands


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_three_that_are_always_there_open_on_the_screen(speaking, activity, locale, size):
    page = speaking(locale)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in ("hill", "room"):
        go(page, activity)
        if name == "room":
            into_a_house(page)
        for safe in SAFE:
            one = page.locator(f".{safe}")
            one.locator("> summary").click()
            panel = one.locator(".safe-says")
            expect(panel).to_be_visible()
            if PICTURES.name:
                page.screenshot(path=PICTURES / f"{locale}-{safe}-{name}-{size[0]}.png")
            assert outside(page, f".{safe}") == [], f"{safe} in the {name}"
            for part in (one.locator("> summary"), panel):
                box = part.bounding_box()
                assert box["x"] >= 0, f"{safe} in the {name}"
                assert box["x"] + box["width"] <= size[0], f"{safe} in the {name}"
                assert box["y"] >= 0, f"{safe} in the {name}"
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert violations(page, f".{safe}") == [], f"{safe} in the {name}"
            one.locator("> summary").click()
