"""Telling a young person what happened because of what they said."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField, validators

from app.records import Document, Item, Member, Reply
from app.records.look_back import LookBack
from app.records.permissions import May, items, replies

from .access import needs, user
from .forms import Form, at_most, uuid_of

bp = Blueprint("replies", __name__, url_prefix="/families/<uuid:family_id>/members/<uuid:member_id>/replies")


class ReplyForm(Form):
    words = TextAreaField(
        _l("What happened"),
        [validators.DataRequired(_l("Write what happened")), at_most(2000)],
        description=_l(
            "In plain words, to them. Say what was done, and by whom; or honestly that nothing changed yet."
        ),
    )
    item = HiddenField()


@bp.route("", methods=["GET", "POST"])
@needs(May.ANSWER)
def index(member: Member) -> Any:
    form = ReplyForm()
    if not form.is_submitted():
        form.item.data = request.args.get("item", "")
    about = thing(member, form.item.data)
    if form.validate_on_submit():
        Reply.tell(member, user(), form.words.data.strip(), about)
        flash(gettext("Written down for %(name)s.", name=member.name))
        return redirect(url_for(".index", family_id=member.family_id, member_id=member.id), 303)
    return render_template(
        "replies/index.html",
        member=member,
        form=form,
        about=about,
        shown=LookBack.safe().where(LookBack.member == member).exists(),
        replies=replies(user(), May.SEE).where(Reply.member == member),
    ), 400 if form.is_submitted() else 200


def thing(member: Member, name: str | None) -> Item | None:
    """The one thing it is about, if it is this child's and one may read it."""
    mine = items(user(), May.SEE).where(Item.document.in_(Document.select().where(Document.member == member)))
    return mine.where(Item.id == uuid_of(name)).first() if uuid_of(name) else None
