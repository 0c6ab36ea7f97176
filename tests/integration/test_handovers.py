"""A tablet that is lent to one child: what it can bring, what it can never reach, and how it is taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.records import Aside, Asked, Document, Entry, Handover, Item, Journal, Member, Pass, Stance, Subscription
from app.records.db import now
from app.web.access import PASS, PUBLIC, declared
from tests.agreeing import agree
from tests.integration.test_access import address, views
from tests.sealing import Tablet
from tests.telling import tell, writes
from tests.walking import everything

TOMORROW = (now() + timedelta(days=1)).date().isoformat()
AGREED = {
    "tools": ["three-houses"],
    "band": "younger",
    "agreement": "agreed",
    "agreed_words": "Ewa, on the telephone",
    "others": "Basia was there too",
    "spoken": "Polish",
    "interpreter": "Mr Lis",
    "next_step": "I will talk with Mum on Friday",
    "read_by": TOMORROW,
}


def to(member, rest="/new"):
    return f"/families/{member.family_id}/members/{member.id}/handovers{rest}"


def lend(browser, member, **differs):
    data = {"csrf_token": browser.get("/session").json["csrf"], "device": str(uuid4()), **AGREED, **differs}
    return browser.post(to(member), data=data, headers={"Accept": "application/json"})


@pytest.fixture
def lent(maria, cast, keys, app):
    """A tablet in Kuba's hand: what the server told it, and what it can bring."""
    told = lend(maria, cast.kuba).json
    tablet = Tablet.__new__(Tablet)
    tablet.client, tablet.keys, tablet.number, tablet.document = app.test_client(), keys, 0, str(uuid4())
    tablet.held, tablet.secret = Pass.get_by_id(told["pass"]["id"]), told["pass"]["secret"]
    tablet.told = told
    return tablet


def says(tablet, id=None, **fields):
    path = to(tablet.held.handover.member, f"/{tablet.told['id']}")
    return tablet.box({**tablet.entry(tablet.held.handover.member), "path": path, "fields": list(fields.items())}, id)


def test_what_was_agreed_stands_fixed_and_the_worker_reads_it(lent, app, cast):
    handover = Handover.get()
    assert (handover.member, handover.worker, handover.slugs) == (cast.kuba, cast.maria, ("three-houses",))
    assert handover.until - handover.made_at == timedelta(hours=2)
    page = app.test_client().signs_in(cast.maria).get(to(cast.kuba, f"/{handover.id}")).text
    for words in ("Ewa, on the telephone", "Basia was there too", "Polish", "Mr Lis", "I will talk with Mum on Friday"):
        assert words in page
    assert Journal.select().where(Journal.act == "handed over").count() == 1


def test_from_then_on_nobody_is_signed_in_on_it(maria, cast):
    assert lend(maria, cast.kuba).status_code == 201
    assert maria.get("/families").location.startswith("/sign-in")
    assert not maria.get_cookie("session")


def test_it_is_told_the_names_it_needs_and_no_others(maria, cast):
    told = lend(maria, cast.kuba).json["told"]
    assert (told["child"], told["worker"], told["next_step"]) == ("Kuba", "Maria", "I will talk with Mum on Friday")
    assert [one["name"] for one in told["people"]] == ["Ewa", "Basia", "Tomek"], "and not the workers"
    assert all(one.keys() == {"id", "name"} for one in told["people"])
    assert told["read_by"] == TOMORROW


def test_what_is_read_while_it_is_lent_is_noted_for_the_worker_who_lent_it(maria, cast):
    """Whose session has ended by the time that the answer goes out."""
    everything(cast)
    assert lend(maria, cast.kuba).status_code == 201
    assert Journal.select().where(Journal.act == "read", Journal.user == cast.maria).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"tools": []},
        {"tools": ["nothing-of-ours"]},
        {"agreement": ""},
        {"agreed_words": " "},
        {"next_step": ""},
        {"read_by": "2001-01-01"},
        {"read_by": "soon"},
        {"device": "x"},
    ],
    ids=str,
)
def test_nothing_is_lent_before_what_has_to_be_agreed_is(maria, cast, wrong):
    assert lend(maria, cast.kuba, **wrong).status_code == 400
    assert Handover.select().count() == 0
    assert maria.get("/families").status_code == 200, "still signed in"


def test_a_page_alone_begins_nothing(maria, cast):
    """Without a script nothing can be sealed on the tablet: it is asked once more whether it is ready."""
    data = {"csrf_token": maria.get("/session").json["csrf"], "device": str(uuid4()), **AGREED}
    page = maria.post(to(cast.kuba), data=data)
    assert page.status_code == 200
    assert Handover.select().count() == 0


