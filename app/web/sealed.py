"""Where devices bring what was written on them: sealed boxes, each with the pass that delivers it."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Annotated, Any
from uuid import UUID

import msgspec
from flask import Blueprint, abort, current_app, jsonify, request

from app.records import Aside, Entry, Family, Pass, db, writing
from app.records.allowance import Allowance, is_crowding
from app.records.arrival import missing
from app.records.aside import CannotTakeIn, Reason
from app.records.db import exact, now
from app.records.entry import Origin
from app.records.receipt import Receipt
from app.records.seal import BIGGEST_NUMBER, Box, CannotOpen, open_box

from . import calls
from .access import with_pass
from .addresses import Address, addressed, covered, following
from .entries import digest_of
from .sharing import ShareAddress

bp = Blueprint("sealed", __name__)

MOST_BOXES = 25
#: Something of it waits on the device, which brings it again another day.
TOO_MANY_STATUS = 429
A_WHILE = timedelta(hours=1)


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
    bearing, allowed = cache(Pass.bearing), cache(Allowance)  # nearly always the boxes of one request bear one pass
    with writing():
        receipts, counted = [], dict[Pass, int]()
        for box, inside in opened:
            shown = bearing(inside.shown.id, inside.shown.secret) if inside else None
            receipts.append(take(box, inside, shown, allowed))
            if shown:
                counted[shown] = max(delivery.counted, box.number, counted.get(shown, 0))
        for shown, number in counted.items():
            shown.device.has_counted(number)
            allowed(shown).keep()
        absent = sorted(number for device in {shown.device for shown in counted} for number in missing(device))
    over = [shown.id for shown in counted if not shown.delivers(now())]
    answer = jsonify(receipts=receipts, missing=absent, over=over, now=now().isoformat())
    if any(receipt.status == "later" for receipt in receipts):
        answer.status_code = TOO_MANY_STATUS
        answer.headers["Retry-After"] = str(round(rest(allowed(shown) for shown in counted).total_seconds()))
    return answer


def rest(of: Iterable[Allowance]) -> timedelta:
    """How long the device waits with what it was to bring later."""
    return max((allowance.rests_for() for allowance in of if not allowance.has_room(0)), default=A_WHILE)


def unseal(box: Box) -> Written | None:
    """What is in a box. None where it does not open, or holds no pass that could answer for it."""
    try:
        content = open_box(box, current_app.extensions["keys"])
        inside = msgspec.convert(json.loads(content), Written)
    except (CannotOpen, ValueError, RecursionError):
        return None
    inside.digest = digest_of(content)
    return inside


def take(box: Box, inside: Written | None, shown: Pass | None, allowed: Callable[[Pass], Allowance]) -> Receipt:
    """Take one box in, or put it aside, or say why it must stay where it is. What came before may come again; whoever
    floods the server fills no disk but their own."""
    if inside is None or shown is None:
        return Receipt(box.id, "refused", why="unknown pass" if inside else "cannot be opened")
    known = kept_before(box, inside)
    if known:
        return Receipt.of(known)
    if not allowed(shown).has_room(len(box.text)) and not calls.for_help(inside.path, shown):
        return Receipt(box.id, "later")
    receipt = take_new(box, inside, shown)
    if receipt.received_at:
        allowed(shown).count(len(box.text))
    return receipt


def kept_before(box: Box, inside: Written) -> Aside | Entry | None:
    """These very bytes, if they have come. What waits for a person goes on waiting, whatever has changed since."""
    names = {"digest": inside.digest}
    return Aside.get_or_none(entry=box.id, **names) or Entry.get_or_none(id=box.id, **names)


def take_new(box: Box, inside: Written, shown: Pass) -> Receipt:
    try:
        with db.atomic():
            return Receipt.of(enter(box, inside, shown))
    except CannotTakeIn as why:
        called = calls.ring(inside.path, shown, why.reason, origin_of(box, inside, shown), box.id, inside.digest)
        return called or put_aside(box, inside, shown, why)


def put_aside(box: Box, inside: Written, shown: Pass, why: CannotTakeIn) -> Receipt:
    if why.reason is Reason.UNREADABLE:  # nobody would ever see it: it stays on the device, which asks again
        return Receipt(box.id, "refused", why="leads nowhere")
    if why.reason is Reason.NOT_ALLOWED and is_crowding(shown.user):
        return Receipt(box.id, "later")
    sealed = msgspec.json.encode(box).decode()
    origin = {"author": shown.user, "device": shown.device, "number": box.number}
    aside = Aside.put(box.id, inside.digest, why, box=sealed, **origin)
    if why.reason in {Reason.REVOKED, Reason.LATE} and isinstance(address := addressed(inside.path), ShareAddress):
        address.hold_no(inside.fields, origin_of(box, inside, shown), box.id, inside.digest)
    return Receipt.of(aside)


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
    return address.keep(about, inside.fields, origin_of(box, inside, shown), box.id, inside.digest)


def origin_of(box: Box, inside: Written, shown: Pass) -> Origin:
    claimed, release = moment(inside.written_at), exact(inside.release)
    return Origin(shown.user, shown.device, box.number, claimed, release, shown.handover)


def family_of(address: Address, inside: Written) -> Family | None:
    return Family.get_or_none(id=following(address, inside.fields).family_id)


def moment(claimed: str) -> datetime | None:
    """The device's claim of when, in UTC. None where it makes none that can be read."""
    try:
        told = datetime.fromisoformat(claimed)
        return told.astimezone(UTC) if told.tzinfo and 1900 < told.year < 9000 else None  # others cannot be written out
    except (ValueError, OverflowError):
        return None
