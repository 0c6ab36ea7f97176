"""Writing down of a sitting whether somebody who may had agreed, and who was there."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField, validators

from app.records import Consent, Document, Entry
from app.records.consent import Agreement, Consented
from app.records.permissions import May

from .access import needs, user
from .forms import Form, at_most, one_of

bp = Blueprint("consents", __name__, url_prefix="/families/<uuid:family_id>/documents/<uuid:document_id>/consent")

AGREEMENTS = {
    Agreement.AGREED: _l("Yes"),
    Agreement.NOT_ASKED: _l("Nobody was asked"),
}


def agreed() -> tuple[Any, Any]:
    """The two fields, in the place of the form where they stand."""
    asked = one_of(
        _l("Has a parent or carer agreed?"),
        AGREEMENTS,
        validators=[validators.InputRequired(_l("Say whether somebody was asked"))],
    )
    words = StringField(
        _l("Who agreed, or why was nobody asked?"),
        [validators.DataRequired(_l("Write who agreed, or why nobody was asked")), at_most(500)],
    )
    return asked, words


def consented(form: Any) -> Consented:
    """What such a form says, once it is in order."""
    words = [(field.data or "").strip() for field in (form.agreed_words, form.others)]
    return Consented(Agreement(form.agreement.data), *words)


class ConsentForm(Form):
    agreement, agreed_words = agreed()
    others = StringField(_l("Who else was there?"), [at_most(500)], description=_l("Leave it empty if nobody was."))


@bp.route("", methods=["GET", "POST"])
@needs(May.NOTE_CONSENT)
def tell(document: Document) -> Any:
    if Entry.select().where(Entry.document == document, Entry.handover.is_null(False)).exists():
        abort(404)  # the lending has it
    form = ConsentForm(obj=Consent.of(document).first())
    if form.validate_on_submit():
        Consent.tell(document, user(), consented(form))
        flash(gettext("Written down."))
        return redirect(url_for("documents.show", family_id=document.family_id, document_id=document.id), 303)
    return render_template("consents/tell.html", form=form, document=document), 400 if form.is_submitted() else 200
