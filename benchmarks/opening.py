"""The activity opened cold with no server anywhere, on a tablet four times slower, until the hillside is painted.

Against an empty page from an empty service worker in the same browser: what Chromium itself needs to start the worker,
find a page in its cache and paint it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Playwright

from tests.browser.conftest import until

from .chromium import activity, at_the_activity, slow, tablet
from .house import House
from .table import Table, within

ROUNDS = 9
SLOWER = 4
GOAL_MS = 500
EMPTY = b"<!doctype html><meta charset=utf-8><title>Empty</title><p class=scene>Empty</p>"
WORKER = b"""addEventListener("install", (e) => e.waitUntil(caches.open("a").then((kept) => kept.add("/"))));
addEventListener("activate", (e) => e.waitUntil(clients.claim()));
addEventListener("fetch", (e) => e.respondWith(caches.match(e.request)));"""
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def measure(playwright: Playwright, folder: Path, it: House) -> Table:
    """Leaves the server stopped."""
    profile = folder / "opening"
    with empty_site() as empty, at_the_activity(playwright, profile, it) as page:
        page.goto(empty)
        page.evaluate("navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready)")
        until(page, "navigator.serviceWorker.controller !== null")
    it.server.stop()
    opens(playwright, profile, activity(it))  # once beforehand, to warm the disk's cache
    pairs = [(opens(playwright, profile, activity(it)), opens(playwright, profile, empty)) for _ in range(ROUNDS)]
    ours, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    table = Table(
        f"The activity opened cold with no connection, {SLOWER} × slower",
        ["", "median ms", "slowest ms", "limit", "empty page median", "÷ empty page"],
        note=f"{ROUNDS} starts of the browser each, in turn; since the navigation began.",
    )
    for what, limit in (("hillside painted", GOAL_MS), ("first paint", ""), ("ready to write", "")):
        each, base = [one[what] for one in ours], [one["hillside painted"] for one in theirs]
        table.add(what, within(each, 0.5), max(each), limit, within(base, 0.5), within(each, 0.5) / within(base, 0.5))
    return table


def opens(playwright: Playwright, profile: Path, address: str) -> dict[str, float]:
    with tablet(playwright, profile) as context:
        page = context.pages[0]
        slow(page, SLOWER)
        page.goto(address, wait_until="commit")
        hill = page.evaluate("stopwatch.standsSince('.scene')")
        ours = "tools" in address
        ready = page.evaluate("stopwatch.standsSince('html[data-ready] .scene')") if ours else hill
        return {"hillside painted": hill, "first paint": until(page, FIRST_PAINT), "ready to write": ready}


class Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body, kind = (WORKER, "text/javascript") if self.path == "/worker.js" else (EMPTY, "text/html")
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def empty_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("localhost", 0), Empty)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()
