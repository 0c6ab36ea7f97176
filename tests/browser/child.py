"""What a child does with the activity, in the words of its page."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

WORRIES, GOOD_THINGS, DREAMS = "House of worries", "House of good things", "House of dreams"


def understand(page: Page | Frame) -> None:
    """Past the first screen of a sitting, if it is there; what is looked at next is the hill or a room."""
    expect(page.locator("html[data-ready]")).to_have_count(1)
    understood = page.locator("[data-understood]:visible")
    understood.evaluate_all("all => all.forEach(button => button.click())")  # `watched` may be at it as well
    expect(understood).to_have_count(0)


def enter(page: Page | Frame, house: str) -> Locator:
    """Walk to a house and in, if one is not there already; `house` is its name in any band. Returns its room."""
    understand(page)
    board = page.locator("h2", has_text=house)
    here = page.locator("section.room:visible", has=board)
    if here.count():
        return here
    if page.evaluate("document.body.dataset.at") != "hill":
        page.locator("a.room-back:visible").click()
    page.locator("a.place", has_text=house).click()
    room = page.locator("section.room", has=board)
    expect(room).to_be_visible()
    return room


def way(room: Locator, kind: str) -> None:
    """The youngest are shown one way at a time: touch the picture of this one."""
    picture = room.locator(f"[data-way={kind}]").first
    if picture.is_visible():
        picture.click()


def write(page: Page | Frame, house: str, words: str) -> Locator:
    """Write one thought and put it on the wall. Returns the note."""
    room = enter(page, house)
    way(room, "lines")
    room.locator(".desk textarea").fill(words)
    room.locator("[data-finish]").click()
    return room.locator("[data-wall] > *").last


def draw(page: Page, house: str, *ways: list[tuple[int, int]], frame: Frame | None = None) -> Locator:
    """Draw with the mouse, each way a stroke in CSS pixels from the paper's corner; on a lent tablet the activity is in
    a frame. Returns the drawing question."""
    room = enter(frame or page, house)
    way(room, "drawing")
    question = room.locator("[data-kind=drawing]")
    paper = question.locator("canvas").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    for (x, y), *rest in ways:
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
        page.mouse.up()
    return question


def full_sheet(count: int) -> list[dict[str, Any]]:
    """Strokes all over the page, as data."""
    line = {"c": "teal", "s": 40, "k": "pen", "t": 0}
    return [{**line, "d": [n % 80 * 50, n // 80 * 45, 128, 0, 40, 30, 0, 90, -20, 40, 9, 90]} for n in range(count)]


def already_drawn(page: Page, house: str, strokes: list[dict[str, Any]]) -> Locator:
    """The page again, with these strokes on its paper. Returns the drawing question."""
    content = json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": strokes})
    field = enter(page, house).locator("[data-kind=drawing] input[type=hidden]")
    field.evaluate("(field, content) => field.value = content", content)
    return comes_back(page, house)


def comes_back(page: Page, house: str) -> Locator:
    """The page as the server gives it back when its token has run out. Returns the drawing question."""
    page.evaluate("document.querySelector('form[data-capture] input[name=csrf_token]').value = 'stale'")
    page.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('form[data-capture]'))")
    expect(page.get_by_text("This page was open for a long time.")).to_be_attached()
    return enter(page, house).locator("[data-kind=drawing]")


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"label:has([name={name}][value={value}])").click()


def hand_over(page: Page | Frame, hand: str) -> None:
    """Inside a house: the pen goes into another hand, with two touches."""
    page.locator(".room:visible .holder > summary").click()
    page.locator(f".room label:has([name=hand][value={hand}])").click()


def kept(thing: Locator) -> None:
    expect(thing).to_have_attribute("data-state", "kept")


def sent(thing: Locator) -> None:
    expect(thing).to_have_attribute("data-state", "sent")


def waiting(page: Page, count: int) -> None:
    expect(page.locator("#outbox")).to_have_attribute("data-waiting", str(count))


def finish(page: Page | Frame) -> None:
    """I am finished, and not gone through once more."""
    goodbye, enough = page.locator("[data-goodbye]"), page.locator(".readback-enough")
    if page.evaluate("document.body.dataset.at") != "readback":
        look_back(page)
        expect(goodbye.or_(enough).filter(visible=True)).to_have_count(1)
    if enough.is_visible():
        enough.click()
    expect(goodbye).to_be_visible()


def look_back(page: Page | Frame) -> None:
    """I am finished: now everything is gone through once more."""
    back = page.locator("a.room-back:visible")
    if back.count():
        back.click()
    page.locator("form[data-capture] [type=submit]:visible").first.click()


def arrives(page: Page, there: Callable[[], bool], seconds: int = 20) -> None:
    """Wait for the server to have it."""
    for _ in range(10 * seconds):
        if there():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not arrive")
