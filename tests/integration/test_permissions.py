"""The table of who may do what, against the people: every row, every person, every query."""

import pytest

from app.practice import Role
from app.records import Aside, Contact, Item, Member
from app.records.device import Device
from app.records.permissions import May, asides, contacts, documents, families, items, may_make, members, policy
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
            assert bool(query(someone, may).count()) == (role in roles(may, what)), f"{role} {may} {what}"
    for audience in ("workers", "family"):
        seen = contacts(someone, May.SEE).where(Contact.audience == audience).count()
        assert bool(seen) == (role in roles(May.SEE, "contact", audience)), f"{role} {audience}"


def test_no_place_gives_nothing(cast, everything):
    for user in (cast.otto, cast.hanna):
        for may in May:
            seen = [*members(user, may).where(Member.family == cast.nowaks), *documents(user, may), *items(user, may)]
            assert [*seen, *asides(user, may), *contacts(user, may)] == []


def test_a_part_that_has_ended_gives_nothing(cast, everything):
    Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)
    for query in QUERIES.values():
        assert not any(query(cast.maria, may).count() for may in May)


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
        assert row["relation"] in {"staff", "in the family", "oneself"}, row
        things = {"family", "member", *Role, "contact", "document", "item", "aside", "action", "note", "reminder"}
        assert row["what"] in things, row


def test_nothing_may_be_done_to_a_document_but_seen():
    assert {row["may"] for row in policy() if row["what"] in {"document", "item"}} == {"see"}
