"""Sound as a device records it, made here byte by byte: WebM with Opus, MP4 with AAC, and what only looks like it."""

import struct
from base64 import b64encode
from typing import Any
from uuid import uuid4

import msgspec

from app.records import Member
from tests.sealing import Box, Tablet


def element(id: int, content: bytes, size: int | None = None) -> bytes:
    """One EBML element; `size` is what it claims to hold."""
    length = len(content) if size is None else size
    return id.to_bytes((id.bit_length() + 7) // 8) + (length | 1 << 56).to_bytes(8) + content


def track(kind: int = 2, codec: bytes = b"A_OPUS") -> bytes:
    return element(0xAE, element(0xD7, b"\1") + element(0x83, bytes([kind])) + element(0x86, codec))


def webm(*tracks: bytes, doctype: bytes = b"webm", seconds: float | None = None, sound: bytes = b"\x42" * 600) -> bytes:
    head = element(0x1A45DFA3, element(0x4282, doctype))
    info = b"" if seconds is None else element(0x4489, struct.pack(">d", seconds * 1000))
    inside = element(0x1549A966, element(0x2AD7B1, (1_000_000).to_bytes(3)) + info)
    inside += element(0x1654AE6B, b"".join(tracks or [track()]))
    inside += element(0x1F43B675, element(0xE7, b"\0") + element(0xA3, b"\x81\0\0\x80" + sound))
    return head + element(0x18538067, inside, size=2**56 - 1)


def box(name: bytes, content: bytes, size: int | None = None) -> bytes:
    return struct.pack(">I4s", len(content) + 8 if size is None else size, name) + content


def mp4(handler: bytes = b"soun", codec: bytes = b"mp4a", tracks: int = 1, seconds: int = 0, moov: Any = None) -> bytes:
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80)
    described = box(b"stsd", struct.pack(">II", 0, 1) + box(codec, b"\0" * 28))
    media = box(b"hdlr", struct.pack(">II4s", 0, 0, handler) + b"\0" * 13)
    media += box(b"minf", box(b"stbl", described))
    moovs = box(b"moov", mvhd + box(b"trak", box(b"mdia", media)) * tracks, size=moov)
    return box(b"ftyp", b"iso5\0\0\2\0iso5mp41") + moovs + box(b"moof", b"\0" * 40) + box(b"mdat", b"\x21" * 600)


def parts(sound: bytes, recording: str, pieces: int = 3, end: bool = True) -> list[str]:
    """As a device hands them in, two seconds each."""
    step = -(-len(sound) // pieces) or 1
    cut = [sound[at : at + step] for at in range(0, len(sound), step)]
    told = [
        {"recording": recording, "place": place, "ms": 2000 * (place + 1), "sound": b64encode(piece).decode()}
        for place, piece in enumerate(cut)
    ]
    if end:
        told.append({"recording": recording, "place": len(cut), "ms": 2000 * len(cut), "sound": ""})
    return [msgspec.json.encode(one).decode() for one in told]


def says(tablet: Tablet, member: Member, sound: bytes, *, end: bool = True, **rest: str) -> tuple[str, list[Box]]:
    """The item's name, and the boxes in which a tablet brings something said aloud: first what names it."""
    item, recording = str(uuid4()), str(uuid4())
    named = {"worries_aloud": msgspec.json.encode({"recording": recording}).decode(), "worries_aloud__id": item, **rest}
    brought = [tablet.writes(member, worries_aloud__part=part) for part in parts(sound, recording, end=end)]
    return item, [tablet.writes(member, **named), *brought]
