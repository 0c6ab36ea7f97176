"""Who may see one thing that a child said, told later; and what is shown to those whom a child shows it to."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from wtforms import SelectChoice

from app.practice import Role
from app.records import Document, Item, Member, Refiling, Share, ShareWith, writing
from app.records.entry import Origin
from app.records.permissions import May, items, members, shown_to
from app.records.receipt import HandedIn, take_in_with
from app.records.share import Holds

from .access import needs, signed_in, user
from .account import ButtonForm
from .entries import digest_of
from .forms import uuid_of
from .sharing import AUDIENCES, ShareForm, keep, seen_words

bp = Blueprint("shares", __name__)


@bp.route("/families/<uuid:family_id>/members/<uuid:member_id>/shares", methods=["GET", "POST"])
@needs(May.SHARE)
def index(member: Member) -> Any:
    """One thing, who may see it, and what was said of that before. To show it or to take it back takes one press."""
    form = ShareForm()
    thing = one_of_theirs(member, form.item.data or request.args.get("item")) or abort(404)
    if form.validate_on_submit():
        handed = HandedIn(uuid4(), digest_of(repr(sorted(form.data.items(), key=str)).encode()), Origin(user()))
        with writing():
            keep(form, member, handed)
        flash(gettext("Written down."))
        return redirect(url_for(".index", family_id=member.family_id, member_id=member.id, item=thing.id), 303)
    said, people = Share.of([thing.id]).get(thing.id, []), around(member)
    form.people.choices = [SelectChoice(str(one.id), one.name) for one in people]
    if not form.is_submitted():
        form.item.data = str(thing.id)
        form.audience.data = said[0].audience if said else ShareWith.WORKER.value
        form.people.data = [str(one.id) for one in Share.seen_by([thing.id]).get(thing.id, [])]
    return render_template(
        "shares/index.html",
        skin="family.html" if user().role == Role.CHILD else "work.html",
        member=member,
        thing=thing,
        tool=current_app.extensions["tools"].get(thing.document.tool),
        form=form,
        people=people,
        said=said,
        came_from=Refiling.of(thing.document).exists(),
        audiences=AUDIENCES,
    ), 400 if form.is_submitted() else 200


@bp.post("/families/<uuid:family_id>/members/<uuid:member_id>/shares/none")
@needs(May.SHARE)
def none(member: Member) -> Any:
    """Whatever this child shows to anybody is taken back, at once. It says nothing of what that was, nor whether there
    was anything: so it is there also where nothing may be read back."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    with writing():
        for thing in Share.standing_of(member):
            keep_none(member, thing)
    flash(gettext("From now on nobody sees what you made but the workers."))
    if user().role == Role.CHILD:
        return redirect(url_for("mine.index"), 303)
    return redirect(url_for("members.show", family_id=member.family_id, member_id=member.id), 303)


def keep_none(member: Member, thing: UUID) -> None:
    handed = HandedIn(uuid4(), digest_of(uuid4().bytes), Origin(user()))
    take_in_with(
        handed, member.family, lambda entry: Share.put(entry, member, thing, ShareWith.WORKER, [], agreed=False)
    )


def one_of_theirs(member: Member, name: str | None) -> Item | None:
    """The thing, if it is this child's and one may read it."""
    theirs = items(user(), May.SEE).where(Item.document.in_(Document.select().where(Document.member == member)))
    return theirs.where(Item.id == uuid_of(name)).first() if uuid_of(name) else None


def around(member: Member) -> list[Member]:
    """Those whom a child can show things to, by first name."""
    found = members(user(), May.SHOW_THINGS_TO).where(Member.family == member.family_id, Member.id != member.id)
    return list(found.order_by(Member.made_at))


@bp.app_context_processor
def what_is_shown() -> dict[str, Any]:
    return {
        "shown_to_me": lambda: shown_to(user(), May.SEE).count(),
        "holds": holds,
        "sitting_of": sitting_of,
        "seen_words": seen_words,
    }


def holds(item: Item) -> Holds:
    """What holds of one thing of a page: asked once for all of its sitting."""
    known: dict[UUID, Holds] = g.setdefault("holds", {})
    if item.id not in known:
        its = Item.select(Item.id).where(Item.document == item.document_id)
        known |= Share.holding(name for (name,) in its.tuples())
    return known[item.id]


def sitting_of(item: Item) -> Document:
    """The same for the sitting and whose it is."""
    known: dict[UUID, Document] = g.setdefault("sittings", {})
    if item.document_id not in known:
        known[item.document_id] = (
            Document.select(Document, Member).join(Member).where(Document.id == item.document_id).get()
        )
    return known[item.document_id]


@bp.get("/shown")
@signed_in
def shown() -> str:
    """What children show the one who is signed in, child by child. The reading is noted."""
    things: dict[Member, dict[Document, list[Item]]] = {}
    for item in shown_to(user(), May.SEE):
        things.setdefault(item.document.member, {}).setdefault(item.document, []).append(item)
    return render_template("shares/shown.html", things=things, tools=current_app.extensions["tools"])
