"""Boxes brought to /sealed, durable, against the disk's own rate of promises (fdatasync) in the same rounds.

A device lets go of what it holds when it has its receipt, so every receipt stands on a commit that is on the disk. One
box a request is a thought just finished; 25 are a tablet that comes back from a day without a connection. `after
5,000` is a tablet that has brought that many before: what it costs must not grow with what is there.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from app.records import Document, Entry, writing
from tests.sealing import Tablet

from . import disk
from .house import House, house
from .load import Load, load, post
from .table import Table, middle

ROUNDS = 5
A_BURST = 25
BEFORE = 5_000
#: What is measured: boxes a request, connections, requests a round, boxes each tablet brought before.
WAYS = {
    "1 box, 1 connection": (1, 1, 250, 0),
    "1 box, 8 connections": (1, 8, 500, 0),
    "1 box, 1 connection, after 5,000": (1, 1, 100, BEFORE),
    "25 boxes, 1 connection": (A_BURST, 1, 50, 0),
    "25 boxes, 8 connections": (A_BURST, 8, 80, 0),
}
THOUGHT = "When they shout at night I go under the bed with my dog and count until it is quiet."


@dataclass
class Brought:
    """One way in one round: entries a second, and the disk's promises a second around it."""

    load: Load
    entries: float
    disk: float


def measure() -> list[Table]:
    with disk.folder() as place, house(place) as it:
        ready = {way: [requests(it, *how[:1], *how[2:]) for _ in range(ROUNDS)] for way, how in WAYS.items()}
        load(it.server, requests(it, 1, 50, 0), 8, 200)  # warm
        rounds = [one_round(it, place, {way: made[number] for way, made in ready.items()}) for number in range(ROUNDS)]
    return [told(rounds)]


def requests(it: House, boxes: int, count: int, before: int) -> list[bytes]:
    """As many requests, with their boxes sealed. A tablet's sitting is 25 things; then comes another tablet."""
    made: list[bytes] = []
    tablet, brought = None, 0
    with writing():
        while len(made) < count:
            if brought % A_BURST == 0:
                tablet = tablet if tablet and before else tablet_of(it, before)
                child = it.children[len(made) % len(it.children)]
                tablet.document = str(uuid4())
            held = [tablet.writes(child, worries=THOUGHT, worries__id=str(uuid4())) for _ in range(boxes)]
            brought += boxes
            body = json.dumps({"boxes": held, "counted": tablet.number}).encode()
            made.append(post("/sealed", body, content_type="application/json", accept="application/json"))
    return made


def tablet_of(it: House, before: int) -> Tablet:
    tablet = Tablet(None, it.keys, it.worker)
    if before:
        sitting = Document.called(UUID(tablet.document), it.children[0], "three-houses")
        common = {"document": sitting, "author": it.worker, "device": tablet.device, "release": "", "digest": ""}
        rows = [{"id": uuid4(), "number": n + 1, "complete": True, **common} for n in range(before)]
        for at in range(0, before, 500):
            Entry.insert_many(rows[at : at + 500]).execute()
        tablet.number = before
    return tablet


def one_round(it: House, place: Path, ready: dict[str, list[bytes]]) -> dict[str, Brought]:
    """Each way beside the disk's rate of that very moment."""
    done = {}
    for way, asked in ready.items():
        before = disk.promises(place)
        brought = load(it.server, asked, WAYS[way][1], 200)
        for answer in brought.answers:
            if any(receipt["status"] != "kept" for receipt in json.loads(answer)["receipts"]):
                raise RuntimeError(answer)
        done[way] = Brought(brought, brought.rate * WAYS[way][0], (before + disk.promises(place)) / 2)
    return done


def told(rounds: list[dict[str, Brought]]) -> Table:
    table = Table(
        "Sealed boxes taken in, durable",
        ["", "entries/s", "fdatasync/s", "ratio", "p50 ms", "p99 ms", "CPU ms/entry"],
        note=f"Medians of {len(rounds)} interleaved rounds. p50 and p99 are of a request.",
    )
    for way in WAYS:
        each = [one[way] for one in rounds]
        table.add(
            way,
            middle(each, lambda one: one.entries),
            middle(each, lambda one: one.disk),
            middle(each, lambda one: one.entries / one.disk),
            middle(each, lambda one: one.load.within(0.5)),
            middle(each, lambda one: one.load.within(0.99)),
            middle(each, lambda one: one.load.processor * one.load.rate / one.entries),
        )
    return table