def test_it_is_lent_to_children_alone(maria, cast, app):
    assert maria.get(to(cast.ewa)).status_code == 404
    assert maria.get(to(cast.zosia)).status_code == 404
    assert app.test_client().signs_in(cast.ewa_user).get(to(cast.kuba)).status_code == 404
    assert app.test_client().signs_in(cast.otto).get(to(cast.kuba)).status_code == 404


def test_the_child_page_and_the_family_page_lead_there(maria, cast):
    for page in (f"/families/{cast.nowaks.id}", f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"):
        text = maria.get(page).text
        assert to(cast.kuba) in text
        assert to(cast.ewa) not in text


def test_what_the_child_writes_is_kept_with_the_lending_beside_it(lent, cast):
    [receipt] = lent.receipts(lent.writes(cast.kuba, worries="Dad shouting"))
    assert receipt["status"] == "kept"
    assert (Item.get().entry.author, Item.get().entry.device) == (cast.maria, Handover.get().device)


def test_what_was_written_on_it_leads_to_what_was_agreed(lent, app, cast):
    lent.receipts(lent.writes(cast.kuba, worries="Dad shouting"))
    browser = app.test_client().signs_in(cast.maria)
    reading = f"/families/{cast.nowaks.id}/documents/{Document.get().id}"
    assert to(cast.kuba, f"/{lent.told['id']}") in browser.get(reading).text
    assert "Basia was there too" in browser.get(reading).text


def test_when_the_two_hours_are_over_it_is_not_taken_back_by_that(lent, app):
    """What was begun on it and is not handed in must not be forgotten for a clock."""
    Handover.update(until=now() - timedelta(hours=1)).execute()
    told = {"id": str(lent.held.id), "secret": lent.secret}
    assert app.test_client().post("/handovers/held", json=told).json == {"held": True}


def test_it_brings_nothing_about_another_child_nor_with_another_tool_nor_of_another_sort(lent, cast):
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role="child")
    walk = agree(cast, what="Walk Kuba to school", why="", at="08:15", moment=now())
    boxes = [
        lent.writes(adam, worries="Dad shouting"),
        lent.writes(cast.zosia, worries="Dad shouting"),
        lent.box(lent.entry(cast.kuba, tool="feelings", worries="x")),
        lent.box({**lent.entry(cast.kuba), "path": f"/families/{cast.nowaks.id}/actions/{walk.id}/ticks/new"}),
    ]
    assert [receipt["status"] for receipt in lent.receipts(*boxes)][:3] == ["aside"] * 3
    assert {aside.reason for aside in Aside.select()} <= {"not lent", "unreadable"}
    assert {aside.family for aside in Aside.select()} == {cast.nowaks}, "only those who lent it come to look at it"
    assert (Item.select().count(), Entry.select().count()) == (0, 0)


def test_it_reads_nothing_at_any_address(app, lent, cast):
    """With the pass in every place where a server might look for one, and no session."""
    shown = f"{lent.held.id}:{lent.secret}"
    headers = {"Authorization": f"Bearer {shown}", "X-Pass": shown, "Cookie": f"pass={shown}; session={lent.secret}"}
    for rule, view in views(app):
        if declared[view] == PUBLIC or "GET" not in rule.methods:
            continue
        path = address(app, rule, cast.nowaks.id, cast.kuba.id)
        response = app.test_client().get(path, headers=headers, query_string={"pass": shown})
        assert not any(name in response.text for name in ("Kuba", "Nowak", "Dad shouting")), rule


def test_a_pass_is_answered_with_receipts_and_nothing_else(app, lent):
    with_a_pass = [rule.rule for rule, view in views(app) if declared[view] == PASS]
    assert sorted(with_a_pass) == ["/handovers/held", "/sealed"]
    told = {"id": str(lent.held.id), "secret": lent.secret}
    assert app.test_client().post("/handovers/held", json=told).json == {"held": True}
    assert app.test_client().post("/handovers/held", json={**told, "secret": "guessed"}).status_code == 404
    assert app.test_client().post("/handovers/held", data=b"x").status_code == 400


def test_what_was_made_within_the_two_hours_arrives_weeks_later(lent, cast):
    assert lent.held.deliver_until > now() + timedelta(days=60)
    Pass.update(write_until=now() - timedelta(days=30)).where(Pass.id == lent.held.id).execute()
    assert [one["status"] for one in lent.receipts(lent.writes(cast.kuba, worries="Dad shouting"))] == ["kept"]
    Pass.update(deliver_until=now() - timedelta(minutes=1)).where(Pass.id == lent.held.id).execute()
    assert [one["status"] for one in lent.receipts(lent.writes(cast.kuba, worries="Too late"))] == ["aside"]
    assert Aside.get().reason == "late"


