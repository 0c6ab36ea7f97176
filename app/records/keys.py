"""The instance's keys: files outside the database, readable by their owner alone, and part of every backup."""

import os
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class NoKeys(RuntimeError):
    """The instance's keys have not been made yet (`flask keys make`)."""


class Keys:
    """A folder of keys: `session` signs cookies, `lookup` finds what may not be read, `seal/` opens boxes.

    A seal key is called by the first 16 hex digits of the SHA-256 of its public half. A new one is made beside the old
    ones, and none is deleted here: a tablet may bring a box weeks later. Keep each for 400 days after its last use.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seal: dict[str, ec.EllipticCurvePrivateKey] = {}
        self._newest = ""

    def make(self) -> None:
        """Make what is missing. What is there stays as it is."""
        for name in ("session", "lookup"):
            if not (self.folder / name).exists():
                _write(self.folder / name, token_urlsafe(48).encode())
        if not any((self.folder / "seal").glob("*.pem")):
            self.rotate_seal()

    def made(self) -> bool:
        return (self.folder / "session").exists()

    def rotate_seal(self) -> str:
        """Make a new seal key, which devices take up at their next contact. Returns its name."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        _write(
            self.folder / "seal" / f"{made}-{name_of(key)}.pem",
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        )
        return name_of(key)

    def read(self, name: str) -> bytes:
        """The `session` or the `lookup` key. Raises NoKeys."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise NoKeys(f"there is no {name} key in {self.folder}: run `flask keys make`") from None

    def seal_key(self, kid: str) -> ec.EllipticCurvePrivateKey | None:
        """The seal key of this name, old or new; looked for on the disk again when it is not known yet."""
        if kid not in self._seal:
            self._look()
        return self._seal.get(kid)

    def newest_seal_key(self) -> tuple[str, str]:
        """What a device seals to: (name, public half in base64). Raises NoKeys."""
        self._look()
        if not self._newest:
            raise NoKeys(f"there is no seal key in {self.folder}: run `flask keys make`")
        return self._newest, b64encode(public_half(self._seal[self._newest])).decode()

    def _look(self) -> None:
        for path in sorted((self.folder / "seal").glob("*.pem")):
            kid = path.stem.rpartition("-")[2]
            if kid not in self._seal:
                key = load_pem_private_key(path.read_bytes(), password=None)
                if isinstance(key, ec.EllipticCurvePrivateKey):
                    self._seal[kid] = key
            self._newest = kid


def name_of(key: ec.EllipticCurvePrivateKey) -> str:
    return sha256(public_half(key)).hexdigest()[:16]


def public_half(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _write(path: Path, text: bytes) -> None:
    """Written whole or not at all, and never readable by anybody else, not for a moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
