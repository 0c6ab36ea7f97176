"""Filling in a tool with a connection, and tools that come and go."""

import pytest

from app.practice import Tool, ToolMistake
from app.records import Entry, Item
from app.web.forms import form_for

SECOND = """
title = "A good day"
version = 3

[[section]]
key = "morning"
title = "The morning"
[[section.question]]
key = "waking"
kind = "lines"
hint = "Anything you like."
[section.question.prompts]
younger = ["How do you wake up?"]
middle = ["What is a good morning like?"]
older = ["What makes a morning good?"]
"""


@pytest.fixture
def told(tmp_path):
    """The same house with one more file in a folder of its own."""
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "good-day.toml").write_text(SECOND)
    return {"TOOLS": [folder]}


def address(cast, tool="good-day"):
    return f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{tool}"


def test_a_question_that_goes_by_a_name_of_the_pages_own_is_refused_at_the_start(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SECOND.replace('"waking"', '"band"'))
    with pytest.raises(ToolMistake, match=r"mine\.toml: band"):
        form_for(Tool.read(path))


def test_a_tool_that_is_gone_is_still_read(app, tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, tool="good-day", waking="The cat"))
    del app.extensions["tools"]["good-day"]
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}")
    assert "The cat" in page.text
    assert maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").status_code == 200


def test_a_form_posted_twice_is_kept_once_and_other_words_under_its_name_are_kept_too(cast, maria):
    token = maria.get("/session").json["csrf"]
    named = {"csrf_token": token, "entry": "0b5a3a43-1f0a-4c61-b1a0-3a5a1a2f6c11", "document": str(cast.kuba.id)}
    for words in ("One", "One", "Two"):
        assert maria.post(address(cast, "three-houses"), data={**named, "worries": words}).status_code == 303
    assert sorted(item.content for item in Item.select()) == ["One", "Two"]
    assert Entry.select().count() == 2


def test_what_was_typed_comes_back_when_the_page_was_open_too_long(cast, maria):
    stale = {"csrf_token": "stale", "document": str(cast.kuba.id), "worries": "Dad shouting\nat night"}
    response = maria.post(address(cast, "three-houses"), data=stale)
    assert response.status_code == 400
    assert "Dad shouting\nat night</textarea>" in response.text
    assert "open for a long time" in response.text
    assert Item.select().count() == 0
