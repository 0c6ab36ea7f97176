"""What one young person is asked besides: by their worker, in a tool that everybody has, and shown to nobody else."""

from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Document, Item, Journal, Member, Question, User
from app.records.look_back import LookBack
from tests.cast import WORDS
from tests.integration.test_handovers import lend

WORDED = "What happens when you come home from school?"


def to(member):
    return f"/families/{member.family_id}/members/{member.id}/questions"


def activity(member, tool="three-houses"):
    return f"/families/{member.family_id}/members/{member.id}/tools/{tool}"


def post(browser, address, **fields):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def ask(browser, member, **differs):
    return post(browser, to(member), **{"words": WORDED, "where": "three-houses/worries", "kind": "lines", **differs})


@pytest.fixture
def asked(maria, cast):
    assert ask(maria, cast.kuba).status_code == 303
    return Question.get()


def test_it_stands_in_its_house_for_this_child_and_for_nobody_else(maria, client, cast, asked):
    page = maria.get(activity(cast.kuba)).text
    worries, dreams = (page.index(f'data-section="{house}"') for house in ("worries", "dreams"))
    assert worries < page.index(WORDED) < dreams
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    assert WORDED not in maria.get(activity(iga)).text
    assert WORDED not in maria.get(activity(cast.kuba, "feelings")).text
    assert WORDED not in client.get("/tools/three-houses").text
    assert [(line.act, line.thing) for line in Journal.select()].count(("asked", "question")) == 1


def test_the_answer_is_kept_with_what_was_shown_and_read_in_its_house(maria, tablet, cast, asked):
    shown = {f"{asked.key}__prompt": "What was on the screen"}
    kept = tablet.receipts(tablet.writes(cast.kuba, **{asked.key: "I am alone", **shown}))
    assert kept[0]["status"] == "kept"
    item = Item.get()
    assert (item.question, item.kind, item.content, item.prompt) == (
        asked.key,
        "lines",
        "I am alone",
        "What was on the screen",
    )
    reading = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert reading.index('data-section="worries"') < reading.index("I am alone")
    assert "1 answer" in maria.get(to(cast.kuba)).text


def test_it_is_answered_on_a_page_without_scripts_too(maria, cast, asked):
    post(maria, activity(cast.kuba), document=str(uuid4()), **{asked.key: "I am alone\nI wait"})
    assert [(item.content, item.prompt) for item in Item.select()] == [("I am alone", WORDED), ("I wait", WORDED)]


@pytest.mark.parametrize(
    ("kind", "where", "answer"),
    [
        ("faces", "feelings/now", '{"picked":["sad","mixed"],"words":""}'),
        ("drawing", "three-houses/dreams", "no drawing at all"),
        ("lines", "three-houses/good_things", "x"),
    ],
)
def test_it_is_answered_in_its_own_way_and_what_is_not_in_order_is_kept(maria, tablet, cast, kind, where, answer):
    assert f'value="{where}"' in maria.get(to(cast.kuba)).text
    assert ask(maria, cast.kuba, kind=kind, where=where).status_code == 303
    entry = tablet.entry(cast.kuba, where.partition("/")[0], **{Question.get().key: answer})
    assert tablet.receipts(tablet.box(entry))[0]["status"] == "kept"
    assert (Item.get().kind, Item.get().content) == (kind, answer)
    assert maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").status_code == 200


def test_asked_no_more_it_is_gone_from_the_page_and_what_still_comes_is_kept(maria, tablet, cast, asked):
    late = tablet.writes(cast.kuba, **{asked.key: "I am alone"})
    assert post(maria, to(cast.kuba), end=str(asked.id)).status_code == 303
    assert WORDED not in maria.get(activity(cast.kuba)).text
    assert "asked until" in maria.get(to(cast.kuba)).text
    assert tablet.receipts(late)[0]["status"] == "kept"
    post(maria, activity(cast.kuba), document=str(uuid4()), **{asked.key: "Typed before"})
    assert sorted(item.content for item in Item.select()) == ["I am alone", "Typed before"]
    post(maria, to(cast.kuba), end=str(asked.id))
    assert [line.act for line in Journal.select()].count("ended") == 1


