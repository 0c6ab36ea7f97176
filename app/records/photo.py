"""A photo of what was made on paper: drawn anew by us, so that nothing of the file is kept but what is seen."""

from collections.abc import Iterable
from io import BytesIO
from threading import Lock
from typing import Any
from uuid import UUID, uuid4

from peewee import BlobField, ForeignKeyField, IntegerField, UUIDField
from PIL import Image, ImageOps

from .answer import Answer, AnswerUnreadable
from .db import Record
from .document import Document
from .entry import Entry
from .item import Item

LOOKED_UP = "photos looked up"  #: what an item carries where it was asked for many at once
PHOTO = "photo"  #: the kind of its item; no tool asks for one
SORTS = ("JPEG", "PNG", "WEBP")
BIGGEST_FILE = 15 * 2**20
MOST_PIXELS = 40_000_000  #: as many as a telephone takes; Pillow tells of more before it reads them
LONGEST_EDGE = 2400  #: pixels: what is written on a sheet of A4 can be read
QUALITY = 82

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
#: One at a time: a big picture takes 160 MB while it is looked at.
_looking = Lock()


class NotAPhoto(ValueError):
    """Nothing in it can be shown as a photo."""


class TooBig(NotAPhoto):
    """It has more bytes, or more points, than a photo of a sheet of paper needs."""


class Photographed(Answer, frozen=True, forbid_unknown_fields=True):
    """What an item of this kind says: the name of the photo."""

    photo: UUID


class Photo(Record):
    """A JPEG of our own making, without a word about when, where or with what it was taken. `picture` is what people
    made: like Content, nothing filters, sorts or joins on it."""

    id = UUIDField(primary_key=True, default=uuid4)
    entry = ForeignKeyField(Entry)
    document = ForeignKeyField(Document)
    wide = IntegerField()
    tall = IntegerField()
    picture = BlobField()

    @classmethod
    def put(cls, entry: Entry, **told: Any) -> None:
        """`told`: its id, its picture, how wide and tall it is in pixels."""
        cls.create(entry=entry, document=entry.document_id, **told)

    @classmethod
    def of(cls, item: Item) -> "Photo | None":
        """The photo that this item names, where it was brought for the same child. Raises AnswerUnreadable."""
        name = Photographed.read(item.content or "").photo
        if LOOKED_UP in item.__dict__:
            return item.__dict__[LOOKED_UP].get((name, item.document.member_id))
        theirs = Document.select(Document.id).where(Document.member == item.document.member_id)
        return cls.get_or_none(cls.id == name, cls.document.in_(theirs))

    @classmethod
    def look_up(cls, items: Iterable[Item]) -> None:
        """For a page with many: from now on `of` answers for these items without asking again, and without the
        picture."""
        asked = [item for item in items if item.kind == PHOTO and item.content]
        names = {name for item in asked if (name := _named(item))}
        its = cls.select(cls.id, cls.wide, cls.tall, cls.document, Document).join(Document).where(cls.id.in_(names))
        found = {(photo.id, photo.document.member_id): photo for photo in its} if names else {}
        for item in asked:
            item.__dict__[LOOKED_UP] = found


def _named(item: Item) -> UUID | None:
    try:
        return Photographed.read(item.content or "").photo
    except AnswerUnreadable:
        return None


def redrawn(file: bytes) -> tuple[bytes, int, int]:
    """The first picture in a file as a JPEG of ours, and how wide and tall it is. What it is shows in its content and
    not in its name. Raises TooBig or NotAPhoto, whatever the bytes are."""
    if len(file) > BIGGEST_FILE:
        raise TooBig(f"{len(file)} bytes")
    try:
        with _looking, Image.open(BytesIO(file), formats=SORTS) as found:
            _look_at(found)
            return _drawn(found)
    except NotAPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as reason:
        raise TooBig("too many points") from reason
    except Exception as reason:  # whatever is wrong with it, in whichever of its decoders
        raise NotAPhoto("cannot be opened") from reason


def _look_at(found: Image.Image) -> None:
    """Its head alone. A telephone may put two pictures into a JPEG; what moves is no photo."""
    if found.width * found.height > MOST_PIXELS:
        raise TooBig(f"{found.width} × {found.height}")
    if found.format in {"PNG", "WEBP"} and getattr(found, "n_frames", 1) > 1:
        raise NotAPhoto("it moves")


def _drawn(found: Image.Image) -> tuple[bytes, int, int]:
    """On a white sheet of our own, the right way up: its words about itself stay behind."""
    found.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    seen = ImageOps.exif_transpose(found).convert("RGBA")
    seen.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    sheet = Image.new("RGB", seen.size, "white")
    sheet.paste(seen, mask=seen)
    written = BytesIO()
    sheet.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue(), *sheet.size
