"""Drawing with pen, finger and mouse; and the worker's page shows what was drawn."""

import json
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from app.records import Item
from tests.browser.child import GOOD_THINGS, already_drawn, arrives, comes_back, draw, enter, full_sheet
from tests.browser.conftest import ready_for_offline, sign_in, three_houses

WAY = [(40, 40), (140, 110), (260, 60)]


@pytest.fixture
def question(page, site, cast):
    """The paper in the house of good things, online."""
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    return enter(page, GOOD_THINGS).locator("[data-kind=drawing]")


def strokes(question):
    text = question.locator("input[type=hidden]").input_value()
    return json.loads(text)["strokes"] if text else []


def corner(question):
    paper = question.locator("canvas").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    return box["x"], box["y"]


def pen(page, question, way, force=0.5):
    left, top = corner(question)
    cdp = page.context.new_cdp_session(page)
    held = {"button": "left", "pointerType": "pen", "force": force}
    for n, (x, y) in enumerate(way):
        kind = "mousePressed" if n == 0 else "mouseMoved"
        cdp.send(
            "Input.dispatchMouseEvent",
            {"type": kind, "x": left + x, "y": top + y, "buttons": 1, "clickCount": 1, **held},
        )
    cdp.send(
        "Input.dispatchMouseEvent", {"type": "mouseReleased", "x": left + x, "y": top + y, "clickCount": 1, **held}
    )


def touch(page, question, way, radius=6, end="touchEnd"):
    left, top = corner(question)
    cdp = page.context.new_cdp_session(page)
    for n, (x, y) in enumerate(way):
        point = {"x": left + x, "y": top + y, "radiusX": radius, "radiusY": radius, "id": 1}
        cdp.send("Input.dispatchTouchEvent", {"type": "touchStart" if n == 0 else "touchMove", "touchPoints": [point]})
    cdp.send("Input.dispatchTouchEvent", {"type": end, "touchPoints": []})


def test_a_pen_presses_and_a_finger_and_a_mouse_draw(page, question):
    pen(page, question, WAY, force=0.9)
    [stroke] = strokes(question)
    assert stroke["k"] == "pen"
    assert stroke["d"][2] == pytest.approx(0.9 * 255, abs=4)
    page.reload()
    question = enter(page, GOOD_THINGS).locator("[data-kind=drawing]")
    touch(page, question, WAY)
    draw(page, GOOD_THINGS, WAY)
    assert [stroke["k"] for stroke in strokes(question)] == ["touch", "mouse"]


def test_the_hand_that_holds_the_pen_draws_nothing(page, question):
    pen(page, question, WAY)
    touch(page, question, WAY)
    assert [stroke["k"] for stroke in strokes(question)] == ["pen"]


def test_a_pen_near_the_glass_is_enough(page, question):
    left, top = corner(question)
    hover = {"type": "mouseMoved", "x": left + 200, "y": top + 100, "pointerType": "pen"}
    page.context.new_cdp_session(page).send("Input.dispatchMouseEvent", hover)
    touch(page, question, WAY)
    assert strokes(question) == []


#: Moves of one finger, as `move(type, n, rest)` sends them; `part(n)` is one that the screen saw between two frames.
FINGER = """paper => {
    const { left, top } = paper.getBoundingClientRect();
    globalThis.part = (type, n, rest = {}) => new PointerEvent(type, {
        pointerId: 7, pointerType: "touch", isPrimary: true, width: 10, height: 10, bubbles: true,
        clientX: left + 170 + (60 + n / 100) * Math.cos(n / 5), clientY: top + 130 + (60 + n / 100) * Math.sin(n / 7),
        ...rest,
    });
    globalThis.move = (...given) => paper.dispatchEvent(part(...given));
    globalThis.wait = (ms, begun = performance.now()) => { while (performance.now() < begun + ms); };
}"""


def test_each_point_has_the_moment_in_which_the_screen_saw_it(page, question):
    question.locator("[data-paper]").evaluate(FINGER)
    page.evaluate(
        """() => {
            move("pointerdown", 0);
            for (let n = 1; n < 60; n += 4) {
                const coalescedEvents = [0, 1, 2, 3].map(at => (wait(20), part("pointermove", n + at)));
                move("pointermove", n + 3, { coalescedEvents });
            }
            move("pointerup", 60);
        }"""
    )
    [stroke] = strokes(question)
    assert min(stroke["d"][7:-4:4]) >= 16


