"""A whole knock, from the action to the phone: encrypted for it alone, signed, neutral, and every one of one size."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.delivery.answer import Answer
from app.delivery.knock import Knock
from app.delivery.message import BYTES, Words, name_of, payload
from app.delivery.vapid import NoContact, Vapid
from app.records import Action, Delivery, Reminder, Subscription, endpoint
from app.records.action import Agreed
from app.records.db import now
from app.records.delivery import State
from app.records.schedule import Schedule
from tests.push_service import PushService

WORDS = Words("Rooftree", "A reminder is ready.", "https://rooftree.example.org")


@pytest.fixture
def service(app):
    service = PushService()
    endpoint.use(frozenset([service.origin]))
    yield service
    endpoint.use(frozenset())
    service.close()
    assert service.faults == []


@pytest.fixture
def knock(keys):
    with Knock(Vapid(keys, "mailto:reminders@example.org"), WORDS) as knock:
        yield knock


@pytest.fixture
def place(app, cast, keys, service):
    phone = service.phone("ewas")
    kid, _public = keys.newest_vapid_key()
    return Subscription.keep(
        cast.ewa_user, uuid4(), endpoint=phone.endpoint, p256dh=phone.p256dh, auth=phone.auth, kid=kid
    )


@pytest.fixture
def reminder(app, cast):
    return Reminder.create(user=cast.ewa_user, at=now(), until=now() + timedelta(hours=4))


def test_only_the_phone_reads_it_and_it_says_nothing_of_anybody(service, knock, place, reminder, keys):
    assert knock(place, reminder, 14_400) == Answer(201)
    [came] = service.knocks
    assert (came.ttl, came.urgency, came.topic) == (14_400, "normal", name_of(reminder.id))
    assert came.claims["k"] == keys.newest_vapid_key()[1]
    assert came.said == {
        "web_push": 8030,
        "notification": {
            "title": "Rooftree",
            "body": "A reminder is ready.",
            "tag": came.topic,
            "navigate": f"https://rooftree.example.org/knock/{came.topic}",
            "silent": False,
        },
        "n": came.topic,
    }


def test_every_message_is_encrypted_anew(service, knock, place, reminder):
    bodies = set()
    take = service.knock
    service.knock = lambda endpoint, headers, body: bodies.add(body[:86]) or take(endpoint, headers, body)
    for _ in range(5):
        knock(place, reminder, 60)
    assert len(bodies) == 5
    assert len({came.size for came in service.knocks}) == 1


@given(st.uuids(), st.text(max_size=40), st.text(max_size=60))
def test_every_message_is_as_long_as_every_other(reminder, title, body):
    whole = payload(reminder, Words(title, body, "https://rooftree.example.org"))
    assert len(whole) == BYTES
    assert json.loads(whole)["notification"]["title"] == title


def test_words_that_do_not_fit_are_not_cut():
    with pytest.raises(ValueError, match="too long"):
        payload(uuid4(), Words("Rooftree" * 200, "A reminder is ready."))


def test_a_phone_that_has_not_moved_yet_hears_the_key_it_knows(service, knock, place, reminder, keys):
    old = keys.newest_vapid_key()
    new = keys.vapid.rotate()
    knock(place, reminder, 60)
    Subscription.update(kid=new).where(Subscription.id == place.id).execute()
    knock(Subscription.get_by_id(place.id), reminder, 60)
    assert [came.claims["k"] for came in service.knocks] == [old[1], keys.newest_vapid_key()[1]]


def test_it_is_signed_once_for_each_push_service_and_some_hours(service, place, reminder, keys, monkeypatch):
    clock = [1_800_000_000.0]
    monkeypatch.setattr("app.delivery.vapid.time", lambda: clock[0])
    vapid = Vapid(keys, "https://rooftree.example.org/contact")
    first = vapid.header("https://web.push.apple.com", place.kid)
    assert vapid.header("https://web.push.apple.com", place.kid) is first
    assert vapid.header("https://fcm.googleapis.com", place.kid) != first
    clock[0] += 7 * 3600
    assert vapid.header("https://web.push.apple.com", place.kid) != first


@pytest.mark.parametrize("contact", ["", "mailto:", "mailto:root@localhost", "https://localhost", "root@example.org"])
def test_nothing_is_sent_by_nobody(keys, contact):
    with pytest.raises(NoContact, match="ROOFTREE_PUSH_CONTACT"):
        Vapid(keys, contact)


def test_an_endpoint_that_is_no_longer_on_the_list_is_not_called(service, knock, place, reminder):
    endpoint.use(frozenset())
    assert knock(place, reminder, 60) == Answer(410)
    assert service.knocks == []


def test_the_whole_way_from_the_apps_own_sender(app, service, place, cast):
    app.config["PUSH_CONTACT"] = "mailto:reminders@example.org"
    moment = now().replace(second=0, microsecond=0)
    schedule = Schedule("", moment.date(), moment.time(), "UTC")
    action = Action.agree(cast.nowaks, cast.maria, Agreed("Walk Kuba to school", "So", (cast.ewa,), schedule))
    Action.update(next_at=moment, made_at=moment).where(Action.id == action.id).execute()
    assert app.extensions["sender"].once() == 1
    assert [row.state for row in Delivery.select()] == [State.SENT]
    assert [came.endpoint for came in service.knocks] == [place.endpoint]
