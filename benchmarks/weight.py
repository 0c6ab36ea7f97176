"""What a child's page weighs on its way to a new tablet, gzipped, without the font, against 60 kB and a plain page."""

import gzip

from playwright.sync_api import Playwright, Response

from tests.browser.conftest import CHROMIUM

from .chromium import site
from .house import House
from .table import Table

GOAL_KB = 60
COUNTED = {"document": "HTML", "stylesheet": "CSS", "script": "JS"}


def measure(playwright: Playwright, it: House) -> Table:
    child = weigh(playwright, f"{site(it)}/tools/three-houses")
    plain = weigh(playwright, f"{site(it)}/sign-in")
    table = Table(
        "What a child's page weighs, gzipped",
        ["", "kB", "limit kB", "of the limit"],
        note="Without the font and the icons. The same page for everybody: what the service worker keeps.",
    )
    total = sum(child.values()) / 1000
    table.add("**the child's page**", total, GOAL_KB, total / GOAL_KB)
    for kind in COUNTED.values():
        part = sum(size for (of, _name), size in child.items() if of == kind) / 1000
        table.add(f"of it {kind}", part, "", part / GOAL_KB)
    table.add("beside it: the page to sign in", sum(plain.values()) / 1000, "", "")
    for (kind, name), size in sorted(child.items(), key=lambda one: -one[1]):
        table.add(f"{kind} {name}", size / 1000, "", size / 1000 / GOAL_KB)
    return table


def weigh(playwright: Playwright, address: str) -> dict[tuple[str, str], int]:
    """Bytes by kind and name, each file once, as nginx would pack it."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM)
    page = browser.new_context(service_workers="block").new_page()
    came: list[Response] = []
    page.on("response", lambda answer: came.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    weights = {
        (COUNTED[answer.request.resource_type], answer.url.rpartition("/")[2]): len(gzip.compress(answer.body(), 6))
        for answer in came
        if answer.request.resource_type in COUNTED and answer.ok
    }
    browser.close()
    return weights
