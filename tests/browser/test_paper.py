"""A tablet turned, zoomed, put away or held with both hands while somebody draws: the drawing is what was drawn."""

import json
from hashlib import sha256

import pytest

from app.records import Item
from tests.browser.child import GOOD_THINGS, arrives, draw, enter, sent, waiting
from tests.browser.conftest import ready_for_offline, sign_in, three_houses, watched
from tests.browser.test_drawing import corner, inked, strokes

WAY = [(40, 40), (140, 110), (260, 60)]
SIZES = [(768, 1024), (320, 640), (1280, 800), (1024, 768)]


@pytest.fixture
def question(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    return enter(page, GOOD_THINGS).locator("[data-kind=drawing]")


def hashed(drawn):
    return sha256(json.dumps(drawn).encode()).hexdigest()


def fingers(page):
    """Both hands, by the browser's own input: `touch` and `pen` in CSS pixels of the screen."""
    browser = page.context.new_cdp_session(page)

    def touch(kind, *points):
        its = [{"x": x, "y": y, "radiusX": r, "radiusY": r, "id": n} for n, (x, y, r) in enumerate(points)]
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": its})

    def pen(kind, x, y, force=0.5):
        held = {"button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen", "force": force}
        browser.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **held})

    return touch, pen


def test_turning_and_resizing_keep_every_stroke_and_the_way_back(page, question):
    for n in range(6):
        draw(page, GOOD_THINGS, [(30, 30 + 20 * n), (200, 40 + 20 * n)])
    before = hashed(strokes(question))
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        assert hashed(strokes(question)) == before
        assert inked(question) > 20, f"nothing is on the paper at {width}"
    for left in range(5, -1, -1):
        question.locator("[data-action=undo]").click()
        assert len(strokes(question)) == left
    for _ in range(6):
        question.locator("[data-action=redo]").click()
    assert hashed(strokes(question)) == before


def test_a_line_goes_on_where_the_tablet_is_turned_under_it(page, question):
    left, top = corner(question)
    page.mouse.move(left + 40, top + 40)
    page.mouse.down()
    page.mouse.move(left + 140, top + 100, steps=5)
    page.set_viewport_size({"width": 768, "height": 1024})
    page.wait_for_timeout(100)
    left, top = corner(question)
    page.mouse.move(left + 200, top + 60, steps=5)
    page.mouse.up()
    [stroke] = strokes(question)
    assert all(0 <= part <= limit for part, limit in zip(stroke["d"][:2], (4096, 3072), strict=True))
    sent(question)


def test_zoomed_in_it_draws_where_the_finger_is(page, question):
    draw(page, GOOD_THINGS, WAY)
    before = strokes(question)
    browser = page.context.new_cdp_session(page)
    browser.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
    page.wait_for_timeout(100)
    assert hashed(strokes(question)) == hashed(before)
    browser.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 1})
    browser.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": 1024, "height": 768, "deviceScaleFactor": 3, "mobile": False},
    )
    page.wait_for_timeout(150)
    assert inked(question) > 20
    draw(page, GOOD_THINGS, WAY)
    first, second = strokes(question)
    assert first == before[0]
    assert second["d"][:2] == pytest.approx(first["d"][:2], abs=20)


def test_put_away_and_frozen_in_the_middle_of_it_keeps_what_is_drawn(page, question):
    draw(page, GOOD_THINGS, WAY)
    drawn = strokes(question)
    browser = page.context.new_cdp_session(page)
    browser.send("Page.enable")
    page.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
            dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    page.evaluate("delete document.visibilityState")
    sent(question)
    assert hashed(strokes(question)) == hashed(drawn)
    arrives(page, lambda: Item.select().count() == 1)
    assert json.loads(Item.get().content)["strokes"] == drawn


def test_the_palm_beside_the_pen_changes_nothing(page, question):
    left, top = corner(question)
    touch, pen = fingers(page)
    pen("mousePressed", left + 40, top + 40)
    touch("touchStart", (left + 200, top + 150, 40))
    for step in range(1, 6):
        pen("mouseMoved", left + 40 + 20 * step, top + 40 + 10 * step)
        touch("touchMove", (left + 200 + step, top + 150, 40))
    touch("touchEnd")
    pen("mouseReleased", left + 140, top + 90)
    [stroke] = strokes(question)
    assert stroke["k"] == "pen"
    assert sum(stroke["d"][0::4]) > stroke["d"][0], "the pen's own line, to its own end"


def test_a_second_finger_does_not_pull_the_line_of_the_first(page, question):
    left, top = corner(question)
    touch, _pen = fingers(page)
    touch("touchStart", (left + 40, top + 40, 6))
    touch("touchMove", (left + 90, top + 60, 6))
    touch("touchStart", (left + 90, top + 60, 6), (left + 300, top + 200, 6))
    touch("touchMove", (left + 140, top + 80, 6), (left + 310, top + 190, 6))
    touch("touchEnd")
    [stroke] = strokes(question)
    ends = (sum(stroke["d"][0::4]), sum(stroke["d"][1::4]))
    box = question.locator("canvas").first.bounding_box()
    assert ends == pytest.approx((140 * 4096 / box["width"], 80 * 4096 / box["width"]), abs=40)


def test_nothing_drawn_is_no_drawing(page, question):
    page.set_viewport_size({"width": 768, "height": 1024})
    page.locator("a.room-back:visible").click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.wait_for_timeout(300)
    assert page.locator("#outbox").get_attribute("data-waiting") == "0"
    assert Item.select().count() == 0


def test_two_tabs_of_one_sitting_lose_neither_drawing(page, question, site, cast):
    other = watched(page.context.new_page())
    other.goto(three_houses(site, cast))
    beside = enter(other, GOOD_THINGS).locator("[data-kind=drawing]")
    draw(page, GOOD_THINGS, WAY)
    draw(other, GOOD_THINGS, [(60, 160), (200, 190), (320, 150)])
    draw(page, GOOD_THINGS, [(20, 20), (200, 30)])
    waiting(page, 0)
    both = {hashed(strokes(question)), hashed(strokes(beside))}
    arrives(page, lambda: {hashed(json.loads(item.content)["strokes"]) for item in Item.latest()} == both)
    assert len({item.document_id for item in Item.select()}) == 1, "one sitting"
    assert other.complaints == []
