"""A photo of what was made on paper: whatever file comes, what is kept is a picture of our own making, or nothing."""

import re
import struct
import warnings
import zlib
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image, PngImagePlugin

from app.practice import Role
from app.records import Document, Entry, Item, Journal, Member, Photo, User
from app.records.photo import LONGEST_EDGE, MOST_PIXELS, NotAPhoto, TooBig, redrawn
from tests.cast import WORDS

GPS = 0x8825
SECRET = b"geheim-17"


def file(sort="JPEG", size=(60, 40), colour="red", **rest):
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, sort, **rest)
    return written.getvalue()


def telling():
    """A photo that says where it was taken, with what, and who wrote a note into it."""
    told = Image.Exif()
    told[0x010F] = "geheim-17"
    told[0x0112] = 6  # it lies on its side
    told.get_ifd(GPS)[2] = (52.0, 13.0, 0.0)
    return file(exif=told, comment=SECRET, icc_profile=SECRET * 20)


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(wide, tall, *chunks):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0))
    return b"".join([b"\x89PNG\r\n\x1a\n", head, *chunks, chunk(b"IEND", b"")])


def flood(wide, tall):
    """A PNG of a few bytes that claims to be as big as this."""
    return png(wide, tall, chunk(b"IDAT", zlib.compress(b"\0" * 1000)))


def icc_bomb():
    profile = chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 20_000_000, 9))
    return png(4, 4, profile, chunk(b"IDAT", zlib.compress((b"\0" + b"\1" * 12) * 4)))


