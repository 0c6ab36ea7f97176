"""Letters twice as large on the narrowest phone: nothing is cut off, nothing overflows, in every skin."""

import pytest
from playwright.sync_api import expect

from app.practice import Role
from app.records import Item, Member, Reply, User
from app.records.look_back import LookBack
from tests.agreeing import two_weeks
from tests.browser.child import WORRIES, enter, finish, look_back, sent, understand, way, write
from tests.browser.conftest import QUIET, SHELL, WHEN_ASKED, ready_for_offline, sign_in, three_houses, watched
from tests.browser.lending import activity, agree, give_back, ready, type_pin
from tests.browser.test_bands import TOOLS, opened
from tests.browser.test_look import PICTURES, violations
from tests.cast import WORDS
from tests.telling import tell

NARROW = {"width": 320, "height": 640}
#: As somebody sets it in the browser, whose own letters are 16 pixels: every length that follows the letters follows.
TWICE = "--blink-settings=defaultFontSize=32"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest("svg, [data-scrolls], nav.scene"))
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "hidden" && e.clientWidth > 1)
    .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=SHELL, args=[*QUIET, TWICE])
    yield browser
    browser.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=NARROW, has_touch=True, locale="en-GB")
    context.add_init_script(WHEN_ASKED)
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


@pytest.mark.parametrize("slug", [slug for slug in TOOLS if slug != "three-houses"])
def test_in_every_activity(page, site, cast, slug):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{slug}")
    understand(page)
    large(page, slug)
    for number, section in enumerate(TOOLS[slug].sections, 1):
        room = opened(page, number)
        for kind in ("people", "scale", "stickers", "choice", "faces"):
            if kind in {question.kind for question in section.questions}:
                way(room, kind)
        large(page, f"{slug}-{number}")


def test_on_a_lent_tablet_from_its_pin_to_the_goodbye(page, site, cast):
    sign_in(page, site)
    ready_for_offline(page)
    agree(page, site, cast.kuba, tools=("Three houses", "Feelings now"), band="Short questions")
    large(page, "handover-ready")
    ready(page)
    for digit in "47118290":  # no longer one can be typed
        page.locator(f"[data-key='{digit}']").click()
    large(page, "lent-pin")
    for _ in range(8):
        page.locator("[data-key=back]").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Choose your picture")).to_be_visible()
    large(page, "lent-picture")
    page.get_by_role("button", name="Rocket").click()
    large(page, "lent-before")
    page.get_by_role("button", name="I understand").click()
    large(page, "lent-tools")
    page.get_by_role("button", name="Three houses").click()
    frame = activity(page)
    write(frame, WORRIES, "Dad shouting at night")
    large(page, "lent-room")
    look_back(frame)
    large(page, "lent-readback")
    frame.locator("[data-readback]").get_by_role("button", name="Yes, that is right").click()
    large(page, "lent-readback-faces")
    frame.locator(".readback-enough").click()
    large(page, "lent-goodbye")
    give_back(page)


def test_once_more_before_the_goodbye(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    write(page, WORRIES, "When Dad shouts at Mum I hide under my bed with the cat")
    look_back(page)
    large(page, "readback")
    page.locator("[data-readback]").get_by_role("button", name="Yes, that is right").click()
    large(page, "readback-faces")
    page.locator("[data-readback]").get_by_role("button", name="Basia").click()
    finish(page)
    large(page, "goodbye")


def test_for_a_young_person_on_their_own_phone(page, site, cast):
    own = User.enrol(name="Iga", email="quiet-heron", words=WORDS, role=Role.CHILD)
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD, user=own)
    sign_in_as = page.get_by_label("Email address or sign-in name")
    page.goto(f"{site}/sign-in")
    sign_in_as.fill("quiet-heron")
    page.get_by_label("Passphrase", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="My say").click()
    sent(write(page, "What should change", "A say in where I live, and who is in the room when it is talked about"))
    LookBack.say(iga, cast.maria, is_safe=True)
    Reply.tell(iga, cast.maria, "The judge will talk with you alone, in a room with toys and tea.", Item.get())
    page.goto(f"{site}/mine")
    large(page, "mine")
    page.get_by_role("link", name="What I said before").click()
    large(page, "mine-said")


def test_for_those_who_make_a_story_and_hear_it(page, site, cast):
    story, version = tell(cast)
    sign_in(page, site)
    family = f"{site}/families/{cast.nowaks.id}"
    for name, address in {
        "stories": f"{family}/stories",
        "story": f"{family}/stories/{story.id}",
        "story-make": f"{family}/stories/{story.id}/make",
        "story-version": f"{family}/versions/{version.id}",
    }.items():
        assert page.goto(address).ok, name
        large(page, name)


@pytest.mark.parametrize("eyes", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_in_other_eyes(page, site, cast, eyes):
    page.emulate_media(**eyes, reduced_motion="reduce")
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    enter(page, WORRIES)
    large(page, "room-" + "-".join(eyes.values()))
    page.goto(f"{site}/families/{cast.nowaks.id}")
    large(page, "family-" + "-".join(eyes.values()))
