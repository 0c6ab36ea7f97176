"""What a child said aloud: kept part by part, and played only to those who may read what was said."""

import pytest

from app.records import Aside, Entry, Item, Journal, Pass
from app.records.answer import AnswerUnreadable
from app.records.member import begin_family
from app.records.recording import Part, Recording
from tests.sealing import Tablet
from tests.sounding import mp4, parts, says, track, webm


def address(cast, item):
    return f"/families/{cast.nowaks.id}/items/{item}/recording"


def reading(browser, cast, tablet):
    return browser.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text


def brings(tablet, boxes):
    return {receipt["status"] for at in range(0, len(boxes), 25) for receipt in tablet.receipts(*boxes[at : at + 25])}


@pytest.mark.parametrize("sound", [webm(), mp4()], ids=["webm", "mp4"])
def test_what_was_said_aloud_is_played_byte_for_byte(tablet, cast, maria, sound):
    item, boxes = says(tablet, cast.kuba, sound)
    assert brings(tablet, boxes) == {"kept"}
    heard = maria.get(address(cast, item))
    assert (heard.status_code, heard.data) == (200, sound)
    assert heard.mimetype == ("audio/webm" if sound == webm() else "audio/mp4")
    page = reading(maria, cast, tablet)
    assert f'src="{address(cast, item)}"' in page
    assert "A recording, 6 s" in page