def test_an_answer_to_a_question_that_this_server_has_lost_is_kept_all_the_same(maria, tablet, cast):
    key = f"own_{uuid4().hex}"
    kept = tablet.receipts(tablet.writes(cast.kuba, **{key: "I am alone", f"{key}__prompt": WORDED}))
    assert kept[0]["status"] == "kept"
    reading = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert "I am alone" in reading
    assert WORDED in reading
    for key in ("own_x", "own_", "other"):
        assert tablet.receipts(tablet.writes(cast.kuba, **{key: "x"}))[0]["status"] == "refused"
    many = {f"own_{uuid4().hex}": "x" for _ in range(200)}
    assert tablet.receipts(tablet.writes(cast.kuba, **many))[0]["status"] == "refused"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_however_many_were_answered_in_one_sitting_all_of_it_is_read(maria, tablet, cast):
    """So many one box may not hold; over weeks they come all the same."""
    for at in range(0, 120, 60):
        many = {f"own_{uuid4().hex}": f"answer {at + n}." for n in range(60)}
        assert tablet.receipts(tablet.writes(cast.kuba, **many))[0]["status"] == "kept"
    reading = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert [n for n in range(120) if f"answer {n}." not in reading] == []


def test_a_lent_tablet_is_told_what_this_child_is_asked_now(maria, cast, asked):
    ask(maria, cast.kuba, words="Another")
    post(maria, to(cast.kuba), end=str(asked.id))
    ask(maria, Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD), words="For Iga")
    told = lend(maria, cast.kuba).json["told"]["questions"]
    assert [(one["words"], one["tool"], one["section"], one["kind"]) for one in told] == [
        ("Another", "three-houses", "worries", "lines")
    ]


def test_on_a_young_persons_own_device_it_waits_until_that_is_safe(app, maria, cast, asked):
    own = User.enrol(name="Kuba", email="brave-otter", words=WORDS, role=Role.CHILD)
    Member.update(user=own).where(Member.id == cast.kuba.id).execute()
    phone = app.test_client().signs_in(own)
    assert WORDED not in phone.get(activity(cast.kuba)).text
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    assert WORDED in phone.get(activity(cast.kuba)).text
    assert phone.get(to(cast.kuba)).status_code == 404


def test_a_question_needs_words_a_place_and_a_way_to_answer_there(maria, cast):
    for wrong in ({"words": " "}, {"where": "nowhere/x"}, {"kind": "recording"}, {"words": "x" * 301}):
        assert ask(maria, cast.kuba, **wrong).status_code == 400
    assert "has no place for this" in ask(maria, cast.kuba, kind="faces").text
    assert Question.select().count() == 0


def test_nobody_else_asks_anything(app, cast, otto, asked):
    ewa, hanna = (app.test_client().signs_in(user) for user in (cast.ewa_user, cast.hanna))
    for browser in (otto, ewa, hanna):
        assert browser.get(to(cast.kuba)).status_code == ask(browser, cast.kuba).status_code == 404
        assert post(browser, to(cast.kuba), end=str(asked.id)).status_code == 404
    assert ask(app.test_client().signs_in(cast.maria), cast.ewa).status_code == 404
    assert (Question.select().count(), Question.get().ended_at) == (1, None)


def test_hostile_words_of_a_question_are_words(maria, tablet, cast):
    hostile = '"><script>alert(1)</script> %(name)s {{ 7*7 }}'
    ask(maria, cast.kuba, words=hostile)
    for address in (to(cast.kuba), activity(cast.kuba)):
        page = maria.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; %(name)s {{ 7*7 }}" in page.text


def test_every_document_of_the_tool_is_the_tools_still(app, maria, tablet, cast, asked):
    tablet.receipts(tablet.writes(cast.kuba, **{asked.key: "x", "worries": "y"}))
    assert Document.get().tool == "three-houses"
    assert asked.key not in [question.key for question in app.extensions["tools"]["three-houses"].questions]
