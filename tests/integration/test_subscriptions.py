"""Where a device may be knocked at: by whom it is told, what is taken, and that whoever leaves is left in peace."""

import json
from uuid import UUID, uuid4

import pytest

from app.practice import Role
from app.practice.notice import SENTENCE
from app.records import Device, Session, Subscription, User
from tests.cast import WORDS
from tests.push_service import Phone

DOOR = "https://fcm.googleapis.com/fcm/send/"


def told(phone: Phone, device: UUID, kid: str) -> dict:
    return {
        "device": str(device),
        "endpoint": phone.endpoint,
        "expirationTime": None,
        "keys": {"p256dh": phone.p256dh, "auth": phone.auth},
        "kid": kid,
    }


@pytest.fixture
def kid(keys):
    return keys.newest_vapid_key()[0]


@pytest.fixture
def ewa(app, cast):
    return app.test_client().signs_in(cast.ewa_user)


@pytest.fixture
def child(app, cast):
    return app.test_client().signs_in(
        User.enrol(name="Kuba", email="kuba@example.org", words=WORDS, role=Role.CHILD),
    )


def token(browser) -> dict:
    return {"X-CSRFToken": browser.get("/session").json["csrf"]}


def turns_on(browser, kid, device=None, name="one", other=None):
    phone = Phone(DOOR + name)
    return browser.post(
        "/subscriptions", json=told(phone, device or uuid4(), kid) | (other or {}), headers=token(browser)
    )


def rows():
    return [(row.user.name, row.device_id, row.endpoint) for row in Subscription.select()]


def test_the_page_says_what_the_lock_screen_will_say(ewa):
    page = ewa.get("/reminders").text
    assert f"<span data-notice-body>{SENTENCE}</span>" in page
    assert "<strong data-notice-title>Rooftree</strong>" in page


def test_the_worker_is_told_the_same_words(client):
    kept = json.loads(client.get("/worker.js").text.split("serve(", 1)[1].rsplit(")", 1)[0])
    assert kept["notice"]["title"] == "Rooftree"
    assert kept["notice"]["bodies"] == {"en-GB": SENTENCE}
    for picture in ("icon", "badge"):
        assert client.get(kept["notice"][picture]).status_code == 200
        assert kept["notice"][picture] in kept["files"]


def test_a_device_is_knocked_at_for_the_one_who_asked(ewa, cast, kid):
    device = uuid4()
    assert turns_on(ewa, kid, device).status_code == 201
    assert rows() == [("Ewa", device, DOOR + "one")]
    assert Subscription.get().kid == kid


def test_a_device_that_subscribes_five_times_is_knocked_at_once(ewa, kid):
    device = uuid4()
    for number in range(5):
        assert turns_on(ewa, kid, device, f"number-{number}").status_code == 201
    assert rows() == [("Ewa", device, DOOR + "number-4")]


def test_telling_it_again_changes_nothing_but_when_it_was_last_seen(ewa, kid):
    body = told(Phone(DOOR + "one"), uuid4(), kid)
    ids = set()
    for _ in range(3):
        ewa.post("/subscriptions", json=body, headers=token(ewa))
        ids.add(Subscription.get().id)
    assert len(ids) == 1


def test_another_person_on_the_device_takes_it_over_whole(ewa, otto, kid):
    device = uuid4()
    turns_on(ewa, kid, device, "ewas")
    turns_on(otto, kid, device, "ewas")
    assert rows() == [("Otto", device, DOOR + "ewas")]


def test_nobody_reaches_another_persons_phone(ewa, otto, kid):
    turns_on(ewa, kid, name="ewas")
    turns_on(otto, kid, name="ottos")
    otto.post("/subscriptions/forget", json={"device": str(uuid4())}, headers=token(otto))
    otto.post("/account", data={"csrf_token": token(otto)["X-CSRFToken"]})
    assert [name for name, _device, _endpoint in rows()] == ["Ewa"]


def test_a_child_is_never_offered_reminders_and_never_knocked_at(child, kid):
    assert child.get("/reminders").status_code == 404
    assert "/reminders" not in child.get("/account").text
    assert turns_on(child, kid).status_code == 404
    assert rows() == []


def test_nobody_is_asked_to_sign_in(client, cast, kid):
    assert client.get("/reminders").location == "/sign-in?next=/reminders"
    assert client.post("/subscriptions", json=told(Phone(DOOR), uuid4(), kid)).status_code == 401
    assert client.post("/subscriptions/forget", json={"device": str(uuid4())}).status_code == 401
    assert client.get("/knock/AAAAAAAAAAAAAAAAAAAAAA").location == "/sign-in?next=/knock/AAAAAAAAAAAAAAAAAAAAAA"


