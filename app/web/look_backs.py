"""Whether a young person may read back their own words on a device of their own: a worker says so."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.practice import Role
from app.records import Member
from app.records.look_back import LookBack
from app.records.permissions import May

from .access import needs, user
from .forms import Form, one_of

bp = Blueprint("look_backs", __name__, url_prefix="/families/<uuid:family_id>/members/<uuid:member_id>/look-back")

ANSWERS = {"safe": _l("It is safe"), "not": _l("It is not safe")}


class LookBackForm(Form):
    answer = one_of(_l("Is it safe?"), ANSWERS)


@bp.post("")
@needs(May.ANSWER)
def say(member: Member) -> Any:
    form = LookBackForm()
    if member.role != Role.CHILD or not form.validate_on_submit():
        abort(400)
    LookBack.say(member, user(), is_safe=form.answer.data == "safe")
    flash(gettext("Written down."))
    return redirect(url_for("members.show", family_id=member.family_id, member_id=member.id), 303)
