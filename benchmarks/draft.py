"""What stands on the screen of a lent tablet, until it lies sealed on the disk, against a bare put of the same box."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Playwright

from tests.browser.child import full_sheet
from tests.browser.lending import begin, lend

from .chromium import site, slow, tablet
from .house import House
from .table import Table, within

GOAL_MS = 20
TIMES = 60
WORDS = "When they shout at night I go under the bed with my dog and count until it is quiet."
DRAWING = json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": full_sheet(500)})
#: What is kept, and how much slower the tablet is.
WAYS = {
    "an open thought": (WORDS, 1),
    "a drawing of 500 strokes": (DRAWING, 1),
    "an open thought, 4 × slower": (WORDS, 4),
    "a drawing of 500 strokes, 4 × slower": (DRAWING, 4),
}
#: Write one draft again and again, and beside each the same box with nothing done to it; how long each took, in ms.
WRITE = """async ([words, times, module]) => {
  const visit = await import(module + "visit.js"), store = await import(module + "store.js");
  const told = { ours: [], bare: [] };
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await visit.keepDraft("bench", { fields: [words], rows: 0, pins: [] });
    told.ours.push(performance.now() - began);
    const box = await store.setting(visit.draftOf(location.pathname, "bench"));
    const then = performance.now();
    await store.set("bare", box);
    told.bare.push(performance.now() - then);
  }
  return told;
}"""


def measure(playwright: Playwright, folder: Path, it: House) -> Table:
    table = Table(
        "A draft on a lent tablet, until it lies sealed on the disk",
        ["", "kB", "p50 ms", "p95 ms", "limit p95", "bare put p50", "bare put p95", "p95 ÷ bare p95"],
        note=f"{TIMES} each, sealed to the visit's key pair, durability strict; after each a bare put of the same box.",
    )
    with tablet(playwright, folder / "drafts") as context:
        page = context.pages[0]
        lend(page, site(it), it.children[0], email=it.worker.email)
        frame = begin(page)
        for way, (words, times) in WAYS.items():
            slow(page, times)
            told = written(frame, words)
            ours, bare = told["ours"], told["bare"]
            limit = GOAL_MS if times == 1 else ""
            row = [
                len(words) / 1000,
                within(ours, 0.5),
                within(ours, 0.95),
                limit,
                within(bare, 0.5),
                within(bare, 0.95),
            ]
            table.add(way, *row, within(ours, 0.95) / within(bare, 0.95))
        slow(page, 1)
    return table


def written(frame: Frame, words: str) -> dict[str, Any]:
    source = frame.evaluate("document.querySelector('script[src*=app]').src.replace('app.js', '')")
    return frame.evaluate(WRITE, [words, TIMES, source])
