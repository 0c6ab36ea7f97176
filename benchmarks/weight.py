"""What a child's page weighs on its way to a new tablet, gzipped, without the font, against 60 kB and a plain page."""

import gzip

from playwright.sync_api import Playwright, Response

from app.practice.tool import FOLDER, read_tools
from tests.browser.conftest import CHROMIUM

from .chromium import site
from .house import House
from .table import Table

GOAL_KB = 60
Weights = dict[tuple[str, str], int]
COUNTED = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "xhr": "chest"}


def measure(playwright: Playwright, it: House) -> Table:
    table = Table(
        "What a child's page weighs, gzipped",
        ["", "kB", "limit kB", "of the limit", "and all its houses"],
        note="Without the font and the icons. The same page for everybody: what the service worker keeps. A house "
        "brings what its questions are made of when somebody first goes in.",
    )
    found = {slug: weigh(playwright, f"{site(it)}/tools/{slug}") for slug in read_tools(FOLDER)}
    for slug, (page, houses) in found.items():
        total = kilo(page)
        table.add(f"**{slug}**", total, GOAL_KB, total / GOAL_KB, total + kilo(houses))
    page, _houses = found["three-houses"]
    for kind in COUNTED.values():
        part = kilo({name: size for name, size in page.items() if name[0] == kind})
        table.add(f"of three-houses {kind}", part, "", part / GOAL_KB, "")
    plain, _nothing = weigh(playwright, f"{site(it)}/sign-in")
    table.add("beside it: the page to sign in", kilo(plain), "", "", "")
    for (kind, name), size in sorted(page.items(), key=lambda one: -one[1]):
        table.add(f"{kind} {name}", size / 1000, "", size / 1000 / GOAL_KB, "")
    return table


def kilo(weights: Weights) -> float:
    return sum(weights.values()) / 1000


def weigh(playwright: Playwright, address: str) -> tuple[Weights, Weights]:
    """What comes with a page, and what comes besides when one goes into each of its houses: bytes by kind and name,
    each file once, as nginx would pack it."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM)
    page = browser.new_context(service_workers="block", reduced_motion="reduce").new_page()
    came: list[Response] = []
    page.on("response", lambda answer: came.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    at_once = weights_of(came)
    for place in page.locator("a.place").all():
        page.evaluate("place => place.click()", place.element_handle())
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelector('a.room-back').click()")
    later = weights_of(came)
    browser.close()
    return at_once, {name: size for name, size in later.items() if name not in at_once}


def weights_of(came: list[Response]) -> Weights:
    return {
        (COUNTED[answer.request.resource_type], answer.url.rpartition("/")[2]): len(gzip.compress(answer.body(), 6))
        for answer in came
        if answer.request.resource_type in COUNTED and answer.ok
    }
