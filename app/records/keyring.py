"""P-256 keys of one purpose: a new one is made beside the old ones, and none is deleted here."""

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

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


class KeyRing:
    """A folder of PEM files, one a key, by the time they were made. A key is called by the first 16 hex digits of the
    SHA-256 of its public half."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, ec.EllipticCurvePrivateKey] = {}
        self._newest = ""

    def make(self) -> None:
        """Make the first one, where there is none."""
        if not any(self.folder.glob("*.pem")):
            self.rotate()

    def rotate(self) -> str:
        """Make a new key, which counts from now on. Returns its name."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write(self.folder / f"{made}-{name_of(key)}.pem", pem)
        return name_of(key)

    def named(self, kid: str) -> ec.EllipticCurvePrivateKey | None:
        """The key of this name, old or new; looked for on the disk again when it is not known yet."""
        if kid not in self._known:
            self._look()
        return self._known.get(kid)

    def newest(self) -> tuple[str, ec.EllipticCurvePrivateKey]:
        """Its name and the key that counts now, whichever process made it. Raises NoKeys."""
        self._look()
        if not self._newest:
            raise NoKeys(f"there is no key in {self.folder}: run `flask keys make`")
        return self._newest, self._known[self._newest]

    def _look(self) -> None:
        for path in sorted(self.folder.glob("*.pem")):
            kid = path.stem.rpartition("-")[2]
            if kid not in self._known:
                key = load_pem_private_key(path.read_bytes(), password=None)
                if isinstance(key, ec.EllipticCurvePrivateKey):
                    self._known[kid] = key
            self._newest = kid


def name_of(key: ec.EllipticCurvePrivateKey) -> str:
    return sha256(public_half(key)).hexdigest()[:16]


def public_half(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def write(path: Path, text: bytes) -> None:
    """Written whole or not at all, and never readable by anybody else, not for a moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
