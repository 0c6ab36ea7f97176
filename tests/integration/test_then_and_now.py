"""Then and now: two sittings of one child with the same tool, side by side, for those who may read both."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from app import example_sittings
from app.practice import Role
from app.records import Bringing, Document, Item, Journal, Member
from app.records.db import now
from app.records.permissions import May, documents
from app.records.refiling import Refiling
from app.records.then_and_now import ThenAndNow, repeated
from tests.apart import say, two_versions
from tests.pdf import Pdf

CAVE, HOUSE = "The cave", "The little house"


@pytest.fixture
def twice(app, cast):
    """What Kuba of the example has said: three houses twice, and the path of the safety house three times."""
    example_sittings.tell(cast.kuba, cast.maria, [cast.ewa, cast.basia])
    Journal.delete().execute()
    return repeated(cast.maria, cast.kuba.id)


def address(cast, slug="three-houses"):
    return f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/then-and-now/{slug}"


def houses(page):
    """Each house of the page, as text, by its key."""
    parts = re.split(r'<section class="two-house"[^>]*data-section="(\w+)"[^>]*>', page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def read_by(user):
    return {line.thing_id for line in Journal.select().where(Journal.act == "read", Journal.user == user)}


def test_the_earliest_and_the_latest_stand_side_by_side_house_by_house_in_the_exact_words(cast, maria, twice):
    page = maria.get(address(cast)).text
    found = houses(page)
    assert set(found) == {"worries", "good_things", "dreams", "door", "first_step"}
    for there in (CAVE, "When it is loud at night I cannot sleep", HOUSE, "The swimming lesson"):
        assert there in found["worries"]
    assert found["worries"].index(CAVE) < found["worries"].index(HOUSE), "then, and now"
    assert found["worries"].index("I cannot sleep") < found["worries"].index("The swimming lesson")
    assert found["worries"].count("<svg") > 1, "the house, and what was drawn"
    assert "Nothing here now." in found["worries"]
    assert "Nothing here then." in found["first_step"]
    assert "The worker, in the child’s exact words" in found["dreams"]
    assert "Mrs Clark" in found["door"]
    assert found["worries"].count("What would you call this one?") == 0, "its name stands over the door"


def test_reading_is_noted_of_each_sitting_that_anything_is_shown_of(cast, maria, twice):
    maria.get(address(cast))
    assert read_by(cast.maria) == {str(sitting.id) for sitting in twice["three-houses"]}
    maria.get(address(cast, "safety-house"))
    assert {str(sitting.id) for sitting in twice["safety-house"]} <= read_by(cast.maria), "its step is in the line"


def test_a_path_is_drawn_over_every_sitting_with_each_number_and_day_and_nothing_of_our_own(cast, maria, twice):
    page = maria.get(address(cast, "safety-house")).text
    walk = page[page.index('<section class="walk"') :]
    days = [sitting.began_at for sitting in twice["safety-house"]]
    steps = re.findall(r"(\d+) of 10</b>\s*<time datetime=\"([^\"]+)\"", walk)
    assert steps == [(step, day.isoformat()) for step, day in zip("365", days, strict=True)]
    assert re.findall(r'cy="(\d+)"', walk) == [str(138 - 12 * step) for step in (3, 6, 5)]


def test_two_others_may_be_chosen_and_whatever_else_is_asked_for_is_the_first_and_the_last(cast, maria, twice):
    first, second, last = twice["safety-house"]
    for asked, shown in [
        ((second, last), (second, last)),
        ((last, first), (first, last)),
        ((second, second), (first, last)),
        ((uuid4(), "x"), (first, last)),
    ]:
        names = [getattr(one, "id", one) for one in asked]
        page = maria.get(address(cast, "safety-house"), query_string={"then": names[0], "now": names[1]}).text
        heads = re.findall(r'<p class="two-head">.*?datetime="([^"]+)"', page, re.DOTALL)
        assert heads == [one.began_at.isoformat() for one in shown]


def test_who_may_not_read_both_finds_nothing(app, cast, otto, twice):
    """Otto; the worker of another family; a parent, whom Kuba shows one thing; a tool that was used once, or never."""
    hanna, ewa = (app.test_client().signs_in(user) for user in (cast.hanna, cast.ewa_user))
    for browser in (otto, hanna, ewa):
        assert browser.get(address(cast)).status_code == 404
    maria = app.test_client().signs_in(cast.maria)
    other = f"/families/{cast.okafors.id}/members/{cast.kuba.id}/then-and-now/three-houses"
    for nowhere in (address(cast, "feelings"), address(cast, "stairs"), other):
        assert maria.get(nowhere).status_code == 404
    assert Journal.select().where(Journal.act == "read").count() == 0


def test_what_is_out_of_sight_or_another_childs_stands_beside_nothing(cast, maria, twice):
    then, _now = twice["three-houses"]
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    Refiling.begin(then, cast.maria)
    assert maria.get(address(cast)).status_code == 404
    Refiling.get().place(iga, cast.maria)
    assert maria.get(address(cast)).status_code == 404
    assert repeated(cast.maria, iga.id) == {}


def test_versions_of_one_thing_both_stand_until_they_are_brought_together(cast, maria, twice):
    later = two_versions(cast)
    page = maria.get(address(cast)).text
    assert houses(page)["worries"].count("changed twice, apart") == 2
    assert "I am in bed" in page
    assert "Dad is loud sometimes" in page
    sides = list(Item.select().where(Item.document == later, Item.kind == "lines", Item.replaces.is_null(False)))
    Bringing.together(sides, [sides[1].id], cast.maria)
    assert "Dad is loud sometimes" in maria.get(address(cast)).text
    assert "I am in bed" not in maria.get(address(cast)).text


def test_what_is_asked_no_more_stands_last_and_a_step_said_twice_stands_twice(app, cast, twice):
    later = Document.create(
        id=uuid4(), family=cast.nowaks, member=cast.kuba, tool="safety-house", began_at=now() + timedelta(minutes=1)
    )
    for step in ("7", "2", "eleven"):
        say(later, cast, "scale", "path", step)
    say(later, cast, "lines", "gone_for_good", "My old house")
    sittings = list(documents(cast.maria, May.SEE).where(Document.tool == "safety-house").order_by(Document.began_at))
    two = ThenAndNow.of(sittings, [], app.extensions["tools"]["safety-house"], cast.maria)
    assert [house.section and house.section.key for house in two.houses] == ["path", None]
    [walk] = two.walks
    assert [steps for _sitting, steps in walk.steps] == [[3], [6], [5], [2, 7]]
    without = ThenAndNow.of(sittings, [], None, cast.maria)
    assert [house.section for house in without.houses] == [None], "the tool itself may be no more"
    said = [side.content for asked in without.houses[0].asked for sides in asked.then + asked.now for side in sides]
    assert {"3", "eleven", "My old house", "Because Burek is there"} <= set(said)


def test_the_example_reads_in_the_booklet_too(cast, maria, twice):
    sitting = twice["three-houses"][0]
    printed = Pdf(maria.get(f"/families/{cast.nowaks.id}/documents/{sitting.id}/booklet").data).words()
    for there in (CAVE, "My dog Burek", "Aunt Basia"):
        assert there in printed
    assert sitting.began_at < now() - timedelta(days=40)
