"""Ticks: what became of an action, as its own page posts it and as a device brings it in a box."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, StringField, ValidationError, validators

from app.records import Action, Entry, User, writing
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, actions
from app.records.receipt import HandedIn, take_in_tick
from app.records.schedule import WALL
from app.records.tick import Outcome, Why

from .access import needs, user
from .entries import Fields, digest_of
from .forms import Form, at_most, one_of, uuid_of

bp = Blueprint("ticks", __name__, url_prefix="/families/<uuid:family_id>/actions/<uuid:action_id>/ticks")

LONGEST_NOTE = 1_000

OUTCOMES = {
    Outcome.DONE: _l("Done"),
    Outcome.PARTLY: _l("Partly"),
    Outcome.COULD_NOT: _l("Couldn’t today"),
    Outcome.NOT_NEEDED: _l("Not needed"),
}
WHYS = {
    Why.ILL: _l("Someone was ill"),
    Why.AWAY: _l("We were away"),
    Why.FORGOT: _l("It slipped my mind"),
    Why.UNSAFE: _l("It didn’t feel safe"),
    Why.OTHER: _l("Something else"),
}


def is_wall(_form: Any, field: Any) -> None:
    if wall_of(field.data) is None:
        raise ValidationError(_l("This time is not one."))


class TickForm(Form):
    """One person's word on one wall time. `tick` names it, so that posting twice keeps once."""

    tick = HiddenField(validators=[validators.Optional()])
    wall = HiddenField(validators=[is_wall])
    outcome = one_of(_l("How did it go?"), OUTCOMES, validators=[validators.InputRequired(_l("Choose one of these."))])
    why = one_of(_l("What got in the way?"), WHYS, validators=[validators.Optional()])
    words = StringField(_l("A short note, if you like"), [at_most(LONGEST_NOTE)])


@dataclass(frozen=True)
class TickAddress:
    """Where a tick belongs: an action of a family."""

    family_id: UUID
    action_id: UUID

    def about(self, user: User) -> Action | None:
        """The action, where it is this person's to tick. One that has ended meanwhile still was theirs."""
        return self._among(actions(user, May.TICK))

    def about_for_worker(self, user: User) -> Action | None:
        return self._among(actions(user, May.SEE))

    def _among(self, found: Any) -> Action | None:
        return found.where(Action.id == self.action_id, Action.family == self.family_id).first()

    def keep(self, action: Action, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn."""
        return keep(form_of(fields), action, HandedIn(id, digest, origin))

    def keep_aside(
        self, action: Action, fields: Fields, origin: Origin, id: UUID, digest: str, strangers: bool
    ) -> Entry:
        return self.keep(action, fields, origin, id, digest)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        return {"form": form_of(fields)}

    def read_at(self, entry: Entry) -> str:
        return url_for("actions.index", family_id=self.family_id)


@bp.post("")
@needs(May.TICK)
def tick(action: Action) -> Any:
    """The same without scripts or a safe connection."""
    form = TickForm()
    if not form.validate_on_submit():
        return render_template("ticks/new.html", form=form, action=action), 400
    fields = sorted(pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token")
    digest = digest_of(repr(fields).encode("utf-8", "replace"))
    handed = HandedIn(uuid_of(form.tick.data) or uuid4(), digest, Origin(user()))
    with writing():
        try:
            keep(form, action, handed)
        except CannotTakeIn:  # the page was gone back to, and another word was said
            keep(form, action, replace(handed, id=uuid5(NAMESPACE_OID, f"{handed.id}/{digest}")))
    return redirect(url_for("today.index"), 303)


def keep(form: TickForm, action: Action, handed: HandedIn) -> Entry:
    """Keep what the form says. Raises CannotTakeIn where it does not say what became of what."""
    wall, outcome = wall_of(form.wall.data), form.outcome.data
    if wall is None or outcome not in set(Outcome):
        raise CannotTakeIn(Reason.UNREADABLE)
    why = Why(form.why.data) if form.why.data in set(Why) else None
    handed = HandedIn(handed.id, handed.digest, handed.origin, complete=form.validate())
    return take_in_tick(handed, action, wall, Outcome(outcome), why, (form.words.data or "").strip())


def form_of(fields: Fields) -> TickForm:
    """The form over what is in a box, which needs no token: nobody's cookie brought it."""
    return TickForm(MultiDict(list(fields)), meta={"csrf": False})


def wall_of(text: str | None) -> str | None:
    """The wall time as it is written (schedule.WALL), or None."""
    try:
        return text if text and re.fullmatch(r"[0-9T:-]{16}", text) and datetime.strptime(text, WALL) else None  # noqa: DTZ007
    except ValueError:
        return None
