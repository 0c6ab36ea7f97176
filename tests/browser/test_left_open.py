"""What stood open when somebody went another way: it is on the disk first, or whoever is there is told."""

import pytest
from playwright.sync_api import expect

from app.practice import Role
from app.records import Gloss, Item, Member, User
from tests.cast import WORDS

from .child import GOOD_THINGS, WORRIES, arrives, choose, enter, finish, sent, understand, write
from .conftest import ready_for_offline, sign_in, three_houses
from .lending import activity, begin, lend, type_pin
from .test_beside import translates
from .test_look import look
from .test_themes import HOUSES, PLANET, PLANETS, wear
from .test_visit import drafted

FULL = """void (() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
  globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put; };
})()"""


def contents():
    return [item.content for item in Item.select()]


def half_a_worry(page, site, cast):
    """Begun in one of two activities of a lent tablet, and on its screen alone."""
    lend(page, site, cast.kuba, tools=("Three houses", "Feelings now"))
    type_pin(page)
    for name in ("Moon", "I understand", "Three houses"):
        page.get_by_role("button", name=name).click()
    room = enter(activity(page), WORRIES)
    drafted(page, lambda: room.locator("textarea").fill("half a worry"))


def test_a_tablet_with_two_activities_is_given_back_after_the_pin_and_the_half_thought_arrives(page, site, cast):
    half_a_worry(page, site, cast)
    page.reload()
    page.locator("[data-key='4']").wait_for()
    type_pin(page)
    expect(enter(activity(page), WORRIES).locator("textarea")).to_have_value("half a worry")
    page.locator(".lent-back").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: contents() == ["half a worry"])


def test_what_was_begun_in_an_activity_that_is_not_open_is_handed_in_when_the_tablet_is_given_back(page, site, cast):
    half_a_worry(page, site, cast)
    page.evaluate("document.querySelector('[data-part=frame]').replaceChildren()")  # as where a page did not come
    page.locator(".lent-back").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: contents() == ["half a worry"])


def test_a_full_tablet_is_not_given_back_over_words_that_stand_on_its_screen_alone(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    enter(frame, WORRIES).locator("textarea").fill("half a worry")
    frame.evaluate(FULL)
    page.locator(".lent-back").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Something is not on the tablet yet")).to_be_visible()
    look(page, "lent-unkept")
    page.get_by_role("button", name="Look at it").click()
    expect(frame.get_by_text("Your words are still here on the screen").filter(visible=True)).to_have_count(1)
    frame.evaluate("makeRoom()")
    page.locator(".lent-back").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: contents() == ["half a worry"])


def test_a_tablet_that_is_taken_back_brings_what_stood_open(page, site, cast):
    lend(page, site, cast.kuba)
    enter(begin(page), WORRIES).locator("textarea").fill("half a worry")
    page.route("**/handovers/held", lambda route: route.fulfill(json={"held": False}))
    page.evaluate("(now => void (Date.now = () => now() + 61_000))(Date.now.bind(Date))")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: contents() == ["half a worry"])


def test_what_was_filled_in_before_the_page_came_to_life_is_kept(page, site, cast):
    """A weak line: the page is there and its scripts are not, and somebody begins."""
    sign_in(page, site)
    page = page.context.new_page()  # nobody who understands what is told first before it can be understood
    held = []
    page.route("**/pwa/activity.js", lambda route: held.append(route))  # noqa: PLW0108
    page.goto(three_houses(site, cast), wait_until="commit")
    page.locator("section.room textarea").nth(0).fill("Dad shouting")
    page.locator("section.room").nth(2).locator("textarea").first.fill("A dog")
    for route in held:
        route.continue_()
    understand(page)
    arrives(page, lambda: sorted(contents()) == ["A dog", "Dad shouting"])
    assert Item.select().count() == 2
    finish(page)


def test_nothing_on_an_untouched_page_is_taken_for_an_answer(page, site, cast):
    sign_in(page, site)
    for slug in ("three-houses", "feelings", "characters", "safety-house", "my-say"):
        page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{slug}")
        ready_for_offline(page)
        finish(page)
        came = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        assert not [name for name in came if "/chest" in name], "nothing wakes that nobody touched"
    arrives(page, lambda: True)
    assert contents() == []


