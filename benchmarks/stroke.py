"""From a move of the pointer to the frame in which its line is on the canvas, against a move that draws nothing.

`page` counts from the moment in which the page hears of the move; `hand` from the moment in which the browser did, and
so holds up to one frame (16.7 ms) of waiting that no page can spare anybody.
"""

import math
from pathlib import Path

from playwright.sync_api import Locator, Page, Playwright

from tests.browser.child import WORRIES, already_drawn, full_sheet

from .chromium import at_the_activity, slow
from .house import House
from .table import Table, within

GOAL_MS = 16
#: What is measured: how much slower the tablet is, strokes, moves in each.
WAYS = {
    "strokes of 60 moves": (1, 12, 60),
    "a scribble of 600 moves": (1, 1, 600),
    "strokes of 60 moves, 4 × slower": (4, 6, 60),
    "a scribble of 600 moves, 4 × slower": (4, 1, 600),
}
ALREADY = 2000  #: strokes on the page before anything is measured


def measure(playwright: Playwright, folder: Path, it: House) -> Table:
    table = Table(
        f"A move of the pen, until its line is painted, with {ALREADY:,} strokes on the page",
        ["", "page p50 ms", "page p95", "limit p95", "bare p95", "p95 ÷ bare p95", "hand p95", "bare hand p95"],
        note="To the end of the frame's work on the page's own thread; what the graphics card still does is not in it.",
    )
    with at_the_activity(playwright, folder / "strokes", it) as page:
        paper = already_drawn(page, WORRIES, full_sheet(ALREADY)).locator("[data-paper]")
        page.evaluate("stopwatch.watchMoves()")
        for way, (times, strokes, moves) in WAYS.items():
            slow(page, times)
            page.evaluate("Object.assign(stopwatch.moves, {drawn: [], bare: []})")
            for number in range(strokes):
                scribble(page, paper, moves, number, down=True)
                scribble(page, paper, min(moves, 100), number, down=False)
            told = page.evaluate("stopwatch.moves")
            drawn, bare = told["drawn"], told["bare"]
            ours, theirs = [one["seen"] for one in drawn], [one["seen"] for one in bare]
            late = [within([one["stamp"] for one in each], 0.95) for each in (drawn, bare)]
            p95 = within(ours, 0.95)
            table.add(way, within(ours, 0.5), p95, GOAL_MS, within(theirs, 0.95), p95 / within(theirs, 0.95), *late)
        slow(page, 1)
    return table


def scribble(page: Page, paper: Locator, moves: int, number: int, down: bool) -> None:
    """Round and round, each stroke a little lower."""
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    if box is None:
        raise RuntimeError("there is no paper")
    middle, radius = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), box["height"] / 4
    page.mouse.move(middle[0] + radius, middle[1] + number)
    if down:
        page.mouse.down()
    for step in range(moves):
        turn, reach = step / 9, radius * (0.4 + 0.6 * abs(math.cos(step / 50)))
        page.mouse.move(middle[0] + reach * math.cos(turn), middle[1] + number + reach * math.sin(turn))
    if down:
        page.mouse.up()
