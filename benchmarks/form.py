"""A form posted by someone signed in, durable, sixteen at a time, against the same endpoint in Django.

Both behind the same granian with the same workers and threads, on the same disk, SQLite in WAL with synchronous=FULL.
Both load who is signed in, check the token, ask whether this person may write about this child, check the same form of
three thoughts, and keep the same rows in one transaction: a document, an entry, three items, a line in the journal.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

from app.practice import Band, Hand
from tests.cast import WORDS

from . import disk
from .house import FAMILIES, House, house
from .load import Load, load, post
from .server import ROOT, Server, serving
from .table import Table, middle

ROUNDS, REQUESTS, AT_ONCE = 7, 640, 16
PEER = "benchmarks.django_peer"
QUESTIONS = ["worries", "good_things", "dreams"]
THOUGHT = "When they shout at night I go under the bed with my dog and count until it is quiet."


@dataclass
class Side:
    """One of the two: who is signed in there (`cookies`), the page's `token`, and where children's forms are."""

    server: Server
    paths: list[str]
    cookies: str
    token: dict[str, str]

    def requests(self, count: int) -> list[bytes]:
        return [self.request(self.paths[number % len(self.paths)]) for number in range(count)]

    def request(self, path: str) -> bytes:
        names = {"entry": str(uuid4()), "document": str(uuid4()), "language": "en"}
        chosen = {"band": Band.MIDDLE.value, "hand": Hand.CHILD.value}
        said = {question: THOUGHT for question in QUESTIONS} | {f"{question}_drawing": "" for question in QUESTIONS}
        body = urlencode({**self.token, **names, **chosen, **said}).encode()
        form = "application/x-www-form-urlencoded"
        return post(path, body, content_type=form, cookie=self.cookies, accept_language="en-GB")


def measure() -> list[Table]:
    with disk.folder() as place, house(place) as it, peer(place) as theirs:
        sides = {"Rooftree": ours(it), "Django": theirs}
        for side in sides.values():
            load(side.server, side.requests(200), AT_ONCE, 303)  # warm
        rounds = [one_round(sides, number) for number in range(ROUNDS)]
    return [told(rounds)]


def one_round(sides: dict[str, Side], number: int) -> dict[str, Load]:
    """Both, now the one first and now the other."""
    order = list(sides.items())[:: -1 if number % 2 else 1]
    return {name: load(side.server, side.requests(REQUESTS), AT_ONCE, 303) for name, side in order}


def ours(it: House) -> Side:
    """Signed in as people are: through the page."""
    jar = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))  # localhost counts as safe
    browser = build_opener(HTTPCookieProcessor(jar))
    site, same = f"http://localhost:{it.server.port}", {"Sec-Fetch-Site": "same-origin"}
    words = urlencode({"email": it.worker.email, "passphrase": WORDS}).encode()
    browser.open(Request(f"{site}/sign-in", words, same))  # noqa: S310
    paths = [f"/families/{child.family_id}/members/{child.id}/tools/three-houses" for child in it.children]
    page = browser.open(site + paths[0]).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("the page has no token")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    return Side(it.server, paths, cookies, {"csrf_token": token[1]})


@contextmanager
def peer(place: Path) -> Iterator[Side]:
    environ = {"PEER_DATABASE": str(place / "peer.db")}
    told = [sys.executable, "-m", PEER, str(FAMILIES)]
    made = json.loads(subprocess.check_output(told, cwd=ROOT, env=environ))  # noqa: S603
    with serving(f"{PEER}.wsgi:application", **environ) as server:
        yield Side(server, made["paths"], made["cookies"], {"csrfmiddlewaretoken": made["token"]})


def told(rounds: list[dict[str, Load]]) -> Table:
    table = Table(
        f"A form of three thoughts posted, durable, {AT_ONCE} at a time",
        ["", "Rooftree", "Django", "ratio"],
        note=f"Medians of {len(rounds)} interleaved rounds of {REQUESTS}. The ratio is in our favour above 1.",
    )

    def row(name: str, of, more_is_better: bool = False) -> None:
        both = [(of(one["Rooftree"]), of(one["Django"])) for one in rounds]
        ratio = middle(both, lambda pair: pair[0] / pair[1] if more_is_better else pair[1] / pair[0])
        table.add(name, middle(both, lambda pair: pair[0]), middle(both, lambda pair: pair[1]), ratio)

    row("requests/s", lambda side: side.rate, more_is_better=True)
    row("p50 ms", lambda side: side.within(0.5))
    row("p99 ms", lambda side: side.within(0.99))
    row("CPU ms/request", lambda side: side.processor)
    return table
