"""A child who does not write yet sticks things on the wall of a house: by touch, by hand, or in a list."""

import json

import pytest
from playwright.sync_api import expect

from app.records import Item

from .child import GOOD_THINGS, arrives, choose, enter, kept, look_back, way
from .conftest import ready_for_offline, sign_in, three_houses
from .test_look import look


@pytest.fixture
def room(page, site, cast):
    """The house of good things, in the words for the youngest, with no connection."""
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    site.unplug()
    page.reload()
    choose(page, "band", "younger")
    room = enter(page, GOOD_THINGS)
    way(room, "stickers")
    expect(room.locator("[data-sticker]")).not_to_have_count(0)
    return room


def stuck(room):
    said = room.locator("[data-kind=stickers] [data-written]").input_value()
    return [(one["sticker"], one["x"] // 100, one["y"] // 100) for one in json.loads(said or '{"stuck": []}')["stuck"]]


def put(room, sticker, across, down):
    """Touch it, and then the wall."""
    room.locator(f"[data-sticker={sticker}]").click()
    wall = room.locator("[data-stuck]")
    box = wall.bounding_box()
    wall.click(position={"x": box["width"] * across, "y": box["height"] * down})


def test_they_are_stuck_moved_and_taken_away_and_all_of_it_is_kept(page, site, room):
    put(room, "sun", 0.15, 0.25)
    put(room, "bed", 0.55, 0.55)
    assert stuck(room) == [("sun", 1, 2), ("bed", 5, 5)]
    wall = room.locator("[data-stuck]")
    box = wall.bounding_box()
    wall.click(position={"x": box["width"] * 0.85, "y": box["height"] * 0.25})  # what was put last moves there
    assert stuck(room)[1] == ("bed", 8, 2)
    sun = wall.locator("button").first
    sun.hover()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.65, steps=5)
    page.mouse.up()
    assert stuck(room)[0] == ("sun", 3, 6)
    wall.locator("button").nth(1).click()
    room.get_by_role("button", name="Take away").click()
    assert stuck(room) == [("sun", 3, 6)]
    kept(room.locator("[data-kind=stickers]"))
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.latest().count() == 1)
    assert json.loads(Item.latest().get().content)["stuck"][0]["sticker"] == "sun"


def test_the_list_does_the_same_and_looks_as_it_should(page, room):
    room.locator("[data-kind=stickers] summary").click()
    room.get_by_role("button", name="Another sticker").click()
    row = room.locator("[data-rows] > li:visible")
    row.get_by_label("What?").select_option("bus")
    row.get_by_label("Where?").select_option("Top left")
    assert stuck(room) == [("bus", 1, 1)]
    look(page, "stickers")
    row.get_by_label("Where?").select_option("")
    assert stuck(room) == []


def test_they_are_gone_through_at_the_end_and_can_be_taken_out(page, site, room):
    put(room, "paw", 0.5, 0.5)
    kept(room.locator("[data-kind=stickers]"))
    look_back(page)
    back = page.locator("#readback")
    expect(back.locator("[data-said] .sticker")).to_be_visible()
    expect(back.locator("[data-said]")).to_contain_text("Paw: In the middle")
    back.locator("[data-answer=out]").click()
    back.locator("[data-step=out] [data-answer=on], [data-for-step=out] [data-answer=on]").first.click()
    expect(page.locator("[data-goodbye]")).to_be_visible()
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.select().count() == 2)
    assert [item.content for item in Item.latest()] == [None]
