"""Tells by its content what a recording's bytes are, and whether they may be played: one track of sound, nothing else.

Nothing is decoded here, and nothing is believed: each part says how long it is, and must fit into what holds it. Made
after RFC 9559 (Matroska, WebM) and ISO/IEC 14496-12 (MP4).
"""

import struct
from collections.abc import Iterator

LONGEST_SECONDS = 11 * 60  #: ten minutes are offered; a little more, since a device counts by its own clock
LOOKED_AT = 64 * 1024  #: bytes: what says what it is stands at the beginning
MOST_PARTS = 200  #: that one part may be made of; a recorder writes about ten

EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
DOCTYPE, DURATION, SCALE, TRACK_TYPE, CODEC = 0x4282, 0x4489, 0x2AD7B1, 0x83, 0x86
SOUND_TRACK = 2
NANOSECONDS = 1_000_000  #: in one step of a WebM's clock, unless it says otherwise


class Unplayable(ValueError):
    """This is no recording that a device of ours makes; it is kept, and never handed out."""


def media_type(sound: bytes) -> str:
    """`audio/webm` or `audio/mp4`, of a recording's beginning. Raises Unplayable, whatever the bytes are."""
    head = sound[:LOOKED_AT]
    try:
        if head[:4] == b"\x1aE\xdf\xa3":
            return _webm(head)
        if head[4:8] == b"ftyp":
            return _mp4(head)
    except (IndexError, struct.error, OverflowError) as reason:
        raise Unplayable("not whole") from reason
    raise Unplayable("neither WebM nor MP4")


def _webm(head: bytes) -> str:
    top = dict(_elements(head))
    if dict(_elements(top[EBML])).get(DOCTYPE, b"").rstrip(b"\0") != b"webm":
        raise Unplayable("not WebM")
    segment = dict(_elements(top.get(SEGMENT, b"")))
    tracks = [part for id, part in _elements(segment.get(TRACKS, b"")) if id == TRACK]
    if len(tracks) != 1:
        raise Unplayable("not one track")
    track = dict(_elements(tracks[0]))
    if int.from_bytes(track.get(TRACK_TYPE, b"")) != SOUND_TRACK or track.get(CODEC, b"") != b"A_OPUS":
        raise Unplayable("not Opus alone")
    info = dict(_elements(segment.get(INFO, b"")))
    scale = int.from_bytes(info.get(SCALE, b"")) or NANOSECONDS
    _not_too_long(_float(info.get(DURATION, b"")) * scale / 1e9)
    return "audio/webm"


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(id, content) of each EBML element, as far as the sound itself; one of unknown length goes to the end."""
    at = 0
    for _ in range(MOST_PARTS):
        if at >= len(data):
            return
        id, at = _number(data, at, marked=True)
        size, at = _number(data, at)
        if id == CLUSTER:
            return
        yield id, data[at : at + size]
        at += size
    raise Unplayable("too many parts")


def _number(data: bytes, at: int, marked: bool = False) -> tuple[int, int]:
    """An EBML number and where it ends; all ones are “unknown”, which is more than is looked at."""
    length = 9 - data[at].bit_length()
    if length > 8 or at + length > len(data):
        raise Unplayable("not EBML")
    number = int.from_bytes(data[at : at + length])
    if not marked:
        number &= (1 << 7 * length) - 1
    return number, at + length


def _float(data: bytes) -> float:
    return struct.unpack(">f" if len(data) == 4 else ">d", data)[0] if data else 0.0


def _mp4(head: bytes) -> str:
    top = _boxes(head)
    moov = _boxes(top[b"moov"][0]) if b"moov" in top else {}
    tracks = moov.get(b"trak", [])
    if len(tracks) != 1:
        raise Unplayable("not one track")
    media = _boxes(_boxes(tracks[0])[b"mdia"][0]) if b"mdia" in _boxes(tracks[0]) else {}
    if media.get(b"hdlr", [b""])[0][8:12] != b"soun":
        raise Unplayable("not sound alone")
    table = _boxes(_boxes(media[b"minf"][0])[b"stbl"][0])
    if table[b"stsd"][0][12:16] not in {b"mp4a", b"Opus"}:
        raise Unplayable("neither AAC nor Opus")
    _not_too_long(_lasts(moov[b"mvhd"][0]))
    return "audio/mp4"


def _boxes(data: bytes) -> dict[bytes, list[bytes]]:
    """The boxes in this one by their names, as far as the sound itself. Raises Unplayable where one does not fit."""
    found: dict[bytes, list[bytes]] = {}
    at = 0
    for _ in range(MOST_PARTS):
        if at + 8 > len(data):
            return found
        size, name = struct.unpack_from(">I4s", data, at)
        if name in {b"moof", b"mdat"}:
            return found
        if size < 8 or at + size > len(data):
            raise Unplayable("a part is longer than what holds it")
        found.setdefault(name, []).append(data[at + 8 : at + size])
        at += size
    raise Unplayable("too many parts")


def _lasts(mvhd: bytes) -> float:
    """Seconds, as its header says; 0 where it was still being made."""
    scale, length = struct.unpack_from(">IQ", mvhd, 20) if mvhd[0] else struct.unpack_from(">II", mvhd, 12)
    return length / scale if scale else 0.0


def _not_too_long(seconds: float) -> None:
    if not 0 <= seconds <= LONGEST_SECONDS:
        raise Unplayable("longer than a recording is")
