"""What a device, or someone who plays one, may bring: every answer is ours, and what is kept can be read."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.records import Aside, Device, Entry, Item, db
from app.records.db import exact

UNHURRIED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ANSWERS = {"kept", "aside", "refused"}

letters = st.text(
    st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("\0\r\n\u202e\u0300"), max_size=40
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | letters,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters, inner, max_size=4),
    max_leaves=12,
)
#: Letters that a page may hold as they are: the others of Unicode are no malformed page's fault.
shown = st.text(
    st.characters(categories=["L", "M", "N", "P", "S", "Z", "Cf", "Cs"]) | st.sampled_from("\0\r\n\t"), max_size=40
)
names = st.sampled_from([
    *("worries", "worries-id", "worries-prompt", "worries-replaces", "worries-out", "worries_drawing", "dreams"),
    *("entry", "document", "language", "band", "hand", "finished", "csrf_token", "", "x"),
])  # fmt: skip


def one_of(*real):
    return anything | letters | st.sampled_from(real)


@UNHURRIED
@given(data=st.data())
def test_a_delivery_wrong_in_any_part_is_answered_and_never_a_fault_of_ours(tablet, cast, data):
    right = tablet.writes(cast.kuba, worries="Dad shouting")
    parts = data.draw(st.dictionaries(st.sampled_from(sorted(right)), anything, max_size=3))
    boxes = data.draw(one_of([{**right, **parts}]) | st.just([{**right, **parts}, right]))
    counted = data.draw(st.just(1) | anything)
    answer = tablet.client.post("/sealed", json={"boxes": boxes, "counted": counted})
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        assert {receipt["status"] for receipt in answer.json["receipts"]} <= ANSWERS


@UNHURRIED
@given(data=st.data())
def test_a_box_with_a_good_pass_and_anything_beside_it_is_answered(tablet, cast, data):
    right = tablet.entry(cast.kuba, worries="Dad shouting")
    parts = {
        "path": one_of(right["path"], "/families", "//evil/x"),
        "fields": one_of([]) | st.lists(st.tuples(names, letters), max_size=8),
        "written_at": one_of("2026-11-23T10:00:00Z"),
        "release": one_of("x" * 500),
    }
    wrong = data.draw(st.fixed_dictionaries({}, optional=parts))
    [receipt] = tablet.receipts(tablet.box(json.dumps({**right, **wrong}).encode()))
    assert receipt["status"] in ANSWERS


@pytest.mark.parametrize("number", [-(10**30), -(2**63) - 1, -1, 0, 2**53 - 1, 2**53, 2**63 - 1, 2**63, 10**30])
def test_whatever_number_a_box_bears_the_others_can_still_be_brought(tablet, cast, number):
    one, other = (tablet.writes(cast.kuba, worries=words) for words in ("One", "Two"))
    assert tablet.brings({**one, "number": number}).status_code in {200, 400}
    assert [receipt["status"] for receipt in tablet.receipts(one, other)] == ["kept", "kept"]
    assert len(tablet.brings().json["missing"]) <= 100


@UNHURRIED
@given(content=anything, shown=anything, secret=letters)
def test_anything_in_the_place_of_a_pass_is_refused(tablet, cast, content, shown, secret):
    right = tablet.entry(cast.kuba, worries="Dad shouting")
    for held in (shown, {"id": str(tablet.held.id), "secret": secret}, {"id": secret, "secret": content}):
        [receipt] = tablet.receipts(tablet.box({**right, "pass": held}))
        assert receipt["status"] == "refused"
    assert (Entry.select().count(), Aside.select().count()) == (0, 0)


@UNHURRIED
@given(words=shown.filter(str.strip), when=st.datetimes().map(lambda moment: f"{moment.isoformat()}Z") | letters)
@example(words="x", when="0001-01-01T00:00:00Z")
@example(words="x", when="9999-12-31T23:59:59Z")
@example(words="a\r\nb\rc\0d\ud800", when="")
def test_whatever_is_kept_can_be_read(tablet, cast, maria, words, when):
    """Letter for letter; and no moment that a clock claims takes the page away from those who read it."""
    with db.atomic() as undone:
        fields = {"worries": words, "worries__prompt": words, "worries__id": str(tablet.held.id)}
        [receipt] = tablet.receipts(tablet.box({**tablet.entry(cast.kuba, **fields), "written_at": when}))
        assert (receipt["status"], Item.get().content) == ("kept", exact(words))
        assert maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").status_code == 200
        undone.rollback()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"NaN", b"[" * 100_000, b"9" * 10_000, b"\xef\xbb\xbf{}"])
def test_a_box_of_no_json_is_refused(tablet, content):
    assert tablet.receipts(tablet.box(content))[0]["status"] == "refused"


def test_how_far_a_device_has_counted_never_goes_back(tablet, cast):
    first, second, third = (tablet.writes(cast.kuba, worries=words) for words in ("One", "Two", "Three"))
    assert tablet.brings(third).json["missing"] == [1, 2]
    behind = tablet.client.post("/sealed", json={"boxes": [first], "counted": 1})
    assert (behind.json["missing"], Device.get_by_id(tablet.device).counted) == ([2], 3)
    assert tablet.brings(second, first).json["missing"] == []


def test_what_is_put_aside_or_sent_again_is_not_missing_and_what_is_refused_is(tablet, cast):
    aside = tablet.box({**tablet.entry(cast.kuba, worries="x"), "path": f"/families/{cast.okafors.id}/members/"
                        f"{cast.zosia.id}/tools/three-houses"})  # fmt: skip
    refused, kept = (tablet.writes(cast.kuba, worries=words) for words in ("One", "Two"))
    for _ in range(2):
        answer = tablet.brings(aside, {**refused, "text": "AAAA"}, kept).json
        assert [receipt["status"] for receipt in answer["receipts"]] == ["aside", "refused", "kept"]
        assert answer["missing"] == [2]


def test_a_delivery_of_nothing_is_answered_with_nothing(tablet, cast):
    tablet.writes(cast.kuba, worries="never brought")
    answer = tablet.brings().json
    assert (answer["receipts"], answer["missing"]) == ([], [])
