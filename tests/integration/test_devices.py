"""Where somebody writes: which devices are theirs, which may no longer, and what never came from one."""

from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Aside, Device, Item, Journal, Member, Pass, Session, Subscription, User
from app.records.arrival import lacking_of
from app.web.devices import sort_of
from tests.cast import WORDS
from tests.integration.test_handovers import lent  # noqa: F401
from tests.integration.test_sealed import status
from tests.sealing import Tablet

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def iga(cast):
    """A young person with an account of her own."""
    own = User.enrol(name="Iga", email="quiet-heron", words=WORDS, role=Role.CHILD)
    return Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD, user=own)


@pytest.fixture
def igas(app, iga):
    return app.test_client().signs_in(iga.user)


def asks(browser, device, agent="", **more):
    token = {"X-CSRFToken": browser.get("/session").json["csrf"], "User-Agent": agent}
    return browser.post("/passes", json={"device": str(device), **more}, headers=token)


def of(browser, client, keys, device):
    """The device of this name, with the pass that it gets from the page that is open in this browser."""
    given = asks(browser, device, PHONE).json
    tablet = Tablet.__new__(Tablet)
    tablet.client, tablet.keys, tablet.device, tablet.number, tablet.document = client, keys, device, 0, str(uuid4())
    tablet.held, tablet.secret = Pass.get_by_id(given["id"]), given["secret"]
    return tablet


def stops(browser, address):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"]})


@pytest.mark.parametrize(
    ("agent", "sort"),
    [
        (PHONE, "phone"),
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0.0.0 Safari/537.36", "tablet"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)", "iphone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "windows"),
        ("<script>", ""),
    ],
)
def test_what_sort_of_device_it_is_is_told_and_no_more(agent, sort):
    assert sort_of(agent) == sort


def test_a_young_person_sees_where_they_write_and_stops_one(app, keys, igas, iga):
    phone = of(igas, app.test_client(), keys, uuid4())
    address = f"/account/devices/{phone.device}"
    assert "A phone with Android" in igas.get("/account").text
    other = app.test_client().signs_in(iga.user)
    assert status(phone.receipts(phone.writes(iga, worries="Before"))) == ["kept"]
    assert stops(other, address).status_code == 303
    assert igas.get("/mine").location.startswith("/sign-in"), "signed out on that device"
    assert other.get("/mine").status_code == 200, "and nowhere else"
    answer = phone.brings(phone.writes(iga, worries="After"))
    assert status(answer.json["receipts"]) == ["aside"], "kept, and looked at first"
    assert answer.json["over"] == [str(phone.held.id)], "and the device is told that nothing more may be written"
    assert ([item.content for item in Item.select()], Aside.get().reason) == (["Before"], "revoked")
    assert address not in other.get("/account").text
    assert stops(other, address).status_code == 404
    assert Journal.get(act="stopped").family == iga.family


def test_the_worker_stops_a_young_persons_device(app, keys, igas, iga, maria, cast):
    phone = of(igas, app.test_client(), keys, uuid4())
    page = f"/families/{cast.nowaks.id}/members/{iga.id}"
    address = f"{page}/devices/{phone.device}"
    assert address in maria.get(page).text
    assert stops(maria, f"{page}/devices/{uuid4()}").status_code == 404
    assert stops(maria, address).status_code == 303
    assert status(phone.receipts(phone.writes(iga, worries="After"))) == ["aside"]
    assert igas.get("/mine").location.startswith("/sign-in")
    assert Journal.get(act="stopped").user == cast.maria
    again = app.test_client().signs_in(iga.user)
    phone = of(again, app.test_client(), keys, phone.device)
    assert status(phone.receipts(phone.writes(iga, worries="Signed in again"))) == ["kept"]


