"""Boxes put aside: what came and could not be taken in, until a person has looked at it."""

from collections.abc import Iterator
from typing import Any

import msgspec
from flask import Blueprint, abort, current_app, flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.records import Aside, Document, Entry, Family, Journal, Reason, Refiling, writing
from app.records.aside import CannotTakeIn
from app.records.entry import Origin
from app.records.permissions import May, asides
from app.records.recording import named_in
from app.records.seal import Box

from .access import needs, user
from .account import ButtonForm
from .addresses import Address, addressed, following
from .entries import named
from .sealed import Written, moment, unseal

bp = Blueprint("asides", __name__, url_prefix="/families/<uuid:family_id>/asides")

#: Whose words take nothing out and show nothing to anybody.
STRANGERS = {Reason.NOT_ALLOWED, Reason.NOT_LENT}

REASONS = {
    Reason.REVOKED: _l("It was written on a tablet that had been told to stop."),
    Reason.LATE: _l("It came so late that the tablet’s pass had run out."),
    Reason.NOT_ALLOWED: _l("The person whose tablet it was may not write for this child, or not any more."),
    Reason.NOT_LENT: _l("It was written on a tablet that was lent for something else, or for somebody else."),
    Reason.OTHER_BYTES: _l("Something else had come under the same name before. Both are kept."),
    Reason.NAME_TAKEN: _l("It names something that belongs to another sitting."),
    Reason.UNREADABLE: _l("It does not say what it is an answer to."),
}


@bp.get("")
@needs(May.SEE, "aside")
def index(family: Family) -> str:
    waiting = asides(user(), May.SEE).where(Aside.family == family, Aside.taken_in_at.is_null())
    return render_template("asides/index.html", family=family, asides=waiting.order_by(Aside.received_at))


@bp.route("/<uuid:aside_id>", methods=["GET", "POST"])
@needs(May.TAKE_IN)
def show(aside: Aside) -> Any:
    """What is in the box. A worker of the family may take it in; until then nobody else has it before them."""
    inside = unseal(msgspec.json.decode(aside.box, type=Box)) or abort(404)
    address = address_of(aside, inside)
    about: Any = address and address.about_for_worker(user())
    form = ButtonForm()
    if address and about and form.validate_on_submit():
        with writing():
            entry = take_in(aside, inside, address, about)
            for other, part in other_parts(aside, inside):
                take_in(other, part, address, about)
        flash(gettext("Taken in"))
        return redirect(address.read_at(entry), 303)
    Journal.note(aside.family, user(), "read", aside)
    return render_template(
        "asides/show.html",
        aside=aside,
        about=about,
        told=address.told(inside.fields, aside.id) if address else {},
        strangers=aside.reason in STRANGERS,
        tool_of=lambda item: current_app.extensions["tools"].get(item.document.tool),
        spoken=bool(named_in(value for _name, value in inside.fields)),
        form=form,
    )


def take_in(aside: Aside, inside: Written, address: Address, about: Any) -> Entry:
    origin = Origin(aside.author, aside.device, aside.number, moment(inside.written_at), inside.release)
    strangers = aside.reason in STRANGERS
    entry = address.keep_aside(about, inside.fields, origin, aside.id, aside.digest, strangers)
    aside.taken_in()
    Journal.note(aside.family, user(), "took in", aside)
    return entry


def other_parts(aside: Aside, inside: Written) -> Iterator[tuple[Aside, Written]]:
    """What else waits here of the same thing said aloud: ten minutes of it are two hundred boxes, and one decision."""
    names = named_in(value for _name, value in inside.fields)
    waiting = Aside.select().where(
        Aside.device == aside.device, Aside.family == aside.family, Aside.taken_in_at.is_null(), Aside.id != aside.id
    )
    for other in waiting.order_by(Aside.number) if names else ():
        part = unseal(msgspec.json.decode(other.box, type=Box))
        if part and part.path == inside.path and names & named_in(value for _name, value in part.fields):
            yield other, part


def address_of(aside: Aside, inside: Written) -> Address | None:
    """Where it belongs; None where it leads nowhere, or into another family than the one it is shown to, or to a
    sitting that is out of sight."""
    try:
        address = following(addressed(inside.path), inside.fields)
    except CannotTakeIn:
        return None
    shown = address.family_id == aside.family_id and not Refiling.hides(named(inside.fields))
    return address if shown else None


def go_after(document: Document, was: Family) -> None:
    """What was put aside in this family and is of a sitting that has gone to another goes there too."""
    for aside in Aside.select().where(Aside.family == was):
        inside = unseal(msgspec.json.decode(aside.box, type=Box))
        if inside and named(inside.fields) == document.id:
            Aside.update(family=document.family).where(Aside.id == aside.id).execute()