def test_a_finger_whose_end_the_browser_never_told_stops_nobody(page, question):
    question.locator("[data-paper]").evaluate(FINGER)
    page.evaluate("['pointerdown', 'pointermove', 'pointerdown', 'pointermove', 'pointerup'].forEach(move)")
    assert len(strokes(question)) == 2
    page.evaluate("['pointerdown', 'pointermove', 'lostpointercapture'].forEach(move)")
    draw(page, GOOD_THINGS, WAY)
    assert [stroke["k"] for stroke in strokes(question)] == ["touch", "touch", "touch", "mouse"]


def test_a_line_without_end_is_cut_where_nobody_sees_it(page, question):
    question.locator("[data-paper]").evaluate(FINGER)
    page.evaluate(
        "move('pointerdown', 0); for (let n = 1; n < 4000; n++) move('pointermove', n); move('pointerup', 4000)"
    )
    first, second, third = strokes(question)
    assert end_of(first) == second["d"][:3]
    assert end_of(second) == third["d"][:3]


def test_a_long_line_looks_alike_while_it_is_drawn_and_when_it_is_done(page, question):
    question.locator("[data-paper]").evaluate(FINGER)
    page.evaluate("move('pointerdown', 0); for (let n = 1; n < 400; n++) move('pointermove', n)")
    page.wait_for_timeout(100)
    drawing = inked(question, "canvas + canvas")
    page.evaluate("move('pointerup', 400)")
    assert drawing == pytest.approx(inked(question), rel=0.02)
    assert drawing > 1000


def end_of(stroke):
    return [sum(stroke["d"][part::4]) for part in range(3)]


def test_a_palm_draws_nothing(page, question):
    touch(page, question, WAY, radius=45)
    assert strokes(question) == []


def test_a_finger_that_the_browser_takes_away_keeps_what_it_drew(page, question):
    touch(page, question, WAY, end="touchCancel")
    assert len(strokes(question)) == 1


def test_back_and_forward_and_a_new_sheet(page, question):
    for n in range(4):
        draw(page, GOOD_THINGS, [(30, 30 + 30 * n), (200, 40 + 30 * n)])
    drawn = strokes(question)
    assert len(drawn) == 4
    back, forward = question.locator("[data-action=undo]"), question.locator("[data-action=redo]")
    for _ in range(4):
        back.click()
    expect(back).to_be_disabled()
    assert strokes(question) == []
    for _ in range(4):
        forward.click()
    expect(forward).to_be_disabled()
    assert strokes(question) == drawn
    question.locator("[data-action=again]").click()
    assert strokes(question) == []
    back.click()
    assert strokes(question) == drawn
    expect(question.locator(".hung")).to_have_count(0)
    forward.click()
    assert strokes(question) == []
    expect(question.locator(".hung")).to_have_count(1)


def test_every_sheet_is_a_drawing_of_its_own(page, site, cast, question):
    """Hung on the wall, looked at again, changed and taken out; and a sheet with nothing on it is none."""
    sheets = lambda: sorted(len(json.loads(item.content)["strokes"]) for item in Item.latest() if item.content)  # noqa: E731
    another, hung = question.get_by_role("button", name="New sheet"), question.locator(".hung")
    draw(page, GOOD_THINGS, WAY)
    another.click()
    expect(another).to_be_disabled()
    draw(page, GOOD_THINGS, WAY, [(30, 150), (200, 170)])
    another.click()
    expect(hung).to_have_count(2)
    assert inked(hung.last) > 100
    arrives(page, lambda: sheets() == [1, 2])
    expect(page.locator("a.place", has_text=GOOD_THINGS)).to_have_attribute("data-things", "2")

    hung.first.get_by_role("button", name="Change").click()
    assert len(strokes(question)) == 1
    draw(page, GOOD_THINGS, [(30, 150), (200, 170)], [(30, 90), (200, 120)])
    arrives(page, lambda: sheets() == [2, 3])
    hung.get_by_role("button", name="Take it out").click()
    expect(hung).to_have_count(0)
    arrives(page, lambda: sheets() == [3])
    another.click()
    draw(page, GOOD_THINGS, WAY)
    arrives(page, lambda: sheets() == [1, 3])
    question.locator("[data-action=undo]").click()
    arrives(page, lambda: sheets() == [3])
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Item.get().document_id}")
    expect(page.locator(".said-drawing svg")).to_have_count(1)


