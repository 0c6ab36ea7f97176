"""An invitation lets one person in, once: who may make it, what ends it, and what two at once come to."""

import threading
from datetime import timedelta

import pytest

from app.practice import Role
from app.records import Invite, Journal, Member, User, db
from app.records.code import ALPHABET, GROUP, GROUPS
from app.records.db import now
from app.records.invite import LASTS, AddressTaken, NotWithThisAccount, Worthless
from app.records.permissions import May, families, members

WORDS = "a red kettle on the stove"


@pytest.fixture
def code(cast):
    """Tomek's."""
    return Invite.make(cast.tomek, cast.maria)[1]


def comes_in(code, email="tomek@example.org"):
    return Invite.let_in(code, email=email, words=WORDS)


def people():
    return User.select().count()


def acts(family):
    lines = Journal.select().where(Journal.family == family).order_by(Journal.number.desc())
    return [(line.act, line.thing, line.user) for line in lines]


def test_whoever_has_the_code_comes_in_as_the_one_who_was_invited(cast, code):
    tomek = comes_in(code)
    assert (tomek.name, tomek.role) == ("Tomek", Role.PARENT)
    assert Member.get_by_id(cast.tomek.id).user == tomek
    assert User.signing_in("tomek@example.org", WORDS) == tomek
    assert [family.name for family in families(tomek, May.SEE)] == ["Nowak"]


def test_a_code_is_long_enough_and_has_no_letter_that_is_taken_for_another(cast, code):
    assert len(ALPHABET) ** (GROUP * GROUPS) > 2**55
    assert not set("01IOLSBZU") & set(ALPHABET)
    assert [len(group) for group in code.split("-")] == [GROUP] * GROUPS
    assert len({Invite.make(cast.tomek, cast.maria)[1] for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: f"  {code.lower().replace('-', ' ')} ",
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", "–"),
        lambda code: ".".join(code),
        lambda code: code.replace("5", "S").replace("8", "b").replace("2", "z").replace("V", "u"),
        lambda code: "".join(chr(ord(letter) + 0xFEE0) for letter in code),
        lambda code: "".join(chr(0x660 + int(letter)) if letter.isdecimal() else letter for letter in code),
    ],
    ids=["as told", "small, with blanks", "in one", "long dashes", "dots", "look-alikes", "wide", "Arabic digits"],
)
def test_a_code_is_understood_however_it_is_typed(cast, typed, monkeypatch):
    monkeypatch.setattr("app.records.invite.new_code", lambda: "A582-CV34-69XY")
    _invite, code = Invite.make(cast.tomek, cast.maria)
    assert Invite.bearing(typed(code)).member == cast.tomek


@pytest.mark.parametrize("typed", ["", "-", "AAAA-AAAA-AAAA", "\0", "١", "²", "ß", "x" * 5000])
def test_any_other_code_opens_nothing(cast, code, typed):
    assert Invite.bearing(typed) is None
    with pytest.raises(Worthless):
        comes_in(typed)


def test_the_code_is_kept_nowhere(cast, code):
    bare = code.replace("-", "")
    rows = [*Invite.select().dicts(), *Journal.select().dicts()]
    assert not any(bare in str(row) or code in str(row) for row in rows)


def test_a_code_lets_in_once(cast, code):
    comes_in(code)
    before = people()
    with pytest.raises(Worthless):
        comes_in(code, "somebody@example.org")
    assert people() == before
    Member.update(user=None).where(Member.id == cast.tomek.id).execute()  # an account that was taken away again
    assert Invite.bearing(code) is None


def test_a_code_lasts_a_day(cast, code):
    assert Invite.get().until - Invite.get().made_at == LASTS == timedelta(hours=24)
    Invite.update(until=now() + timedelta(seconds=5)).execute()
    assert Invite.bearing(code)
    Invite.update(until=now()).execute()
    with pytest.raises(Worthless):
        comes_in(code)


def test_a_new_invitation_ends_the_one_before_and_nobody_elses(cast, code):
    _, basias = Invite.make(cast.basia, cast.maria)
    _, newer = Invite.make(cast.tomek, cast.maria)
    assert Invite.bearing(code) is None
    assert comes_in(newer).name == "Tomek"
    assert Invite.bearing(basias)


