"""Passphrases: argon2id, a few at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

SHORTEST = 15  #: NIST SP 800-63B-4 asks for 15 characters where nothing else is asked for
LONGEST = 1000
WAIT_SECONDS = 2

#: OWASP's password storage cheat sheet: 19 MiB, two passes, one lane; about 31 ms of one core.
_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
_a_few = BoundedSemaphore(2)
_nobodys = _hasher.hash("the passphrase of nobody at all")


class Busy(Exception):
    """More people are signing in at this moment than the machine can check: ask again in a few seconds."""


def keep(passphrase: str) -> str:
    """What is kept of a passphrase. Raises Busy."""
    with _turn():
        return _hasher.hash(passphrase)


def is_it(passphrase: str, kept: str | None) -> bool:
    """Whether this is the passphrase. Takes as long where there is nobody (`kept` is None). Raises Busy."""
    with _turn():
        try:
            return _hasher.verify(kept or _nobodys, passphrase) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _a_few.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _a_few.release()
