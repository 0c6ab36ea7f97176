from uuid import uuid4

from app.records import Aside, Entry, Item


def test_what_was_written_is_kept_in_the_exact_words(tablet, cast):
    [receipt] = tablet.receipts(
        tablet.writes(cast.kuba, worries="Dad shouting\r\n  at night ", worries__id=str(uuid4()))
    )
    assert receipt["status"] == "kept"
    item = Item.get()
    assert (item.content, item.question, item.hand) == ("Dad shouting\n  at night ", "worries", "child")


def test_sending_twice_keeps_once_and_says_the_same(tablet, cast):
    box = tablet.writes(cast.kuba, worries="Dad shouting")
    assert tablet.receipts(box) == tablet.receipts(box)
    assert (Entry.select().count(), Item.select().count()) == (1, 1)


def test_the_same_name_with_other_bytes_is_kept_aside_and_nothing_is_overwritten(tablet, cast):
    name = str(uuid4())
    one, other = (tablet.writes(cast.kuba, name, worries=words) for words in ("Dad shouting", "Going to court"))
    assert [receipt["status"] for receipt in tablet.receipts(one, other)] == ["kept", "aside"]
    assert (Item.get().content, Aside.get().reason) == ("Dad shouting", "other bytes")


def test_what_otto_writes_for_kuba_is_kept_aside(app, keys, tablet, cast):
    tablet.gets_a_pass(cast.otto)
    assert [receipt["status"] for receipt in tablet.receipts(tablet.writes(cast.kuba, worries="x"))] == ["aside"]
    assert Entry.select().count() == 0
