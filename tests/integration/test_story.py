"""A story in words and pictures: every draft stays, what was written apart both stands, who sees which version."""

from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Asked, Journal, Member, Panel, Showing, Stance, Story, Version
from app.records.look_back import LookBack
from app.records.permissions import May, stories, versions
from app.records.story import CannotClose
from tests.agreeing import with_account
from tests.telling import HELLO, LOUD, LOUDER, begin, writes


@pytest.fixture
def story(cast):
    return begin(cast)


def standing(story):
    return {key: [panel.words for panel in sides] for key, sides in story.panels().items()}


def test_what_one_has_seen_one_takes_the_place_of_and_every_draft_stays(story, cast):
    first = writes(story, cast.maria, "what_happened", LOUD)
    writes(story, cast.maria, "good_start", HELLO)
    writes(story, cast.maria, "what_happened", LOUDER, first)
    assert standing(story) == {"good_start": [HELLO], "what_happened": [LOUDER]}
    assert sorted(panel.words for panel in Panel.written()) == sorted([HELLO, LOUD, LOUDER])


def test_sending_a_panel_twice_keeps_it_once(story, cast):
    id = uuid4()
    assert writes(story, cast.maria, "now", HELLO, id=id) == writes(story, cast.maria, "now", HELLO, id=id)
    assert Panel.select().count() == 1


def test_what_two_wrote_apart_both_stands_until_a_person_chooses(story, cast):
    first = writes(story, cast.maria, "now", HELLO)
    one = writes(story, cast.maria, "now", LOUD, first)
    other = writes(story, cast.ewa_user, "now", LOUDER, first)
    assert standing(story) == {"now": [LOUD, LOUDER]}
    with pytest.raises(CannotClose) as why:
        story.close(cast.maria)
    assert why.value.both == ["now"]
    writes(story, cast.maria, "now", LOUDER, one, other)
    assert standing(story) == {"now": [LOUDER]}


def test_a_panel_takes_the_place_of_none_in_another_story_or_at_another_place(story, cast):
    first = writes(story, cast.maria, "now", HELLO)
    again = Story.begin(cast.kuba, cast.maria, tool="words-and-pictures", short=True, band="middle", language="en")
    writes(again, cast.maria, "now", LOUD, first)
    writes(story, cast.maria, "hopes", LOUD, first)
    assert standing(story) == {"now": [HELLO], "hopes": [LOUD]}


def test_a_version_holds_what_stood_and_a_change_makes_the_next(story, cast):
    with pytest.raises(CannotClose):
        story.close(cast.maria)
    empty = writes(story, cast.maria, "hopes", "  ")
    first = writes(story, cast.maria, "now", HELLO)
    one = story.close(cast.maria)
    assert story.close(cast.maria) == one, "nothing has changed"
    writes(story, cast.maria, "now", LOUD, first)
    writes(story, cast.maria, "hopes", LOUDER, empty)
    two = story.close(cast.maria)
    assert [(version.number, [panel.words for panel in version.panels()]) for version in (one, two)] == [
        (1, [HELLO]),
        (2, [LOUD, LOUDER]),
    ]
    assert list(Version.newest()) == [two]
    assert list(story.versions()) == [two, one]


@pytest.fixture
def people(cast):
    return {"ewa": cast.ewa_user, "tomek": with_account(cast.tomek), "basia": with_account(cast.basia)}


def seen(user, may=May.SEE):
    return {version.number for version in versions(user, may)}


def test_who_is_asked_sees_that_version_and_no_other_until_the_asking_ends(story, cast, people):
    first = writes(story, cast.maria, "now", HELLO)
    one = story.close(cast.maria)
    assert all(seen(user) == set() and not stories(user, May.SEE).count() for user in people.values())
    Asked.ask(one, [cast.ewa, cast.basia], cast.maria)
    writes(story, cast.maria, "now", LOUD, first)
    two = story.close(cast.maria)
    Asked.ask(two, [cast.ewa], cast.maria)
    assert {name: seen(user) for name, user in people.items()} == {"ewa": {1, 2}, "tomek": set(), "basia": {1}}
    assert seen(cast.maria) == {1, 2}
    Asked.ask(one, [cast.ewa], cast.maria)
    assert seen(people["basia"]) == set()
    assert not stories(people["basia"], May.SEE).count()
    Asked.ask(one, [cast.ewa, cast.basia], cast.maria)
    assert seen(people["basia"]) == {1}, "asked again"


def test_a_parent_who_is_asked_about_the_newest_version_may_change_the_story_and_nobody_else_of_the_family(
    story, cast, people
):
    first = writes(story, cast.maria, "now", HELLO)
    Asked.ask(story.close(cast.maria), [cast.ewa, cast.basia], cast.maria)
    assert [list(stories(user, May.CHANGE)) for user in people.values()] == [[story], [], []]
    writes(story, cast.maria, "now", LOUD, first)
    Asked.ask(story.close(cast.maria), [cast.tomek], cast.maria)
    assert [list(stories(user, May.CHANGE)) for user in people.values()] == [[], [story], []]
    assert [seen(user, May.AGREE) for user in people.values()] == [{1}, {2}, {1}]


def test_what_each_said_stays_and_the_latest_holds(story, cast):
    writes(story, cast.maria, "now", HELLO)
    version = story.close(cast.maria)
    Asked.ask(version, [cast.ewa, cast.tomek], cast.maria)
    Stance.say(version, cast.ewa, cast.ewa_user, agrees=True)
    Stance.say(version, cast.tomek, cast.maria, agrees=False, words="I was at work that night")
    Stance.say(version, cast.tomek, cast.maria, agrees=True, words="With the new words, yes")
    holds = Stance.latest(version)
    assert {cast.ewa.id: True, cast.tomek.id: True} == {who: stance.agrees for who, stance in holds.items()}
    assert Stance.select().count() == 3
    assert Asked.of(version) == [cast.ewa, cast.tomek]
    acts = [line.act for line in Journal.select().order_by(Journal.number)]
    assert acts[-6:] == ["closed", "asked", "asked", "agreed", "saw otherwise", "agreed"]


def test_a_child_sees_only_what_was_shown_and_on_their_own_device_only_where_that_is_safe(story, cast):
    kuba = with_account(cast.kuba)
    adam = with_account(Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD))
    first = writes(story, cast.maria, "now", HELLO)
    one = story.close(cast.maria)
    shown = Showing.note(one, cast.maria, present="Mum and Basia")
    shown.remark(cast.maria, "He laughed at the dog")
    assert seen(kuba) == set()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    LookBack.say(Member.get(name="Adam"), cast.maria, is_safe=True)
    writes(story, cast.maria, "now", LOUD, first)
    story.close(cast.maria)
    assert (seen(kuba), seen(adam)) == ({1}, set())
    assert list(stories(kuba, May.SEE)) == [story]
    assert not stories(kuba, May.CHANGE).count()
    assert [row.present for row in Showing.of(story)] == ["Mum and Basia"]


def test_a_stranger_another_worker_and_who_has_left_see_no_story(story, cast, people):
    writes(story, cast.maria, "now", HELLO)
    version = story.close(cast.maria)
    Asked.ask(version, [cast.ewa], cast.maria)
    Showing.note(version, cast.maria)
    Member.get(user=cast.ewa_user).leave(cast.maria)
    for user in (cast.otto, cast.hanna, cast.ewa_user):
        for may in May:
            assert not stories(user, may).count()
            assert not versions(user, may).count()
    assert Asked.of(version) == []
