"""For the youngest: one way of showing it at a time, each a picture to touch; nothing begun is out of sight."""

import re

import pytest
from playwright.sync_api import expect

from app.records import Item

from .child import WORRIES, arrives, choose, draw, enter, look_back, write
from .conftest import ready_for_offline, sign_in, three_houses


@pytest.fixture
def hill(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    choose(page, "band", "younger")
    return page


def shown(room):
    return [one.get_attribute("data-kind") for one in room.locator(".question[data-chosen]:visible").all()]


def test_a_child_who_cannot_read_finds_paper_and_pens_inside(hill):
    room = enter(hill, WORRIES)
    assert shown(room) == ["drawing"]
    expect(room.locator(".pencase")).to_be_visible()
    expect(room.locator("textarea")).to_be_hidden()
    room.get_by_role("button", name="Write").click()
    assert shown(room) == ["lines"]
    expect(room.locator("canvas").first).to_be_hidden()


def test_an_open_thought_is_kept_when_another_way_is_touched_and_its_picture_tells_what_is_there(hill):
    room = enter(hill, WORRIES)
    draw(hill, WORRIES, [(40, 40), (160, 90)])
    expect(room.locator("[data-kind=drawing][data-item]")).to_have_attribute("data-state", re.compile("kept|sent"))
    expect(room.locator("[data-way=drawing]")).to_have_attribute("data-has", "")
    room.get_by_role("button", name="Write").click()
    room.locator("textarea").fill("Dad shouting")
    room.get_by_role("button", name="Draw").click()
    expect(room.locator("[data-wall]").get_by_text("Dad shouting")).to_be_visible()
    arrives(hill, lambda: {item.kind for item in Item.latest()} == {"lines", "drawing"})

    room.locator("[data-wall]").get_by_role("button", name="Change").click()
    expect(room.locator("textarea")).to_be_focused()
    hill.keyboard.type(" at Mum")
    room.get_by_role("button", name="Draw").click()
    expect(room.locator("[data-wall]").get_by_text("Dad shouting at Mum")).to_be_visible()
    room.get_by_role("button", name="Write").click()
    look_back(hill)
    hill.get_by_role("button", name="Yes, that is right").click()
    hill.get_by_role("button", name="Go on").click()
    hill.get_by_role("button", name="Change it").click()
    assert shown(room) == ["drawing"]


def test_what_could_not_be_kept_comes_back_into_sight(hill):
    room = enter(hill, WORRIES)
    room.locator("[data-kind=lines]").evaluate("lines => lines.dataset.state = 'failed'")
    expect(room.locator("textarea")).to_be_visible()


def test_in_the_other_bands_everything_is_there_at_once(hill):
    write(hill, WORRIES, "Dad shouting")
    hill.locator("a.room-back:visible").click()
    for band in ("middle", "older"):
        choose(hill, "band", band)
        room = enter(hill, WORRIES)
        expect(room.locator("textarea")).to_be_visible()
        expect(room.locator("canvas").first).to_be_visible()
        expect(room.get_by_role("button", name="Draw", exact=True)).to_be_hidden()
        hill.locator("a.room-back:visible").click()
    choose(hill, "band", "younger")
    expect(enter(hill, WORRIES).locator(".ways")).to_have_count(1)
    assert shown(enter(hill, WORRIES)) == ["lines"]


def test_what_a_worker_asks_besides_is_always_in_sight(hill, cast):
    """It is asked of this child alone, whichever way they show the rest."""
    hill.locator("#place-2 .room-inside").evaluate(
        """inside => {
            const own = inside.querySelector("[data-kind=lines]").cloneNode(true);
            own.dataset.question = "own_one";
            inside.append(own);
        }"""
    )
    room = enter(hill, WORRIES)
    expect(room.locator("[data-question=own_one]")).to_be_visible()
    expect(room.locator("[data-question=worries]")).to_be_hidden()
