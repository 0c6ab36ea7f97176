"""A server that dies before, during and after its commit: what has a receipt is there, once; the rest comes again."""

import json
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from app.records import Aside, Device, Document, Entry, Item, Journal

SERVER = """
import os, sys
from werkzeug.serving import make_server
from app import create_app
from app.records import db
from app.records import Aside

instance, url, release, port, dies = sys.argv[1:]
app = create_app(INSTANCE=__import__("pathlib").Path(instance), DATABASE_URL=url, RELEASE=release)
die = lambda *args, **kwargs: os._exit(9)
if dies == "before the commit":
    db.obj.commit = die
elif dies == "in the middle":
    Aside.put = die
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
    """The statuses of the receipts; None where no answer came."""
    asked = Request(address, json.dumps(delivery).encode(), {"Content-Type": "application/json"})  # noqa: S310
    for _ in range(100):
        try:
            with urlopen(asked, timeout=10) as answer:  # noqa: S310
                return [receipt["status"] for receipt in json.load(answer)["receipts"]]
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                return None
            time.sleep(0.05)
        except OSError:
            return None
    return None


def there():
    """Everything that a delivery leaves behind."""
    lines = Journal.select().where(Journal.act == "wrote").count()
    return [model.select().count() for model in (Entry, Item, Document, Aside)] + [lines]


@pytest.mark.parametrize("dies", ["before the commit", "in the middle", "after the commit"])
def test_what_was_brought_is_there_once_whenever_the_server_died(
    app, cast, tablet, instance, database_url, this_release, dies
):
    """Two that are kept and one that is put aside: all of a delivery, or nothing of it."""
    boxes = [tablet.writes(cast.kuba, worries=words) for words in ("Dad shouting", "Going to court")]
    boxes.append(tablet.writes(cast.zosia, worries="Not hers to write"))
    delivery, whole = {"boxes": boxes, "counted": 3}, [2, 2, 1, 1, 2]
    server, address = serve(instance, database_url, this_release, dies)
    assert bring(address, delivery) is None
    assert server.wait(timeout=10) == 9
    server.stdout.close()
    assert there() == (whole if dies == "after the commit" else [0] * 5)
    assert Device.get_by_id(tablet.device).counted == (3 if dies == "after the commit" else 0)

    server, address = serve(instance, database_url, this_release)
    try:
        assert [bring(address, delivery) for _ in range(2)] == [["kept", "kept", "aside"]] * 2
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    assert there() == whole
