"""Drawings: the same outline as on the tablet, and nothing but a drawing gets through."""

import json
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.drawing import COLOURS, Drawing, DrawingUnreadable, Stroke

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/strokes.json").read_text())
STROKE = {"c": "ink", "s": 40, "k": "pen", "t": 0, "d": [10, 10, 128, 0, 5, 5, 0, 16]}


def drawing(*strokes, **other):
    return json.dumps({"v": 1, "w": 4096, "h": 3072, "strokes": list(strokes), **other})


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_strokes_outline_is_the_tablets(vector):
    stroke = Stroke(**vector["stroke"])
    points = [(x, y, min(max(pressure / 255, 0), 1)) for x, y, pressure, _time in vector["points"]]
    assert list(stroke.points()) == points
    assert stroke.outline() == vector["outline"]


def test_the_colours_are_the_tablets():
    ink = (Path(__file__).parents[2] / "app/static/pwa/ink.js").read_text()
    assert all(f'{name}: "{colour}"' in ink for name, colour in COLOURS.items())


def test_a_drawing_becomes_svg_of_numbers_and_an_escaped_label():
    svg = Drawing.read(drawing(STROKE)).svg('"><script>')
    assert svg.count("<path") == 1
    assert "<script>" not in svg
    assert "style=" not in svg


HOSTILE = {
    "not a number": drawing().replace("[]", '[{"c":"ink","s":40,"k":"pen","t":0,"d":[NaN,1,1,1]}]'),
    "endless": drawing().replace("[]", '[{"c":"ink","s":40,"k":"pen","t":0,"d":[Infinity,1,1,1]}]'),
    "too far": drawing({**STROKE, "d": [1e308, 0, 0, 0]}),
    "half a number": drawing({**STROKE, "d": [0.5, 0, 0, 0]}),
    "a million points": drawing({**STROKE, "d": [1, 1, 1, 1] * 1_000_000}),
    "many strokes of many points": drawing(*[{**STROKE, "d": [1, 1, 1, 1] * 50_000}] * 5),
    "deep": "[" * 10_000 + "]" * 10_000,
    "deep inside": drawing().replace("[]", "[" * 10_000 + "]" * 10_000),
    "ten megabytes": '"' + "x" * 10_000_000 + '"',
    "another key of the sheet": drawing(__proto__={}, constructor={"prototype": {}}),
    "another key": drawing({**STROKE, "__proto__": {}}),
    "a colour that is none": drawing({**STROKE, "c": "url(#x)"}),
    "markup": drawing({**STROKE, "c": '"/><script>'}),
    "another page": drawing(w=1),
    "nothing": "",
    "half a point": drawing({**STROKE, "d": [1, 1, 1, 0, 1]}),
    "half a letter": '"\ud800"',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_drawing_is_unreadable_and_no_more(text):
    with pytest.raises(DrawingUnreadable):
        Drawing.read(text)


QUICK_SECONDS, LITTLE_BYTES = 0.1, 50 * 2**20


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_it_is_it_is_turned_away_at_once_and_in_little_memory(text):
    """The quickest of three: other tests run beside this one."""
    spent = []
    for _ in range(3):
        began = time.perf_counter()
        with suppress(DrawingUnreadable):
            Drawing.read(text)
        spent.append(time.perf_counter() - began)
    tracemalloc.start()
    with suppress(DrawingUnreadable):
        Drawing.read(text)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert min(spent) < QUICK_SECONDS
    assert most < LITTLE_BYTES


def test_less_than_nothing_is_nothing():
    text = drawing({**STROKE, "d": [10, 10, 128, 0]}).replace("[10, 10, 128, 0]", "[-0, 10, 128, -0]")
    assert Drawing.read(text).strokes[0].d == [0, 10, 128, 0]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["v", "w", "h", "strokes", "c", "d"]), inner),
)


def test_far_off_the_page_a_number_stays_whole():
    path = Stroke(**{**STROKE, "d": [9_000_001, 1, 128, 0]}).outline()
    assert path.startswith("M8999981 1a")
    assert "e+" not in path


@given(json_values)
def test_any_json_at_all_is_a_drawing_or_unreadable(value):
    with suppress(DrawingUnreadable):
        Drawing.read(json.dumps(value)).svg("")


coordinates = st.lists(
    st.tuples(*[st.integers(-5000, 5000)] * 2, st.integers(-255, 255), st.integers(0, 50)), min_size=1
)


@given(coordinates)
def test_any_line_at_all_has_an_outline_of_plain_numbers(points):
    d = [part for point in points for part in point]
    svg = Drawing.read(drawing({**STROKE, "d": d})).svg("")
    assert "nan" not in svg
    assert "inf" not in svg
