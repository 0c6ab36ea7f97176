"""Reminders that fall due together, brought by the sender, against the loop that pywebpush's own page shows.

Both post to the same server over TLS 1.3, which answers 201 and has no other work; each message is encrypted for a
device of its own. What counts is messages for a second of the sending process's processor time. `webpush()` reads the
key, signs and opens a new line for each message. The sender's own row is the whole of it, the database included.
"""

import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import monotonic, process_time
from uuid import uuid4

import trustme
from pywebpush import webpush

from app.delivery import line
from app.delivery.knock import Knock
from app.delivery.message import Words, payload
from app.delivery.sender import Sender
from app.delivery.vapid import Vapid
from app.practice import Role
from app.records import (
    Action,
    Delivery,
    Member,
    Reminder,
    Subscription,
    User,
    db,
    endpoint,
    lookup,
    open_database,
    writing,
)
from app.records.action import Agreed
from app.records.db import now
from app.records.keys import Keys
from app.records.lookup import lookup as lookup_of
from app.records.member import begin_family
from app.records.migration import migrate
from app.records.schedule import Schedule
from tests.push_service import Phone

from . import disk
from .server import Server
from .table import Table

ROUNDS = 5
MANY = 1_000
WORDS = Words("Rooftree", "A reminder is ready.", "https://rooftree.example.org")
CONTACT = "mailto:reminders@example.org"


def answer(_environ: dict, start_response: Callable) -> list[bytes]:
    """The push service: whatever came, it is taken."""
    start_response("201 Created", [("Content-Length", "0")])
    return [b""]


@contextmanager
def push_server(folder: Path) -> Iterator[str]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "root.crt")
    certificate = authority.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for place, part in enumerate(certificate.cert_chain_pems):
        part.write_to_path(folder / "cert.pem", append=place > 0)
    tls = ["--ssl-certificate", str(folder / "cert.pem"), "--ssl-keyfile", str(folder / "key.pem")]
    server = Server("benchmarks.push:answer", {}, *tls)
    trusted = ssl.create_default_context(cafile=folder / "root.crt")
    line._tls, os.environ["REQUESTS_CA_BUNDLE"] = trusted, str(folder / "root.crt")
    try:
        yield f"https://localhost:{server.port}"
    finally:
        server.stop()
        line._tls = None
        del os.environ["REQUESTS_CA_BUNDLE"]


def measure() -> list[Table]:
    with disk.folder() as folder, push_server(folder) as origin:
        keys = Keys(folder / "keys")
        keys.make()
        lookup.use(keys.read("lookup"))
        endpoint.use(frozenset([origin]))
        open_database(f"sqlite:///{folder / 'rooftree.db'}")
        migrate()
        with db.connection_context():
            places = settle(origin, keys)
            ways = {
                "webpush() in a loop": lambda: in_a_loop(places, keys),
                "a knock: encode, sign, post": lambda: knocks(places, keys),
                "the sender: fall due, claim, look again, knock, end": lambda: sends(keys),
            }
            rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
            for _ in range(ROUNDS):
                for name, way in ways.items():
                    rounds[name].append(timed(way))
        endpoint.use(frozenset())
    return [told(rounds)]


def settle(origin: str, keys: Keys) -> list[Subscription]:
    """As many people as messages, each with a telephone and one thing to do every day."""
    kid, _public = keys.newest_vapid_key()
    with writing():
        maria = User.enrol(name="Maria", email="maria@example.org", words="-" * 20, role=Role.WORKER)
        family = begin_family("Nowak", maria)
        places = []
        for number in range(MANY):
            email = f"{number}@example.org"
            user = User.create(name="", email=email, email_lookup=lookup_of(email), passphrase="", role=Role.NETWORK)  # noqa: S106
            member = Member.create(family=family, name="", role=Role.NETWORK, user=user)
            phone = Phone(f"{origin}/{number}")
            keys_of = {"p256dh": phone.p256dh, "auth": phone.auth}
            places.append(Subscription.keep(user, uuid4(), endpoint=phone.endpoint, kid=kid, **keys_of))
            at = now()
            schedule = Schedule("FREQ=DAILY", at.date() - timedelta(days=1), at.time(), "UTC")
            Action.agree(family, maria, Agreed("Walk Kuba to school", "So that he gets there", (member,), schedule))
    return places


def timed(way: Callable[[], None]) -> tuple[float, float]:
    """Messages for a second of our processor's time, and for a second by the clock."""
    processor, clock = process_time(), monotonic()
    way()
    return MANY / (process_time() - processor), MANY / (monotonic() - clock)


def in_a_loop(places: list[Subscription], keys: Keys) -> None:
    key = next(iter(sorted(keys.vapid.folder.glob("*.pem"))))
    for place in places:
        info = {"endpoint": place.endpoint, "keys": {"p256dh": place.p256dh, "auth": place.auth}}
        claims: dict = {"sub": CONTACT}
        webpush(info, payload(uuid4(), WORDS), vapid_private_key=str(key), vapid_claims=claims, ttl=3600, timeout=10)


def knocks(places: list[Subscription], keys: Keys) -> None:
    with Knock(Vapid(keys, CONTACT), WORDS) as knock:
        for place in places:
            assert knock(place, Reminder(id=uuid4()), 3600).status == 201  # noqa: S101


def sends(keys: Keys) -> None:
    """Everybody's moment is now; yesterday's rows are out of the way, so that each round is like the first."""
    moment = now()
    with writing():
        at = moment.replace(second=0, microsecond=0)
        day = f"{at - timedelta(days=1):%Y-%m-%d}"
        Action.update(next_at=at, at=f"{at:%H:%M}", begins=day, made_at=at - timedelta(days=2)).execute()
        for table in ("delivery", "due", "reminder", "occurrence"):
            db.execute_sql(f"DELETE FROM {table}")  # noqa: S608
    Sender(lambda: Knock(Vapid(keys, CONTACT), WORDS)).once()
    assert Delivery.select().where(Delivery.state == "sent").count() == MANY  # noqa: S101


def told(rounds: dict[str, list[tuple[float, float]]]) -> Table:
    table = Table(
        f"{MANY:,} reminders that fall due together",
        ["", "messages for a second of processor", "beside the loop", "messages a second"],
        note=f"Medians of {ROUNDS} rounds in turn. Goal: 6 times the loop.",
    )
    loop = median(processor for processor, _clock in rounds["webpush() in a loop"])
    for name, ones in rounds.items():
        processor, clock = median(one for one, _ in ones), median(one for _, one in ones)
        table.add(name, processor, processor / loop, clock)
    return table
