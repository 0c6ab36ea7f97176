"""A tool is one TOML file: everything about it follows from that."""

import pytest

from app.records import Entry, Item

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

[[section]]
key = "evening"
title = "The evening"
[[section.question]]
key = "bedtime"
kind = "drawing"
[section.question.prompts]
younger = ["Draw your bed."]
middle = ["Draw the evening."]
older = ["Draw it, if you like."]
[[section.question]]
key = "asked_before"
kind = "lines"
retired = true
[section.question.prompts]
younger = ["Who tells a story?"]
middle = ["Who tells a story?"]
older = ["Who tells a story?"]
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


def test_a_second_tool_is_one_file(tablet, cast, maria):
    assert "A good day" in maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    assert "/tools/good-day?lang=" in maria.get("/worker.js").text
    for page in (maria.get("/tools/good-day").text, maria.get(address(cast)).text):
        assert "What is a good morning like?" in page
        assert "Anything you like." in page
        assert 'data-kind="drawing"' in page

    tablet.receipts(tablet.writes(cast.kuba, tool="good-day", waking="The cat"))
    token = maria.get("/session").json["csrf"]
    said = {
        "csrf_token": token,
        "document": tablet.document,
        "waking": "Pancakes\nSun",
        "band": "older",
        "hand": "worker",
    }
    assert maria.post(address(cast), data=said).status_code == 303
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    for words in ("A good day", "The morning", "The cat", "Pancakes", "Sun", "What makes a morning good?"):
        assert words in page


def test_a_retired_question_is_not_asked_and_its_answers_are_still_read(tablet, cast, maria):
    assert "Who tells a story?" not in maria.get("/tools/good-day").text
    tablet.receipts(tablet.writes(cast.kuba, tool="good-day", asked_before="My aunt"))
    assert "My aunt" in maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text


def test_a_tool_that_is_gone_is_still_read(app, tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, tool="good-day", waking="The cat"))
    del app.extensions["tools"]["good-day"]
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}")
    assert "The cat" in page.text
    assert maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").status_code == 200


def test_the_blank_page_is_the_same_for_everybody_and_may_be_kept(app, cast, maria, otto, client):
    pages = [browser.get("/tools/three-houses?lang=en-GB") for browser in (maria, otto, client)]
    assert len({page.data for page in pages}) == 1
    assert not any("Set-Cookie" in page.headers or "no-store" in page.headers["Cache-Control"] for page in pages)


def test_a_childs_own_page_is_kept_nowhere(cast, maria):
    page = maria.get(address(cast, "three-houses"))
    assert "Kuba" in page.text
    assert page.headers["Cache-Control"] == "no-store"


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
