"""Where devices bring what was written on them: sealed boxes, each with the pass that delivers it."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any
from uuid import UUID

import msgspec
from flask import Blueprint, abort, current_app, jsonify, request

from app.records import Aside, Entry, Family, Pass, db, writing
from app.records.aside import CannotTakeIn, Reason
from app.records.db import exact, now
from app.records.entry import Origin
from app.records.receipt import Receipt, missing
from app.records.seal import BIGGEST_NUMBER, Box, CannotOpen, open_box

from .access import with_pass
from .addresses import Address, addressed, covered, following
from .entries import digest_of

bp = Blueprint("sealed", __name__)

MOST_BOXES = 25
#: What the device keeps and brings again another day.
TOO_MANY = "too many today"
TOO_MANY_STATUS = 429


class Delivery(msgspec.Struct):
    """What one request brings: boxes, and how far the device has counted what was written on it."""

    boxes: Annotated[list[Box], msgspec.Meta(max_length=MOST_BOXES)]
    counted: Annotated[int, msgspec.Meta(ge=0, le=BIGGEST_NUMBER)] = 0


class Shown(msgspec.Struct):
    """The pass inside a box."""

    id: UUID
    secret: str


class Written(msgspec.Struct):
    """What is inside a box. `written_at` is the device's clock: a claim."""

    path: str
    fields: list[tuple[str, str]]
    shown: Shown = msgspec.field(name="pass")
    written_at: str = ""
    release: str = ""
    digest: str = ""  # of the very bytes; ours, not the device's


@bp.post("/sealed")
@with_pass
def receive() -> Any:
    """Take in each box, on the disk before the answer goes out. Each has its own receipt; none stops another."""
    try:
        delivery = msgspec.json.decode(request.get_data(), type=Delivery)
    except msgspec.DecodeError:
        abort(400)
    opened = [(box, unseal(box)) for box in delivery.boxes]
    bearing = cache(Pass.bearing)  # nearly always the boxes of one request bear one pass
    with writing():
        receipts, devices, full = [], set(), set()
        for box, inside in opened:
            shown = bearing(inside.shown.id, inside.shown.secret) if inside else None
            receipts.append(take(box, inside, shown))
            if shown:
                shown.device.has_counted(max(delivery.counted, box.number))
                devices.add(shown.device)
            if shown and receipts[-1].why == TOO_MANY:
                full.add(shown)
        absent = sorted(number for device in devices for number in missing(device))
    answer = jsonify(receipts=receipts, missing=absent, now=now().isoformat())
    if full:
        answer.status_code = TOO_MANY_STATUS
        answer.headers["Retry-After"] = str(max(round(shown.rests_for().total_seconds()) for shown in full))
    return answer


def unseal(box: Box) -> Written | None:
    """What is in a box. None where it does not open, or holds no pass that could answer for it."""
    try:
        content = open_box(box, current_app.extensions["keys"])
        inside = msgspec.convert(json.loads(content), Written)
    except (CannotOpen, ValueError, RecursionError):
        return None
    inside.digest = digest_of(content)
    return inside


def take(box: Box, inside: Written | None, shown: Pass | None) -> Receipt:
    """Take one box in, or put it aside, or say why it must stay where it is."""
    if inside is None or shown is None:
        return Receipt(box.id, "refused", why="unknown pass" if inside else "cannot be opened")
    known = Aside.get_or_none(entry=box.id, digest=inside.digest)
    if known:  # it waits for a person, whatever has changed since
        return Receipt.of(known)
    if brings_too_much(box, shown):
        return Receipt(box.id, "refused", why=TOO_MANY)
    try:
        with db.atomic():
            return Receipt.of(enter(box, inside, shown))
    except CannotTakeIn as why:
        return put_aside(box, inside, shown, why)


def put_aside(box: Box, inside: Written, shown: Pass, why: CannotTakeIn) -> Receipt:
    kept = Entry.get_or_none(id=box.id, digest=inside.digest)
    if kept:  # it came before, while its pass and its author's part still held
        return Receipt.of(kept)
    if why.reason is Reason.UNREADABLE:  # nobody would ever see it: it stays on the device, which asks again
        return Receipt(box.id, "refused", why="leads nowhere")
    sealed = msgspec.json.encode(box).decode()
    origin = {"author": shown.user, "device": shown.device, "number": box.number}
    return Receipt.of(Aside.put(box.id, inside.digest, why, box=sealed, **origin))


def brings_too_much(box: Box, shown: Pass) -> bool:
    """Whoever floods the tablet that was lent them fills no disk but its own. What came before may come again."""
    return bool(shown.handover) and not Entry.get_or_none(id=box.id) and not shown.may_bring_more()


def enter(box: Box, inside: Written, shown: Pass) -> Entry:
    """Keep what is in the box where it belongs. Raises CannotTakeIn."""
    address = addressed(inside.path)
    if shown.handover and not covered(shown.handover, address):
        raise CannotTakeIn(Reason.NOT_LENT, shown.handover.family)
    if not shown.delivers(now()):
        raise CannotTakeIn(Reason.REVOKED if shown.revoked_at else Reason.LATE, family_of(address, inside))
    about: Any = address.about(shown.user)
    if about is None:
        raise CannotTakeIn(Reason.NOT_ALLOWED, family_of(address, inside))
    claimed, release = moment(inside.written_at), exact(inside.release)
    origin = Origin(shown.user, shown.device, box.number, claimed, release, shown.handover)
    return address.keep(about, inside.fields, origin, box.id, inside.digest)


def family_of(address: Address, inside: Written) -> Family | None:
    return Family.get_or_none(id=following(address, inside.fields).family_id)


def moment(claimed: str) -> datetime | None:
    """The device's claim of when, in UTC. None where it makes none that can be read."""
    try:
        told = datetime.fromisoformat(claimed)
        return told.astimezone(UTC) if told.tzinfo and 1900 < told.year < 9000 else None  # others cannot be written out
    except (ValueError, OverflowError):
        return None
