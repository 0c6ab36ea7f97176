"""A tool more is one TOML file more, and nothing else."""

import re
from uuid import uuid4

import pytest

from app import create_app
from app.records import Document, Entry, Item, db
from tests.conftest import Browser
from tests.sealing import Tablet

LADDER = """
title = "The ladder"
version = 1

[[section]]
key = "today"
title = "Where I stand"

[[section.question]]
key = "rung"
kind = "lines"
[section.question.prompts]
younger = ["Which rung?"]
middle = ["Which rung are you on?", "Why there?"]
older = ["Which rung is it today?"]

[[section]]
key = "higher"
title = "One rung higher"

[[section.question]]
key = "step"
kind = "lines"
[section.question.prompts]
younger = ["What helps?"]
middle = ["What would help you climb?"]
older = ["What would it take?"]

[[section.question]]
key = "picture"
kind = "drawing"
[section.question.prompts]
younger = ["Draw it?"]
middle = ["Draw it, if you like."]
older = ["Draw it."]
"""
RETIRED = LADDER.replace('key = "rung"', 'key = "rung"\nretired = true').replace("version = 1", "version = 2")
DRAWING = '{"v":1,"w":4096,"h":3072,"strokes":[{"c":"teal","s":40,"k":"pen","t":0,"d":[400,900,128,0]}]}'


@pytest.fixture
def tools(tmp_path):
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "ladder.toml").write_text(LADDER, encoding="utf-8")
    return folder


@pytest.fixture
def start(database_url, instance, this_release, tools):
    """Starts the app with the tools that are in the folder by then, and nothing else changed."""

    def start():
        app = create_app(
            TESTING=True,
            PROPAGATE_EXCEPTIONS=False,
            INSTANCE=instance,
            DATABASE_URL=database_url,
            RELEASE=this_release,
            TOOLS=[tools],
        )
        app.test_client_class = Browser
        return app

    return start


@pytest.fixture
def app(start):
    app = start()
    database = db.obj
    with database.connection_context():
        yield app
    if db.obj is not database:  # a test started it again
        db.close()


def address(cast, tool="ladder"):
    return f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{tool}"


def reading(browser, cast):
    return browser.get(f"/families/{cast.nowaks.id}/documents/{Document.get().id}").text


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1]


def test_a_tool_more_has_a_page_with_nobody_in_it(client):
    page = client.get("/tools/ladder")
    assert page.status_code == 200
    for asked in ("The ladder", "Where I stand", "Why there?", "One rung higher", "Draw it, if you like."):
        assert asked in page.text
    assert page.text.count('data-kind="lines"') == 2
    assert page.text.count('data-kind="drawing"') == 1
    assert page.text.count('<a class="place" data-picture="plain"') == 2
    assert 'data-places="2"' in page.text


def test_a_tool_that_is_not_there_is_not_found(client, maria, cast):
    assert client.get("/tools/stairs").status_code == 404
    assert maria.get(address(cast, "stairs")).status_code == 404


def test_devices_keep_a_tool_more_without_being_told(client):
    worker = client.get("/worker.js").text
    assert "/tools/ladder?lang=en-GB" in worker
    assert "/tools/three-houses?lang=en-GB" in worker


def test_a_childs_page_leads_to_every_tool(maria, cast):
    page = maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    for tool in ("ladder", "three-houses"):
        assert f'href="{address(cast, tool)}"' in page


def test_a_tool_more_is_filled_in_with_a_connection(maria, cast):
    form = maria.get(address(cast)).text
    fields = {name: hidden(form, name) for name in ("csrf_token", "entry", "document", "language")}
    said = {"band": "older", "hand": "worker", "rung": "The third\nIt holds", "step": "Basia", "finished": "1"}
    assert maria.post(address(cast), data={**fields, **said}).status_code == 303
    assert [(item.question, item.content, item.prompt) for item in Item.latest()] == [
        ("rung", "The third", "Which rung is it today?"),
        ("rung", "It holds", "Which rung is it today?"),
        ("step", "Basia", "What would it take?"),
    ]
    assert (Document.get().tool, Entry.get().complete) == ("ladder", True)


