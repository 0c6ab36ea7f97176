"""The pass a device asks for while someone is signed in, and how it finds out whether they still are."""

from uuid import UUID

import msgspec
from flask import Blueprint, Response, current_app, jsonify
from flask_wtf.csrf import generate_csrf

from app.practice import Role
from app.records import Pass

from .access import signed_in, user
from .asking import asked

bp = Blueprint("passes", __name__)


class Asking(msgspec.Struct):
    device: UUID


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
    """A pass for the device that asks, and the key it seals to. The device names itself."""
    issued, secret = Pass.issue(user(), asked(Asking).device)
    kid, key = current_app.extensions["keys"].newest_seal_key()
    lasts = (issued.write_until - issued.made_at).total_seconds()
    own = user().role == Role.CHILD  #: a young person's own device
    dates = {
        "lasts": lasts,
        "write_until": issued.write_until.isoformat(),
        "deliver_until": issued.deliver_until.isoformat(),
    }
    return jsonify(id=issued.id, secret=secret, user=user().id, own=own, seal={"kid": kid, "key": key}, **dates), 201