def test_what_is_taken_back_lets_nobody_in(cast, code):
    assert Invite.waiting(cast.tomek)
    Invite.take_back(cast.tomek, cast.maria)
    assert Invite.waiting(cast.tomek) is None
    assert Invite.bearing(code) is None
    assert acts(cast.nowaks)[0] == ("took back", "invite", cast.maria)


def test_someone_whose_part_has_ended_cannot_come_in(cast, code):
    cast.tomek.leave(cast.maria)
    assert Invite.waiting(cast.tomek) is None
    with pytest.raises(Worthless):
        comes_in(code)


def test_what_a_worker_made_ends_with_the_workers_part(cast, code):
    Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)
    with pytest.raises(Worthless):
        comes_in(code)


def test_someone_who_has_come_in_another_way_is_not_replaced(cast, code):
    Member.update(user=cast.otto).where(Member.id == cast.tomek.id).execute()
    assert Invite.bearing(code) is None
    with pytest.raises(Worthless):
        comes_in(code)
    assert Member.get_by_id(cast.tomek.id).user == cast.otto


def test_where_the_address_is_taken_nothing_is_used_up(cast, code):
    before = people()
    with pytest.raises(AddressTaken):
        comes_in(code, " EWA@example.org")
    assert people() == before
    assert Member.get_by_id(cast.tomek.id).user is None
    assert comes_in(code)


def test_somebody_with_an_account_joins_with_it(cast):
    amina = Member.add(cast.okafors, cast.hanna, name="Ewa", role=Role.NETWORK)
    _, code = Invite.make(amina, cast.hanna)
    before = people()
    Invite.let_in_as(code, cast.ewa_user)
    assert people() == before
    assert {family.name for family in families(cast.ewa_user, May.SEE)} == {"Nowak", "Okafor"}
    with pytest.raises(Worthless):
        Invite.let_in_as(code, cast.ewa_user)


def test_nobody_has_two_places_in_one_family(cast, code):
    with pytest.raises(NotWithThisAccount):
        Invite.let_in_as(code, cast.ewa_user)
    assert Invite.bearing(code)


def test_a_worker_who_tries_it_out_does_not_become_a_parent(cast, code):
    for worker in (cast.maria, cast.hanna, cast.otto):
        with pytest.raises(NotWithThisAccount):
            Invite.let_in_as(code, worker)
    assert comes_in(code)


def test_who_may_invite_whom(cast):
    def asked(user):
        return sorted(member.name for member in members(user, May.INVITE))

    assert asked(cast.maria) == ["Basia", "Ewa", "Kuba", "Tomek"]
    assert [asked(user) for user in (cast.hanna, cast.otto, cast.ewa_user)] == [["Zosia"], [], []]


def test_it_stands_in_the_journal(cast, code):
    tomek = comes_in(code)
    assert acts(cast.nowaks)[:2] == [("joined", "member", tomek), ("invited", "invite", cast.maria)]
    assert list(Journal.broken()) == []


def together(*deeds):
    """Each deed in a thread of its own, all at the same moment: what each came to."""
    ready, ends = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(place, deed):
        with db.connection_context():
            ready.wait(10)
            try:
                ends[place] = deed()
            except Exception as fault:
                ends[place] = fault

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends


def test_of_several_who_use_a_code_at_the_same_moment_one_comes_in(cast, code, monkeypatch):
    before = people()
    monkeypatch.setattr("app.records.passphrase.keep", lambda words: words)  # slow, and would set them apart
    ends = together(*[lambda n=n: comes_in(code, f"{n}@example.org") for n in range(6)])
    [inside] = [end for end in ends if isinstance(end, User)]
    assert [type(end) for end in ends if end != inside] == [Worthless] * 5
    assert people() == before + 1
    assert Member.get_by_id(cast.tomek.id).user == inside
    assert [act for act, _thing, _user in acts(cast.nowaks)].count("joined") == 1


def test_of_invitations_made_at_the_same_moment_one_is_worth_something(cast):
    made = together(*[lambda: Invite.make(cast.tomek, cast.maria)[1]] * 6)
    assert [bool(Invite.bearing(code)) for code in made].count(True) == 1
