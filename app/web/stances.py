"""What grown-ups are asked and say of a story, as forms: whom to ask, who agrees, when it was shown, how it was."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, SelectMultipleField, StringField, TextAreaField, validators

from app.records.db import now

from .forms import Form, at_most, one_of

ANSWERS = {"agrees": _l("I agree to this story"), "otherwise": _l("I see it otherwise")}


class AskForm(Form):
    who = SelectMultipleField(
        _l("Whom do you ask?"),
        validate_choice=False,
        description=_l(
            "Each sees this version, and no other, until you stop asking them. Nobody sees what the others say."
        ),
    )


class StanceForm(Form):
    """`who` is chosen by a worker who writes it down for someone; anybody else speaks for themself."""

    who = SelectField(_l("Who says this?"), validate_choice=False)
    answer = one_of(_l("What do you say?"), ANSWERS, validators=[validators.InputRequired(_l("Choose one of these."))])
    words = TextAreaField(
        _l("In your own words, if you like"),
        [at_most(2_000)],
        description=_l("What you see otherwise, or would change. Only the worker reads this; the child does not."),
    )

    def validate_who(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise validators.ValidationError(gettext("Choose who says this."))


class ShowingForm(Form):
    present = StringField(
        _l("Who is there?"), [at_most(200)], description=_l("Everybody who hears the story together with the child")
    )
    shown_on = DateField(
        _l("It was shown before, on paper or without this page: on which day?"),
        [validators.Optional()],
        description=_l("Leave it empty to show it now."),
    )

    def validate_shown_on(self, field: Any) -> None:
        if field.data and not date(2000, 1, 1) <= field.data <= now().astimezone(zone()).date():
            raise validators.ValidationError(gettext("Write a day that has been."))


class RemarkForm(Form):
    words = TextAreaField(
        _l("How did the child take it?"),
        [validators.DataRequired(_l("Write how it was")), at_most(2_000)],
        description=_l("What the child said and did, as it was"),
        id="remark",
    )


def zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIME_ZONE"])
