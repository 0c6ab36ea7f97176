"""Passing on what a child said: writing down to whom and why, correcting it, and that the child was told since."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, StringField, TextAreaField, TimeField, ValidationError, validators

from app.records import Document, Item, Passing, Told
from app.records.db import now
from app.records.passing import PassedOn
from app.records.permissions import May, documents, items, passings

from .access import needs, user
from .account import ButtonForm
from .forms import Form, at_most, one_of, uuid_of
from .schedules import local_time

bp = Blueprint("passings", __name__, url_prefix="/families/<uuid:family_id>")

YES, NO = "yes", "no"


class MomentForm(Form):
    """When something happened, by the service's clocks; it cannot be still to come."""

    day = DateField(_l("On which day?"), [validators.InputRequired(_l("Say on which day"))])
    at = TimeField(_l("At what time?"), [validators.InputRequired(_l("Say at what time"))])

    def validate_at(self, field: TimeField) -> None:
        if self.day.data and field.data and self.moment() > now():
            raise ValidationError(gettext("That is still to come. Write down what has happened."))

    def moment(self) -> datetime:
        zone = ZoneInfo(current_app.config["TIME_ZONE"])
        return datetime.combine(self.day.data, self.at.data, zone).astimezone(ZoneInfo("UTC"))

    def show(self, moment: datetime) -> None:
        wall = local_time(moment, current_app.config["TIME_ZONE"])
        self.day.data, self.at.data = wall.date(), wall.time().replace(second=0, microsecond=0)


class PassingForm(MomentForm):
    to_whom = StringField(
        _l("To whom?"),
        [validators.DataRequired(_l("Write to whom you passed it on")), at_most(500)],
        description=_l("Their role or organisation: the police, the school’s safeguarding lead."),
    )
    why = TextAreaField(
        _l("Why?"),
        [validators.DataRequired(_l("Write why you passed it on")), at_most(2000)],
        description=_l("Plainly: the child can read this where you have set that it is safe, once they know of it."),
    )
    told_first = one_of(
        _l("Did the child know before you passed it on?"),
        {YES: _l("Yes, they were told first"), NO: _l("No")},
        validators=[validators.InputRequired(_l("Say whether they knew"))],
    )
    why_not = TextAreaField(
        _l("If not, why not?"), [at_most(2000)], description=_l("Your list says “tell them” until somebody has.")
    )
    item = HiddenField()

    def validate_why_not(self, field: TextAreaField) -> None:
        if self.told_first.data == NO and not (field.data or "").strip():
            raise ValidationError(gettext("Write why they were not told first"))

    def said(self) -> PassedOn:
        words = [(field.data or "").strip() for field in (self.to_whom, self.why, self.why_not)]
        return PassedOn(words[0], words[1], self.told_first.data == YES, words[2], self.moment())


class ToldForm(MomentForm):
    by_whom = StringField(_l("Who told them?"), [validators.DataRequired(_l("Write who told them")), at_most(200)])


@bp.route("/documents/<uuid:document_id>/passings/new", methods=["GET", "POST"])
@needs(May.PASS_ON)
def new(document: Document) -> Any:
    form = PassingForm()
    if not form.is_submitted():
        form.show(now())
        form.item.data = request.args.get("item", "")
    item = thing(document, form.item.data)
    if form.validate_on_submit():
        written = Passing.write(document, item, user(), form.said())
        return redirect(url_for(".show", family_id=document.family_id, passing_id=written.id), 303)
    return render_template("passings/new.html", form=form, document=document, item=item, corrects=None), (
        400 if form.is_submitted() else 200
    )


@bp.route("/passings/<uuid:passing_id>/correct", methods=["GET", "POST"])
@needs(May.PASS_ON)
def correct(passing: Passing) -> Any:
    stands = passing.all_of_it()[0]
    form = PassingForm()
    if not form.is_submitted():
        form.to_whom.data, form.why.data, form.why_not.data = stands.to_whom, stands.why, stands.why_not
        form.told_first.data = YES if stands.told_first else NO
        form.show(stands.passed_at)
    if form.validate_on_submit():
        stands.correct(user(), form.said())
        return redirect(url_for(".show", family_id=passing.family_id, passing_id=passing.id), 303)
    return render_template(
        "passings/new.html", form=form, document=passing.document, item=seen_thing(passing), corrects=passing
    ), (400 if form.is_submitted() else 200)


@bp.get("/passings/<uuid:passing_id>")
@needs(May.SEE)
def show(passing: Passing) -> Any:
    """All that was ever written down of it; for whoever may write in it, not for the child."""
    if not passings(user(), May.PASS_ON).where(Passing.id == passing.id).exists():
        abort(404)
    return page(passing, fresh_told())


@bp.post("/passings/<uuid:passing_id>/told")
@needs(May.PASS_ON)
def told(passing: Passing) -> Any:
    form = ToldForm()
    if not form.validate_on_submit():
        return page(passing, form), 400
    Told.write(passing, user(), form.by_whom.data.strip(), form.moment())
    flash(gettext("Written down"))
    return redirect(url_for(".show", family_id=passing.family_id, passing_id=passing.id), 303)


@bp.post("/passings/<uuid:passing_id>/not-told")
@needs(May.PASS_ON)
def not_told(passing: Passing) -> Any:
    """That they were told was a mistake: they are still to be told."""
    form = ButtonForm()
    if form.validate_on_submit():
        Told.take_back(passing, user())
    return redirect(url_for(".show", family_id=passing.family_id, passing_id=passing.id), 303)


def page(passing: Passing, form: ToldForm) -> str:
    rows = passing.all_of_it()
    sitting = documents(user(), May.SEE).where(Document.id == passing.document_id, Document.member == passing.member_id)
    return render_template(
        "passings/show.html",
        passing=rows[0],
        before=rows[1:],
        told=Told.of(rows).get(passing.first_id),
        sitting=sitting.first(),
        item=seen_thing(passing),
        form=form,
        told_form=ButtonForm(),
    )


def fresh_told() -> ToldForm:
    form = ToldForm(by_whom=user().name)
    form.show(now())
    return form


def thing(document: Document, name: str | None) -> Item | None:
    """The one thing of this sitting that it is about, if one may read it."""
    found = uuid_of(name)
    if found is None:
        return None
    return items(user(), May.SEE).where(Item.document == document, Item.id == found).first() or abort(404)


def seen_thing(passing: Passing) -> Item | None:
    """What was passed on, where its reader may see it now."""
    mine = items(user(), May.SEE).where(Item.id == passing.item_id, Item.document == passing.document_id)
    return mine.first() if passing.item_id else None
