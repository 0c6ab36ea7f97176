"""A figure to dress up: who one is stands in the clearing, and what has been told of is put on."""

import re

import pytest
from playwright.sync_api import expect

from app.records import Item

from .child import arrives, choose, draw, enter, finish, kept, write
from .conftest import ready_for_offline, sign_in


@pytest.fixture
def clearing(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/characters")
    ready_for_offline(page)
    expect(figure(page)).to_be_visible()
    return page


def lies_safe(thing):
    expect(thing).to_have_attribute("data-state", re.compile("kept|sent"))


def figure(page):
    return page.locator(".place[data-picture=character]")


def test_who_the_child_chose_stands_in_the_clearing(clearing):
    expect(figure(clearing).locator(".nobody")).to_be_visible()
    room = enter(clearing, "Who I am")
    room.locator("label:has([value=fox])").click()
    lies_safe(room.locator("[data-question=character]"))
    room.locator(".room-back").click()
    expect(figure(clearing).locator("[data-key=fox]")).to_be_visible()
    expect(figure(clearing).locator(".nobody")).to_be_hidden()
    expect(figure(clearing).locator("[data-key=robot]")).to_be_hidden()


def test_what_has_been_told_of_is_put_on(clearing):
    """Nothing is worn that the child has said nothing of; what helps is what the child chose for it."""
    for wear in ("coat", "wand"):
        assert not figure(clearing).locator(f".worn-{wear}").is_visible()
    lies_safe(write(clearing, "The coat", "Dad shouting at night"))
    room = enter(clearing, "The wings")
    room.locator("label:has([value=cape])").click()
    lies_safe(room.locator("[data-question=lifts_with]"))
    room.locator(".room-back").click()
    expect(figure(clearing).locator(".worn-coat")).to_be_visible()
    expect(figure(clearing).locator("[data-key=cape]")).to_be_visible()
    expect(figure(clearing).locator(".worn-wand")).to_be_hidden()


def test_wings_are_put_on_where_only_words_were_said_of_what_helps(clearing):
    lies_safe(write(clearing, "The wings", "My dog"))
    clearing.locator(".room-back:visible").click()
    expect(figure(clearing).locator("[data-key=wings]")).to_be_visible()
    expect(figure(clearing).locator("[data-key=cape]")).to_be_hidden()


def test_each_part_has_words_and_a_drawing_and_all_of_it_comes_in(clearing, site):
    """Without a connection, and then with one."""
    site.unplug()
    clearing.reload()
    choose(clearing, "band", "younger")
    for place, title in enumerate(("Who I am", "The coat", "The wings", "The magic")):
        kept(write(clearing, title, f"thought {place}"))
        kept(draw(clearing, title, [(40, 40), (160, 90)]))
    finish(clearing)
    site.plug()
    clearing.evaluate("dispatchEvent(new Event('online'))")
    arrives(clearing, lambda: Item.latest().count() == 8)
    said = {item.question: item for item in Item.latest()}
    assert said["worn"].prompt == "My coat has the tricky things. What goes on it?"
    assert {item.kind for item in said.values()} == {"lines", "drawing"}
