"""What a child waits for, in real Chromium: the page, a thought kept, a line drawn, opening with no connection."""

from collections.abc import Iterator

from playwright.sync_api import sync_playwright

from . import disk, draft, drawing, opening, stroke, thought, weight
from .house import house
from .table import Table


def measure() -> Iterator[Table]:
    with disk.folder() as folder, house(folder) as it, sync_playwright() as playwright:
        yield weight.measure(playwright, it)
        yield thought.measure(playwright, folder, it)
        yield draft.measure(playwright, folder, it)
        yield stroke.measure(playwright, folder, it)
        yield drawing.measure(playwright, folder, it)
        yield opening.measure(playwright, folder, it)