def test_a_tool_more_is_filled_in_without_one(app, maria, cast, keys):
    tablet = Tablet(app.test_client(), keys, cast.maria)
    written = {"rung": "The third", "rung__id": str(uuid4()), "picture": DRAWING, "picture__id": str(uuid4())}
    content = tablet.entry(cast.kuba, "ladder", **written)
    assert [receipt["status"] for receipt in tablet.receipts(tablet.box(content))] == ["kept"]
    assert {item.question: item.kind for item in Item.latest()} == {"rung": "lines", "picture": "drawing"}
    page = reading(maria, cast)
    for there in ("Kuba: The ladder", "Where I stand", "The third", "Which rung are you on? Why there?", "<svg"):
        assert there in page


def test_otto_opens_no_childs_page_of_a_tool_more(app, otto, cast, keys):
    assert otto.get(address(cast)).status_code == 404
    assert otto.post(address(cast), data={"rung": "x"}).status_code == 404
    tablet = Tablet(app.test_client(), keys, cast.otto)
    content = tablet.entry(cast.kuba, "ladder", rung="x")
    assert [receipt["status"] for receipt in tablet.receipts(tablet.box(content))] == ["aside"]
    assert Item.select().count() == 0


def test_a_question_no_longer_asked_is_still_read(start, app, keys, tools, cast):
    tablet = Tablet(app.test_client(), keys, cast.maria)
    tablet.receipts(tablet.box(tablet.entry(cast.kuba, "ladder", rung="The third")))
    (tools / "ladder.toml").write_text(RETIRED, encoding="utf-8")
    maria = start().test_client().signs_in(cast.maria)
    for page in (maria.get("/tools/ladder"), maria.get(address(cast))):
        assert 'name="step"' in page.text
        assert 'name="rung"' not in page.text
        assert "Which rung" not in page.text
    page = reading(maria, cast)
    for there in ("Where I stand", "The third", "Which rung are you on? Why there?"):
        assert there in page


def test_a_tablet_with_yesterdays_page_may_still_answer_a_question_no_longer_asked(start, app, keys, tools, cast):
    tablet = Tablet(app.test_client(), keys, cast.maria)
    box = tablet.box(tablet.entry(cast.kuba, "ladder", rung="The third"))
    (tools / "ladder.toml").write_text(RETIRED, encoding="utf-8")
    tablet.client = start().test_client()
    assert [receipt["status"] for receipt in tablet.receipts(box)] == ["kept"]
    assert Item.get().content == "The third"


@pytest.mark.parametrize("slug", ["ladder", "three-houses"])
def test_the_page_with_nobody_in_it_is_the_same_for_everybody_and_may_be_kept(slug, maria, otto, client):
    pages = [browser.get(f"/tools/{slug}") for browser in (maria, otto, client)]
    assert len({page.data for page in pages}) == 1
    for page in pages:
        assert "Set-Cookie" not in page.headers
        assert page.headers["Cache-Control"] == "no-cache"
        assert "csrf_token" not in page.text
        assert hidden(page.text, "entry") == hidden(page.text, "document") == ""


@pytest.mark.parametrize("slug", ["ladder", "three-houses"])
def test_the_page_with_the_childs_name_on_it_may_not_be_kept(slug, maria, cast):
    page = maria.get(address(cast, slug))
    assert "Kuba" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_page_names_its_entry_anew_each_time_it_is_opened(maria, cast):
    pages = [maria.get(address(cast)).text for _ in range(2)]
    for name in ("entry", "document"):
        assert hidden(pages[0], name) != hidden(pages[1], name)


def test_nobody_of_the_cast_is_on_anything_that_a_device_keeps(client, cast):
    for kept in ("/tools/ladder", "/tools/three-houses", "/offline", "/worker.js", "/manifest.webmanifest"):
        page = client.get(kept).text
        for name in ("Kuba", "Ewa", "Maria", "Nowak", str(cast.nowaks.id)):
            assert name not in page, kept
