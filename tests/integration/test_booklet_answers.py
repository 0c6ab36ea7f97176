"""On paper, what was picked, placed or walked is told in words, and never as a device writes it."""

import json

import pytest

from tests.pdf import Pdf

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
        ["Where I live: Basia (A grown-up)", "gone: A dog", "Not put anywhere: Tomek"],
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
    for told in words:
        assert told in printed
    assert ("picked" in printed) == ("picked" in words[0])
