"""Senders are killed in the middle, again and again: nothing is missed, and no phone shows anything twice."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Action, Delivery, Member, Reminder, Subscription, User, db, endpoint, writing
from app.records.action import Agreed
from app.records.db import now
from app.records.delivery import State
from app.records.lookup import lookup
from app.records.schedule import Schedule
from tests.push_service import PushService

PEOPLE, MOMENTS, DEVICES, SENDERS, EVERY = 60, 3, 3, 3, 0.6

#: A sender as `flask send-reminders` runs it, but for its lease, which a test cannot wait a minute for.
SENDER = """
import sys, threading
from datetime import timedelta
from pathlib import Path
from app.records import delivery, endpoint, open_database
from app.records.keys import Keys
from app.delivery import sender
delivery.LEASE = sender.LEASE = timedelta(seconds=3)
from app.delivery.knock import Knock
from app.delivery.message import Words
from app.delivery.vapid import Vapid
url, instance, origin = sys.argv[1:]
open_database(url)
endpoint.use(frozenset([origin]))
knock = lambda: Knock(Vapid(Keys(Path(instance) / "keys"), "mailto:a@example.org"), Words("Rooftree", "Ready."))
sender.IDLE_SECONDS = 0.1
sender.Sender(knock).run(threading.Event())
"""


@pytest.fixture
def service(app):
    service = PushService(pause=0.01)
    endpoint.use(frozenset([service.origin]))
    yield service
    endpoint.use(frozenset())
    service.close()


def many_phones(cast, service, kid):
    """PEOPLE of the network, each with DEVICES, and something to do at each of MOMENTS of the last hour."""
    moment = now().replace(second=0, microsecond=0)
    with writing():
        for number in range(PEOPLE):
            email = f"aunt-{number}@example.org"
            aunt = User.create(name="Aunt", email=email, email_lookup=lookup(email), passphrase="-", role=Role.NETWORK)
            member = Member.create(family=cast.nowaks, name="Aunt", role=Role.NETWORK, user=aunt)
            for device in range(DEVICES):
                phone = service.phone(f"{number}-{device}")
                Subscription.keep(aunt, uuid4(), endpoint=phone.endpoint, p256dh=phone.p256dh, auth=phone.auth, kid=kid)
            for minutes in range(1, MOMENTS + 1):
                at = moment - timedelta(minutes=minutes)
                schedule = Schedule("", at.date(), at.time(), "UTC")
                action = Action.agree(cast.nowaks, cast.maria, Agreed("Ring", "To ask", (member,), schedule))
                Action.update(next_at=at, made_at=at - timedelta(days=1)).where(Action.id == action.id).execute()


def test_killed_every_moment_they_miss_nothing_and_no_phone_shows_anything_twice(
    app, cast, keys, instance, service, database_url, capsys
):
    many_phones(cast, service, keys.newest_vapid_key()[0])
    expected = PEOPLE * MOMENTS * DEVICES

    def begin():
        return subprocess.Popen([sys.executable, "-c", SENDER, database_url, str(instance), service.origin])  # noqa: S603

    senders, kills, chance = [begin() for _ in range(SENDERS)], 0, random.Random(7)  # noqa: S311
    deadline = time.monotonic() + 90
    try:
        while time.monotonic() < deadline and not all_dealt_with(expected):
            time.sleep(EVERY)
            victim = chance.randrange(SENDERS)
            senders[victim].send_signal(signal.SIGKILL)
            senders[victim].wait()
            senders[victim], kills = begin(), kills + 1
    finally:
        for sender in senders:
            sender.kill()
            sender.wait()
    with capsys.disabled():
        print(f" [{len(service.knocks)} on the wire for {expected}, {kills} kills]", end="")  # noqa: T201
    assert service.faults == []
    assert Counter(row.state for row in Delivery.select()) == {State.SENT: expected}
    assert Reminder.select().count() == PEOPLE * MOMENTS
    visible = Counter((knock.endpoint, knock.topic) for knock in service.knocks)
    assert len(visible) == expected, "every phone shows every reminder"
    phones = Counter(endpoint for endpoint, _topic in visible)
    assert set(phones.values()) == {MOMENTS}, "and no more than one notice of each"
    assert kills >= 3


def all_dealt_with(expected):
    with db.atomic():
        ended = Delivery.select().where(Delivery.state != State.PENDING).count()
    return ended == expected
