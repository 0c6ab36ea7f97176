"""A sitting under the wrong child: out of everybody's sight at once, and then to the child it belongs to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice

from app.practice import Role
from app.records import Document, Entry, Family, Item, Journal, Member, Refiling, User, writing
from app.records.permissions import May, documents, families, members
from app.records.refiling import NotWaiting

from .access import needs, user
from .asides import go_after
from .forms import Form

bp = Blueprint("refilings", __name__, url_prefix="/families/<uuid:family_id>/documents/<uuid:document_id>/wrong-child")

NOT_KNOWN = "not-known"


class RefilingForm(Form):
    whose = RadioField(_l("Whose is it?"), choices=[], invalid_choice_message=_l("Say whose it is."))

    def offer(self, document: Document, out_of_sight: bool) -> None:
        """Every child that this person writes for, and what else there is to say of it."""
        found = members(user(), May.WRITE_ABOUT).where(Member.role == Role.CHILD, Member.id != document.member_id)
        children = sorted(found, key=lambda child: (child.family_id != document.family_id, child.name.casefold()))
        choices = {str(child.id): f"{child.name}, {child.family.name}" for child in children}
        if out_of_sight:
            choices[str(document.member_id)] = gettext("It was right: put it back")
        else:
            choices[NOT_KNOWN] = gettext("I cannot say yet: only put it out of sight")
        self.whose.choices = [SelectChoice(value, label) for value, label in choices.items()]


@bp.route("", methods=["GET", "POST"])
@needs(May.RE_FILE)
def show(document: Document) -> Any:
    """What is known about the sitting, and nothing that was said in it."""
    waiting = Refiling.waiting().where(Refiling.document == document).first()
    form = RefilingForm()
    form.offer(document, bool(waiting))
    if form.validate_on_submit():
        try:
            return redirect(re_file(document, waiting, form.whose.data), 303)
        except NotWaiting:
            flash(gettext("Somebody else has just done this. Look again."))
            return redirect(url_for("families.index"), 303)
    in_family = sees(document.family_id)
    return render_template(
        "refilings/show.html",
        document=document,
        tool=current_app.extensions["tools"].get(document.tool),
        waiting=waiting,
        form=form,
        things=Item.select().where(Item.document == document).count(),
        authors={entry.author for entry in Entry.select(Entry, User).join(User).where(Entry.document == document)},
        in_family=in_family,
        readers=readers(document) if in_family else None,
    ), 400 if form.is_submitted() else 200


def sees(family_id: UUID) -> bool:
    return families(user(), May.SEE).where(Family.id == family_id).exists()


def readers(document: Document) -> Iterable[Journal]:
    """Who has read the sitting where it is now, or heard or seen something of it, or has it on paper."""
    its = Item.select(Item.id).where(Item.document == document)
    return Journal.readers(
        document.family,
        [document.id, document.member_id, *(name for (name,) in its.tuples())],
        min(document.began_at, document.entries.order_by(Entry.received_at).get().received_at),
    )


def re_file(document: Document, waiting: Refiling | None, whose: str) -> str:
    """Do what was chosen; where to go on. Raises NotWaiting."""
    was = document.member
    with writing():
        refiling = waiting or Refiling.begin(document, user())
        if whose == NOT_KNOWN:
            flash(gettext("It is out of sight now. It waits for somebody who knows whose it is."))
            there = url_for("members.show", family_id=was.family_id, member_id=was.id)
            return there if sees(was.family_id) else url_for("families.index")
        child = Member.get_by_id(UUID(whose))
        refiling.place(child, user())
        moved = Document.get_by_id(document.id)
        go_after(moved, was.family)
    flash(gettext("It is with %(name)s now.", name=child.name))
    seen = documents(user(), May.SEE).where(Document.id == moved.id).exists()
    return (
        url_for("documents.show", family_id=moved.family_id, document_id=moved.id)
        if seen
        else url_for("families.index")
    )
