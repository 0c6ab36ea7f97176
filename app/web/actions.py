"""What a family does to keep its children safe: written down with its worker, changed, ended, looked back on."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.records import Action, Contact, Family, Member
from app.records.action import HasEnded
from app.records.permissions import May, contacts, families
from app.records.reached import Reached
from app.records.tick import Why
from app.records.unsafe import have_read

from .access import needs, user
from .account import ButtonForm
from .agreeing import action_form, doers_in
from .days import days_of
from .schedules import jumped_over, local_time, said, when
from .ticks import OUTCOMES, WHYS

bp = Blueprint("actions", __name__, url_prefix="/families/<uuid:family_id>/actions")

#: Said of one task, and of somebody whom none reaches.
NOT_BROUGHT = {
    Reached.NO_PHONE: _l("no reminder: no phone is set up for them"),
    Reached.GONE: _l("no reminder: the phone cannot be reached any more"),
    Reached.TOO_LATE: _l("no reminder: it could not be brought in time"),
    Reached.REFUSED: _l("no reminder: something is wrong on our side"),
}
NOT_REACHED = {
    None: _l("Reminders cannot be brought yet."),
    Reached.NO_PHONE: _l("Reminders cannot be brought: no phone is set up for reminders."),
    Reached.GONE: _l("Reminders cannot be brought: the phone cannot be reached any more."),
    Reached.TOO_LATE: _l("The last reminder could not be brought in time."),
    Reached.REFUSED: _l("The last reminder could not be brought: something is wrong on our side."),
}


@bp.get("")
@needs(May.SEE, "action")
def index(family: Family) -> str:
    """All that was agreed, and day by day what became of it. Whoever reads here what felt unsafe is noted."""
    days = days_of(family)
    if request.method == "GET":
        have_read(user(), days.shown, days.read)
    return render_template(
        "actions/index.html",
        family=family,
        days=days,
        contacts=contacts(user(), May.SEE).where(Member.family == family).order_by(Contact.made_at)
        if days.first
        else [],
        may_change=families(user(), May.CHANGE, "action").where(Family.id == family.id).exists(),
        not_brought=NOT_BROUGHT,
        not_reached=NOT_REACHED,
        when=when,
        said=said,
        local_time=local_time,
        jumped_over=jumped_over,
        outcomes=OUTCOMES,
        whys=WHYS,
        unsafe=Why.UNSAFE,
    )


@bp.route("/new", methods=["GET", "POST"])
@needs(May.CHANGE, "action")
def new(family: Family) -> Any:
    return agreeing(family, None)


@bp.route("/<uuid:action_id>/change", methods=["GET", "POST"])
@needs(May.CHANGE)
def change(action: Action) -> Any:
    """Something else is agreed: the action ends, and another follows it. Where somebody was quicker, what was typed is
    shown again beside what stands now."""
    if action.ended_at and request.method == "GET":
        flash(gettext("That was changed or ended already. This is what stands now."))
        return redirect(url_for(".index", family_id=action.family_id), 303)
    return agreeing(action.family, action)


@bp.post("/<uuid:action_id>/end")
@needs(May.CHANGE)
def end(action: Action) -> Any:
    if not ButtonForm().validate_on_submit():
        abort(400)
    action.end(user())
    flash(gettext("That has ended. What was ticked stays."))
    return redirect(url_for(".index", family_id=action.family_id), 303)


def agreeing(family: Family, follows: Action | None) -> Any:
    doers = doers_in(family)
    form = action_form(doers, follows)
    if not form.validate_on_submit():
        return page(form, family, follows, doers), 400 if form.is_submitted() else 200
    try:
        action = Action.agree(family, user(), form.agreed(doers), follows)
    except HasEnded:
        return page(form, family, follows, doers, quicker=True), 409
    flash(" ".join([gettext("That is agreed."), jumped_over(action.schedule)]))
    return redirect(url_for(".index", family_id=family.id), 303)


def page(form: Any, family: Family, follows: Action | None, doers: dict[str, Member], quicker: bool = False) -> str:
    """The form. Where somebody was quicker it goes to what stands now, or to a new one where nothing does."""
    if quicker and follows:
        follows = Action.get_by_id(follows.id).stands_now()
    address = (
        url_for(".change", family_id=family.id, action_id=follows.id)
        if follows
        else url_for(".new", family_id=family.id)
    )
    return render_template(
        "actions/agree.html",
        form=form,
        family=family,
        follows=follows,
        invite_first={id: without_account(member) for id, member in doers.items() if not member.user_id},
        quicker=quicker,
        address=address,
        when=when,
        end_form=ButtonForm(formdata=None),
    )


def without_account(member: Member) -> Markup:
    """What stands beside somebody who may be chosen and cannot be reminded."""
    address = url_for("members.show", family_id=member.family_id, member_id=member.id)
    words = gettext("%(name)s cannot be reminded yet:", name=member.name)
    invite = gettext("invite %(name)s", name=member.name)
    return Markup('{} <a href="{}">{}</a>').format(words, address, invite)
