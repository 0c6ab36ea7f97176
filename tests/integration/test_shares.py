"""Whom a child shows a thing to: nobody until they say so, thing by thing, and nobody when they take it back."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import StreamObject

from app.practice import Role
from app.records import Entry, Item, Journal, Member, Photo, Share, User, share
from app.records.db import now
from app.records.drawing import Drawing
from app.records.layer import Layer
from app.records.permissions import May, items, shown_to
from tests import cast as people
from tests.integration.test_photos import bring
from tests.sealing import Tablet
from tests.sounding import says, webm
from tests.telling import layer, tell

SAID = "Dad shouting at night"
GOOD = "My dog"
#: As it is outside of tests.
HELD_BACK = share.HELD_BACK


@pytest.fixture
def said(tablet, cast):
    """Two things of Kuba's."""
    names = [str(uuid4()), str(uuid4())]
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, worries__id=names[0]))
    tablet.receipts(tablet.writes(cast.kuba, good_things=GOOD, good_things__id=names[1]))
    return [Item.get_by_id(name) for name in names]


@pytest.fixture
def ewa(app, cast):
    """Ewa's browser, signed in: Kuba's mother."""
    return app.test_client().signs_in(cast.ewa_user)


def shares(tablet, member, item, *to, audience=None, at=None, agreed="yes"):
    """The tablet brings the child's word on whom one thing is shown to."""
    fields = [("item", str(item.id)), ("audience", audience or ("people" if to else "worker")), ("agreed", agreed)]
    content = tablet.entry(member) | {
        "path": f"/families/{member.family_id}/members/{member.id}/shares",
        "fields": [*fields, *(("people", str(one.id)) for one in to)],
    }
    if at:
        content["written_at"] = at.isoformat()
    [receipt] = tablet.receipts(tablet.box(json.loads(json.dumps(content))))
    return receipt


def sees(user):
    return sorted(item.content for item in shown_to(user, May.SEE))


def seen_from(place):
    """The things that whoever has this place sees."""
    return {share.item for share in Share.to(Member.select(Member.id).where(Member.id == place)).objects()}


def test_a_thing_that_comes_after_the_word_on_it_is_held_back_too(tablet, cast, said, monkeypatch):
    shares(tablet, cast.kuba, said[1], cast.ewa)
    monkeypatch.setattr(share, "HELD_BACK", HELD_BACK)
    Entry.update(received_at=now() - HELD_BACK).where(Entry.id != said[1].entry_id).execute()
    assert sees(cast.ewa_user) == []
    Entry.update(received_at=now() - HELD_BACK).execute()
    assert sees(cast.ewa_user) == [GOOD]


def post(browser, address, **fields):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def test_a_thing_is_seen_half_a_minute_after_the_word_came_in_and_not_if_it_was_taken_back(
    tablet, ewa, cast, said, monkeypatch
):
    """Written under the wrong child, or shown to the wrong one: there is time, and nobody has seen it."""
    assert timedelta(seconds=30) == HELD_BACK
    monkeypatch.setattr(share, "HELD_BACK", HELD_BACK)
    for item in said:
        assert shares(tablet, cast.kuba, item, cast.ewa)["status"] == "kept"
    assert sees(cast.ewa_user) == []
    assert "Nothing is shown to you" in ewa.get("/shown").text
    shares(tablet, cast.kuba, said[0])
    Entry.update(received_at=now() - timedelta(seconds=20)).execute()
    assert sees(cast.ewa_user) == []
    Entry.update(received_at=now() - timedelta(seconds=30)).execute()
    assert sees(cast.ewa_user) == [GOOD]
    assert GOOD in ewa.get("/shown").text
    shares(tablet, cast.kuba, said[1], cast.ewa, cast.basia)
    assert sees(cast.ewa_user) == [GOOD], "who sees it goes on seeing it"
    assert [said[1].id not in seen_from(cast.basia), said[1].id in seen_from(cast.ewa)] == [True, True]
    shares(tablet, cast.kuba, said[1])
    assert sees(cast.ewa_user) == [], "what is taken back is gone at once"


