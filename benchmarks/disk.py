"""The disk's own limit: how often a second it can promise that 4 KiB are on it. No durable write is faster."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

TIMES = 300
BLOCK = os.urandom(4096)


@contextmanager
def folder() -> Iterator[Path]:
    """A place on the disk of the checkout. /tmp lies in memory on many machines, and would promise anything."""
    with TemporaryDirectory(prefix="disk-", dir=Path(__file__).parent) as name:
        yield Path(name)


def promises(place: Path) -> float:
    """Appends of 4 KiB a second, each followed by fdatasync, one after the other."""
    path = place / "appended"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    began = time.monotonic()
    for _ in range(TIMES):
        os.write(file, BLOCK)
        os.fdatasync(file)
    seconds = time.monotonic() - began
    os.close(file)
    path.unlink()
    return TIMES / seconds
