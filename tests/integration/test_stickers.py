"""What a child stuck on the wall of a house: kept, read where it is, and never handed on out of order."""

import json

import html5lib
import pytest

from app.practice import Sticker
from app.records import Entry, Item
from app.records.answer import AnswerUnreadable, Sticking, Stuck

SUN = {"sticker": "sun", "x": 100, "y": 900}


def said(*stuck):
    return json.dumps({"stuck": stuck})


def test_where_it_is_is_told_by_ninths_of_the_wall():
    corners = [(0, 0), (333, 334), (500, 500), (666, 667), (1000, 1000)]
    assert [Sticking("sun", x, y).spot for x, y in corners] == ["11", "21", "22", "32", "33"]


@pytest.mark.parametrize("other", [{"x": -1}, {"x": 1001}, {"y": 0.5}, {"y": "1"}, {"sticker": ""}, {"tint": "teal"}])
def test_what_stands_beside_the_wall_is_no_sticker(other):
    with pytest.raises(AnswerUnreadable):
        Stuck.read(said(SUN | other))


def test_each_is_seen_where_it_was_put_and_told_in_words(maria, tablet, cast):
    (receipt,) = tablet.receipts(
        tablet.writes(cast.kuba, worries_stickers=said(SUN, {"sticker": "bed", "x": 500, "y": 0}))
    )
    assert receipt["status"] == "kept"
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert "Sun: Bottom left" in page
    assert "Bed: Top" in page
    wall = next(
        one for one in html5lib.parse(page, namespaceHTMLElements=False).iter("*") if one.get("class") == "said-wall"
    )
    boxes = [(one.get("x"), one.get("y")) for one in wall.iter("*") if one.get("class") == "sticker"]
    assert boxes == [("42.0", "642.0"), ("522.0", "-78.0")]


@pytest.mark.parametrize("content", [said(SUN | {"sticker": "medal"}), "{", '{"stuck":7}'])
def test_what_is_no_sticker_of_ours_is_kept_and_said_to_be_so(tablet, cast, maria, content):
    tablet.receipts(tablet.writes(cast.kuba, worries_stickers=content))
    assert Item.get().content == content
    assert not Entry.get().complete
    assert maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").status_code == 200


def test_nobody_who_may_not_see_the_child_sees_them(otto, tablet, cast):
    tablet.receipts(tablet.writes(cast.kuba, worries_stickers=said(SUN)))
    assert otto.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").status_code == 404


def test_all_of_them_come_with_a_picture_a_word_and_a_place_in_the_list_and_with_nobodys_data(client):
    response = client.get("/stickers?lang=en")
    page = html5lib.parse(response.text, namespaceHTMLElements=False)
    drawn = [one for one in page.iter("button") if one.get("data-sticker")]
    assert [one.get("data-sticker") for one in drawn] == list(Sticker)
    assert all(len([line for line in one.iter("*") if line.tag.endswith(("path", "rect"))]) for one in drawn)
    assert len({"".join(one.itertext()).strip() for one in drawn}) == len(Sticker)
    assert (
        f"/stickers?lang={client.get('/worker.js').text.split('/stickers?lang=')[1][:5]}"
        in client.get("/worker.js").text
    )