def test_nobody_else_stops_or_sees_a_device(app, keys, igas, iga, cast):
    phone = of(igas, app.test_client(), keys, uuid4())
    addresses = [
        f"/account/devices/{phone.device}",
        f"/families/{cast.nowaks.id}/members/{iga.id}/devices/{phone.device}",
        f"/families/{cast.okafors.id}/members/{cast.zosia.id}/devices/{phone.device}",
    ]
    for someone in (cast.otto, cast.hanna, cast.ewa_user):
        browser = app.test_client().signs_in(someone)
        assert [stops(browser, address).status_code for address in addresses] == [404] * 3
        assert str(phone.device) not in browser.get(f"/families/{cast.nowaks.id}/members/{iga.id}").text
    assert app.test_client().post(addresses[0]).status_code == 401
    assert igas.post(addresses[0]).status_code == 400, "not without a token"
    assert status(phone.receipts(phone.writes(iga, worries="Still taken in"))) == ["kept"]


def test_signing_out_everywhere_may_stop_every_device(app, keys, maria, cast):
    mine, other = (of(maria, app.test_client(), keys, uuid4()) for _ in range(2))
    token = maria.get("/session").json["csrf"]
    Subscription.keep(cast.maria, mine.device, endpoint="https://push.example/x", p256dh="p", auth="a", kid="k")
    assert maria.post("/account", data={"csrf_token": token, "stop": "y"}).status_code == 303
    for device in (mine, other):
        assert status(device.receipts(device.writes(cast.kuba, worries="After"))) == ["aside"]
    assert (Session.select().count(), Subscription.select().count()) == (0, 0)


def test_signing_out_everywhere_alone_stops_nothing_that_waits(app, keys, maria, cast):
    mine = of(maria, app.test_client(), keys, uuid4())
    maria.post("/account", data={"csrf_token": maria.get("/session").json["csrf"]})
    assert status(mine.receipts(mine.writes(cast.kuba, worries="Made before"))) == ["kept"]


def test_a_tablet_that_was_lent_goes_on_when_its_worker_stops_their_own_devices(lent, maria, cast):  # noqa: F811
    Pass.stop(cast.maria, lent.held.device, cast.maria)
    assert status(lent.receipts(lent.writes(cast.kuba, worries="Dad shouting"))) == ["kept"]


def test_a_device_that_brought_nothing_says_how_much_is_not_here_yet(app, keys, igas, iga, maria, cast):
    page = f"/families/{cast.nowaks.id}/members/{iga.id}"
    assert "not arrived" not in maria.get(page).text
    device = uuid4()
    asks(igas, device, PHONE, counted=2)
    assert "2 things have not arrived yet from one device." in maria.get(page).text
    assert [(one.device.id, one.things) for one in lacking_of(iga)] == [(device, 2)]
    assert lacking_of(cast.kuba) == []
    for someone in (cast.ewa_user, iga.user):
        assert "not arrived" not in app.test_client().signs_in(someone).get(page).text


def test_a_lent_tablet_says_so_before_its_first_box_comes(app, lent, cast, maria):  # noqa: F811
    told = {"id": str(lent.held.id), "secret": lent.secret, "counted": 3}
    assert app.test_client().post("/handovers/held", json=told).json == {"held": True}
    assert [one.things for one in lacking_of(cast.kuba)] == [3]
    assert app.test_client().post("/handovers/held", json={**told, "counted": -1}).status_code == 400


def test_a_browser_that_threw_away_what_waited_is_told_of_at_the_next_sign_in(lent, app, cast):  # noqa: F811
    """The device has another name by then; it knows what it was called, and how far it had counted."""
    lent.receipts(lent.writes(cast.kuba, worries="Came in time"))
    before = {"device": str(lent.held.device.id), "counted": 3}
    browser = app.test_client().signs_in(cast.maria)
    assert asks(browser, uuid4(), before=before).json["lost"] == 2
    page = browser.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}").text
    assert "2 things from one device never arrived" in page
    assert asks(browser, uuid4(), before={"device": str(uuid4()), "counted": 9}).json["lost"] == 0
    assert asks(browser, uuid4(), before={"device": "x", "counted": 9}).status_code == 400
    assert Device.select().where(Device.lost_at.is_null(False)).count() == 1


def test_a_browser_that_had_brought_everything_lost_nothing(tablet, maria, cast):
    tablet.receipts(tablet.writes(cast.kuba, worries="Came in time"))
    assert asks(maria, uuid4(), before={"device": str(tablet.device), "counted": 1}).json["lost"] == 0
    assert lacking_of(cast.kuba) == []
