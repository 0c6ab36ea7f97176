"""Inviting someone of a family's network: who has the code comes in as that person, once (join.py)."""

from typing import Any

import segno
from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from app.records import Invite, Member
from app.records.permissions import May

from .access import needs, user
from .account import ButtonForm

bp = Blueprint("invites", __name__, url_prefix="/families/<uuid:family_id>/members/<uuid:member_id>/invites")


@bp.post("")
@needs(May.INVITE)
def make(member: Member) -> Any:
    """The one page that shows the code. It is the answer itself: there is nowhere to come back to for it."""
    if not ButtonForm().validate_on_submit():
        abort(400)
    if member.user:
        return back_to(member)
    invite, code = Invite.make(member, user())
    link = url_for("join.code", _external=True, _anchor=f"code={code}")
    words = {"invite": invite, "member": member, "code": code, "link": link, "picture": picture(link)}
    return render_template("invites/made.html", form=ButtonForm(formdata=None), **words), 201


@bp.post("/end")
@needs(May.INVITE)
def take_back(member: Member) -> Any:
    if not ButtonForm().validate_on_submit():
        abort(400)
    Invite.take_back(member, user())
    flash(gettext("The invitation is taken back. Its code does not work any more."))
    return back_to(member)


def back_to(member: Member) -> Any:
    return redirect(url_for("members.show", family_id=member.family_id, member_id=member.id), 303)


def picture(link: str) -> Markup:
    """The link as a picture for a camera: SVG without a style of its own, which the browser would turn away."""
    return Markup(segno.make(link, error="m").svg_inline(omitsize=True, light="#fff", lineclass=None, svgclass=None))  # noqa: S704
