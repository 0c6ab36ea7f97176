"""The families that are someone's to see."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import StringField, validators

from app.records import Aside, Contact, Document, Family, Member, Note, Refiling, Story
from app.records.db import now
from app.records.member import begin_family
from app.records.permissions import May, actions, asides, contacts, documents, families, may_make, members, stories
from app.records.unsafe import unread

from .access import needs, signed_in, user
from .actions import NOT_REACHED
from .days import days_of
from .forms import Form, at_most
from .schedules import local_time, said
from .ticks import OUTCOMES

bp = Blueprint("families", __name__, url_prefix="/families")


#: So many of the sittings that one wrote elsewhere are listed.
LATEST = 10


class FamilyForm(Form):
    name = StringField(
        _l("What do you call this family?"),
        [validators.DataRequired(_l("Write a name for the family")), at_most(200)],
    )


@bp.get("")
@signed_in
def index() -> str:
    seen = sorted(families(user(), May.SEE), key=lambda family: family.name.casefold())
    felt: dict[UUID, list[Note]] = defaultdict(list)
    for note in unread(user()):
        felt[note.tick.action.family_id].append(note)
    waiting = asides(user(), May.SEE).where(Aside.taken_in_at.is_null())
    return render_template(
        "families/index.html",
        families=sorted(seen, key=lambda family: family.id not in felt),
        may_make=may_make(user(), "family"),
        out_of_sight=documents(user(), May.RE_FILE).where(Document.id.in_(Refiling.out_of_sight())),
        elsewhere=wrote_elsewhere(),
        tools=current_app.extensions["tools"],
        does=actions(user(), May.TICK).exists(),
        unsafe=felt,
        asides=Counter(family for (family,) in waiting.select(Aside.family).tuples()),
        local_time=local_time,
        said=said,
        today=now().astimezone(ZoneInfo(current_app.config["TIME_ZONE"])).date(),
    )


def wrote_elsewhere() -> list[Document]:
    """The latest sittings that one wrote where one has no part now: one may say that they were another child's."""
    theirs = Document.family.not_in(families(user(), May.SEE).select(Family.id))
    found = documents(user(), May.RE_FILE).where(theirs, Document.id.not_in(Refiling.out_of_sight()))
    return list(found.order_by(Document.began_at.desc()).limit(LATEST))


@bp.route("/new", methods=["GET", "POST"])
@signed_in
def new() -> Any:
    if not may_make(user(), "family"):
        abort(404)
    form = FamilyForm()
    if form.validate_on_submit():
        family = begin_family(form.name.data.strip(), user())
        return redirect(url_for(".show", family_id=family.id), 303)
    return render_template("families/new.html", form=form), 400 if form.is_submitted() else 200


@bp.get("/<uuid:family_id>")
@needs(May.SEE)
def show(family: Family) -> str:
    return render_template(
        "families/show.html",
        family=family,
        members=members(user(), May.SEE).where(Member.family == family).order_by(Member.made_at),
        contacts=list(contacts(user(), May.SEE).where(Member.family == family).order_by(Contact.made_at)),
        asides=asides(user(), May.SEE).where(Aside.family == family, Aside.taken_in_at.is_null()).count(),
        said_before=said_before(family),
        tools=current_app.extensions["tools"],
        may_change=families(user(), May.CHANGE).where(Family.id == family.id).exists(),
        may_lend={member.id for member in members(user(), May.HAND_OVER).where(Member.family == family)},
        stories=stories(user(), May.SEE).where(Story.family == family).exists(),
        days=days_of(family) if families(user(), May.SEE, "action").where(Family.id == family.id).exists() else None,
        not_reached=NOT_REACHED,
        outcomes=OUTCOMES,
    )


def said_before(family: Family) -> list[Document]:
    """What was said by children who are no longer part of the family."""
    found = documents(user(), May.SEE).where(Document.family == family, Member.left_at.is_null(False))
    return list(found.order_by(Document.began_at.desc()))