def test_nothing_is_shown_until_a_child_says_so_and_then_that_thing_alone(tablet, ewa, cast, said):
    assert sees(cast.ewa_user) == []
    assert "Nothing is shown to you" in ewa.get("/shown").text
    assert shares(tablet, cast.kuba, said[1], cast.ewa)["status"] == "kept"
    assert sees(cast.ewa_user) == [GOOD]
    page = ewa.get("/shown").text
    assert "What Kuba shows you" in page
    assert GOOD in page
    assert SAID not in page
    assert "1 thing is shown to you" in ewa.get("/today").text
    assert ("read", str(cast.ewa_user.id)) in [(line.act, str(line.user_id)) for line in Journal.select()]
    share = Share.get()
    assert (share.agreed, [shown.member for shown in share.shown]) == (True, [cast.ewa])


LINE = {"c": "brick", "s": 60, "k": "pen", "t": 0, "d": [900, 900, 150, 0, 800, 300, 10, 40]}
SOUND = webm()


def strokes_of(item):
    """What of a drawing stands in a page, in a booklet's picture and nowhere else."""
    drawn = (Layer if item.kind == "layer" else Drawing).read(item.content)
    return re.search(r' d="([^"]+)"', drawn.svg("x"))[1]


@pytest.fixture
def of_every_sort(tablet, cast, maria, said):
    """A thought, a recording, a photo, a drawing, a layer on a story that Ewa is asked about: each with the addresses
    at which Ewa has it once it is shown to her, and what of it stands there."""
    names = {"drawing": str(uuid4()), "layer": str(uuid4())}
    drawing = json.dumps({"v": 1, "w": 4096, "h": 2731, "strokes": [LINE]})
    tablet.receipts(tablet.writes(cast.kuba, worries_drawing=drawing, worries_drawing__id=names["drawing"]))
    names["recording"], boxes = says(tablet, cast.kuba, SOUND)
    tablet.receipts(*boxes)
    _story, version = tell(cast)
    beneath = next(panel for panel in version.panels() if panel.drawing)
    drawn = {"good_start_layer": layer(beneath, [LINE]), "good_start_layer__id": names["layer"]}
    book = tablet.entry(cast.kuba, tool="words-and-pictures", **drawn, document=str(uuid4()))
    assert tablet.receipts(tablet.box(book))[0]["status"] == "kept"
    bring(maria, cast)
    names["photo"] = Item.get(Item.kind == "photo").id
    items = {sort: Item.get_by_id(name) for sort, name in names.items()}
    family = f"/families/{cast.nowaks.id}"
    told = f"{family}/versions/{version.id}"
    return [
        (said[0], [("/shown", SAID.encode())]),
        (items["drawing"], [("/shown", strokes_of(items["drawing"]).encode())]),
        (items["recording"], [(f"{family}/items/{names['recording']}/recording", SOUND)]),
        (items["recording"], [("/shown", f"{names['recording']}/recording".encode())]),
        (items["photo"], [(f"{family}/items/{names['photo']}/photo", bytes(Photo.get().picture))]),
        (items["photo"], [("/shown", f"{names['photo']}/photo".encode())]),
        (items["layer"], [(place, strokes_of(items["layer"]).encode()) for place in ("/shown", told)]),
    ]


def test_what_is_taken_back_is_gone_at_the_next_touch_from_every_way_in(tablet, ewa, cast, of_every_sort):
    """Before Kuba shows it, it is nowhere; then wherever it can be; then nowhere again, and nobody may keep it."""

    def has(address, words):
        answer = ewa.get(address)
        assert answer.status_code in {200, 404}, address
        assert "no-store" in answer.headers["Cache-Control"], address
        return answer.status_code == 200 and words in answer.data

    for item, places in of_every_sort:
        assert [place for place in places if has(*place)] == []
        shares(tablet, cast.kuba, item, cast.ewa)
        assert [place for place in places if not has(*place)] == []
        assert "1 thing is shown to you" in ewa.get("/today").text
        shares(tablet, cast.kuba, item)
        assert [place for place in places if has(*place)] == []
        assert "is shown to you" not in ewa.get("/today").text
        assert not Item.select().where(Item.id.in_(shown_to(cast.ewa_user, May.SEE).select(Item.id))).exists()


