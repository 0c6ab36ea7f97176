"""Where somebody writes: their own devices, and which of them may no longer."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.records import Device, Member, Pass, User
from app.records.permissions import May

from .access import needs, signed_in, user
from .forms import Form

bp = Blueprint("devices", __name__)

#: By what a browser says of itself, the first that fits: as much as tells one's phone from one's tablet, and no more.
#: An iPad says that it is a Mac.
SIGNS = {
    "iPhone": "iphone",
    "iPad": "ipad",
    "Android Mobile": "phone",
    "Android": "tablet",
    "CrOS": "chromebook",
    "Windows": "windows",
    "Macintosh": "mac",
    "Linux": "linux",
}
SORTS = {
    "iphone": _l("An iPhone"),
    "ipad": _l("An iPad"),
    "phone": _l("A phone with Android"),
    "tablet": _l("A tablet with Android"),
    "chromebook": _l("A Chromebook"),
    "windows": _l("A computer with Windows"),
    "mac": _l("An iPad or a Mac"),
    "linux": _l("A computer with Linux"),
    "": _l("A phone, tablet or computer"),
}


def sort_of(agent: str) -> str:
    """What sort of device it is, as its browser says; nothing where that is not known."""
    return next((sort for sign, sort in SIGNS.items() if all(word in agent for word in sign.split())), "")


@bp.post("/account/devices/<uuid:device_id>")
@signed_in
def stop(device_id: UUID) -> Any:
    """One's own may no longer write. One signs out there by it, here too."""
    stopped(user(), device_id)
    return redirect(url_for("account.show"), 303)


@bp.post("/families/<uuid:family_id>/members/<uuid:member_id>/devices/<uuid:device_id>")
@needs(May.STOP)
def stop_theirs(member: Member, device_id: UUID) -> Any:
    if member.user is None:
        abort(404)
    stopped(member.user, device_id)
    return redirect(url_for("members.show", family_id=member.family_id, member_id=member.id), 303)


def stopped(whose: User, device_id: UUID) -> None:
    device: Device = next((one for one in Pass.devices(whose) if one.id == device_id), None) or abort(404)
    if not Form().validate_on_submit():
        abort(400)
    Pass.stop(whose, device, user())
    flash(gettext("Stopped. What still comes from it is put aside."))
