"""What a push message says: the same constant words for everybody, and a name that means nothing without signing in."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from app.records import Subscription

#: RFC 8030 §8.1 of the Declarative Web Push draft: a browser that knows it shows the notice even without our worker.
DECLARATIVE = 8030
#: Every message fills as much, whoever it is for and whatever it is about.
BYTES = 1024


@dataclass(frozen=True)
class Words:
    """What a lock screen shows: the app's name and one sentence. `address` is where the app lives."""

    title: str
    body: str
    address: str = ""


def name_of(reminder: UUID) -> str:
    """22 letters of base64url: Topic (RFC 8030), the notice's tag, and the end of the address it opens."""
    return urlsafe_b64encode(reminder.bytes).decode().rstrip("=")


def payload(reminder: UUID, words: Words) -> bytes:
    """Plain JSON, BYTES long; read by notice.js and, as Declarative Web Push, by browsers themselves. Raises ValueError
    where the words are too long for it."""
    name = name_of(reminder)
    notification = {
        "title": words.title,
        "body": words.body,
        "tag": name,
        "navigate": f"{words.address}/knock/{name}",
        "silent": False,
    }
    text = json.dumps({"web_push": DECLARATIVE, "notification": notification, "n": name}, ensure_ascii=False).encode()
    if len(text) > BYTES:
        raise ValueError("the app's name, its address or the sentence is too long for a push message")
    return text.ljust(BYTES)


def sealed(place: Subscription, text: bytes) -> bytes:
    """Encrypted for this device alone (RFC 8291), with a key pair and a salt of its own each time."""
    from pywebpush import WebPusher  # only where something is sent: it takes half a second to load

    keys = {"p256dh": place.p256dh, "auth": place.auth}
    return WebPusher({"endpoint": place.endpoint, "keys": keys}).encode(text)["body"]
