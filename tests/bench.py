"""`make bench`: what people wait for, on a real server with an example family and a real disk. Figures, no verdicts."""

import gzip
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from app.practice import Role
from app.records import Member, User, db, lookup, open_database
from app.records.keys import Keys

from .sealing import Tablet

BIN = Path(sys.executable).parent
GETS, TABLETS, BOXES = 200, 8, 50


def main() -> None:
    with TemporaryDirectory() as folder, serve(Path(folder)) as (site, seconds):
        say("from start to the first page", f"{seconds:.1f} s")
        for path in ("/sign-in", "/tools/three-houses"):
            waits = sorted(timed(site + path) for _ in range(GETS))
            say(
                f"GET {path}",
                f"half within {within(waits, 50)}, 95 of 100 within {within(waits, 95)}",
            )
        weigh(site, "/tools/three-houses")
        bring(site, Path(folder))


@contextmanager
def serve(instance: Path) -> Iterator[tuple[str, float]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = {**os.environ, "ROOFTREE_INSTANCE": str(instance), "ROOFTREE_EXAMPLE": "1"}
    for verb in (["migrate"], ["keys", "make"], ["example"]):
        told = [BIN / "flask", "--app", "wsgi", *verb]
        subprocess.run(told, env=environ, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    began = time.monotonic()
    told = [BIN / "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "8", "--log-level", "error"]
    server = subprocess.Popen([*told, "--port", str(port), "wsgi:app"], env=environ)  # noqa: S603
    site = f"http://127.0.0.1:{port}"
    try:
        while not answers(site):
            time.sleep(0.02)
        yield site, time.monotonic() - began
    finally:
        server.terminate()
        server.wait()


def answers(site: str) -> bool:
    try:
        return bool(fetch(f"{site}/sign-in"))
    except URLError:
        return False


def weigh(site: str, path: str) -> None:
    """A first visit, as a proxy that packs would send it: the page with its styles and scripts, each once."""
    weights: dict[str, int] = {}
    left = [site + path]
    while left:
        address = left.pop()
        if address in weights or address.endswith((".svg", ".png", ".webmanifest")):
            continue
        content = fetch(address)
        weights[address] = len(gzip.compress(content))
        text = content.decode()
        found = re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"|<script[^>]*src="([^"]+)"', text)
        found += [("", name) for name in re.findall(r'(?:from|import) "(\.[^"]+)"', text)]
        left += [urljoin(address, style or script) for style, script in found]
    for kind in ("houses", ".css", ".js"):
        sizes = [size for address, size in weights.items() if address.endswith(kind)]
        say(f"  of it {kind}", f"{sum(sizes) / 1000:.1f} kB in {len(sizes)}")
    say(f"first visit of {path}, packed, without letters", f"{sum(weights.values()) / 1000:.1f} kB")


def bring(site: str, instance: Path) -> None:
    keys = Keys(instance / "keys")
    lookup.use(keys.read("lookup"))
    open_database(f"sqlite:///{instance / 'rooftree.db'}")
    with db.connection_context():
        child = Member.get(Member.role == Role.CHILD)
        tablets = [Tablet(None, keys, User.select().first()) for _ in range(TABLETS)]
        boxes = [[tablet.writes(child, worries=f"Thought {n}") for n in range(BOXES)] for tablet in tablets]
    began = time.monotonic()
    with ThreadPoolExecutor(TABLETS) as at_once:
        each = at_once.map(lambda held: [post(site, box) for box in held], boxes)
        waits = sorted(wait for waited in each for wait in waited)
    rate = len(waits) / (time.monotonic() - began)
    say(f"thoughts kept, {TABLETS} tablets at once", f"{rate:.0f} a second, half within {within(waits, 50)}")


def post(site: str, box: dict) -> float:
    began = time.monotonic()
    body = json.dumps({"boxes": [box], "counted": box["number"]}).encode()
    answer = json.loads(fetch(Request(f"{site}/sealed", body, {"Content-Type": "application/json"})))  # noqa: S310
    if answer["receipts"][0]["id"] != box["id"]:
        raise AssertionError(answer)
    return time.monotonic() - began


def within(waits: list[float], part: int) -> str:
    return f"{waits[len(waits) * part // 100] * 1000:.1f} ms"


def timed(address: str) -> float:
    began = time.monotonic()
    fetch(address)
    return time.monotonic() - began


def fetch(address: str | Request) -> bytes:
    with urlopen(address, timeout=30) as answer:  # noqa: S310
        return answer.read()


def say(what: str, figure: str) -> None:
    print(f"{what:<52} {figure}")  # noqa: T201


if __name__ == "__main__":
    main()
