"""Bringing the database up to date: one process at a time, however many are started together."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from peewee import IntegrityError, ProgrammingError, UUIDField
from playhouse.migrations import Runner

from .db import Moment, Record, db, is_sqlite, now

FOLDER = Path(__file__).parents[2] / "migrations"
LEASE = timedelta(minutes=10)
PATIENCE_SECONDS = 120


class MigrationLease(Record):
    """Who is migrating, and until when nobody else may. One row at most: no advisory lock, which not every engine
    behind the same protocol can be relied on to hold."""

    name = UUIDField()
    until = Moment()

    @classmethod
    def take(cls, name: object) -> bool:
        cls.delete().where(cls.until < now()).execute()
        try:
            with db.atomic():
                cls.insert(id=1, name=name, until=now() + LEASE).execute()
        except IntegrityError:
            return False
        return True


def migrate(folder: Path = FOLDER) -> list[str]:
    """Apply what has not been applied. Returns the names of what was. Raises TimeoutError when another process has been
    at it for two minutes."""
    with _file_lock() if is_sqlite() else nullcontext(), _lease():
        return Runner(db.obj, str(folder)).up()


def pending(folder: Path = FOLDER) -> list[str]:
    """The names of what is still to be applied."""
    return [migration.name for migration in Runner(db.obj, str(folder)).status() if not migration.applied]


@contextmanager
def _lease() -> Iterator[None]:
    with suppress(IntegrityError, ProgrammingError):  # PostgreSQL: two may find it missing at the same moment
        MigrationLease.create_table()
    name, patience = uuid4(), time.monotonic() + PATIENCE_SECONDS
    while not MigrationLease.take(name):
        if time.monotonic() > patience:
            raise TimeoutError("another process is migrating this database")
        time.sleep(0.1)
    try:
        yield
    finally:
        MigrationLease.delete().where(MigrationLease.name == name).execute()


@contextmanager
def _file_lock() -> Iterator[None]:
    with open(f"{db.obj.database}.migrating", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
