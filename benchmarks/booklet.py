"""A booklet of three drawings, asked for and received, against Chromium's print of the same sitting's reading page.

Both go over the same server and the same sitting in turn. Chromium opens the page and prints it to PDF; the page has no
tags of a booklet, no letters of its own, and is what a worker would print where there were no booklet.
"""

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from playwright.sync_api import Page, Playwright, sync_playwright

from app.records import writing
from tests.browser.conftest import sign_in
from tests.sealing import Tablet

from . import disk
from .chromium import site, tablet
from .house import House, house
from .table import Table, middle

ROUNDS = 9
GOAL_SECONDS = 1
#: What is measured: strokes of each of three drawings, points of each stroke.
WAYS = {"drawings of 40 strokes": (40, 40), "drawings of ten minutes": (250, 40)}
THOUGHTS = {
    "worries": ["When they shout at night I go under the bed with my dog.", "أخاف عندما يصرخون"],
    "good_things": ["Football on Saturdays! ⚽", "Aunt Basia"],
    "dreams": ["That we all eat together and nobody is scared."],
}


def measure() -> Iterator[Table]:
    table = Table(
        "A booklet of three drawings",
        ["", "child’s s", "worker’s s", "goal", "Chromium’s print s", "print ÷ child’s", "child’s kB", "print kB"],
        note=f"Medians of {ROUNDS} interleaved rounds. Of Chromium’s time, opening the page is a part.",
    )
    with (
        disk.folder() as folder,
        house(folder) as it,
        sync_playwright() as playwright,
        printer(playwright, folder) as page,
    ):
        sign_in(page, site(it), it.worker.email)
        for way, (strokes, points) in WAYS.items():
            told(table, way, page, sitting(page, it, strokes, points))
    yield table


@contextmanager
def printer(playwright: Playwright, folder: Path) -> Iterator[Page]:
    with tablet(playwright, folder / "printing") as context:
        yield context.pages[0]


def told(table: Table, way: str, page: Page, address: str) -> None:
    ways: dict[str, Callable[[], bytes]] = {
        "child": lambda: got(page, f"{address}/booklet?edition=child"),
        "worker": lambda: got(page, f"{address}/booklet?edition=worker"),
        "print": lambda: printed(page, address),
    }
    for make in ways.values():
        make()  # warm
    rounds = [{name: timed(make) for name, make in ways.items()} for _ in range(ROUNDS)]
    child, worker, chromium = (middle(rounds, lambda one, name=name: one[name][0]) for name in ways)
    sizes = [rounds[0][name][1] / 1000 for name in ("child", "print")]
    table.add(way, child, worker, GOAL_SECONDS, chromium, chromium / child, *sizes)


def timed(make: Callable[[], bytes]) -> tuple[float, int]:
    began = perf_counter()
    made = make()
    return perf_counter() - began, len(made)


def got(page: Page, address: str) -> bytes:
    response = page.context.request.get(address)
    if not response.ok:
        raise RuntimeError(response.status_text)
    return response.body()


def printed(page: Page, address: str) -> bytes:
    page.goto(address)
    return page.pdf()


def sitting(page: Page, it: House, strokes: int, points: int) -> str:
    """One child's sitting: what they said, and a drawing in each house. Where it is read."""
    child, pen = it.children[0], Tablet(None, it.keys, it.worker)
    pen.document = str(uuid4())
    with writing():
        said = [pen.writes(child, **{key: one}) for key, several in THOUGHTS.items() for one in several]
        drawn = [pen.writes(child, **{f"{key}_drawing": drawing(strokes, points)}) for key in THOUGHTS]
    boxes = {"boxes": [*said, *drawn], "counted": pen.number}
    receipts = page.context.request.post(f"{site(it)}/sealed", data=boxes).json()["receipts"]
    if any(receipt["status"] != "kept" for receipt in receipts):
        raise RuntimeError(receipts)
    return f"{site(it)}/families/{child.family_id}/documents/{pen.document}"


def drawing(strokes: int, points: int) -> str:
    """Loops all over the sheet, as a pen makes them."""
    made = [loop(number, points) for number in range(strokes)]
    return json.dumps({"v": 1, "w": 4096, "h": 2731, "strokes": made})


def loop(number: int, points: int) -> dict:
    middle_x, middle_y = 500 + number * 137 % 3000, 400 + number * 211 % 1900
    places = [
        (round(middle_x + 300 * math.cos(k / 5)), round(middle_y + 200 * math.sin(k / 4)), 120 + k % 40, k * 12)
        for k in range(points)
    ]
    differences = [[b - a for a, b in zip(one, two, strict=True)] for one, two in zip(places, places[1:], strict=False)]
    flat = [part for place in [list(places[0]), *differences] for part in place]
    return {"c": ["ink", "sky", "leaf", "coral"][number % 4], "s": 40, "k": "pen", "t": number * 1000, "d": flat}
