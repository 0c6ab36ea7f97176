"""The database as the server's threads use it."""

import subprocess
import sys

from peewee import Select

from app.records import Family, db, open_database

THREAD_THAT_PYTHON_DID_NOT_START = """
import ctypes, sys
from app.records import db, open_database

open_database(sys.argv[1])

@ctypes.CFUNCTYPE(None, ctypes.c_void_p)
def ask(_nothing):
    db.connect()
    db.execute_sql("SELECT 1").fetchall()

threads, thread = ctypes.CDLL(None), ctypes.c_ulong()
threads.pthread_create(ctypes.byref(thread), None, ask, None)
threads.pthread_join(thread, None)
"""


def test_a_thread_of_the_server_ends_and_the_process_stays(database_url):
    told = [sys.executable, "-c", THREAD_THAT_PYTHON_DID_NOT_START, database_url]
    ended = subprocess.run(told, capture_output=True, text=True)  # noqa: S603
    assert ended.returncode == 0, ended.stderr


def test_queries_within_queries_are_each_written_out_once(database_url, monkeypatch):
    open_database(database_url)
    written = []
    as_before = Select.__sql__
    monkeypatch.setattr(Select, "__sql__", lambda self, context: written.append(self) or as_before(self, context))
    asked = Family.select(Family.id)
    for _deeper in range(9):
        asked = Family.select(Family.id).where(Family.id.in_(asked), Family.id.not_in(Family.select(Family.id)))
    text, _values = asked.sql()
    assert len(written) == text.count("SELECT") == 19
    with db.connection_context():
        assert list(asked) == list(Family.select().where(Family.id.in_([]))) == []