def test_the_way_home_keeps_the_open_thought(page, site, cast):
    own = User.enrol(name="Iga", email="quiet-heron", words=WORDS, role=Role.CHILD)
    Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD, user=own)
    page.goto(f"{site}/sign-in")
    page.get_by_label("Email address or sign-in name").fill("quiet-heron")
    page.get_by_label("Passphrase", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Three houses").click()
    enter(page, WORRIES).locator("textarea").fill("He comes into my room")
    page.locator("[data-own]").get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Hello Iga")).to_be_visible()
    arrives(page, lambda: contents() == ["He comes into my room"])


def test_in_other_clothes_what_hangs_on_the_wall_is_taken_out_and_changed(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    sent(write(page, WORRIES, "Dad shouting"))
    page.locator("a.room-back:visible").click()
    wear(page, PLANETS)
    pin = enter(page, PLANET).locator("[data-wall] > *")
    pin.get_by_role("button", name="Change").click()
    expect(pin).to_be_hidden()
    page.locator("section.room:visible .desk textarea").fill("Dad shouting at night")
    page.locator("section.room:visible [data-finish]").click()
    expect(pin).to_be_visible()
    pin.get_by_role("button", name="Take it out").click()
    expect(pin).to_have_count(0)
    arrives(page, lambda: [item.content for item in Item.latest()] == [None])
    page.locator("a.room-back:visible").click()
    wear(page, HOUSES)


def test_a_translation_of_other_words_goes_nowhere_by_itself(page, site, cast):
    lend(page, site, cast.kuba, spoken="Polish")
    frame = begin(page)
    pin = write(frame, WORRIES, "Tata krzyczy")
    beside = translates(pin, "Dad shouts")
    sent(beside)
    pin.get_by_role("button", name="Change", exact=True).click()
    frame.locator("section.room:visible .desk textarea").fill("Tata nie krzyczy")
    frame.locator("section.room:visible [data-finish]").click()
    expect(pin.locator("[data-same]")).to_have_value("Dad shouts")
    pin.locator("[data-same]").focus()
    frame.locator("section.room:visible .desk textarea").focus()
    enter(frame, WORRIES)
    frame.locator("a.room-back:visible").click()
    page.wait_for_timeout(500)
    assert [gloss.words for gloss in Gloss.select()] == ["Dad shouts"]
    enter(frame, WORRIES)
    pin.locator("[data-same]").fill("Dad does not shout")
    pin.locator("[data-keep]").dblclick()
    sent(beside)
    changed = Item.get(Item.content == "Tata nie krzyczy")
    assert {(gloss.words, gloss.item == changed.id) for gloss in Gloss.select()} == {
        ("Dad shouts", False),
        ("Dad does not shout", True),
    }
    assert Gloss.select().count() == 2


def test_an_open_translation_is_kept_at_the_end_and_one_of_words_that_were_taken_out_is_not(page, site, cast):
    lend(page, site, cast.kuba, spoken="Polish")
    frame = begin(page)
    gone = write(frame, WORRIES, "Nic")
    gone.locator(".beside summary").click()
    gone.locator("[data-same]").fill("Nothing")
    frame.evaluate("document.querySelector('[data-take-out]').click()")  # a finger; a mouse would leave the field first
    stays = write(frame, GOOD_THINGS, "Babcia")
    stays.locator(".beside summary").click()
    stays.locator("[data-same]").fill("Grandma")
    finish(frame)
    arrives(page, lambda: "Grandma" in [gloss.words for gloss in Gloss.select()])
    assert [gloss.words for gloss in Gloss.select()] == ["Grandma"]


@pytest.mark.parametrize("band", ["younger", "older"])
def test_a_face_that_was_taken_back_is_taken_out_after_the_pin_too(page, site, cast, band):
    lend(page, site, cast.kuba, tools=("Feelings now",))
    frame = begin(page)
    choose(frame, "band", band)
    frame.locator("a.place").first.click()
    faces = frame.locator("[data-question=feelings]")
    if band == "younger":
        frame.locator("section.room:visible [data-way=faces]").click()
    faces.locator("label.pick").nth(1).click()
    sent(faces)
    frame.evaluate(FULL)
    faces.locator("label.pick").nth(1).click()
    expect(faces).to_have_attribute("data-state", "failed")
    frame.evaluate("makeRoom()")
    page.wait_for_timeout(6500)  # what could not be drafted is tried again
    page.reload()
    type_pin(page)
    activity(page)
    arrives(page, lambda: [item.content for item in Item.latest()] == [None])
