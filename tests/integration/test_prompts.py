"""Every question of every tool, in every band: what is kept as asked is what stood on the screen."""

import json

import html5lib
import pytest

from app.practice import Band, Kind, read_tools
from app.practice.tool import FOLDER
from app.records import Entry, Item

TOOLS = {slug: tool for slug, tool in read_tools(FOLDER).items() if tool.layout == "scene"}
LINE = {"c": "brick", "s": 60, "k": "pen", "t": 0, "d": [900, 900, 150, 0, 800, 300, 10, 40]}
ANSWERS = {
    Kind.LINES: lambda question: "Dad shouting",
    Kind.DRAWING: lambda question: json.dumps({"v": 1, "w": 4096, "h": 2731, "strokes": [LINE]}),
    Kind.SCALE: lambda question: "3",
    Kind.FACES: lambda question: json.dumps({"picked": ["sad", "mixed"], "words": ""}),
    Kind.CHOICE: lambda question: json.dumps({"picked": [question.options[0].key], "words": ""}),
    Kind.NAMING: lambda question: json.dumps({"picked": ["moon"], "words": "The cave"}),
    Kind.STICKERS: lambda question: json.dumps({"stuck": [{"sticker": "sun", "x": 100, "y": 900}]}),
    Kind.PEOPLE: lambda question: json.dumps(
        {"people": [{"name": "Basia", "figure": "tall", "tint": "teal", "place": question.places[0].key}]}
    ),
}


@pytest.fixture(params=[(slug, band) for slug in TOOLS for band in Band], ids=lambda given: "-".join(given))
def asked(request, client):
    """The tool, the band, and what stands on its page in that band: {question: its prompts in their order}."""
    slug, band = request.param
    page = html5lib.parse(client.get(f"/tools/{slug}").text, namespaceHTMLElements=False)
    shown = {}
    for question in page.iter("*"):
        if key := question.get("data-question"):
            lines = [line for line in question.iter("*") if line.get("data-prompt") is not None]
            shown[key] = ["".join(line.itertext()).strip() for line in lines if line.get("data-band") == band]
    return TOOLS[slug], band, shown


def test_each_question_is_on_the_page_in_each_band(asked):
    tool, _band, shown = asked
    assert set(shown) == {question.key for question in tool.questions if not question.retired}
    assert all(prompts and all(prompts) for prompts in shown.values())


def test_the_prompt_that_was_on_the_screen_is_kept_with_what_was_said(asked, tablet, cast):
    """Where a question has several, the device tells which of them it was."""
    tool, band, shown = asked
    said = {}
    for question in tool.questions:
        if question.kind in ANSWERS:
            said[question.key] = shown[question.key][-1]
            content = {question.key: ANSWERS[question.kind](question), f"{question.key}__prompt": said[question.key]}
            (receipt,) = tablet.receipts(tablet.writes(cast.kuba, tool=tool.slug, band=band.value, **content))
            assert receipt["status"] == "kept"
    assert {item.question: (item.prompt, item.band) for item in Item.select()} == {
        key: (prompt, band) for key, prompt in said.items()
    }
    assert all(entry.complete for entry in Entry.select())


def test_a_page_without_scripts_shows_all_of_them_and_all_are_kept(asked, maria, cast):
    tool, band, shown = asked
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{tool.slug}"
    token = maria.get("/session").json["csrf"]
    lines = [question for question in tool.questions if question.kind == Kind.LINES]
    posted = {question.key: "Dad shouting" for question in lines}
    about = {"csrf_token": token, "document": "0b5a3a43-1f0a-4c61-b1a0-3a5a1a2f6c13", "band": band.value}
    assert maria.post(address, data={**about, **posted}).status_code == 303
    assert {item.question: item.prompt for item in Item.select()} == {
        question.key: " ".join(shown[question.key]) for question in lines
    }