def test_a_booklet_of_a_story_has_a_childs_layer_only_while_it_is_shown(tablet, ewa, cast, of_every_sort):
    drawn = of_every_sort[-1][0]
    address = of_every_sort[-1][1][1][0] + "/booklet"
    before = shapes(ewa, address)
    shares(tablet, cast.kuba, drawn, cast.ewa)
    assert shapes(ewa, address) > before
    shares(tablet, cast.kuba, drawn)
    assert shapes(ewa, address) == before


def shapes(browser, address):
    """How many outlines are filled in a PDF."""
    answer = browser.get(address)
    assert answer.status_code == 200
    reader = PdfReader(BytesIO(answer.data))
    parts = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    drawn = [part.get_data() for part in parts if isinstance(part, StreamObject) and part.get("/Subtype") != "/Image"]
    return sum(len(re.findall(rb"(?m)^f\*?$", one)) for one in drawn)


def test_not_sure_yet_shows_it_to_nobody(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    shares(tablet, cast.kuba, said[0], audience="unsure")
    assert sees(cast.ewa_user) == []


def test_one_may_be_taken_out_of_several(tablet, cast, said):
    tomek = User.enrol(name="Tomek", email="tomek@example.org", words=people.WORDS, role=Role.PARENT)
    Member.update(user=tomek).where(Member.id == cast.tomek.id).execute()
    shares(tablet, cast.kuba, said[0], cast.ewa, cast.tomek)
    assert (sees(cast.ewa_user), sees(tomek)) == ([SAID], [SAID])
    shares(tablet, cast.kuba, said[0], cast.tomek)
    assert (sees(cast.ewa_user), sees(tomek)) == ([], [SAID])


def test_a_no_holds_however_wrong_the_other_tablets_clock_is(tablet, client, keys, cast, said):
    """It was said after the yes, on a tablet whose clock is hours behind; and the other way round."""
    now = datetime.now(UTC)
    other = Tablet(client, keys, cast.maria)
    shares(tablet, cast.kuba, said[0], cast.ewa, at=now - timedelta(hours=1))
    shares(other, cast.kuba, said[0], at=now - timedelta(hours=3))
    assert sees(cast.ewa_user) == []
    shares(other, cast.kuba, said[1], at=now - timedelta(hours=1))
    shares(tablet, cast.kuba, said[1], cast.ewa, at=now - timedelta(hours=2))
    assert sees(cast.ewa_user) == [], "a yes from before the no, which came in after it"
    shares(other, cast.kuba, said[1], cast.ewa, at=now)
    assert sees(cast.ewa_user) == [GOOD]


def test_a_thing_that_was_changed_is_shown_no_more(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__replaces=str(said[0].id)))
    assert sees(cast.ewa_user) == [], "nobody was asked about the new words"


