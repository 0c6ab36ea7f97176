"""The instance's keys: files outside the database, readable by their owner alone, and part of every backup."""

from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from secrets import token_urlsafe

from cryptography.hazmat.primitives.asymmetric import ec

from .keyring import KeyRing, NoKeys, name_of, public_half, write

__all__ = ["Keys", "NoKeys", "name_of", "public_half"]


class Keys:
    """A folder of keys: `session` signs cookies, `lookup` finds what may not be read, `seal/` opens boxes, `vapid/`
    says to push services who sends.

    A tablet may bring a box weeks later, and a telephone moves to a new VAPID key only when it is opened: keep each for
    400 days after its last use.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seal, self.vapid = KeyRing(folder / "seal"), KeyRing(folder / "vapid")

    def make(self) -> None:
        """Make what is missing. What is there stays as it is."""
        for name in ("session", "lookup"):
            if not (self.folder / name).exists():
                write(self.folder / name, token_urlsafe(48).encode())
        self.seal.make()
        self.vapid.make()

    def made(self) -> bool:
        return (self.folder / "session").exists()

    def read(self, name: str) -> bytes:
        """The `session` or the `lookup` key. Raises NoKeys."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            raise NoKeys(f"there is no {name} key in {self.folder}: run `flask keys make`") from None

    def seal_key(self, kid: str) -> ec.EllipticCurvePrivateKey | None:
        return self.seal.named(kid)

    def newest_seal_key(self) -> tuple[str, str]:
        """What a device seals to: (name, public half in base64). Raises NoKeys."""
        kid, key = self.seal.newest()
        return kid, b64encode(public_half(key)).decode()

    def newest_vapid_key(self) -> tuple[str, str]:
        """What a browser subscribes with: (name, public half in base64url without padding). Raises NoKeys."""
        kid, key = self.vapid.newest()
        return kid, urlsafe_b64encode(public_half(key)).decode().rstrip("=")
