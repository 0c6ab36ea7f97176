"""A child's own name for a house, and the picture they hung on it: kept as theirs, and shown beside the tool's name."""

import json

import pytest

from app.practice import Band
from app.records import Document, Item
from tests.pdf import Pdf

#: What is printed and shown does not depend on the engine beneath it; that it is kept is tried on both elsewhere.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

CAVE = json.dumps({"picked": ["moon"], "words": "The <b>cave</b>"})


@pytest.fixture
def names(cast, tablet):
    """Kuba names the house of worries, on Maria's tablet."""

    def name(content=CAVE, **rest):
        (receipt,) = tablet.receipts(tablet.writes(cast.kuba, worries_name=content, **rest))
        assert receipt["status"] == "kept"
        return Item.get(Item.question == "worries_name")

    return name


def reading(browser, cast, tablet):
    return browser.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text


def test_a_name_is_kept_with_the_question_as_it_was_asked(names, app):
    item = names(band=Band.YOUNGER.value)
    assert (item.kind, item.content, item.prompt) == ("naming", CAVE, "What do you call it?")


def test_it_is_shown_beside_the_houses_own_name(names, cast, tablet, maria):
    names(worries="Dad shouting")
    heading = reading(maria, cast, tablet).split("<h2>")[1].split("</h2>")[0]
    assert "House of worries" in heading
    assert "The &lt;b&gt;cave&lt;/b&gt;" in heading
    assert 'class="emblem"' in heading


def test_where_nothing_was_named_nothing_is_said_of_it(cast, tablet, maria):
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting"))
    assert "said-own" not in reading(maria, cast, tablet)


@pytest.mark.parametrize(
    "content",
    ['{"picked":3}', '{"picked":["dagger"],"words":""}', '{"picked":["sun","moon"],"words":""}'],
    ids=["no names", "no such picture", "two pictures"],
)
def test_what_is_no_name_is_kept_as_it_came_and_says_so(names, cast, tablet, maria, content):
    item = names(content)
    assert (item.content, item.entry.complete) == (content, False)
    assert reading(maria, cast, tablet)


def test_otto_reads_no_childs_name_for_anything(names, cast, tablet, otto):
    names()
    assert otto.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").status_code == 404


def test_a_page_without_scripts_brings_a_name_too(cast, maria):
    token = maria.get("/session").json["csrf"]
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses"
    name = "0b5a3a43-1f0a-4c61-b1a0-3a5a1a2f6c12"
    said = {"csrf_token": token, "document": name, "worries_name-words": "The cave"}
    assert maria.post(address, data=said).status_code == 303
    assert json.loads(Item.get().content) == {"picked": [], "words": "The cave"}


@pytest.mark.parametrize("edition", ["child", "worker"])
def test_the_booklet_has_it_beside_the_houses_own_name(names, cast, tablet, maria, edition):
    names(worries="Dad shouting")
    address = f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet"
    pdf = Pdf(maria.get(address, query_string={"edition": edition}).data)
    words = pdf.words()
    assert words.index("House of worries") < words.index("The <b>cave</b>") < words.index("Dad shouting")
    assert words.count("The <b>cave</b>") == (1 if edition == "child" else 2)
    assert Document.select().count() == 1
