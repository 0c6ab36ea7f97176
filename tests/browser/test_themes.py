"""Other clothes for the same places, at any time: what was said stays, and it works without a connection."""

import pytest
from playwright.sync_api import expect

from app.records import Item

from .child import GOOD_THINGS, WORRIES, arrives, choose, draw, enter, finish, kept, write
from .conftest import ready_for_offline, sign_in, three_houses

HOUSES, PLANETS, TRAIN = "", "planets", "train"
PLANET, CARRIAGE = "Planet of worries", "Worries"


@pytest.fixture
def hill(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    return page


def wear(page, theme):
    page.locator(f'label:has([name=theme-of-it][value="{theme}"])').click()
    expect(page.locator("form[data-capture]")).to_have_attribute("data-theme", theme)


def place(page, name):
    return page.get_by_role("navigation", name="Places").get_by_role("link", name=name, exact=True)


def test_what_was_said_on_one_is_there_on_the_other_and_comes_in_as_one_sitting(hill, site):
    """All of it without a connection: the pictures of each theme are kept on the device like the page."""
    site.unplug()
    hill.reload()
    kept(write(hill, WORRIES, "Dad shouting at night"))
    kept(draw(hill, GOOD_THINGS, [(40, 40), (160, 90)]))
    hill.locator("a.room-back:visible").click()
    wear(hill, PLANETS)
    expect(place(hill, PLANET)).to_be_visible()
    expect(hill.locator("[data-scene]")).to_have_attribute("data-scene", "space")
    expect(place(hill, PLANET)).to_have_attribute("data-things", "1")
    room = enter(hill, PLANET)
    expect(room.locator("[data-wall]").get_by_text("Dad shouting at night")).to_be_visible()
    expect(room).to_have_attribute("data-room", "capsule")
    room.locator(".room-back").click()
    kept(write(hill, PLANET, "When it is dark"))
    hill.locator("a.room-back:visible").click()
    wear(hill, TRAIN)
    kept(write(hill, CARRIAGE, "Nobody comes"))
    hill.locator("a.room-back:visible").click()
    wear(hill, HOUSES)
    room = enter(hill, WORRIES)
    expect(room.locator("[data-wall] > *")).to_have_count(3)
    expect(room).to_have_attribute("data-room", "leaning")
    finish(hill)
    site.plug()
    hill.evaluate("dispatchEvent(new Event('online'))")
    arrives(hill, lambda: Item.latest().count() == 4)
    said = [item for item in Item.latest() if item.kind == "lines"]
    assert {item.prompt for item in said} == {"What worries you?"}
    assert len({item.document_id for item in Item.latest()}) == 1


def test_it_holds_for_the_sitting_and_ends_with_it(hill):
    wear(hill, TRAIN)
    choose(hill, "band", "younger")
    kept_or_sent = write(hill, CARRIAGE, "Dad shouting")
    expect(kept_or_sent).to_be_visible()
    hill.reload()
    expect(place(hill, CARRIAGE)).to_be_visible()
    expect(hill.locator("[name=band][value=younger]")).to_be_checked()
    finish(hill)
    hill.reload()
    expect(place(hill, WORRIES)).to_be_visible()
    expect(hill.locator("[name=band][value=middle]")).to_be_checked()


def test_where_the_pictures_do_not_come_the_houses_stand_on(page, site, cast):
    """On a first visit over a line that breaks: nothing is half on."""
    sign_in(page, site)
    page.route("**/themes/planets", lambda route: route.abort())
    page.goto(three_houses(site, cast))
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.locator("label:has([value=planets])").click()
    expect(page.locator('[name=theme-of-it][value=""]')).to_be_checked()
    expect(place(page, WORRIES)).to_be_visible()


def test_teenagers_are_shown_no_picture_and_no_name_of_one(hill):
    wear(hill, PLANETS)
    choose(hill, "band", "older")
    expect(place(hill, "Worries")).to_be_visible()
    expect(hill.locator(".choice-theme")).to_be_hidden()
    assert hill.locator(".land:visible").count() == 0
    choose(hill, "band", "middle")
    expect(place(hill, PLANET)).to_be_visible()