def test_who_leaves_the_family_is_shown_nothing(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    Member.update(left_at=datetime.now(UTC)).where(Member.id == cast.ewa.id).execute()
    assert sees(cast.ewa_user) == []


def test_it_is_shown_to_nobody_where_it_was_under_the_wrong_child(tablet, cast, said):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    other = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    item = Item.get_by_id(said[0].id)
    item.document.member = other
    item.document.save()
    assert sees(cast.ewa_user) == []


@pytest.mark.parametrize("stranger", ["otto", "hanna"])
def test_nobody_outside_sees_it_or_says_who_may(app, cast, tablet, said, stranger):
    shares(tablet, cast.kuba, said[0], cast.ewa)
    user = getattr(cast, stranger)
    assert sees(user) == []
    assert items(user, May.SEE).count() == 0
    browser = app.test_client().signs_in(user)
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    assert browser.get(f"{address}?item={said[0].id}").status_code == 404
    assert post(browser, address, item=str(said[0].id), audience="people", people=str(cast.ewa.id)).status_code == 404


def test_a_parent_cannot_show_it_to_themself(ewa, cast, said):
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    answer = post(ewa, address, item=str(said[0].id), audience="people", people=str(cast.ewa.id))
    assert answer.status_code == 404
    assert sees(cast.ewa_user) == []


def test_it_cannot_be_shown_to_somebody_of_another_family(tablet, cast, said):
    zosias = Member.add(cast.okafors, cast.hanna, name="Ada", role=Role.PARENT)
    shares(tablet, cast.kuba, said[0], zosias, cast.ewa)
    assert [shown.member for shown in Share.get().shown] == [cast.ewa]


def test_a_worker_writes_down_what_a_child_says_later(maria, ewa, cast, said):
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    sitting = maria.get(f"/families/{cast.nowaks.id}/documents/{said[0].document_id}").text
    assert f"{address}?item={said[0].id}" in sitting
    nobody = post(maria, address, item=str(said[0].id), audience="people")
    assert nobody.status_code == 400
    assert "Say which people." in nobody.text
    assert post(maria, address, item=str(said[0].id), audience="people", people=str(cast.ewa.id)).status_code == 303
    sitting = maria.get(f"/families/{cast.nowaks.id}/documents/{said[0].document_id}").text
    assert "<bdi>Ewa</bdi>, the workers" in " ".join(sitting.split())
    assert SAID in ewa.get("/shown").text
    assert "Maria" in maria.get(f"{address}?item={said[0].id}").text
    assert post(maria, address, item=str(said[0].id), audience="worker").status_code == 303
    assert SAID not in ewa.get("/shown").text


def test_a_word_that_names_nothing_is_not_taken_in(tablet, cast, said):
    class Nothing:
        id = "nothing"

    assert shares(tablet, cast.kuba, Nothing)["status"] == "refused"
    assert shares(tablet, cast.kuba, said[0], audience="everybody")["status"] == "refused"
    assert Share.select().count() == 0


def test_sent_twice_it_is_kept_once(tablet, cast, said):
    fields = [("item", str(said[0].id)), ("audience", "people"), ("people", str(cast.ewa.id))]
    path = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares"
    box = tablet.box(tablet.entry(cast.kuba) | {"path": path, "fields": fields})
    assert [tablet.receipts(box)[0]["status"] for _ in range(2)] == ["kept", "kept"]
    assert Share.select().count() == 1


WORDS = st.lists(st.tuples(st.sampled_from([0, 1]), st.booleans(), st.integers(-50, 0)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_somebody_sees_it_only_after_a_yes_that_no_no_follows_by_any_clock(client, keys, cast, words):
    """The rule in plain words, against the query: two devices, each word a yes or a no, each with its own clock."""
    devices = [Tablet(client, keys, cast.maria) for _ in range(2)]
    name, now = str(uuid4()), datetime.now(UTC)
    devices[0].receipts(devices[0].writes(cast.kuba, worries=name, worries__id=name))
    item = Item.get_by_id(name)
    for device, yes, minutes in words:
        shares(devices[device], cast.kuba, item, *([cast.ewa] if yes else []), at=now + timedelta(minutes=minutes))
    nos = [(device, minutes, came) for came, (device, yes, minutes) in enumerate(words) if not yes]

    def holds(device, minutes, came):
        same = any(other == device and order > came for other, _at, order in nos)
        apart = any(other != device and (order > came or at >= minutes) for other, at, order in nos)
        return not same and not apart

    expected = any(yes and holds(device, minutes, came) for came, (device, yes, minutes) in enumerate(words))
    assert (name in sees(cast.ewa_user)) == expected
