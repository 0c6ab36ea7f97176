"""The example's story is one that could have been made: every place of the book, drawings in order, words enough."""

import json

import pytest

from app.example_story import PICTURES
from app.practice import read_tools
from app.practice.tool import FOLDER
from app.records.drawing import Drawing

BOOK = read_tools(FOLDER)["words-and-pictures"]


def test_it_has_every_picture_of_the_book_in_order():
    assert list(PICTURES) == [section.key for section in BOOK.sections]
    assert [section.key for section in BOOK.sections if section.short] == [
        "who_worried",
        "the_worry",
        "now",
        "if_worried",
    ]


@pytest.mark.parametrize("key", PICTURES)
def test_each_is_drawn_on_the_sheet_and_says_no_more_than_a_child_takes_in(key):
    words, strokes = PICTURES[key]
    drawing = Drawing.read(json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": strokes}))
    assert all(0 <= x <= 4096 and 0 <= y <= 3072 for stroke in drawing.strokes for x, y, _p in stroke.points())
    assert len(words.split()) <= 40
