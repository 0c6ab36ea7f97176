"""Boxes that devices bring: kept once, in the exact words, whatever comes with them."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import escape

from app.records import Aside, Document, Entry, Item, Journal, Member, Pass, db
from app.records.db import now
from tests.sealing import Tablet

STRANGE = {
    "Zalgo": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞" * 20,
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "Arabic": "أنا خائف من الصراخ",
    "tags": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "templates": "{{ 7*7 }} {% raw %} ${7*7} %(num)s",
    "quotes": "\"'`--; DROP TABLE item;",
    "bidi": "abc\u202edef\u2066ghi",
    "spaces": "  two  spaces\tand a tab  ",
    "long": "w" * 9_999,
}
HOSTILE = [
    "<svg/onload=alert(1)>",
    "'><script>alert(1)</script>",
    "javascript:alert(1)",
    "<a href='data:text/html,x'>x</a>",
    "</blockquote><iframe src=//evil>",
    "<math><mtext></p><style><img src=x onerror=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "&lt;script&gt;&#60;b&#62;",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "]]><script>alert(1)</script>",
]


def status(receipts):
    return [receipt["status"] for receipt in receipts]


def reading(browser, cast, document):
    return browser.get(f"/families/{cast.nowaks.id}/documents/{document}").text


def test_what_was_written_is_kept_in_the_exact_words(tablet, cast):
    words = "Dad shouting\r\n  at night "
    [receipt] = tablet.receipts(
        tablet.writes(cast.kuba, worries=words, worries__id=str(uuid4()), worries__prompt="Why?")
    )
    assert receipt["status"] == "kept"
    item = Item.get()
    assert (item.content, item.question, item.hand) == ("Dad shouting\n  at night ", "worries", "child")
    assert (item.prompt, item.band, item.entry.device_id) == ("Why?", "middle", tablet.device)


def test_sending_twice_keeps_once_and_says_the_same(tablet, cast):
    box = tablet.writes(cast.kuba, worries="Dad shouting")
    assert tablet.receipts(box) == tablet.receipts(box)
    assert (Entry.select().count(), Item.select().count()) == (1, 1)


def test_fifty_times_from_eight_threads_is_once(app, tablet, cast):
    box = tablet.writes(cast.kuba, worries="Dad shouting")
    delivery = {"boxes": [box], "counted": 1}

    def bring(_n):
        with db.connection_context():
            return app.test_client().post("/sealed", json=delivery).json["receipts"]

    with ThreadPoolExecutor(8) as threads:
        receipts = list(threads.map(bring, range(50)))
    assert all(receipt == receipts[0] for receipt in receipts)
    assert receipts[0][0]["status"] == "kept"
    assert (Entry.select().count(), Item.select().count(), Aside.select().count()) == (1, 1, 0)


def test_the_same_name_with_other_bytes_is_kept_aside_and_nothing_is_overwritten(tablet, cast):
    name = str(uuid4())
    one, other = (tablet.writes(cast.kuba, name, worries=words) for words in ("Dad shouting", "Going to court"))
    assert status(tablet.receipts(one, other)) == ["kept", "aside"]
    assert tablet.receipts(one, other) == tablet.receipts(one, other)
    assert (Item.get().content, Aside.get().reason) == ("Dad shouting", "other bytes")


def test_a_box_that_cannot_be_opened_stops_no_other(tablet, cast):
    good, bad = (tablet.writes(cast.kuba, worries=words) for words in ("One", "Two"))
    bad["text"] = bad["text"][:-8] + "AAAAAAA="
    other_key = {**tablet.writes(cast.kuba, worries="Three"), "kid": "0" * 16}
    assert status(tablet.receipts(bad, good, other_key)) == ["refused", "kept", "refused"]
    assert [item.content for item in Item.select()] == ["One"]


def test_a_pass_that_nobody_knows_is_refused(tablet, cast):
    tablet.secret = "made up"
    [receipt] = tablet.receipts(tablet.writes(cast.kuba, worries="x"))
    assert (receipt["status"], receipt["why"]) == ("refused", "unknown pass")
    assert (Entry.select().count(), Aside.select().count()) == (0, 0)


def test_a_revoked_pass_and_one_that_has_run_out_bring_their_boxes_aside(tablet, cast, maria):
    tablet.held.revoke()
    revoked = tablet.writes(cast.kuba, worries="Dad shouting")
    assert status(tablet.receipts(revoked)) == ["aside"]
    tablet.gets_a_pass(cast.maria)
    late = tablet.writes(cast.kuba, worries="Going to court")
    Pass.update(deliver_until=now() - timedelta(days=1)).where(Pass.id == tablet.held.id).execute()
    assert status(tablet.receipts(late)) == ["aside"]
    assert [aside.reason for aside in Aside.select().order_by(Aside.received_at)] == ["revoked", "late"]
    assert tablet.receipts(revoked, late) == tablet.receipts(revoked, late)

    page = maria.get(f"/families/{cast.nowaks.id}/asides").text
    assert "told to stop" in page
    aside = Aside.get(reason="revoked")
    address = f"/families/{cast.nowaks.id}/asides/{aside.id}"
    assert "Dad shouting" in maria.get(address).text
    taken = maria.post(address, data={"csrf_token": maria.get("/session").json["csrf"]})
    assert "Dad shouting" in maria.get(taken.location).text
    assert Journal.select().where(Journal.act == "took in").count() == 1
    assert status(tablet.receipts(revoked)) == ["aside"], "and its receipt stays what it was"
    assert Entry.select().count() == 1


@pytest.mark.parametrize("who", ["otto", "hanna", "ewa_user"])
def test_what_somebody_else_writes_for_kuba_is_kept_aside(tablet, cast, who):
    tablet.gets_a_pass(getattr(cast, who))
    there = tablet.receipts(tablet.writes(cast.kuba, worries="x"))
    assert (status(there), Entry.select().count(), Aside.get().family) == (["aside"], 0, cast.nowaks)


def test_a_stranger_cannot_tell_from_the_receipt_whether_a_child_exists(tablet, cast):
    tablet.gets_a_pass(cast.otto)
    real, made_up = tablet.entry(cast.kuba, worries="x"), tablet.entry(cast.kuba, worries="x")
    made_up["path"] = f"/families/{uuid4()}/members/{uuid4()}/tools/three-houses"
    one, other = tablet.receipts(tablet.box(real), tablet.box(made_up))
    assert one.keys() == other.keys()
    assert (one["status"], one["why"]) == (other["status"], other["why"])


def test_a_worker_whose_part_has_ended_still_brings_what_was_written(tablet, cast):
    box = tablet.writes(cast.kuba, worries="Dad shouting")
    Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)
    assert status(tablet.receipts(box)) == ["aside"]
    assert Aside.get().reason == "not allowed"


@pytest.mark.parametrize(
    "path", ["", "/", "/families", "/tools/three-houses", "//evil/x", "/families/x/members/y/tools/z"]
)
def test_what_leads_nowhere_stays_on_the_device(tablet, cast, path):
    assert status(tablet.receipts(tablet.box({**tablet.entry(cast.kuba, worries="x"), "path": path}))) == ["refused"]
    assert Aside.select().count() == 0


def test_an_answer_to_an_unknown_tool_stays_on_the_device_until_the_tool_is_known(app, tablet, cast):
    box = tablet.box(tablet.entry(cast.kuba, worries="x"))
    known = app.extensions["tools"].pop("three-houses")
    assert status(tablet.receipts(box)) == ["refused"]
    app.extensions["tools"]["three-houses"] = known
    assert status(tablet.receipts(box)) == ["kept"]


def test_a_receipt_stays_what_it_was_when_the_place_is_given_back(tablet, cast, maria):
    box = tablet.writes(cast.kuba, worries="Dad shouting")
    place = Member.get(user=cast.maria, family=cast.nowaks)
    Member.update(left_at=now()).where(Member.id == place.id).execute()
    first = tablet.receipts(box)
    Member.update(left_at=None).where(Member.id == place.id).execute()
    assert tablet.receipts(box) == first
    assert Entry.select().count() == 0


def test_what_a_stranger_brought_takes_nothing_away_when_it_is_taken_in(app, tablet, cast, keys, maria):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad hits me", worries__id=name))
    theirs = Tablet(app.test_client(), keys, cast.otto)
    theirs.document = tablet.document
    theirs.receipts(theirs.writes(cast.kuba, worries="All is well", worries__replaces=name))
    theirs.receipts(theirs.writes(cast.kuba, worries__id=str(uuid4()), worries__out=name))
    token = {"csrf_token": maria.get("/session").json["csrf"]}
    for aside in Aside.select():
        assert maria.post(f"/families/{cast.nowaks.id}/asides/{aside.id}", data=token).status_code == 303
    page = reading(maria, cast, tablet.document)
    assert "Dad hits me" in page
    assert "Otto" in page


def test_a_thing_cannot_hide_itself(tablet, cast):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name, worries__replaces=name))
    assert [item.content for item in Item.latest()] == ["Dad"]


def test_new_sittings_of_one_family_at_once_are_all_kept(app, cast, keys):
    tablets = [Tablet(app.test_client(), keys, cast.maria) for _ in range(6)]
    deliveries = [(one, one.writes(cast.kuba, worries=f"{n}")) for n, one in enumerate(tablets)]

    def bring(delivery):
        one, box = delivery
        with db.connection_context():
            return one.brings(box).status_code

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(bring, deliveries)) == [200] * 6
    assert Document.select().count() == 6


def test_names_that_belong_to_another_family_change_nothing_there(app, tablet, cast, keys):
    theirs = Tablet(app.test_client(), keys, cast.hanna)
    name = str(uuid4())
    theirs.receipts(theirs.writes(cast.zosia, worries="Hers", worries__id=name))
    mine = [
        tablet.writes(cast.kuba, document=theirs.document, worries="x"),
        tablet.writes(cast.kuba, worries="x", worries__id=name),
    ]
    assert status(tablet.receipts(*mine)) == ["aside", "aside"]
    assert {aside.reason for aside in Aside.select()} == {"name taken"}
    assert [(item.content, item.document.member) for item in Item.latest()] == [("Hers", cast.zosia)]
    assert Entry.select().count() == 1, "nothing of a box that is put aside is left behind"
    replaced = tablet.writes(cast.kuba, worries="x", worries__replaces=name)
    assert status(tablet.receipts(replaced)) == ["kept"]
    assert "Hers" in {item.content for item in Item.latest()}, "and it still stands"


@pytest.mark.parametrize(
    ("claimed", "year"),
    [
        ("2016-11-23T10:00:00Z", 2016),
        ("2036-11-23T10:00:00+01:00", 2036),
        ("", None),
        ("yesterday", None),
        ("9" * 400, None),
        ("0001-01-01T00:00:00+00:00", None),
        ("9999-12-31T23:59:59+00:00", None),
    ],
)
def test_a_clock_that_is_wrong_is_a_claim_and_stops_nothing(tablet, cast, maria, claimed, year):
    assert status(tablet.receipts(tablet.box({**tablet.entry(cast.kuba, worries="x"), "written_at": claimed}))) == [
        "kept"
    ]
    entry = Entry.get()
    assert (entry.written_at and entry.written_at.year) == year
    assert abs((entry.received_at - now()).total_seconds()) < 60
    assert ("which is not right" in reading(maria, cast, tablet.document)) == (year is not None)


@pytest.mark.parametrize("name", STRANGE)
def test_strange_letters_are_kept_and_shown_as_they_were(tablet, cast, maria, name):
    words = STRANGE[name]
    tablet.receipts(tablet.writes(cast.kuba, worries=words, worries__id=str(uuid4())))
    assert Item.get().content == words
    page = reading(maria, cast, tablet.document)
    assert "<script>alert" not in page
    assert str(escape(words)) in page


def test_half_letters_and_nul_become_the_sign_for_what_cannot_be_shown(tablet, cast, maria):
    broken = "a\0b\ud800c"
    content = tablet.entry(cast.kuba, worries=broken, worries__id=str(uuid4()), worries__prompt=broken)
    assert status(tablet.receipts(tablet.box(content))) == ["kept"]
    assert (Item.get().content, Item.get().prompt) == ("a\ufffdb\ufffdc",) * 2
    assert "a\ufffdb\ufffdc" in reading(maria, cast, tablet.document)


@pytest.mark.parametrize(
    "field", ["document", "band", "hand", "language", "worries-id", "worries-replaces", "worries-out"]
)
@pytest.mark.parametrize("nonsense", ["\0\ud800", "<script>", "x" * 5000])
def test_nonsense_in_any_field_is_kept_and_never_a_fault(tablet, cast, field, nonsense):
    content = tablet.entry(cast.kuba, worries="Dad shouting")
    content["fields"] = [*[pair for pair in content["fields"] if pair[0] != field], (field, nonsense)]
    assert status(tablet.receipts(tablet.box(content))) == ["kept"]
    assert Item.get().content == "Dad shouting"
    assert not Entry.get().complete or field == "language"


STROKES = '{"v":1,"w":4096,"h":3072,"strokes":[{"c":"ink","s":40,"k":"pen","t":0,"d":[%s]}]}'


@pytest.mark.parametrize(
    "drawing",
    ["NaN,1,1,1", "Infinity,1,1,1", ",".join(["1"] * 1_600_000), "[" * 9_000 + "]" * 9_000, "1e308,0,0,0", '"x"'],
    ids=["not a number", "endless", "very many points", "deep", "too far", "words"],
)
def test_strokes_that_are_none_are_kept_as_they_came_and_said_to_be(tablet, cast, maria, drawing):
    assert status(tablet.receipts(tablet.writes(cast.kuba, worries_drawing=STROKES % drawing))) == ["kept"]
    assert (Entry.get().complete, Item.get().content) == (False, STROKES % drawing)
    page = reading(maria, cast, tablet.document)
    assert "cannot be shown" in page
    assert "did not arrive whole" in page


def test_a_drawing_is_shown_as_it_was_drawn(tablet, cast, maria):
    tablet.receipts(tablet.writes(cast.kuba, worries_drawing=STROKES % "100,100,128,0,900,300,40,16,500,-200,-60,20"))
    assert Entry.get().complete
    assert reading(maria, cast, tablet.document).count('<path d="M') >= 1


def test_ten_megabytes_are_turned_away_in_plain_words(client):
    response = client.post("/sealed", data=b"x" * 10_000_000, content_type="application/json")
    assert response.status_code == 413
    assert response.json == {"error": "That is too big"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"boxes": 1}', b'{"boxes": [{}]}', b'{"boxes": [], "counted": -1}'],
)
def test_what_is_no_delivery_is_turned_away(client, body):
    assert client.post("/sealed", data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize("number", [-1, 2**63, 1.5, "1"])
def test_a_number_that_no_device_counts_to_is_turned_away(tablet, cast, number):
    assert tablet.brings({**tablet.writes(cast.kuba, worries="x"), "number": number}).status_code == 400


def test_twenty_six_boxes_are_more_than_one_may_bring(tablet, cast):
    boxes = [tablet.writes(cast.kuba, worries="x") for _ in range(26)]
    assert tablet.brings(*boxes).status_code == 400
    assert status(tablet.receipts(*boxes[:25])) == ["kept"] * 25


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
shaped = st.fixed_dictionaries(
    {}, optional={name: anything for name in ("path", "fields", "pass", "written_at", "release")}
)
UNHURRIED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@UNHURRIED
@given(body=anything)
def test_any_json_at_all_is_answered_and_never_a_fault_of_ours(client, body):
    assert client.post("/sealed", json=body).status_code in {200, 400}


@UNHURRIED
@given(content=anything | shaped)
def test_any_json_at_all_inside_a_box_is_answered_and_never_a_fault_of_ours(tablet, content):
    assert status(tablet.receipts(tablet.box(json.dumps(content).encode()))) == ["refused"]


@UNHURRIED
@given(fields=st.lists(st.tuples(st.sampled_from(["worries", "dreams-id", "band", "document", "x"]), st.text())))
def test_any_fields_at_all_are_kept_or_put_aside_or_stay_where_they_are(tablet, cast, fields):
    """What answers a question this server does not ask yet stays on the tablet, which asks again."""
    content = {**tablet.entry(cast.kuba), "fields": fields}
    ahead = any(name == "x" and text for name, text in fields)
    assert status(tablet.receipts(tablet.box(content)))[0] in ({"refused"} if ahead else {"kept", "aside"})


def test_two_that_replace_the_same_thing_both_stand(tablet, cast, maria):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name))
    for words in ("Dad shouts", "Dad is loud"):
        tablet.receipts(tablet.writes(cast.kuba, worries=words, worries__id=str(uuid4()), worries__replaces=name))
    assert {item.content for item in Item.latest()} == {"Dad shouts", "Dad is loud"}
    page = reading(maria, cast, tablet.document)
    assert page.index("changed twice") < page.index("Dad shouts") < page.index("Dad is loud")


def test_what_is_taken_out_is_not_shown_and_that_it_was_is(tablet, cast, maria):
    name = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouts", worries__id=name))
    tablet.receipts(tablet.writes(cast.kuba, worries__id=str(uuid4()), worries__out=name))
    page = reading(maria, cast, tablet.document)
    assert "Dad shouts" not in page
    assert "1 thing was taken out again" in page


def test_a_change_that_arrives_before_what_it_changes_still_replaces_it(tablet, cast):
    name = str(uuid4())
    first = tablet.writes(cast.kuba, worries="Dad", worries__id=name)
    later = tablet.writes(cast.kuba, worries="Dad shouts", worries__id=str(uuid4()), worries__replaces=name)
    tablet.receipts(later)
    tablet.receipts(first)
    assert [item.content for item in Item.latest()] == ["Dad shouts"]


def test_the_answer_and_the_page_name_what_has_not_arrived(tablet, cast, maria):
    boxes = [tablet.writes(cast.kuba, worries=f"thought {n}") for n in range(4)]
    assert tablet.brings(boxes[0], boxes[3]).json["missing"] == [2, 3]
    assert "2 more things that have not arrived yet" in reading(maria, cast, tablet.document)
    assert tablet.brings(boxes[1], boxes[2]).json["missing"] == []
    assert "not arrived yet" not in reading(maria, cast, tablet.document)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_anyone_writes_becomes_markup(tablet, cast, maria, hostile):
    tablet.receipts(tablet.writes(cast.kuba, worries=hostile, worries__id=str(uuid4()), worries__prompt=hostile))
    tablet.held.revoke()
    tablet.receipts(tablet.writes(cast.kuba, worries=hostile))
    pages = [
        reading(maria, cast, Document.get().id),
        maria.get(f"/families/{cast.nowaks.id}/asides/{Aside.get().id}").text,
    ]
    for page in pages:
        assert hostile == escape(hostile) or hostile not in page
        assert str(escape(hostile)) in page


def test_what_came_while_its_pass_held_stays_kept_when_the_pass_is_taken_back(tablet, cast):
    box = tablet.writes(cast.kuba, worries="Dad shouting")
    first = tablet.receipts(box)
    tablet.held.revoke()
    assert tablet.receipts(box) == first
    assert Aside.select().count() == 0
