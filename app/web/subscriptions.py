"""Reminders on this phone: what they will say, turning them on and off."""

from typing import Annotated
from uuid import UUID

import msgspec
from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request

from app.practice.notice import SENTENCE
from app.records import Subscription
from app.records.endpoint import LONGEST, NotAPushService, check

from .access import signed_in, user
from .asking import asked
from .install import platform

bp = Blueprint("subscriptions", __name__)

Key = Annotated[str, msgspec.Meta(max_length=128)]


class Keys(msgspec.Struct):
    """As browsers name them: base64url of the device's public key and of a secret it shares."""

    p256dh: Key
    auth: Key


class Subscribing(msgspec.Struct):
    """What a browser was given by its push service, and with which key of ours (`kid`) it asked for it."""

    device: UUID
    endpoint: Annotated[str, msgspec.Meta(max_length=LONGEST)]
    keys: Keys
    kid: Annotated[str, msgspec.Meta(max_length=16)]


class Forgetting(msgspec.Struct):
    device: UUID


@bp.get("/reminders")
@signed_in
def show() -> str:
    """Before anything is asked: exactly what the lock screen will say, and who else may read it there."""
    not_for_children()
    return render_template("subscriptions/show.html", own=platform(request.user_agent.string), sentence=SENTENCE)


@bp.post("/subscriptions")
@signed_in
def keep() -> tuple[Response, int]:
    """This device is knocked at from now on, for the one who is signed in. Told again, it changes nothing."""
    not_for_children()
    told = asked(Subscribing)
    if current_app.extensions["keys"].vapid.named(told.kid) is None:
        abort(400)
    try:
        check(told.endpoint, told.keys.p256dh, told.keys.auth)
    except NotAPushService:
        abort(400)
    place = {"endpoint": told.endpoint, "p256dh": told.keys.p256dh, "auth": told.keys.auth, "kid": told.kid}
    kept = Subscription.keep(user(), told.device, **place)
    return jsonify(since=kept.made_at.isoformat()), 201


@bp.post("/subscriptions/forget")
@signed_in
def forget() -> Response:
    """This device is not knocked at any more, for anybody: whoever asks has it in their hands, since no one else knows
    the name it gave itself."""
    return jsonify(forgotten=Subscription.forget(asked(Forgetting).device))


def not_for_children() -> None:
    if not Subscription.is_for(user()):
        abort(404)
