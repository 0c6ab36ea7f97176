"""A tablet that is lent to one child: how it begins, what stands fixed of it, and the page it shows meanwhile."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user, logout_user

from app.records import Entry, Handover, Member, Pass, Subscription, User
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, handovers
from app.records.receipt import HandedIn, take_in_of_handover
from app.records.seal import BIGGEST_NUMBER

from .access import needs, public, user, with_pass
from .account import ButtonForm
from .consents import AGREEMENTS
from .entries import Fields
from .headers import let_microphone
from .lending import UNDERSTOOD, begin, handover_form
from .pictures import OWN_PICTURES

bp = Blueprint("handovers", __name__)
UNDER_MEMBER = "/families/<uuid:family_id>/members/<uuid:member_id>/handovers"


@bp.get("/handover")
@public
def outer() -> Response:
    """The page that a lent tablet shows, with nobody in it: what the worker script answers with, whatever is asked. An
    activity inside it may listen only where this page may."""
    tools = current_app.extensions["tools"]
    shown = make_response(render_template("handovers/outer.html", tools=tools, own_pictures=OWN_PICTURES))
    return let_microphone(shown)


@bp.route(f"{UNDER_MEMBER}/new", methods=["GET", "POST"])
@needs(May.HAND_OVER)
def new(member: Member) -> Any:
    """First what was agreed, then whether the tablet is ready. Begun by a script alone: what the tablet keeps is sealed
    to a key that it makes. From then on nobody is signed in here."""
    form = handover_form(member)
    agreed = form.validate_on_submit()
    if agreed and request.accept_mimetypes.best == "application/json":
        told = begin(member, form)
        Subscription.forget(told["pass"]["device"])
        current_user.session.end()
        logout_user()
        session.clear()
        return jsonify(told), 201
    page = "handovers/ready.html" if agreed else "handovers/new.html"
    return render_template(page, form=form, member=member), 400 if form.is_submitted() and not agreed else 200


class Bearing(msgspec.Struct):
    """What a lent tablet shows of itself: its pass. And how far it has counted what was written on it."""

    id: UUID
    secret: str
    counted: Annotated[int, msgspec.Meta(ge=0, le=BIGGEST_NUMBER)] = 0


@bp.post("/handovers/held")
@with_pass
def held() -> Response:
    """Whether a lent tablet is lent still. One that is not, because somebody took it back from elsewhere, forgets what
    it can read."""
    try:
        told = msgspec.json.decode(request.get_data(), type=Bearing)
    except msgspec.DecodeError:
        abort(400)
    shown = Pass.bearing(told.id, told.secret)
    if shown is None or shown.handover is None:  # a restored server may not know it yet: nothing is forgotten for that
        abort(404)
    shown.device.has_counted(told.counted)
    return jsonify(held=shown.handover.ended_at is None)


@bp.route(f"{UNDER_MEMBER}/<uuid:handover_id>", methods=["GET", "POST"])
@needs(May.SEE)
def show(handover: Handover) -> Any:
    form = ButtonForm()
    may_end = handovers(user(), May.CHANGE).where(Handover.id == handover.id).exists()
    if may_end and form.validate_on_submit():
        handover.take_back(user())
        return redirect(url_for("members.show", family_id=handover.family_id, member_id=handover.member_id), 303)
    return render_template(
        "handovers/show.html",
        handover=handover,
        form=form,
        may_end=may_end,
        agreements=AGREEMENTS,
        understood=UNDERSTOOD,
        tools=current_app.extensions["tools"],
        read_by=date.fromisoformat(handover.read_by),
    ), 400 if form.is_submitted() else 200


@dataclass(frozen=True)
class HandoverAddress:
    """Where it belongs what a lent tablet tells of its lending: that it was given back, what the child understood."""

    family_id: UUID
    member_id: UUID
    handover_id: UUID

    def about(self, user: User) -> Handover | None:
        found = handovers(user, May.SEE).where(
            Handover.id == self.handover_id,
            Handover.member == self.member_id,
            Handover.family == self.family_id,
        )
        return found.first()

    #: Whoever may take in what was put aside may know of it.
    about_for_worker = about

    def keep(self, handover: Handover, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn; a tablet speaks of its own lending."""
        if origin.device is None or origin.device.id != handover.device_id:
            raise CannotTakeIn(Reason.NOT_LENT, handover.family)
        return self.keep_aside(handover, fields, origin, id, digest)

    def keep_aside(
        self, handover: Handover, fields: Fields, origin: Origin, id: UUID, digest: str, _strangers: bool = False
    ) -> Entry:
        said = dict(fields)
        handed = HandedIn(id, digest, origin)
        return take_in_of_handover(handed, handover, said.get("understood", ""), bool(said.get("ended")))

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        """What is in a box, for whoever has to look at it."""
        return {"of_handover": dict(fields)}

    def read_at(self, entry: Entry) -> str:
        return url_for(
            "handovers.show", family_id=self.family_id, member_id=self.member_id, handover_id=self.handover_id
        )
