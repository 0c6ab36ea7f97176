"""On paper, what was picked, placed or walked is told in words, and in the child's edition in pictures too; and never
as a device writes it."""

import json

import pytest

from tests.pdf import Pdf

#: What is printed and shown does not depend on the engine beneath it; that it is kept is tried on both elsewhere.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BASIA = {"name": "Basia", "figure": "tall", "tint": "teal", "place": "home"}
DOG = {"name": "", "figure": "dog", "tint": "sun", "place": "gone"}
DAD = {"name": "Tomek", "figure": "broad", "tint": "teal", "place": ""}
ANSWERS = {
    "faces": ("feelings", "feelings", json.dumps({"picked": ["sad", "other"], "words": "fizzy"}), ["Sad", "fizzy"]),
    "choice": ("characters", "character", json.dumps({"picked": ["fox"], "words": ""}), ["A fox"]),
    "scale": ("my-say", "now_step", "3", ["3 / 10", "As hard as it gets"]),
    "people": (
        "three-houses",
        "people",
        json.dumps({"people": [BASIA, DOG, DAD]}),
        {
            "worker": ["Where I live: Basia (A grown-up)", "gone: A dog", "Not put anywhere: Tomek"],
            "child": ["Where I live", "Basia", "gone", "A dog", "Not put anywhere", "Tomek"],
        },
    ),
    "stickers": (
        "three-houses",
        "worries_stickers",
        json.dumps({"stuck": [{"sticker": "storm", "x": 0, "y": 1000}, {"sticker": "gone", "x": 500, "y": 500}]}),
        ["Thunderstorm: Bottom left", "gone: In the middle"],
    ),
    "not in order": ("feelings", "feelings", '{"picked":7}', ['{"picked":7}']),
}


@pytest.mark.parametrize("edition", ["child", "worker"])
@pytest.mark.parametrize(("tool", "question", "content", "words"), ANSWERS.values(), ids=ANSWERS)
def test_it_is_told_in_words(cast, tablet, maria, edition, tool, question, content, words):
    tablet.receipts(tablet.writes(cast.kuba, tool=tool, **{question: content}))
    address = f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet"
    printed = Pdf(maria.get(address, query_string={"edition": edition}).data).words()
    words = words[edition] if isinstance(words, dict) else words
    for told in words:
        assert told in printed
    assert ("picked" in printed) == ("picked" in words[0])


SEEN = {
    "a face": ("feelings", "feelings", json.dumps({"picked": ["lonely"], "words": ""}), "#8fb3c9"),
    "a sticker": ("characters", "character", json.dumps({"picked": ["dragon"], "words": ""}), "#7fb069"),
    "somebody": ("three-houses", "people", json.dumps({"people": [{**BASIA, "tint": "sky"}]}), "#74b3de"),
    "a stone of the path": ("my-say", "now_step", "3", "#ffc857"),
}


@pytest.mark.parametrize(("tool", "question", "content", "colour"), SEEN.values(), ids=SEEN)
def test_the_childs_edition_shows_it_as_they_saw_it(cast, tablet, maria, tool, question, content, colour):
    """Each has a colour that nothing else on its pages has: the worker's edition tells it in words alone."""
    tablet.receipts(tablet.writes(cast.kuba, tool=tool, band="older", **{question: content}))
    address = f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet"
    seen = {
        edition: Pdf(maria.get(address, query_string={"edition": edition}).data).colours()
        for edition in ("child", "worker")
    }
    assert (colour in seen["child"], colour in seen["worker"]) == (True, False)


@pytest.mark.parametrize("content", ['{"picked":["../../etc/passwd","nobody_knows"],"words":""}'])
def test_what_nothing_was_drawn_for_is_told_by_its_name(cast, tablet, maria, content):
    """Whatever a device names, no file is looked for that is not one of our drawings."""
    tablet.receipts(tablet.writes(cast.kuba, tool="feelings", feelings=content))
    answer = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet")
    assert "nobody_knows" in Pdf(answer.data).words()