def test_a_notice_leads_to_ones_own_page_whatever_its_name(ewa, otto):
    for browser in (ewa, otto):
        for name in ("AAAAAAAAAAAAAAAAAAAAAA", "x", "evil.example"):
            assert browser.get(f"/knock/{name}").location == "/today"


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/one",
        "https://fcm.googleapis.com:8443/fcm/send/one",
        "https://fcm.googleapis.com.evil.example/one",
        "https://ewa@fcm.googleapis.com/one",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/one",
        "https://localhost/one",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_push_service_is_refused_in_plain_words(ewa, kid, endpoint):
    answer = turns_on(ewa, kid, other={"endpoint": endpoint})
    assert (answer.status_code, answer.json) == (400, {"error": "That did not arrive whole"})
    assert rows() == []
    assert Device.select().count() == 0


@pytest.mark.parametrize(
    "body",
    [
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {}},
        {"keys": None},
        {"device": "a tablet"},
        {"kid": "0123456789abcdef"},
        {"kid": "x" * 17},
        {"endpoint": 7},
        {"endpoint": DOOR + "x" * 3000},
    ],
    ids=lambda body: f"{body}"[:40],
)
def test_what_has_another_shape_is_refused(ewa, kid, body):
    assert turns_on(ewa, kid, other=body).status_code == 400
    assert rows() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
@pytest.mark.parametrize("address", ["/subscriptions", "/subscriptions/forget"])
def test_what_is_no_json_is_refused(ewa, address, body):
    headers = token(ewa) | {"Content-Type": "application/json"}
    assert ewa.post(address, data=body, headers=headers).status_code == 400


def test_without_a_token_nothing_is_taken(ewa, kid):
    device = uuid4()
    assert ewa.post("/subscriptions", json=told(Phone(DOOR), device, kid)).status_code == 400
    turns_on(ewa, kid, device)
    assert ewa.post("/subscriptions/forget", json={"device": str(device)}).status_code == 400
    assert len(rows()) == 1


def test_off_is_off(ewa, kid):
    device = uuid4()
    turns_on(ewa, kid, device)
    turns_on(ewa, kid, name="the-other-phone")
    for forgotten in (1, 0):
        answer = ewa.post("/subscriptions/forget", json={"device": str(device)}, headers=token(ewa))
        assert answer.json == {"forgotten": forgotten}
    assert [endpoint for _name, _device, endpoint in rows()] == [DOOR + "the-other-phone"]


def test_whoever_comes_after_ends_it_for_the_one_before(ewa, otto, kid):
    device = uuid4()
    turns_on(ewa, kid, device)
    otto.post("/subscriptions/forget", json={"device": str(device)}, headers=token(otto))
    assert rows() == []


@pytest.mark.parametrize("device", ["", "no device", "5a1b6a3e-0000-4000-8000-000000000000"])
def test_signing_out_takes_this_device_and_no_other(ewa, kid, device):
    here = uuid4()
    turns_on(ewa, kid, here)
    turns_on(ewa, kid, name="the-other-phone")
    answer = ewa.post("/sign-out", data={"csrf_token": token(ewa)["X-CSRFToken"], "device": str(here)})
    assert answer.status_code == 303
    assert [endpoint for _name, _device, endpoint in rows()] == [DOOR + "the-other-phone"]
    ewa.post("/sign-in", data={"email": "ewa@example.org", "passphrase": WORDS})
    ewa.post("/sign-out", data={"csrf_token": token(ewa)["X-CSRFToken"], "device": device})
    assert len(rows()) == 1
    assert Session.select().count() == 0


def test_signing_out_everywhere_takes_every_device(ewa, otto, kid):
    for name in ("one", "other"):
        turns_on(ewa, kid, name=name)
    turns_on(otto, kid, name="ottos")
    ewa.post("/account", data={"csrf_token": token(ewa)["X-CSRFToken"]})
    assert [name for name, _device, _endpoint in rows()] == ["Otto"]


def test_the_key_to_subscribe_with_is_the_newest(ewa, keys):
    kid, key = keys.newest_vapid_key()
    assert ewa.get("/session").json["vapid"] == {"kid": kid, "key": key}


def test_where_it_is_kept_nobody_reads_it_in_the_page(ewa, kid):
    turns_on(ewa, kid, name="a-secret-place")
    for page in ("/reminders", "/account", "/families", "/session"):
        assert "a-secret-place" not in ewa.get(page).text
