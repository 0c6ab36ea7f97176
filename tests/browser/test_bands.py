"""In whose words it asks is chosen at any time, by child or worker: what is kept is what stood there at that moment."""

import re

import pytest
from playwright.sync_api import expect

from app.practice import Band, Kind, read_tools
from app.practice.tool import FOLDER
from app.records import Item

from .child import arrives, choose, draw, way
from .conftest import ready_for_offline, sign_in

TOOLS = {slug: tool for slug, tool in read_tools(FOLDER).items() if tool.layout == "scene"}


def opened(page, number):
    if page.evaluate("document.body.dataset.at").startswith("place-"):
        page.locator("a.room-back:visible").click()
    page.locator(f"a[data-place='{number}']").click()
    room = page.locator(f"#place-{number}")
    expect(room).to_be_visible()
    return room


def in_words(page, room, question):
    asked = room.locator(f"[data-question={question.key}]")
    another = asked.locator("[data-another]")
    if another.is_visible():
        another.click()
    asked.locator("textarea").fill("Dad shouting")
    asked.locator("[data-finish]").click()
    expect(asked.locator("textarea")).to_have_value("")
    return asked


def in_pictures(page, room, question):
    asked = room.locator(f"[data-question={question.key}]")
    asked.locator("label.pick:not(:has(:checked))").first.click()
    return asked


def on_a_path(page, room, question):
    asked = room.locator(f"[data-question={question.key}]")
    asked.get_by_role("button", name="One on").click()
    return asked


ANSWERS = {Kind.LINES: in_words, Kind.FACES: in_pictures, Kind.CHOICE: in_pictures, Kind.SCALE: on_a_path}


@pytest.mark.parametrize("slug", TOOLS)
def test_the_band_is_changed_at_any_time_and_what_stood_there_is_kept(page, site, cast, slug):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{slug}")
    ready_for_offline(page)
    expected = set()
    for band in (Band.OLDER, Band.YOUNGER, Band.MIDDLE):
        for number, section in enumerate(TOOLS[slug].sections, 1):
            if page.evaluate("document.body.dataset.at").startswith("place-"):
                page.locator("a.room-back:visible").click()
            choose(page, "band", band.value)
            room = opened(page, number)
            for question in section.questions:
                if question.kind in ANSWERS:
                    way(room, question.kind.value)
                    asked = ANSWERS[question.kind](page, room, question)
                    prompt = asked.locator("[data-prompt]:visible").inner_text()
                    assert prompt in question.prompts[band]
                    expected.add((question.key, band.value, prompt))
    page.locator("a.room-back:visible").click()
    arrives(page, lambda: expected <= {(item.question, item.band, item.prompt) for item in Item.select()})


def test_what_is_drawn_on_stays_when_the_words_change(page, site, cast):
    """From house to plain page and back: nothing that was made is gone, and it is one drawing."""
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses")
    ready_for_offline(page)
    sheet = draw(page, "House of worries", [(40, 40), (160, 90)])
    expect(sheet).to_have_attribute("data-state", re.compile("kept|sent"))
    for band in ("older", "younger"):
        page.locator("a.room-back:visible").click()
        choose(page, "band", band)
        opened(page, 2)
        draw(page, "House of worries", [(60, 120), (200, 130)])
        expect(sheet).to_have_attribute("data-state", re.compile("kept|sent"))
    arrives(page, lambda: Item.select().count() == 3)
    (drawing,) = Item.latest()
    assert (drawing.band, drawing.content.count('"d"')) == ("younger", 3)


def test_a_thought_is_the_answer_to_what_was_asked_when_it_was_begun(page, site, cast):
    """Another question and other words end it; and what is changed later stays the answer that it was."""
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses")
    ready_for_offline(page)
    room = opened(page, 2)
    asked, notes = room.locator("[data-question=worries]"), room.locator("[data-wall] > *")
    asked.locator("textarea").fill("Dad shouting")
    asked.get_by_role("button", name="Another question").click()
    expect(notes).to_have_count(1)
    asked.locator("textarea").fill("At night")
    page.locator("[name=band][value=older]").evaluate("band => band.click()")
    expect(notes).to_have_count(2)
    notes.first.locator("[data-change]").click()
    asked.locator("textarea").fill("Dad shouting at Mum")
    asked.locator("[data-finish]").click()
    said = {("Dad shouting", "What worries you?"), ("At night", "When does it happen?")}
    said |= {("Dad shouting at Mum", "What worries you?")}
    arrives(page, lambda: {(item.content, item.prompt) for item in Item.select()} == said)
    assert {item.band for item in Item.select()} == {"middle"}
