"""Opens what a device sealed. The device keeps no key that opens it again; pwa/seal.js is the twin of this file.

ECDH P-256 with a key the device used once, HKDF-SHA256, AES-256-GCM. One file of vectors, tests/vectors/seal.json,
holds the two together.
"""

from base64 import b64decode
from typing import Annotated
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .keys import Keys, public_half

VERSION = 1
BIGGEST_NUMBER = 2**53 - 1  #: the biggest whole number that every device counts exactly
CURVE = ec.SECP256R1()


class Box(msgspec.Struct, frozen=True):
    """What lies on a device and travels: nothing in it tells who wrote what about whom. All but the first two in
    base64; `kid` names the server's key, `number` is the device's own running number."""

    v: int
    id: UUID
    kid: str
    key: str
    iv: str
    text: str
    number: Annotated[int, msgspec.Meta(ge=0, le=BIGGEST_NUMBER)]


class CannotOpen(ValueError):
    """This box was sealed to another server, or was damaged on its way."""


def bound(version: int, id: UUID, kid: str) -> bytes:
    """What a box's text is bound to: in another version, under another name or for another key it does not open."""
    return f"{version}|{id}|{kid}".encode()


def open_box(box: Box, keys: Keys) -> bytes:
    """What was sealed, without its padding. Raises CannotOpen."""
    ours = keys.seal_key(box.kid)
    if box.v != VERSION or ours is None:
        raise CannotOpen(box.id)
    try:
        theirs, iv, text = b64decode(box.key), b64decode(box.iv), b64decode(box.text)
        shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        secret = HKDF(hashes.SHA256(), 32, salt=theirs + public_half(ours), info=b"seal-v1").derive(shared)
        opened = AESGCM(secret).decrypt(iv, text, bound(box.v, box.id, box.kid))
    except (ValueError, InvalidTag) as reason:
        raise CannotOpen(box.id) from reason
    return opened.rstrip(b" ")
