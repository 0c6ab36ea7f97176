"""A child's page over time: what they said, what was lent, shown and told to them, and who may see how much of it."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app import example_sittings
from app.records import Device, Handover, Item, Journal, Member, Share, ShareWith
from app.records.consent import Agreement, Consented
from app.records.db import now
from app.records.entry import Origin
from app.records.handover import Beforehand
from app.records.receipt import HandedIn, take_in_with
from app.records.timeline import Timeline
from tests.apart import two_versions
from tests.sounding import says as says_aloud
from tests.sounding import webm
from tests.telling import tell
from tests.walking import everything

BEFOREHAND = Beforehand(("three-houses",), Consented(Agreement.AGREED, "Ewa"), "On Friday", date(2026, 12, 1))


def page_of(cast):
    return f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"


def lines(page):
    """The sort and the text of each line, as on the page."""
    found = re.findall(r'<li data-sort="(\w+)">(.*?)</div>\s*</li>', page, re.DOTALL)
    return [(sort, " ".join(re.sub("<[^>]+>", " ", text).split())) for sort, text in found]


def share(cast, item, audience, *people):
    def put(entry):
        return Share.put(entry, cast.kuba, item.id, audience, [one.id for one in people], agreed=True)

    take_in_with(HandedIn(uuid4(), uuid4().hex, Origin(cast.maria)), cast.nowaks, put)


def test_everything_stands_on_one_line_by_its_day_the_latest_first(cast, maria):
    example_sittings.tell(cast.kuba, cast.maria, [cast.ewa])
    tell(cast)
    Handover.begin(cast.kuba, cast.maria, uuid4(), BEFOREHAND)
    found = lines(maria.get(page_of(cast)).text)
    assert [sort for sort, _text in found] == ["handover", "showing", "reply", *["sitting"] * 5]
    then = now() - timedelta(days=46)
    assert f"{then.day} {then:%b %Y}" in found[-1][1]
    for there in ("Three houses", "5 things in words", "1 drawing", "1 picture of who is where", "1 name for a part"):
        assert there in found[-1][1]
    assert "1 step on a path" in found[-2][1]
    assert "they have it now" in found[0][1]
    assert "shown by Maria" in found[1][1]


def test_the_way_to_then_and_now_is_there_where_there_are_both(cast, maria, tablet):
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad"))
    assert "Then and now" not in maria.get(page_of(cast)).text
    tablet.document = str(uuid4())
    tablet.receipts(tablet.writes(cast.kuba, worries="Nobody shouts"))
    page = maria.get(page_of(cast)).text
    way = re.search(rf'href="({page_of(cast)}/then-and-now/three-houses)"', page)
    assert way
    assert "Nobody shouts" in maria.get(way[1]).text


def test_what_is_not_finished_has_not_arrived_or_is_not_in_order_says_so(cast, maria, tablet):
    boxes = [tablet.writes(cast.kuba, worries=f"thought {n}") for n in range(4)]
    tablet.brings(boxes[0], boxes[3])
    tablet.receipts(tablet.writes(cast.kuba, worries_drawing="{not strokes"))
    [(sort, text)] = lines(maria.get(page_of(cast)).text)
    assert sort == "sitting"
    for there in ("not finished", "2 more things have not arrived yet", "did not arrive whole"):
        assert there in text
    tablet.brings(boxes[1], boxes[2])
    assert "arrived yet" not in maria.get(page_of(cast)).text


def test_a_lent_tablet_that_has_counted_and_brought_nothing_is_told_of(cast, maria):
    lent = Handover.begin(cast.kuba, cast.maria, uuid4(), BEFOREHAND)
    assert "not arrived yet" not in maria.get(page_of(cast)).text
    Device.get_by_id(lent.device_id).has_counted(2)
    assert "2 things have not arrived yet from one device" in maria.get(page_of(cast)).text


@pytest.mark.parametrize("times", [1, 4])
def test_each_kind_is_counted_as_it_stands(cast, maria, tablet, times):
    for _ in range(times):
        tablet.receipts(*says_aloud(tablet, cast.kuba, webm())[1])
        name = str(uuid4())
        tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name))
        tablet.receipts(tablet.writes(cast.kuba, worries__out=name))
    [(_sort, text)] = lines(maria.get(page_of(cast)).text)
    assert f"{times} recording" in text
    assert "in words" not in text, "all of it was taken out"


def test_it_is_said_who_may_see_how_much_now_and_what_was_not_asked_about(cast, maria):
    two_versions(cast)
    thought, other, drawing, line = Item.select().where(Item.replaces.is_null(False)).order_by(Item.kind.desc())
    share(cast, thought, ShareWith.PEOPLE, cast.ewa, cast.basia)
    share(cast, other, ShareWith.PEOPLE, cast.basia)
    share(cast, drawing, ShareWith.UNSURE)
    held = Timeline.of(cast.kuba, cast.maria).in_force
    assert {one.name: [item.id for item in things] for one, things in held.people.items()} == {
        "Ewa": [thought.id],
        "Basia": [thought.id, other.id],
    }
    assert [len(each) for each in (held.worker, held.unsure, held.not_asked)] == [0, 1, 1]
    share(cast, thought, ShareWith.WORKER)
    held = Timeline.of(cast.kuba, cast.maria).in_force
    assert {one.name for one in held.people} == {"Basia"}
    assert [len(each) for each in (held.worker, held.unsure, held.not_asked)] == [1, 1, 1]
    page = maria.get(page_of(cast)).text
    said = page[page.index("Who may see what Kuba said") :]
    for words in ("Basia", "Only the workers", "Not sure yet", "Not asked about"):
        assert words in said
    assert not Journal.select().where(Journal.act == "read").exists()
    for item in (thought, other, drawing, line):
        assert maria.get(f"{page_of(cast)}/shares?item={item.id}").status_code == 200
        assert f"{page_of(cast)}/shares?item={item.id}" in said
    assert "Dad" not in said, "no word of it stands here"


def test_nothing_of_it_is_for_a_parent_another_worker_or_otto(app, cast, maria, otto):
    everything(cast)
    for user in (cast.ewa_user, cast.hanna, cast.otto):
        told = Timeline.of(cast.kuba, user)
        assert (told.happenings, told.said, told.repeated) == ([], [], [])
    ewa = app.test_client().signs_in(cast.ewa_user).get(page_of(cast))
    assert ewa.status_code == 200
    for hidden in ("over time", "Who may see what", "Then and now", "had the tablet"):
        assert hidden not in ewa.text
    assert otto.get(page_of(cast)).status_code == 404
    assert "over time" in maria.get(page_of(cast)).text


def test_a_brothers_things_stand_on_his_own_page_alone(cast, maria, tablet):
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=cast.kuba.role)
    tablet.receipts(tablet.writes(iga, worries="Exams"))
    Handover.begin(iga, cast.maria, uuid4(), BEFOREHAND)
    assert lines(maria.get(page_of(cast)).text) == []
    assert [sort for sort, _text in lines(maria.get(f"/families/{cast.nowaks.id}/members/{iga.id}").text)] == [
        "handover",
        "sitting",
    ]