def test_the_rubber_the_colours_and_the_widths(page, question):
    question.get_by_role("button", name="Red").click()
    question.get_by_role("button", name="Thick").click()
    draw(page, GOOD_THINGS, WAY)
    question.get_by_role("button", name="Rubber").click()
    expect(question.get_by_role("button", name="Rubber")).to_have_attribute("aria-pressed", "true")
    draw(page, GOOD_THINGS, WAY)
    red, rubbed = strokes(question)
    assert (red["c"], red["s"], rubbed["c"]) == ("brick", 88, "paper")
    assert rubbed["s"] > red["s"]


def test_turning_the_tablet_keeps_the_drawing(page, question):
    draw(page, GOOD_THINGS, WAY)
    before = strokes(question)
    for width, height in [(768, 1024), (360, 740), (1024, 768)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        assert inked(question) > 20, f"nothing is on the paper at {width}"
    assert strokes(question) == before


def inked(question, which="canvas"):
    """How many points of the canvas have ink on them."""
    return question.locator(which).first.evaluate(
        """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
             .filter((part, n) => n % 4 === 3 && part > 100).length"""
    )


def test_the_worker_sees_exactly_what_was_drawn(page, site, cast, question):
    pen(page, question, WAY, force=0.7)
    draw(page, GOOD_THINGS, [(60, 160), (200, 190), (320, 150)])
    arrives(page, lambda: len(newest_strokes()) == 2)
    drawn = strokes(question)
    on_the_tablet = page.evaluate(
        """async drawn => {
            const ink = await import(document.querySelector('script[src*=app]').src.replace('app.js', 'ink.js'));
            return drawn.map(stroke => ink.outline(stroke));
        }""",
        drawn,
    )
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Item.get().document_id}")
    shown = page.locator(".said-drawing path").evaluate_all("paths => paths.map(path => path.getAttribute('d'))")
    assert shown == on_the_tablet
    expect(page.get_by_text("You can draw it, if you like.")).to_be_visible()
    expect(page.locator(".said-drawing svg")).to_have_count(1)


def newest_strokes():
    item = Item.latest().where(Item.kind == "drawing").first()
    return json.loads(item.content)["strokes"] if item else []


def test_a_house_that_was_drawn_keeps_its_corners(page, question):
    roof = [(60, 190), (60, 110), (120, 60), (180, 110), (180, 190), (60, 190)]
    touch(page, question, [at for a, b in pairwise(roof) for at in between(a, b)])
    page.wait_for_timeout(100)
    missed = question.locator("canvas").first.evaluate(
        """(canvas, corners) => {
            const scale = canvas.width / canvas.clientWidth, brush = canvas.getContext('2d');
            return corners.filter(([x, y]) =>
              !brush.getImageData((x - 5) * scale, (y - 5) * scale, 10 * scale, 10 * scale).data.some(Boolean));
        }""",
        roof,
    )
    assert missed == []


def between(a, b, steps=12):
    return [(a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps) for n in range(steps + 1)]


def test_a_page_that_comes_back_shows_what_was_drawn(page, question):
    draw(page, GOOD_THINGS, WAY)
    drawn = strokes(question)
    question = comes_back(page, GOOD_THINGS)
    assert strokes(question) == drawn
    assert inked(question) > 20
    draw(page, GOOD_THINGS, [(40, 150), (140, 200)])
    assert len(strokes(question)) == 2


def test_five_thousand_strokes_still_answer(page, question):
    many = full_sheet(5000)
    question = already_drawn(page, GOOD_THINGS, many)
    draw(page, GOOD_THINGS, WAY)
    assert len(strokes(question)) == 5001
    for _ in range(20):
        question.locator("[data-action=undo]").evaluate("button => button.click()")
    assert len(strokes(question)) == 4981
    for _ in range(20):
        question.locator("[data-action=redo]").evaluate("button => button.click()")
    assert strokes(question)[:5000] == many
    assert len(strokes(question)) == 5001
