"""Who is where, by hand, by touch, by keyboard and as a list; and the path that is walked by hand."""

import json

from playwright.sync_api import expect

from app.records import Item

from .child import arrives, enter, look_back
from .lending import activity, begin, lend, type_pin


def content(question):
    found = Item.latest().where(Item.question == question).first()
    return found and found.content


def people():
    told = json.loads(content("people") or '{"people": []}')["people"]
    return [(one["name"], one["figure"], one["tint"], one["place"]) for one in told]


def carry(page, thing, to):
    """Taken with the mouse, carried and let go."""
    thing.scroll_into_view_if_needed()
    a, b = thing.bounding_box(), to.bounding_box()
    page.mouse.move(a["x"] + a["width"] / 2, a["y"] + a["height"] / 2)
    page.mouse.down()
    page.mouse.move(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2, steps=6)
    page.mouse.up()


def test_people_are_carried_touched_named_coloured_listed_and_taken_away(page, site, cast):
    page.set_viewport_size({"width": 1024, "height": 1600})
    lend(page, site, cast.kuba, tools=("Safety house",))
    frame = begin(page)
    room = enter(frame, "Inside the house")
    spot = lambda key: room.locator(f"[data-spot={key}]")  # noqa: E731
    name = room.locator("[data-chosen] [data-name]")

    carry(page, room.locator("[data-figure=dog]"), spot("garden"))
    name.fill("Rex")
    room.locator("[data-chosen] [data-tint=brick]").click()
    arrives(page, lambda: people() == [("Rex", "dog", "brick", "garden")])
    carry(page, spot("garden").locator(".standing-one"), spot("house"))
    arrives(page, lambda: people() == [("Rex", "dog", "brick", "house")])

    # by keyboard alone
    room.locator("[data-figure=tall]").press("Enter")
    spot("far").locator("[data-put]").press("Enter")
    name.press_sequentially("Basia")
    room.get_by_text("As a list").press("Enter")
    room.get_by_role("button", name="Someone else").press("Enter")
    page.keyboard.type("Tomek")
    arrives(page, lambda: [(one[0], one[3]) for one in people()] == [("Rex", "house"), ("Basia", "far"), ("Tomek", "")])
    expect(room.locator("[data-nowhere]")).to_contain_text("Tomek")

    # who is nowhere is there after the PIN too, and is put somewhere with a touch
    page.reload()
    type_pin(page)
    frame = activity(page)
    room = enter(frame, "Inside the house")
    room.locator("[data-nowhere] .standing-one").click()
    spot("waiting").locator("[data-put]").click()
    room.locator("[data-spot=house] .standing-one").click()
    room.get_by_role("button", name="Take away").click()
    arrives(page, lambda: [(one[0], one[3]) for one in people()] == [("Basia", "far"), ("Tomek", "waiting")])

    room = enter(frame, "The path")
    carry(page, room.locator("[data-walker]"), room.locator(".stone").nth(7))
    arrives(page, lambda: content("path") == "7")
    room.locator("[data-step=back]").press("Enter")
    arrives(page, lambda: content("path") == "6")

    look_back(frame)
    frame.get_by_role("button", name="Take it out").click()
    frame.get_by_role("button", name="Go on").click()
    arrives(page, lambda: content("people") is None)
