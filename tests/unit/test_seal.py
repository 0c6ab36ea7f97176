"""The seal: the same box as on the tablet, and whatever is changed about it, it does not open."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from app.records.keys import Keys, name_of
from app.records.seal import Box, CannotOpen, open_box
from tests.sealing import seal

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/seal.json").read_text())


def private(jwk):
    return ec.derive_private_key(int.from_bytes(b64decode(jwk["d"] + "=", altchars=b"-_"), "big"), ec.SECP256R1())


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    (folder / "seal").mkdir()
    for vector in VECTORS:
        key = private(vector["server"])
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "seal" / f"2026-{name_of(key)}.pem").write_bytes(pem)
    return Keys(folder)


def box(vector, **changed):
    return msgspec.convert({"number": 1, **vector["box"], **changed}, Box)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_the_box_of_the_vectors_is_made_and_opens(vector, keys):
    made = seal(
        vector["id"],
        vector["text"].encode(),
        vector["kid"],
        vector["key"],
        private(vector["ours"]),
        b64decode(vector["iv"]),
    )
    assert made == vector["box"]
    assert open_box(box(vector), keys).decode() == vector["text"]


@given(part=st.sampled_from(["key", "iv", "text"]), at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_and_it_does_not_open(keys, part, at, bit):
    content = bytearray(b64decode(VECTORS[0]["box"][part]))
    content[at % len(content)] ^= 1 << bit
    with pytest.raises(CannotOpen):
        open_box(box(VECTORS[0], **{part: b64encode(bytes(content)).decode()}), keys)


@pytest.mark.parametrize(
    "changed",
    [
        {"id": UUID(int=1)},
        {"v": 2},
        {"kid": "0" * 16},
        {"kid": VECTORS[1]["kid"]},
        {"key": ""},
        {"key": "not base64 at all!"},
        {"iv": ""},
        {"text": ""},
        {"text": "AAAA"},
    ],
    ids=str,
)
def test_under_another_name_version_or_key_it_does_not_open(keys, changed):
    with pytest.raises(CannotOpen):
        open_box(box(VECTORS[0], **changed), keys)


@given(
    part=st.sampled_from(["kid", "key", "iv", "text"]),
    told=st.text(max_size=80) | st.binary(max_size=80).map(lambda part: b64encode(part).decode()),
)
def test_anything_else_in_its_place_and_it_does_not_open(keys, part, told):
    with pytest.raises(CannotOpen):
        open_box(box(VECTORS[0], **{part: told}), keys)


@given(changed=st.fixed_dictionaries({"id": st.uuids()}) | st.fixed_dictionaries({"v": st.integers(min_value=2)}))
def test_any_other_name_or_version_and_it_does_not_open(keys, changed):
    with pytest.raises(CannotOpen):
        open_box(box(VECTORS[0], **changed), keys)


def test_a_half_that_is_no_point_of_the_curve_opens_nothing(keys):
    """Such points would give a server's key away bit by bit, if it agreed with them."""
    real = b64decode(VECTORS[0]["box"]["key"])
    squeezed = bytes([2 + real[-1] % 2]) + real[1:33]
    for point in (b"\0", bytes(65), b"\x04" + bytes(64), b"\x04" + b"\xff" * 64, real[:64], real + b"\0", squeezed):
        with pytest.raises(CannotOpen):
            open_box(box(VECTORS[0], key=b64encode(point).decode()), keys)


def test_what_was_sealed_before_a_new_key_opens_after_it(tmp_path):
    """A tablet may bring a box weeks later; and a server that was running finds a key that was made meanwhile."""
    keys, running = Keys(tmp_path), Keys(tmp_path)
    keys.make()
    sealed = []
    for words in (b"before", b"after"):
        sealed.append((words, {"number": 1, **seal(VECTORS[0]["id"], words, *keys.newest_seal_key())}))
        running.seal_key(keys.seal.rotate())
    for words, made in sealed:
        for held in (keys, running, Keys(tmp_path)):
            assert open_box(msgspec.convert(made, Box), held) == words
    assert len({made["kid"] for _words, made in sealed}) == 2
    assert running.newest_seal_key()[0] not in {made["kid"] for _words, made in sealed}


@given(content=st.binary(max_size=600).map(lambda content: content.rstrip(b" ")))
def test_whatever_is_sealed_opens_as_it_was_and_its_length_tells_little(keys, content):
    vector = VECTORS[0]
    made = seal(vector["id"], content, vector["kid"], vector["key"])
    assert open_box(msgspec.convert({"number": 1, **made}, Box), keys) == content
    assert (len(b64decode(made["text"])) - 16) % 256 == 0
