"""Letters on paper: whatever is written can be set, and nothing stands for a letter but the letter or its name."""

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from app.press import Press
from app.press.letters import FOLDER, Letters, clusters, direction, name_of, tongue
from app.press.press import PDF, templates
from app.records.db import exact
from tests.pdf import Pdf

PRESS = Press()
SETS = b"""#import "words.typ": set-text
#set document(title: "x")
#set text(font: json("fonts.json"), fallback: false)
#set-text(json("text.json"))
"""


def printed(text: str) -> Pdf:
    lang, region = tongue("en")
    laid = {"lines": PRESS.letters.lines(text), "dir": direction(text, "ltr"), "lang": lang, "region": region}
    data = {"fonts.json": PRESS.letters.families, "text.json": laid}
    files = {**templates(), "main.typ": SETS, **{name: json.dumps(value).encode() for name, value in data.items()}}
    return Pdf(typst.compile(files, font_paths=PRESS.letters.fonts, ignore_system_fonts=True, pdf_standards=PDF))


marks = st.characters(min_codepoint=0x300, max_codepoint=0x36F)
joiners = st.sampled_from("\u200d\u200c\ufe0f\u202e\u2066\u2069\u200b\ufeff\xad\u034f\n\t\u2028\0\x85")
pictures = st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF)
anything = st.one_of(st.characters(max_codepoint=0x2100), marks, joiners, pictures, st.characters())


@settings(deadline=None, max_examples=300)
@given(st.lists(anything, min_size=1, max_size=40).map("".join))
def test_whatever_is_written_can_be_set(text):
    """typst refuses, under PDF/UA, to print a letter that no font has."""
    printed(exact(text))


@pytest.mark.parametrize("letter", ["你", "\x07", "\ue000", "\ufffe"])
def test_a_letter_that_no_font_has_would_be_refused_and_is_called_by_its_name(letter, monkeypatch):
    assert name_of(letter) in printed(f"a {letter} b").words()
    monkeypatch.setattr(Letters, "has", lambda *_any: True)
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        printed(f"a {letter} b")


def test_a_letter_and_the_marks_on_it_come_from_one_font_or_stand_apart():
    assert list(clusters("Z\u0351\u036ba👨\u200d👩b")) == ["Z\u0351\u036b", "a", "👨\u200d👩", "b"]
    assert PRESS.letters.lines("e\u0301") == [[{"t": "e\u0301"}]]
    assert PRESS.letters.lines("🆊\u036c") == [[{"t": "🆊", "alone": True}, {"t": "\u036c", "alone": True}]]


def test_a_line_is_a_line_and_a_space_a_space():
    assert PRESS.letters.lines("a  b\n\n c") == [[{"t": "a  b"}], [], [{"t": " c"}]]
    assert PRESS.letters.lines("a\u2028b\x85c") == [[{"t": "a"}], [{"t": "b"}], [{"t": "c"}]]
    assert [run.get("long") for run in PRESS.letters.lines("see " + "x" * 30)[0]] == [None, True]


@pytest.mark.parametrize(
    ("text", "way"), [("123 نعم yes", "rtl"), ("(yes) نعم", "ltr"), ("123 🐶", "ltr"), ("שלום", "rtl")]
)
def test_a_text_runs_as_its_first_letter_does(text, way):
    assert direction(text, "ltr") == way
    assert direction("123", "rtl") == "rtl"


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("en-GB", ("en", "GB")),
        ("pl", ("pl", None)),
        ("zh-Hant-TW", ("zh", "TW")),
        ("", ("und", None)),
        ("#x", ("und", None)),
    ],
)
def test_a_language_tag_is_taken_apart(tag, parts):
    assert tongue(tag) == parts


def test_a_service_adds_fonts_of_its_own(tmp_path):
    (tmp_path / "mine.ttf").write_bytes((FOLDER / "NotoEmoji_400Regular.ttf").read_bytes())
    assert ord("😀") in Press([tmp_path]).letters.known[-1]
