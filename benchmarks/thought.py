"""From finishing a thought to "On this tablet", against one bare put of the same box (IndexedDB, durability strict).

The browser promises nothing faster than that put: what is beside it is ours (sealing, the pass, the sitting, the note).
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.browser.child import WORRIES, enter
from tests.browser.conftest import until

from .chromium import at_the_activity, slow
from .house import House
from .table import Table, within

SITTINGS, THOUGHTS = 10, 20
BREATH_MS = 120
GOAL_MS = 50
WORDS = "When they shout at night I go under the bed with my dog and count until it is quiet."
#: What is measured: how much slower the tablet is, whether it has a connection.
WAYS = {"no connection": (1, False), "with a connection": (1, True), "no connection, 4 × slower": (4, False)}
READY = "document.documentElement.dataset.ready !== undefined"
NOTHING_WAITS = "document.querySelector('#outbox').matches('[data-help][data-waiting=\"0\"]')"


def measure(playwright: Playwright, folder: Path, it: House) -> Table:
    table = Table(
        'A thought finished, until "On this tablet" stands on the screen',
        ["", "p50 ms", "p95 ms", "limit p95", "on the disk p95", "bare put p50", "bare put p95", "p95 ÷ bare p95"],
        note=f"{SITTINGS * THOUGHTS} thoughts each, in sittings of {THOUGHTS}; a bare put after each thought.",
    )
    with at_the_activity(playwright, folder / "thoughts", it) as page:
        for way, (times, connected) in WAYS.items():
            told = [one for _ in range(SITTINGS) for one in sitting(page, times, connected)]
            shown, kept, bare = ([one[what] for one in told] for what in ("shown", "kept", "bare"))
            limit = GOAL_MS if times == 1 else ""
            row = [within(shown, 0.5), within(shown, 0.95), limit, within(kept, 0.95)]
            table.add(way, *row, within(bare, 0.5), within(bare, 0.95), within(shown, 0.95) / within(bare, 0.95))
    return table


def sitting(page: Page, times: float, connected: bool) -> list[dict[str, Any]]:
    page.reload()
    until(page, READY)
    until(page, NOTHING_WAITS, seconds=60)
    enter(page, WORRIES)
    page.context.set_offline(not connected)
    slow(page, times)
    told = []
    for number in range(THOUGHTS):
        one = page.evaluate(f"stopwatch.thought('{WORDS} {number}')")
        page.wait_for_timeout(BREATH_MS)
        told.append({**one, "bare": page.evaluate("stopwatch.bare()")})
    slow(page, 1)
    page.context.set_offline(False)
    return told
