"""What a child does with the activity, in the words of its page."""

from collections.abc import Callable

from playwright.sync_api import Frame, Locator, Page, expect

WORRIES, GOOD_THINGS, DREAMS = "House of worries", "House of good things", "House of dreams"


def enter(page: Page | Frame, house: str) -> Locator:
    """Walk to a house and in, if one is not there already. Returns its room."""
    expect(page.locator("html[data-ready]")).to_have_count(1)
    here = page.locator("section.room:visible", has=page.get_by_role("heading", name=house))
    if here.count():
        return here
    if page.evaluate("document.body.dataset.at") != "hill":
        page.locator("a.room-back:visible").click()
    page.locator("a.place", has_text=house).click()
    room = page.locator("section.room", has=page.get_by_role("heading", name=house))
    expect(room).to_be_visible()
    return room


def write(page: Page | Frame, house: str, words: str) -> Locator:
    """Write one thought and put it on the wall. Returns the note."""
    room = enter(page, house)
    room.locator("textarea").fill(words)
    room.locator("[data-finish]").click()
    return room.locator("[data-wall] > *").last


def draw(page: Page, house: str, *ways: list[tuple[int, int]], frame: Frame | None = None) -> Locator:
    """Draw with the mouse, each way a stroke in CSS pixels from the paper's corner; on a lent tablet the activity is in
    a frame. Returns the drawing question."""
    question = enter(frame or page, house).locator("[data-kind=drawing]")
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


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"label:has([name={name}][value={value}])").click()


def kept(thing: Locator) -> None:
    expect(thing).to_have_attribute("data-state", "kept")


def sent(thing: Locator) -> None:
    expect(thing).to_have_attribute("data-state", "sent")


def waiting(page: Page, count: int) -> None:
    expect(page.locator("#outbox")).to_have_attribute("data-waiting", str(count))


def finish(page: Page | Frame) -> None:
    back = page.locator("a.room-back:visible")
    if back.count():
        back.click()
    page.locator("form[data-capture] [type=submit]:visible").first.click()
    expect(page.locator("[data-goodbye]")).to_be_visible()


def arrives(page: Page, there: Callable[[], bool], seconds: int = 20) -> None:
    """Wait for the server to have it."""
    for _ in range(10 * seconds):
        if there():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not arrive")
