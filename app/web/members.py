"""Who belongs to a family, and how they are reached."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField, validators

from app.practice import Role
from app.records import Action, Audience, Contact, Doer, Family, Invite, Member, Pass, Refiling
from app.records.arrival import lacking_of
from app.records.look_back import LookBack
from app.records.permissions import May, actions, contacts, families, members
from app.records.timeline import Timeline

from .access import needs, user
from .account import ButtonForm
from .devices import SORTS
from .forms import Form, at_most, one_of

bp = Blueprint("members", __name__, url_prefix="/families/<uuid:family_id>/members")

ROLES = {
    Role.CHILD: _l("A child or young person"),
    Role.PARENT: _l("A parent or carer"),
    Role.NETWORK: _l("Someone of their safety network"),
}
WORKER = _l("Worker")
KINDS = {"phone": _l("Telephone"), "email": _l("Email"), "address": _l("Address")}
AUDIENCES = {Audience.WORKERS: _l("Only workers"), Audience.FAMILY: _l("The family too")}


class MemberForm(Form):
    name = StringField(_l("First name"), [validators.DataRequired(_l("Write their first name")), at_most(200)])
    role = one_of(_l("Who are they?"), ROLES, validators=[validators.InputRequired(_l("Say who they are"))])


class ContactForm(Form):
    kind = one_of(_l("What is it?"), KINDS, default="phone")
    value = StringField(
        _l("Number or address"),
        [validators.DataRequired(_l("Write the number or address")), at_most(500)],
    )
    audience = one_of(
        _l("Who may see it?"),
        AUDIENCES,
        default=Audience.WORKERS.value,
        description=_l("If this person may be hiding from someone, leave it with workers only."),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs(May.CHANGE)
def new(family: Family) -> Any:
    form = MemberForm()
    if form.validate_on_submit():
        member = Member.add(family, user(), name=form.name.data.strip(), role=Role(form.role.data))
        return redirect(url_for(".show", family_id=family.id, member_id=member.id), 303)
    return render_template("members/new.html", form=form, family=family), 400 if form.is_submitted() else 200


@bp.get("/<uuid:member_id>")
@needs(May.SEE)
def show(member: Member) -> str:
    return render_template("members/show.html", member=member, **page_of(member))


@bp.route("/<uuid:member_id>/contacts/new", methods=["GET", "POST"])
@needs(May.CHANGE)
def add_contact(member: Member) -> Any:
    form = ContactForm()
    if form.validate_on_submit():
        value, audience = form.value.data.strip(), Audience(form.audience.data)
        Contact.add(member, user(), kind=form.kind.data, value=value, audience=audience)
        return redirect(url_for(".show", family_id=member.family_id, member_id=member.id), 303)
    return render_template("contacts/new.html", form=form, member=member), 400 if form.is_submitted() else 200


@bp.route("/<uuid:member_id>/end", methods=["GET", "POST"])
@needs(May.END)
def end(member: Member) -> Any:
    """What ends with it is said first."""
    form = ButtonForm()
    if form.validate_on_submit():
        member.leave(user())
        flash(gettext("%(name)s is not part of this family’s network any more.", name=member.name))
        return redirect(url_for("families.show", family_id=member.family_id), 303)
    does = actions(user(), May.SEE).join(Doer).where(Doer.member == member, Action.ended_at.is_null())
    shown = render_template("members/end.html", form=form, member=member, does=does.count())
    return shown, 400 if form.is_submitted() else 200


def may_re_file(member: Member) -> bool:
    return families(user(), May.RE_FILE, "document").where(Family.id == member.family_id).exists()


@bp.app_context_processor
def whose_part_has_ended() -> dict[str, Any]:
    return {"part_has_ended": lambda: Member.has_ended(user())}


def role_words(role: str) -> str:
    return str(ROLES.get(Role(role), WORKER))


def may(action: May, member: Member) -> bool:
    return members(user(), action).where(Member.id == member.id).exists()


def page_of(member: Member) -> dict[str, Any]:
    """What stands on someone's own page, as far as the one who is signed in may see and do it."""
    is_child = member.role == Role.CHILD
    return {
        "contacts": contacts(user(), May.SEE).where(Contact.member == member).order_by(Contact.made_at),
        "timeline": Timeline.of(member, user()),
        "tools": current_app.extensions["tools"],
        "may_write": is_child and may(May.WRITE_ABOUT, member),
        "may_photograph": is_child and may(May.PHOTOGRAPH, member),
        "may_answer": is_child and may(May.ANSWER, member),
        "may_lend": is_child and may(May.HAND_OVER, member),
        "may_change": may(May.CHANGE, member),
        "may_invite": may(May.INVITE, member),
        "may_end": may(May.END, member),
        "may_ask": may(May.PUT_QUESTIONS, member),
        "invite": Invite.waiting(member),
        "came_in": Invite.came_in(member),
        "lacking": lacking_of(member) if may(May.HAND_OVER, member) else (),
        "looked": LookBack.latest(member),
        "devices": Pass.devices(member.user) if member.user and may(May.STOP, member) else (),
        "sorts": SORTS,
        "away": Refiling.away_from(member) if may_re_file(member) else (),
        "form": ButtonForm(),
        "kinds": KINDS,
        "audiences": AUDIENCES,
    }
