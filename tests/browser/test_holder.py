"""Who holds the pen, changed inside a house, for each thought; and in which language it is said."""

import re

import pytest
from playwright.sync_api import expect

from app.records import Document, Item

from .child import GOOD_THINGS, WORRIES, arrives, choose, draw, enter, hand_over, kept, waiting, write
from .conftest import ready_for_offline, sign_in, three_houses
from .lending import begin, give_back, lend
from .test_look import look


@pytest.fixture
def hill(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    return page


def test_three_hands_for_three_thoughts_in_one_house_with_no_connection(page, site, cast):
    lend(page, site, cast.kuba, spoken="Polish, and a little English with Ewa")
    frame = begin(page)
    site.unplug()
    room = enter(frame, WORRIES)
    expect(room.locator(".holder > summary")).to_have_text(re.compile("Me"))
    kept(write(frame, WORRIES, "Tata krzyczy"))
    hand_over(frame, "worker")
    expect(room).to_be_visible()
    expect(room.locator(".holder > summary")).to_be_focused()
    expect(room.locator(".holder > summary")).to_have_text(re.compile("My worker"))
    kept(write(frame, WORRIES, "W nocy"))
    hand_over(frame, "interpreter")
    room.locator(".holder > summary").click()
    room.get_by_label("Which language is it in?").select_option("en-GB")
    room.locator(".holder > summary").click()
    kept(write(frame, WORRIES, "I hide"))
    expect(room.locator("[data-wall] [data-text]").nth(0)).to_have_attribute("lang", "pl")
    expect(room.locator("[data-wall] [data-text]").nth(2)).to_have_attribute("lang", "en-GB")
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.select().count() == 3)
    said = [(item.content, item.hand, item.language, item.prompt_language) for item in Item.latest()]
    assert said == [
        ("Tata krzyczy", "child", "pl", "en-GB"),
        ("W nocy", "worker", "pl", "en-GB"),
        ("I hide", "interpreter", "en-GB", "en-GB"),
    ]
    give_back(page)
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Document.get().id}")
    for (words, _hand, language, _asked), told in zip(
        said, ["The child", "The worker, in", "The interpreter, in"], strict=True
    ):
        thing = page.locator(".said", has_text=words)
        expect(thing.locator(".said-words")).to_have_attribute("lang", language)
        expect(thing).to_contain_text(told)
        expect(thing).to_contain_text("Polish" if language == "pl" else "English")


def test_a_thought_that_is_open_is_finished_by_the_hand_that_wrote_it(hill):
    room = enter(hill, WORRIES)
    room.locator("textarea").fill("Dad shou")
    draw(hill, WORRIES, [(40, 40), (160, 90)])
    hand_over(hill, "worker")
    expect(room.locator("[data-wall] > *")).to_have_text(re.compile("Dad shou"))
    expect(room.locator("textarea")).to_have_value("")
    room.locator("textarea").fill("He shouts at night")
    hand_over(hill, "child")
    expect(room.locator("[data-wall] > *")).to_have_count(2)
    room.locator("textarea").fill("and the questions are others now")
    room.locator(".holder > summary").click()
    room.locator("label:has([name=band][value=older])").click()
    expect(room.locator("[data-wall] > *")).to_have_count(3)
    waiting(hill, 0)
    arrives(hill, lambda: Item.select().count() >= 4)
    said = {item.content: (item.hand, item.band) for item in Item.latest() if item.kind == "lines"}
    assert said == {
        "Dad shou": ("child", "middle"),
        "He shouts at night": ("worker", "middle"),
        "and the questions are others now": ("child", "middle"),
    }
    assert {item.hand for item in Item.latest() if item.kind == "drawing"} == {"child"}


def test_it_is_in_the_same_place_in_every_house_and_open_on_the_hill(hill):
    choose(hill, "hand", "worker")
    for house in (WORRIES, GOOD_THINGS):
        room = enter(hill, house)
        expect(room.locator(".room-head > .holder:not([open])")).to_be_visible()
        box = room.locator(".holder > summary").bounding_box()
        assert min(box["width"], box["height"]) >= 64
        expect(hill.locator("[name=hand][value=worker]")).to_have_count(1)
        expect(hill.locator("[name=hand][value=worker]")).to_be_checked()
    hill.locator("a.room-back:visible").click()
    expect(hill.locator("#hill > .holder[open]")).to_be_visible()


@pytest.mark.parametrize("band", ["younger", "middle", "older"])
def test_how_it_looks(hill, band):
    choose(hill, "band", band)
    room = enter(hill, WORRIES)
    look(hill, f"holder-shut-{band}")
    room.locator(".holder > summary").click()
    look(hill, f"holder-open-{band}")
