"""The pass a device asks for while someone is signed in, and how it finds out whether they still are."""

from typing import Annotated
from uuid import UUID

import msgspec
from flask import Blueprint, Response, current_app, jsonify, request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from app.practice import Role
from app.records import Device, Pass, writing
from app.records.arrival import missing_from
from app.records.seal import BIGGEST_NUMBER

from .access import signed_in, user
from .asking import asked
from .devices import sort_of
from .mine import places_of_mine

bp = Blueprint("passes", __name__)


Number = Annotated[int, msgspec.Meta(ge=0, le=BIGGEST_NUMBER)]


class Before(msgspec.Struct):
    """The name that a device had until its browser threw away what lay there, and how far it had counted by then."""

    device: UUID
    counted: Number


class Asking(msgspec.Struct):
    """Which device asks, and how far it has counted what was written on it."""

    device: UUID
    counted: Number = 0
    before: Before | None = None


@bp.get("/session")
@signed_in
def session() -> Response:
    """Who is signed in, a fresh token for the forms of a page that has been open for long, and the key that a browser
    subscribes to reminders with."""
    kid, key = current_app.extensions["keys"].newest_vapid_key()
    return jsonify(user=user().id, csrf=generate_csrf(), vapid={"kid": kid, "key": key})


@bp.post("/passes")
@signed_in
def issue() -> tuple[Response, int]:
    """A pass for the device that asks, and the key it seals to. The device names itself. Where it has lost what lay on
    it, it is told how much of that never came."""
    asking = asked(Asking)
    with writing():
        issued, secret = Pass.issue(user(), asking.device)
        current_user.session.is_on(issued.device)
        issued.device.has_counted(asking.counted)
        issued.device.is_a(sort_of(request.user_agent.string))
        before = asking.before and Device.has_lost(asking.before.device, asking.before.counted)
    lost = sum(missing_from([before.id]).values()) if before else 0
    kid, key = current_app.extensions["keys"].newest_seal_key()
    lasts = (issued.write_until - issued.made_at).total_seconds()
    own = user().role == Role.CHILD  #: a young person's own device
    places = places_of_mine() if own else []
    about = url_for("members.show", family_id=places[0].family_id, member_id=places[0].id) if len(places) == 1 else ""
    dates = {
        "lasts": lasts,
        "write_until": issued.write_until.isoformat(),
        "deliver_until": issued.deliver_until.isoformat(),
    }
    given = {"id": issued.id, "secret": secret, "seal": {"kid": kid, "key": key}, **dates}
    return jsonify(user=user().id, own=own, about=about, lost=lost, **given), 201
