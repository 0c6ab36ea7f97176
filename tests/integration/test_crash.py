"""A server that dies before, during and after its commit: what has a receipt is there, once; the rest comes again."""

import json
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from app.records import Entry, Item

SERVER = """
import os, sys
from werkzeug.serving import make_server
from app import create_app
from app.records import db
from app.records.journal import Journal

instance, url, release, port, dies = sys.argv[1:]
app = create_app(INSTANCE=__import__("pathlib").Path(instance), DATABASE_URL=url, RELEASE=release)
die = lambda *args, **kwargs: os._exit(9)
if dies == "before the commit":
    db.obj.commit = die
elif dies == "in the middle":
    Journal.note = die
elif dies == "after the commit":
    app.after_request_funcs.setdefault(None, []).insert(0, die)
print("ready", flush=True)
make_server("127.0.0.1", int(port), app, threaded=True).serve_forever()
"""


def serve(instance, url, release, dies=""):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = [sys.executable, "-c", SERVER, str(instance), url, release, str(port), dies]
    server = subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    assert server.stdout.readline() == "ready\n"
    return server, f"http://127.0.0.1:{port}/sealed"


def bring(address, delivery):
    """The status of the one receipt; None where no answer came."""
    asked = Request(address, json.dumps(delivery).encode(), {"Content-Type": "application/json"})  # noqa: S310
    for _ in range(100):
        try:
            with urlopen(asked, timeout=10) as answer:  # noqa: S310
                return json.load(answer)["receipts"][0]["status"]
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                return None
            time.sleep(0.05)
        except OSError:
            return None
    return None


@pytest.mark.parametrize(("dies", "kept"), [("before the commit", 0), ("in the middle", 0), ("after the commit", 1)])
def test_what_was_brought_is_there_once_whenever_the_server_died(
    app, cast, tablet, instance, database_url, this_release, dies, kept
):
    delivery = {"boxes": [tablet.writes(cast.kuba, worries="Dad shouting")], "counted": 1}
    server, address = serve(instance, database_url, this_release, dies)
    assert bring(address, delivery) is None
    assert server.wait(timeout=10) == 9
    server.stdout.close()
    assert (Entry.select().count(), Item.select().count()) == (kept, kept)

    server, address = serve(instance, database_url, this_release)
    try:
        assert [bring(address, delivery) for _ in range(2)] == ["kept", "kept"]
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    assert (Entry.select().count(), Item.select().count()) == (1, 1)
