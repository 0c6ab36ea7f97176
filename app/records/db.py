"""The database, and the three kinds of column that need care: moments, content and lookups."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from typing import Any

from peewee import CharField, Database, DatabaseProxy, Expression, Field, Model, SelectBase, SqliteDatabase, TextField
from playhouse.db_url import parse
from playhouse.postgres_ext import Psycopg3Database

PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "journal_size_limit": 64 * 2**20}
BUSY_SECONDS = 10

db = DatabaseProxy()
_one_writer = threading.RLock()


def open_database(url: str) -> Database:
    """Point every record at the database of this address (`sqlite:////path` or `postgresql://…`).

    SQLite commits to the disk before it answers (`synchronous=FULL`): a device lets go of what it holds when it has
    its receipt. Every transaction takes the write lock at its start, since one that reads first fails at once when
    another has written in between.

    Peewee's own functions for SQLite are not registered, and nothing here uses them: CPython before 3.12.4 falls down
    (gh-119585) where a connection that has one ends with a thread that Python did not start, as granian's do when idle.
    """
    known = parse(url)
    name = known.pop("database")
    if url.startswith("sqlite"):
        database: Database = SqliteDatabase(name, pragmas=PRAGMAS, timeout=BUSY_SECONDS, lock_type="IMMEDIATE")
        for function in list(database._functions):
            database.unregister_function(function)
    else:
        database = Psycopg3Database(name, **known)
    db.initialize(database)
    return database


def is_sqlite() -> bool:
    return isinstance(db.obj, SqliteDatabase)


@contextmanager
def writing() -> Iterator[None]:
    """One transaction, on the disk when it ends."""
    with _turn() if is_sqlite() else nullcontext(), db.atomic():
        yield


@contextmanager
def _turn() -> Iterator[None]:
    """SQLite has one writer. The others queue here, threads for a lock and processes for a file, rather than in its
    busy handler, which sleeps and is unfair: of forms posted sixteen at a time, one in a hundred waited 1.8 s there and
    waits 0.25 s here. The file is not the database's own: to close that would let go of SQLite's locks on it.
    """
    with _one_writer:
        if db.in_transaction():
            yield
        else:
            with open(f"{db.obj.database}-turn", "ab") as turn:
                flock(turn, LOCK_EX)
                yield


_looks_empty = Expression._is_rhs_empty


def _is_empty(self: Expression, right: Any, context: Any) -> bool:
    """A query is never nothing. Peewee 4.5 writes out what stands to the right of an IN to see whether anything does,
    and then again: of queries within queries, as who may see what is asked for here, the fourth one sixteen times."""
    return not isinstance(right, SelectBase) and _looks_empty(self, right, context)


Expression._is_rhs_empty = _is_empty


class Record(Model):
    class Meta:
        database = db
        legacy_table_names = False


def now() -> datetime:
    """This moment in UTC, to the millisecond that is kept."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Moment(Field):
    """A moment in time, UTC, kept as milliseconds since 1970: the same on every engine, and it sorts."""

    field_type = "BIGINT"

    def db_value(self, value: datetime | int | None) -> int | None:
        return round(value.timestamp() * 1000) if isinstance(value, datetime) else value

    def python_value(self, value: int | None) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


class Content(TextField):
    """What people wrote, and who they are. Opaque to the database: no query filters, sorts or joins on it."""

    def db_value(self, value: Any) -> Any:
        return exact(value) if isinstance(value, str) else value


class Lookup(CharField):
    """A keyed digest that stands for a content column where something must be found by it (see lookup.py)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_length=64, **kwargs)


def exact(text: str) -> str:
    """The writer's letters. Line ends are of one kind; what no page can show (NUL, half a letter) becomes U+FFFD."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
