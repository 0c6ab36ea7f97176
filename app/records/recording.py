"""What a child said aloud: part by part, each kept as it was made, and played to those who may read what they said."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID, uuid4, uuid5

import msgspec
from peewee import BigIntegerField, BlobField, BooleanField, ForeignKeyField, IntegerField, IntegrityError, UUIDField

from app.practice import Kind

from .answer import Answer, AnswerUnreadable
from .aside import CannotTakeIn, Reason
from .container import LOOKED_AT, Unplayable, media_type
from .db import Record, db
from .document import Document
from .entry import Entry
from .item import Item, Said

LONGEST_PART = 256 * 1024  #: bytes; three seconds at 24 kbit/s are about 9,000
LOOKED_UP = "recordings looked up"  #: what an item carries where it was asked for many at once
MOST_PARTS = 1000
MOST_BYTES = 24 * 2**20  #: that are played; ten minutes are 2 million, and 10 where a browser heeds no wish
LONGEST_MS = 11 * 60_000

#: Of each part its place, its milliseconds and whether it is the last.
Rows = list[tuple[int, int, bool]]


class Recorded(Answer, frozen=True, forbid_unknown_fields=True):
    """What an item of this kind says: the name of the recording."""

    recording: UUID


class Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part as a device hands it in: of which recording, the how-manieth from 0, how many milliseconds of it have been
    recorded by then, and its bytes (base64 in JSON). The last has no sound: it says that there is no more."""

    recording: UUID
    place: Annotated[int, msgspec.Meta(ge=0, lt=MOST_PARTS)]
    ms: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_MS)]
    sound: Annotated[bytes, msgspec.Meta(max_length=LONGEST_PART)] = b""

    @classmethod
    def read(cls, text: str) -> "Piece":
        """Raises ValueError, whatever the text is."""
        return msgspec.json.decode(text.encode("utf-8", "replace"), type=cls)


class Part(Record):
    """A few seconds of a recording. It may come before the item that names it, and in any order. `sound` is what people
    said: like Content, nothing filters, sorts or joins on it."""

    id = UUIDField(primary_key=True, default=uuid4)
    entry = ForeignKeyField(Entry)
    document = ForeignKeyField(Document)
    recording = UUIDField()
    place = IntegerField()
    ms = BigIntegerField()
    is_last = BooleanField()
    sound = BlobField()

    class Meta:
        indexes = ((("recording", "place"), True),)

    @classmethod
    def put(cls, entry: Entry, pieces: Sequence[Piece]) -> None:
        """Raises CannotTakeIn where another part has its place."""
        try:
            with db.atomic():
                for piece in pieces:
                    cls.create(
                        entry=entry,
                        document=entry.document_id,
                        recording=piece.recording,
                        place=piece.place,
                        ms=piece.ms,
                        is_last=not piece.sound,
                        sound=piece.sound,
                    )
        except IntegrityError as taken:
            raise CannotTakeIn(Reason.NAME_TAKEN, entry.document.family) from taken


@dataclass(frozen=True)
class Recording:
    """One recording as far as it has come without a gap. `seconds` of it can be heard; `whole` when its end is there
    too; `media_type` is empty where it is nothing that may be played."""

    name: UUID
    document: UUID
    places: int
    seconds: float
    whole: bool
    media_type: str

    @classmethod
    def of(cls, item: Item) -> "Recording":
        """What has come of the recording that this item names, about the same child. Raises AnswerUnreadable."""
        name = Recorded.read(item.content or "").recording
        if LOOKED_UP in item.__dict__:
            rows, head = item.__dict__[LOOKED_UP].get((name, item.document.member_id), ([], b""))
        else:
            asked = _parts(name, item).select(Part.place, Part.ms, Part.is_last).order_by(Part.place)
            rows, head = list(asked.tuples()), b""
        return cls._so_far(name, item.document_id, rows, head)

    @classmethod
    def _so_far(cls, name: UUID, document: UUID, rows: Rows, head: bytes) -> "Recording":
        """`head`: its beginning, where that is known already."""
        places, ms, whole = 0, 0, False
        for part in rows:
            if part[0] != places or whole:
                break
            places, ms, whole = places + 1, part[1], part[2]
        recording = cls(name, document, places, ms / 1000, whole, "")
        for beginning in (lambda: head, lambda: recording.sound(LOOKED_AT)):
            with suppress(Unplayable):
                return replace(recording, media_type=media_type(beginning()))
        return recording

    @staticmethod
    def look_up(items: Iterable[Item]) -> None:
        """For a page with many: from now on `of` answers for these items without asking again."""
        asked = [item for item in items if item.kind == Kind.RECORDING and item.content]
        names = named_in(item.content for item in asked)
        found: dict[tuple[UUID, UUID], tuple[Rows, bytes]] = {}
        if names:
            every = Part.select(Part.recording, Document.member, Part.place, Part.ms, Part.is_last).join(Document)
            for name, member, *row in every.where(Part.recording.in_(names)).order_by(Part.place).tuples():
                found.setdefault((name, member), ([], b""))[0].append(tuple(row))
            first = Part.select(Part.recording, Document.member, Part.sound).join(Document)
            for name, member, sound in first.where(Part.recording.in_(names), Part.place == 0).tuples():
                found[name, member] = (found[name, member][0], bytes(sound)[:LOOKED_AT])
        for item in asked:
            item.__dict__[LOOKED_UP] = found

    def sound(self, most: int = MOST_BYTES) -> bytes:
        """Its bytes from the beginning; no more parts are looked up than `most` bytes need."""
        found = bytearray()
        parts = (
            Part.select(Part.sound).where(Part.recording == self.name, Part.place < self.places).order_by(Part.place)
        )
        for (sound,) in parts.tuples().iterator():
            found += sound
            if len(found) >= most:
                break
        return bytes(found)


def named_in(texts: Iterable[str]) -> set[UUID]:
    """The recordings that some texts are parts of, or name."""
    found = set()
    for text in texts:
        for sort in (Piece, Recorded):
            with suppress(ValueError):
                found.add(sort.read(text).recording)
    return found


def apart(things: list[Said], pieces: list[Piece], space: UUID) -> tuple[list[Said], list[Piece]]:
    """The same under names that join them to nothing that anybody else brought, and still to one another."""
    renamed = [msgspec.structs.replace(piece, recording=uuid5(space, str(piece.recording))) for piece in pieces]
    return [_apart(thing, space) for thing in things], renamed


def _apart(thing: Said, space: UUID) -> Said:
    try:
        name = Recorded.read(thing.content or "").recording if thing.kind == Kind.RECORDING else None
    except AnswerUnreadable:
        name = None
    return replace(thing, content=Recorded(uuid5(space, str(name))).written()) if name else thing


def _parts(name: UUID, item: Item) -> Any:
    """The parts of a recording, where they were brought for the child whom the item is about."""
    theirs = Document.select(Document.id).where(Document.member == item.document.member_id)
    return Part.select().where(Part.recording == name, Part.document.in_(theirs))
