"""What ten minutes of drawing weigh, gzipped, as they are handed in; against every point as the screen told it.

The hand is made up: curves and loops, a tremor of a third of a pixel, the pen on the paper six tenths of the time and
sixty points a second. A calm one goes two centimetres a second on a tablet of ten inches, a quick one nearly four.
Same seed, same drawing.
"""

import gzip
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from .chromium import at_the_activity
from .house import House
from .table import Table

GOAL_KB = 25
MINUTES, DOWN, RATE = 10, 0.6, 60
HANDS = {"a calm hand": 0.55, "a quick hand": 1.0}
WIDTH = 4096 / 620  #: page units to a CSS pixel of a tablet's paper
AS_KEPT = """async raw => {
    const { stroke, written } = await import(
        document.querySelector("script[src*=app]").src.replace("app.js", "strokes.js"));
    const pen = { colour: "ink", size: 40, kind: "pen" };
    return written(raw.map(({ began, points }) => stroke({ ...pen, began }, points)));
}"""


def measure(playwright: Playwright, folder: Path, it: House) -> Table:
    table = Table(
        "Ten minutes of drawing, gzipped",
        ["", "strokes", "points", "kB", "limit kB", "of the limit"],
        note="As it is kept: what a tablet seals and hands in. Every point: as the screen told it, in the same JSON.",
    )
    with at_the_activity(playwright, folder / "drawing", it) as page:
        for name, reach in HANDS.items():
            raw = list(ten_minutes(random.Random(4), reach))  # noqa: S311
            kept = page.evaluate(AS_KEPT, raw)
            strokes = json.loads(kept)["strokes"]
            weight, points = packed(kept), sum(len(stroke["d"]) // 4 for stroke in strokes)
            table.add(f"**{name}, as it is kept**", len(strokes), points, weight, GOAL_KB, weight / GOAL_KB)
            told = packed(
                json.dumps([[[round(part) for part in point] for point in stroke["points"]] for stroke in raw])
            )
            every = sum(len(stroke["points"]) for stroke in raw)
            table.add(f"{name}, every point", len(raw), every, told, "", told / GOAL_KB)
    return table


def packed(text: str) -> float:
    """kB, gzipped."""
    return len(gzip.compress(text.encode())) / 1000


def ten_minutes(hand: random.Random, reach: float) -> Iterator[dict[str, Any]]:
    now = 0.0
    while now < MINUTES * 60:
        seconds = hand.uniform(0.2, 2.4)
        yield {"began": round(now * 1000), "points": list(stroke(hand, seconds, reach))}
        now += seconds / DOWN


def stroke(hand: random.Random, seconds: float, reach: float) -> Iterator[list[float]]:
    """Points of one stroke: page units, pressure 0–255, ms."""
    x, y = hand.uniform(600, 3400), hand.uniform(500, 2500)
    waves = [
        (reach * hand.uniform(100, 700) / turn, hand.uniform(0.2, 1) * turn, hand.uniform(0, 6)) for turn in (1, 2, 3)
    ]
    for n in range(max(2, round(seconds * RATE))):
        at = n / RATE
        dx = sum(wide * math.sin(turns * math.tau * at / 2 + begun) for wide, turns, begun in waves)
        dy = sum(wide * math.cos(turns * math.tau * at / 2.3 + begun) for wide, turns, begun in waves)
        shake = [round(hand.gauss(0, 1 / 3)) * WIDTH for _ in "xy"]
        pressure = 128 + 60 * math.sin(at * 3) + hand.gauss(0, 2)
        yield [clamp(x + dx + shake[0], 4096), clamp(y + dy + shake[1], 3072), pressure, n * 1000 / RATE]


def clamp(value: float, most: float) -> float:
    return min(max(value, 0), most)
