"""A child calls a house what they like, and hangs a picture on it: on its board at once, and with the worker later."""

import json

from playwright.sync_api import expect

from app.records import Item

from .child import WORRIES, arrives, enter, finish
from .conftest import ready_for_offline, sign_in, three_houses


def test_the_name_and_the_picture_hang_on_the_board_at_once_and_come_in_with_the_rest(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    site.unplug()
    page.reload()
    room = enter(page, WORRIES)
    room.locator(".naming summary").click()
    room.locator("[data-words]").first.fill("The cave")
    room.locator("label:has([value=moon])").click()
    heading = page.get_by_role("heading", name="The cave House of worries")
    expect(heading.locator(".emblem")).to_be_visible()
    expect(room.locator("[data-question=worries_name]")).to_have_attribute("data-state", "kept")
    room.locator(".room-back").click()
    expect(page.get_by_role("link", name="The cave House of worries").locator(".emblem")).to_be_visible()
    expect(page.get_by_role("link", name="House of dreams").locator(".emblem")).to_have_count(0)
    finish(page)
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.latest().count() == 1)
    item = Item.latest().get()
    assert json.loads(item.content) == {"picked": ["moon"], "words": "The cave"}
    assert item.prompt == "What would you call this one?"


def test_a_picture_can_be_taken_down_again_and_a_name_taken_back(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    room = enter(page, WORRIES)
    room.locator(".naming summary").click()
    room.locator("label:has([value=moon])").click()
    none = room.get_by_role("button", name="None of these")
    expect(none).to_be_visible()
    arrives(page, lambda: Item.select().count() == 1)
    none.click()
    expect(room.locator("h2 .emblem")).to_have_count(0)
    expect(none).to_be_hidden()
    arrives(page, lambda: [item.content for item in Item.latest()] == [None])