def test_a_lost_tablet_is_taken_back_and_what_it_still_brings_is_put_aside(lent, app, cast):
    browser = app.test_client().signs_in(cast.maria)
    before = lent.writes(cast.kuba, worries="Made before")
    assert [one["status"] for one in lent.receipts(before)] == ["kept"]
    page = to(cast.kuba, f"/{lent.told['id']}")
    token = browser.get("/session").json["csrf"]
    assert browser.post(page, data={"csrf_token": token}).status_code == 303
    told = {"id": str(lent.held.id), "secret": lent.secret}
    assert app.test_client().post("/handovers/held", json=told).json == {"held": False}
    assert [one["status"] for one in lent.receipts(before)] == ["kept"], "the same receipt as before"
    assert [one["status"] for one in lent.receipts(lent.writes(cast.kuba, worries="After"))] == ["aside"]
    assert (Item.select().count(), Aside.get().reason) == (1, "revoked")
    assert "Take the tablet back" not in browser.get(page).text
    assert Journal.select().where(Journal.act == "took back").count() == 1


def test_lending_it_anew_ends_what_was_lent_before(app, cast):
    device = str(uuid4())
    for member in (cast.kuba, cast.kuba):
        assert lend(app.test_client().signs_in(cast.maria), member, device=device).status_code == 201
    first, second = Handover.select().order_by(Handover.made_at)
    assert (first.is_open(), second.is_open()) == (False, True)


def test_it_tells_what_the_child_understood_and_that_it_was_given_back(lent, app, cast):
    assert lent.receipts(says(lent, understood="again"))[0]["status"] == "kept"
    assert Handover.get().understood == "again"
    assert lent.receipts(says(lent, understood="nonsense", ended="yes"))[0]["status"] == "kept"
    assert (Handover.get().understood, Handover.get().is_open()) == ("again", False)
    page = app.test_client().signs_in(cast.maria).get(to(cast.kuba, f"/{lent.told['id']}")).text
    assert "They wanted to hear it again" in page


def test_a_tablet_speaks_of_its_own_lending_alone(lent, tablet, cast):
    """Neither another tablet of the same worker, nor one that was lent for another child."""
    path = to(cast.kuba, f"/{lent.told['id']}")
    foreign = tablet.box({**tablet.entry(cast.kuba), "path": path, "fields": [("ended", "yes")]})
    assert [one["status"] for one in tablet.receipts(foreign)] == ["aside"]
    assert (Aside.get().reason, Handover.get().is_open()) == ("not lent", True)


def test_no_reminder_knocks_at_a_tablet_that_is_a_childs(maria, cast):
    device = uuid4()
    lend(maria, cast.kuba, device=str(device))
    assert Subscription.select().count() == 0


def test_otto_and_the_parents_see_no_lending(lent, app, cast):
    page = to(cast.kuba, f"/{lent.told['id']}")
    for someone in (cast.otto, cast.hanna, cast.ewa_user):
        assert app.test_client().signs_in(someone).get(page).status_code == 404
    assert Document.select().count() == 0


def test_a_lent_tablet_tells_the_newest_story_that_all_agree_to_and_the_form_says_which(app, cast):
    def told():
        """Which version a tablet that is lent now tells, and what the form says of it."""
        maria = app.test_client().signs_in(cast.maria)  # each lending ends her session
        form = " ".join(maria.get(to(cast.kuba)).text.split())
        story = lend(maria, cast.kuba, tools=["words-and-pictures"]).json["told"]["story"]
        return story["version"], form.split("Words and pictures (")[1].split(")")[0]

    story, shown = tell(cast)  # and Kuba was shown it
    assert told()[0] == str(shown.id)
    assert "not everybody who was asked has agreed" in told()[1]
    newer = version_of(story, cast)
    assert told()[0] == str(shown.id), "nobody was asked about the newer one"
    Asked.ask(newer, [cast.ewa, cast.tomek], cast.maria)
    Stance.say(newer, cast.ewa, cast.ewa_user, agrees=True)
    assert told()[0] == str(shown.id), "one of the two has not said yet"
    Stance.say(newer, cast.tomek, cast.maria, agrees=True)
    assert told()[0] == str(newer.id)
    assert "everybody who was asked agrees" in told()[1]


def version_of(story, cast):
    """The story closed once more, with what stood twice brought to one."""
    for key, sides in story.panels().items():
        if key == "now":
            writes(story, cast.maria, "now", "Now you live at home", *sides)
    return story.close(cast.maria)
