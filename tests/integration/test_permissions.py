"""The table of who may do what, against the people: every row, every person, every query."""

import pytest

from app.practice import Role
from app.records import Action, Aside, Contact, Doer, Item, Member, Note, Occurrence, Subscription, Tick
from app.records.device import Device
from app.records.permissions import (
    May,
    actions,
    asides,
    contacts,
    documents,
    families,
    items,
    may_make,
    members,
    notes,
    occurrences,
    reachable,
    ticks,
)
from app.records.policy import policy
from tests import agreeing
from tests import cast as people


@pytest.fixture
def everything(tablet, cast):
    """Something of every sort in Kuba's family: a thing he said, and a box that was put aside."""
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting"))
    tablet.held.revoke()
    tablet.receipts(tablet.writes(cast.kuba, worries="Going to court"))
    assert (Item.select().count(), Aside.select().count(), Device.select().count()) == (1, 1, 1)


def roles(may, what, audience=""):
    rows = [row for row in policy() if (row["may"], row["what"], row["audience"]) == (may, what, audience)]
    return {row["who"] for row in rows if row["relation"] == "in the family"}


QUERIES = {
    "family": lambda user, may: families(user, may),
    "member": lambda user, may: members(user, may).where(Member.name == "Kuba"),
    "document": lambda user, may: documents(user, may),
    "item": lambda user, may: items(user, may),
    "aside": lambda user, may: asides(user, may),
}


@pytest.mark.parametrize("role", Role)
def test_each_part_in_the_family_gives_what_the_table_says_and_no_more(cast, everything, role):
    someone = people.worker("Someone")
    Member.add(cast.nowaks, cast.maria, name="Someone", role=role, user=someone)
    for what, query in QUERIES.items():
        for may in May:
            told = roles(may, what) | (roles(may, Role.CHILD) if what == "member" else set())
            assert bool(query(someone, may).count()) == (role in told), f"{role} {may} {what}"
    for audience in ("workers", "family"):
        seen = contacts(someone, May.SEE).where(Contact.audience == audience).count()
        assert bool(seen) == (role in roles(May.SEE, "contact", audience)), f"{role} {audience}"


@pytest.fixture
def agreed(cast):
    """Two weeks of what Ewa, Tomek and Basia do: with ticks, notes, and reminders that came and that did not."""
    agreeing.two_weeks(cast)
    assert all(model.select().count() for model in (Action, Tick, Note, Occurrence, Subscription))


#: What there is to see of what was agreed; and what of it the table speaks of to those who do something themselves.
AGREED = {"action": actions, "tick": ticks, "note": notes, "reminder": occurrences}
THEIR_OWN = {"action": "action", "tick": "action"}


def allowed(role, may, what, does_it):
    """What the table says: in the family, and for whoever does the thing themself."""
    sort = "action" if what == "tick" else what
    own = {row["who"] for row in policy() if (row["relation"], row["may"], row["what"]) == ("oneself", may, sort)}
    return role in roles(may, sort) or (does_it and what in THEIR_OWN and role in own)


@pytest.mark.parametrize("does_it", [True, False], ids=["who does it", "who does not"])
@pytest.mark.parametrize("role", Role)
def test_what_was_agreed_is_for_those_the_table_says_and_for_those_who_do_it(cast, agreed, role, does_it):
    someone = people.worker("Someone")
    place = Member.add(cast.nowaks, cast.maria, name="Someone", role=role, user=someone)
    if does_it:
        Doer.create(action=Tick.get().action, member=place)
    for what, query in AGREED.items():
        for may in May:
            assert bool(query(someone, may).count()) == allowed(role, may, what, does_it), f"{role} {may} {what}"
    assert bool(reachable(someone, May.SEE).count()) == (role in roles(May.SEE, "reminder"))
    assert bool(families(someone, May.SEE, "action").count()) == (role in roles(May.SEE, "action"))
    if does_it and role != Role.WORKER:
        assert {action.id for action in actions(someone, May.SEE)} <= {Tick.get().action_id}, "nothing that others do"


def test_what_was_agreed_is_not_there_for_a_stranger_nor_for_who_has_left(cast, agreed):
    for user in (cast.otto, cast.hanna):
        assert not any(query(user, may).count() for query in AGREED.values() for may in May)
    for user in (cast.maria, cast.ewa_user):
        assert actions(user, May.SEE).count()
        Member.get(user=user, family=cast.nowaks).leave(cast.maria)
        assert not any(query(user, may).count() for query in AGREED.values() for may in May)
        assert not reachable(user, May.SEE).count()


def test_no_place_gives_nothing(cast, everything):
    for user in (cast.otto, cast.hanna):
        for may in May:
            seen = [*members(user, may).where(Member.family == cast.nowaks), *documents(user, may), *items(user, may)]
            assert [*seen, *asides(user, may), *contacts(user, may)] == []


def test_a_part_that_has_ended_gives_nothing(cast, everything):
    """But to say of what one wrote oneself that it was another child's."""
    Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)
    for what, query in QUERIES.items():
        given = {may for may in May if query(cast.maria, may).count()}
        assert given == ({May.RE_FILE} if what == "document" else set()), what


def test_a_young_person_writes_for_themself_and_for_nobody_else(cast):
    someone = people.worker("Kubas account")
    Member.update(user=someone).where(Member.id == cast.kuba.id).execute()
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    allowed = members(someone, May.WRITE_ABOUT)
    assert [member.id for member in allowed] == [cast.kuba.id]
    assert adam.id not in [member.id for member in members(someone, May.SEE)]


def test_only_workers_of_the_service_begin_a_family(cast):
    assert may_make(cast.otto, "family")
    assert not may_make(cast.ewa_user, "family")


def test_every_row_of_the_table_is_of_words_the_house_knows():
    for row in policy():
        assert row["who"] in set(Role), row
        assert row["may"] in set(May), row
        assert row["relation"] in {"staff", "in the family", "oneself", "asked", "shown"}, row
        things = {
            "story",
            "family",
            "member",
            *Role,
            "contact",
            "document",
            "item",
            "aside",
            "action",
            "note",
            "reminder",
            "reply",
            "gloss",
            "handover",
            "flag",
            "passing",
            "unread",
        }
        assert row["what"] in things, row


def test_no_document_is_changed_nor_anything_said_in_it():
    done = {(row["what"], row["may"]) for row in policy() if row["what"] in {"document", "item"}}
    assert done == {
        ("document", "see"),
        ("item", "see"),
        ("document", "bring together"),
        ("document", "re-file"),
        ("document", "pass on"),
        ("document", "note consent to"),
    }