def moving():
    written = BytesIO()
    frames = [Image.new("RGB", (20, 20), (n, n, n)) for n in range(20)]
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])
    return written.getvalue()


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HOSTILE = {
    "svg": SVG,
    "page": b"<!doctype html><script>alert(1)</script>",
    "mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<script>alert(1)</script>",
    "xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj",
    "gif": file("GIF"),
    "tiff": file("TIFF"),
    "bmp": file("BMP"),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "half a jpeg": file(size=(400, 400))[:900],
    "moving": moving(),
    "icc bomb": icc_bomb(),
    "nothing after its head": b"\x89PNG\r\n\x1a\n",
    "words": b"hello",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photo_is_refused_by_its_content(name):
    with pytest.raises(NotAPhoto):
        redrawn(HOSTILE[name])


@pytest.mark.parametrize("size", [(50_000, 50_000), (8000, 5001), (2**31 - 1, 1), (1, 2**31 - 1)], ids=str)
def test_a_flood_of_points_is_refused_before_it_is_read(size):
    with pytest.raises(TooBig):
        redrawn(flood(*size))


def test_a_flood_is_refused_where_a_warning_is_only_written_down():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(TooBig):
            redrawn(flood(8000, 5001))


def test_a_polyglot_leaves_nothing_behind_but_what_is_seen():
    picture, _wide, _tall = redrawn(file("PNG") + b"<script>alert(1)</script>" + SECRET)
    assert SECRET not in picture
    assert b"script" not in picture


def test_nothing_is_kept_of_where_when_and_with_what_it_was_taken():
    assert SECRET in telling()
    picture, wide, tall = redrawn(telling())
    assert SECRET not in picture
    assert (wide, tall) == (40, 60), "the right way up"
    again = Image.open(BytesIO(picture))
    assert not again.getexif()
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("sort", ["JPEG", "PNG", "WEBP"])
def test_a_big_photo_is_made_small_enough(sort):
    picture, wide, tall = redrawn(file(sort, size=(4000, 3000)))
    assert max(wide, tall) == LONGEST_EDGE
    assert picture[:3] == b"\xff\xd8\xff"


def test_a_note_in_the_pictures_metadata_that_is_a_bomb_is_no_way_in():
    told = PngImagePlugin.PngInfo()
    told.add_text("x", "y" * 1000, zip=True)
    picture, _wide, _tall = redrawn(file("PNG", pnginfo=told))
    assert b"yyy" not in picture
    assert MOST_PIXELS < 60_000_000


def address(cast, member=None):
    return f"/families/{cast.nowaks.id}/members/{(member or cast.kuba).id}/photos/new"


def bring(browser, cast, photo=None, *, where="three-houses/worries", **rest):
    data = {"csrf_token": browser.get("/session").json["csrf"], "entry": str(uuid4()), "where": where, "hand": "child"}
    body = multipart(data | rest, file() if photo is None else photo)
    return browser.post(address(cast), data=body, content_type="multipart/form-data; boundary=between")


def multipart(fields, photo):
    """As a browser posts it; the file's name and what is said of it are lies."""
    lines = [f'--between\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields]
    head = '--between\r\nContent-Disposition: form-data; name="photo"; filename="photo.svg"\r\n'
    return "".join([*lines, head]).encode() + b"Content-Type: image/svg+xml\r\n\r\n" + photo + b"\r\n--between--\r\n"


def test_a_worker_brings_a_photo_into_the_house_it_belongs_to(cast, maria):
    assert address(cast) in maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    assert bring(maria, cast, telling(), words="Dad shouts").status_code == 303
    photo, words = Item.select().order_by(Item.place)
    assert (photo.kind, photo.question, photo.hand) == ("photo", "worries_drawing", "child")
    assert (words.kind, words.content, words.hand) == ("lines", "Dad shouts", "worker")
    assert photo.document.finished_at
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{photo.document_id}").text
    seen = f"/families/{cast.nowaks.id}/items/{photo.id}/photo"
    assert f'src="{seen}"' in page
    assert "House of worries" in page
    answer = maria.get(seen)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/jpeg", bytes(Photo.get().picture))
    assert SECRET not in answer.data
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert [line.thing_id for line in Journal.select().where(Journal.act == "saw")] == [str(photo.id)]


def test_it_is_kept_with_the_questions_it_was_made_to(cast, tablet, maria):
    """Those the child was asked last, unless the worker says otherwise."""
    tablet.receipts(tablet.writes(cast.kuba, worries="It was dark", band="younger"))
    page = maria.get(address(cast)).text
    assert re.search(r'name="band" type="radio" value="younger" checked', page)
    for band in ("younger", "older"):
        bring(maria, cast, band=band)
    assert [item.band for item in Item.select().where(Item.kind == "photo")] == ["younger", "older"]
    assert bring(maria, cast, band="x").status_code == 400


def test_a_photo_stands_in_the_booklet_without_what_it_told_of_itself(cast, maria):
    bring(maria, cast, telling())
    document = Item.get().document_id
    for edition in ("child", "worker"):
        pdf = maria.get(f"/families/{cast.nowaks.id}/documents/{document}/booklet?edition={edition}")
        assert pdf.status_code == 200
        assert b"/DCTDecode" in pdf.data
        assert SECRET not in pdf.data


def test_sent_twice_it_is_kept_once(cast, maria):
    name = str(uuid4())
    for _ in range(2):
        assert bring(maria, cast, entry=name).status_code == 303
    assert bring(maria, cast, file(colour="blue"), entry=name).status_code == 303
    assert (Entry.select().count(), Photo.select().count()) == (2, 2)


@pytest.mark.parametrize(
    ("photo", "says"),
    [
        (b"", "Choose a photo"),
        (SVG, "This is not a photo that can be shown."),
        (flood(50_000, 50_000), "This photo is too big."),
        (b"\xff\xd8\xff" + b"\0" * (15 * 2**20), "This photo is too big."),
        (b"\xff\xd8\xff" + b"\0" * (17 * 2**20), "This photo is too big."),
    ],
    ids=["none", "svg", "flood", "heavy", "too heavy to look at"],
)
def test_what_is_wrong_with_it_is_said_beside_the_field(cast, maria, photo, says):
    answer = bring(maria, cast, photo)
    assert answer.status_code == 400
    assert f"{says}" in answer.text.partition('id="photo-error"')[2]
    assert (Entry.select().count(), Photo.select().count()) == (0, 0)


def test_what_is_left_out_is_said_beside_its_field_too(cast, maria):
    answer = bring(maria, cast, where="three-houses/nowhere")
    assert answer.status_code == 400
    assert 'id="where-error"' in answer.text


def test_nobody_but_their_worker_brings_a_photo_or_sees_one(app, cast, maria, otto):
    bring(maria, cast)
    item = Item.get()
    ewa, hanna = (app.test_client().signs_in(user) for user in (cast.ewa_user, cast.hanna))
    for browser in (otto, ewa, hanna):
        assert browser.get(address(cast)).status_code == 404
        assert browser.get(f"/families/{cast.nowaks.id}/items/{item.id}/photo").status_code == 404
    assert hanna.get(f"/families/{cast.okafors.id}/items/{item.id}/photo").status_code == 404


def test_a_young_person_with_an_account_brings_none(app, cast):
    iga_user = User.enrol(name="Iga", email="iga@example.org", words=WORDS, role=Role.CHILD)
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD, user=iga_user)
    assert app.test_client().signs_in(iga_user).get(address(cast, iga)).status_code == 404


def test_an_item_about_another_child_shows_no_photo_that_it_names(cast, maria):
    bring(maria, cast)
    item = Item.get()
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    Document.update(member=adam).where(Document.id == item.document_id).execute()
    assert maria.get(f"/families/{cast.nowaks.id}/items/{item.id}/photo").status_code == 200, "it went along"
    bring(maria, cast)
    other = Item.get(Item.id != item.id)
    Item.update(content=item.content).where(Item.id == other.id).execute()
    assert maria.get(f"/families/{cast.nowaks.id}/items/{other.id}/photo").status_code == 404


def test_a_photo_is_no_recording_and_a_recording_no_photo(cast, maria):
    bring(maria, cast)
    item = Item.get()
    assert maria.get(f"/families/{cast.nowaks.id}/items/{item.id}/recording").status_code == 404
