"""Writing down of a sitting whether somebody who may had agreed, and who was there."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import StringField, validators

from app.records import Consent, Document
from app.records.consent import Agreement, Around
from app.records.permissions import May

from .access import needs, user
from .forms import Form, at_most, one_of

bp = Blueprint("consents", __name__, url_prefix="/families/<uuid:family_id>/documents/<uuid:document_id>/consent")

AGREEMENTS = {
    Agreement.AGREED: _l("Yes"),
    Agreement.NOT_ASKED: _l("Nobody was asked"),
}


class ConsentForm(Form):
    agreement = one_of(
        _l("Has a parent or carer agreed?"),
        AGREEMENTS,
        validators=[validators.InputRequired(_l("Say whether somebody was asked"))],
    )
    agreed_words = StringField(
        _l("Who agreed, or why was nobody asked?"),
        [validators.DataRequired(_l("Write who agreed, or why nobody was asked")), at_most(500)],
    )
    others = StringField(_l("Who else is there?"), [at_most(500)], description=_l("Leave it empty if nobody is."))

    def around(self) -> Around:
        """What the form says, once it is in order."""
        words = [(field.data or "").strip() for field in (self.agreed_words, self.others)]
        return Around(Agreement(self.agreement.data), *words)


@bp.route("", methods=["GET", "POST"])
@needs(May.ACCOUNT_FOR)
def tell(document: Document) -> Any:
    form = ConsentForm(obj=Consent.of(document).first())
    form.others.label.text = gettext("Who else was there?")
    form.others.description = gettext("Leave it empty if nobody was.")
    if form.validate_on_submit():
        Consent.tell(document, user(), form.around())
        flash(gettext("Written down."))
        return redirect(url_for("documents.show", family_id=document.family_id, document_id=document.id), 303)
    return render_template("consents/tell.html", form=form, document=document), 400 if form.is_submitted() else 200