def test_parts_may_come_in_any_order_and_twice(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    for box in [*boxes[2:], *reversed(boxes[:2]), *boxes]:
        assert brings(tablet, [box]) == {"kept"}
    assert maria.get(address(cast, item)).data == webm()
    assert Part.select().count() == len(boxes) - 1


def test_a_recording_that_was_cut_off_is_played_as_far_as_it_came(tablet, cast, maria):
    """The tablet's tab was killed: its last seconds and its end were never made."""
    item, boxes = says(tablet, cast.kuba, webm(), end=False)
    brings(tablet, boxes[:-1])
    heard = maria.get(address(cast, item))
    assert heard.status_code == 200
    assert webm().startswith(heard.data)
    assert "It breaks off here" in reading(maria, cast, tablet)
    assert not Recording.of(Item.get_by_id(item)).whole


def test_what_comes_after_a_gap_waits_for_it(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes[:2] + boxes[3:])
    assert maria.get(address(cast, item)).data == webm()[: len(maria.get(address(cast, item)).data)] != webm()
    brings(tablet, boxes[2:3])
    assert maria.get(address(cast, item)).data == webm()


def test_a_player_asks_for_some_of_its_bytes(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    some = maria.get(address(cast, item), headers={"Range": "bytes=10-19"})
    assert (some.status_code, some.data) == (206, webm()[10:20])
    assert some.headers["Content-Range"] == f"bytes 10-19/{len(webm())}"
    assert maria.get(address(cast, item), headers={"Range": "bytes=9999999-"}).status_code == 416


def test_listening_is_noted_once_for_each_time_that_it_begins(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    for part in ("bytes=0-", "bytes=100-", "bytes=200-"):
        maria.get(address(cast, item), headers={"Range": part})
    lines = [(line.user, line.thing, line.thing_id) for line in Journal.select().where(Journal.act == "heard")]
    assert lines == [(cast.maria, "item", item)]


def test_nobody_hears_what_they_may_not_read(app, tablet, cast, otto, client):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    ewa, hanna = (app.test_client().signs_in(user) for user in (cast.ewa_user, cast.hanna))
    for browser in (otto, ewa, hanna):
        assert browser.get(address(cast, item)).status_code == 404
    assert hanna.get(f"/families/{cast.okafors.id}/items/{item}/recording").status_code == 404
    assert client.get(address(cast, item)).status_code == 303
    assert client.get(address(cast, item), headers={"Accept": "application/json"}).status_code == 401
    assert Journal.select().where(Journal.act == "heard").count() == 0


def test_what_was_taken_out_is_heard_by_nobody(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, [*boxes, tablet.writes(cast.kuba, worries_aloud__out=item)])
    assert maria.get(address(cast, item)).status_code == 404
    assert "<audio" not in reading(maria, cast, tablet)


def test_the_address_of_a_recording_is_of_no_use_as_a_page_or_to_another_site(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    told = maria.get(address(cast, item)).headers
    assert told["Content-Disposition"].startswith("attachment")
    assert "sandbox" in told["Content-Security-Policy"]
    assert "default-src 'none'" in told["Content-Security-Policy"]
    assert (told["X-Content-Type-Options"], told["Cross-Origin-Resource-Policy"]) == ("nosniff", "same-origin")
    assert told["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(webm(seconds=36_000), id="ten hours"),
        pytest.param(b"", id="nothing"),
        pytest.param(webm(track(1, b"V_VP8")), id="film"),
        pytest.param(webm(track(), track(1, b"V_VP8")), id="sound and film"),
        pytest.param(webm(track(codec=b"A_VORBIS")), id="another codec"),
        pytest.param(webm(doctype=b"matroska"), id="another sort"),
        pytest.param(mp4(handler=b"vide"), id="film as mp4"),
        pytest.param(mp4(tracks=2), id="two tracks"),
        pytest.param(mp4(moov=2**31), id="moov bomb"),
        pytest.param(mp4(seconds=36_000), id="ten hours of mp4"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", id="svg"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="page"),
        pytest.param(b"RIFF\0\0\0\0WAVEfmt ", id="wav"),
        pytest.param(b"\x1aE\xdf\xa3<script>alert(1)</script>", id="polyglot"),
    ],
)
def test_what_is_no_recording_is_kept_and_never_handed_out(tablet, cast, maria, sound):
    item, boxes = says(tablet, cast.kuba, sound)
    assert brings(tablet, boxes) == {"kept"}
    assert maria.get(address(cast, item)).status_code == 404
    page = reading(maria, cast, tablet)
    assert "<audio" not in page
    assert "This recording cannot be played" in page
    assert Part.get().sound == sound[: len(Part.get().sound)]


@pytest.mark.parametrize(
    "part",
    ["x", "{}", '{"recording":"x","place":0,"ms":0}', "[" * 10_000, '{"recording":1}', "\ud800"],
    ids=["word", "empty", "no name", "deep", "number", "half a letter"],
)
def test_what_is_no_part_stays_on_the_tablet(tablet, cast, part):
    assert brings(tablet, [tablet.writes(cast.kuba, worries_aloud__part=part)]) == {"refused"}
    assert (Entry.select().count(), Aside.select().count()) == (0, 0)


def test_a_part_that_is_too_big_or_too_late_stays_on_the_tablet(tablet, cast):
    for told in ('"place":0,"ms":0,"sound":"%s"' % ("A" * 400_000), '"place":1000,"ms":0', '"place":0,"ms":9999999'):
        part = f'{{"recording":"00000000-0000-4000-8000-000000000000",{told}}}'
        assert brings(tablet, [tablet.writes(cast.kuba, worries_aloud__part=part)]) == {"refused"}


def test_nobody_puts_a_part_into_another_childs_recording(app, tablet, cast, maria, keys):
    """Hanna may write for Zosia; she names Kuba's recording there, and gets nothing of it and into it."""
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    content = Item.get_by_id(item).content
    hannas = Tablet(app.test_client(), keys, cast.hanna)
    brings(hannas, [hannas.writes(cast.zosia, worries_aloud=content)])
    theirs = Item.get(Item.document == hannas.document)
    hanna = app.test_client().signs_in(cast.hanna)
    assert hanna.get(f"/families/{cast.okafors.id}/items/{theirs.id}/recording").status_code == 404
    assert maria.get(address(cast, item)).data == webm()


def takes_in_the_first(maria, cast):
    page = f"/families/{cast.nowaks.id}/asides/{Aside.get().id}"
    assert "All of it is taken in together" in maria.get(page).text
    assert maria.post(page, data={"csrf_token": maria.get("/session").json["csrf"]}).status_code == 303


def test_a_recording_of_a_stranger_is_taken_in_under_a_name_of_its_own(app, tablet, cast, maria, keys):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    ottos = Tablet(app.test_client(), keys, cast.otto)
    _item, more = says(ottos, cast.kuba, mp4())
    assert brings(ottos, more) == {"aside"}
    takes_in_the_first(maria, cast)
    assert not Aside.select().where(Aside.taken_in_at.is_null()).exists(), "one decision for all of it"
    brought = Item.get(Item.document == ottos.document)
    assert maria.get(address(cast, brought.id)).data == mp4()
    assert maria.get(address(cast, item)).data == webm()


def test_a_stranger_adds_nothing_to_a_recording_that_they_name(app, tablet, cast, maria, keys):
    item, boxes = says(tablet, cast.kuba, webm(), end=False)
    brings(tablet, boxes)
    before = maria.get(address(cast, item)).data
    name = Part.get().recording
    ottos = Tablet(app.test_client(), keys, cast.otto)
    piece = parts(b"more", str(name), pieces=1, end=False)[0].replace('"place":0', '"place":3')
    assert brings(ottos, [ottos.writes(cast.kuba, worries_aloud__part=piece)]) == {"aside"}
    page = f"/families/{cast.nowaks.id}/asides/{Aside.get().id}"
    assert maria.post(page, data={"csrf_token": maria.get("/session").json["csrf"]}).status_code == 303
    assert Part.select().count() == 4, "kept, under a name of its own"
    assert maria.get(address(cast, item)).data == before


def test_a_recording_is_found_in_its_own_family_alone(tablet, cast, maria):
    lis = begin_family("Lis", cast.maria)
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes)
    assert maria.get(f"/families/{lis.id}/items/{item}/recording").status_code == 404


def test_parts_that_came_after_the_pass_was_taken_back_join_what_came_before(tablet, cast, maria):
    item, boxes = says(tablet, cast.kuba, webm())
    brings(tablet, boxes[:2])
    Pass.get_by_id(tablet.held.id).revoke()
    assert brings(tablet, boxes[2:]) == {"aside"}
    takes_in_the_first(maria, cast)
    assert maria.get(address(cast, item)).data == webm()


def test_an_item_that_names_no_recording_says_so(tablet, cast, maria):
    brings(tablet, [tablet.writes(cast.kuba, worries_aloud="no name")])
    item = Item.get()
    with pytest.raises(AnswerUnreadable):
        Recording.of(item)
    assert maria.get(address(cast, item.id)).status_code == 404
    assert "It is kept as it came" in reading(maria, cast, tablet)


def test_the_microphone_is_for_pages_alone_on_which_something_may_be_said(maria, client, cast):
    kuba = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    for there in ("/tools/three-houses", f"{kuba}/tools/three-houses"):
        assert "microphone=(self)" in maria.get(there).headers["Permissions-Policy"]
    for elsewhere in ("/families", kuba, "/offline", "/sign-in"):
        assert "microphone=()" in maria.get(elsewhere).headers["Permissions-Policy"]
    for page in (client.get("/tools/three-houses"), client.get("/sign-in")):
        assert "camera=()" in page.headers["Permissions-Policy"]
        assert "media-src 'self' blob:" in page.headers["Content-Security-Policy"]
