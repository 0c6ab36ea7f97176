"""What a family and its worker agree on, as a form: who does what, when, and why."""

from datetime import date, time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TimeField,
    ValidationError,
    validators,
)

from app.practice import Role
from app.records import Action, Family, Member
from app.records.action import Agreed
from app.records.db import now
from app.records.permissions import May, members, roles_who
from app.records.schedule import DAYS, Repeat, Schedule, repeat_of, rule_of

from .access import user
from .forms import Form, at_most, one_of
from .schedules import REPEATS, WEEK

#: Far enough for any plan, and near enough for every calendar.
LATEST = date(2199, 12, 31)


def is_near(_form: Any, field: Any) -> None:
    if field.data and not date(2000, 1, 1) <= field.data <= LATEST:
        raise validators.StopValidation(gettext("Write a date of our time."))


def written_as(words: Any, needed: bool = True) -> Any:
    """A date or a time that can be read, in our words and not in the library's."""

    def is_read(_form: Any, field: Any) -> None:
        typed = "".join(field.raw_data or []).strip()
        if field.data is None:
            field.errors = []  # the library's own words for it
            raise validators.StopValidation(str(words) if needed or typed else "")

    return is_read


class ActionForm(Form):
    """One action. Nothing of it is long: it is read on a telephone."""

    what = StringField(
        _l("What will be done?"),
        [validators.DataRequired(_l("Write what will be done")), at_most(200)],
        description=_l("In words that everybody understands, such as: walk Kuba to school"),
    )
    why = StringField(
        _l("What is it for?"),
        [validators.DataRequired(_l("Write in one line what it is for")), at_most(200)],
        description=_l("One plain line, so that everybody remembers"),
    )
    who = SelectMultipleField(
        _l("Who does it?"), validate_choice=False, description=_l("One or several. Each is reminded, each may tick.")
    )
    repeat = one_of(_l("How often?"), REPEATS, validators=[validators.InputRequired(_l("Choose how often"))])
    days = SelectMultipleField(
        _l("Which days?"), validate_choice=False, choices=[SelectChoice(*day) for day in WEEK.items()]
    )
    at = TimeField(_l("By what time?"), [written_as(_l("Write a time, such as 08:15"))])
    begins = DateField(_l("From which day?"), [written_as(_l("Write the first day")), is_near])
    ends = DateField(
        _l("Until which day?"),
        [written_as(_l("Write a day, or leave it empty"), needed=False), is_near],
        description=_l("Leave it empty where it goes on. The day itself counts."),
    )
    zone = SelectField(_l("In which time zone does the family live?"), validate_choice=False)

    def validate_who(self, field: Any) -> None:
        if not field.data or not set(field.data) <= {choice.value for choice in field.choices}:
            raise ValidationError(gettext("Choose who does it"))

    def validate_days(self, field: Any) -> None:
        if self.repeat.data == Repeat.WEEKLY and not set(field.data or []) & set(DAYS):
            raise ValidationError(gettext("Choose one day or more"))

    def validate_zone(self, field: Any) -> None:
        if field.data not in zones():
            raise ValidationError(gettext("Choose one of these zones"))

    def validate_ends(self, field: Any) -> None:
        if field.data and self.begins.data and field.data < self.begins.data:
            raise ValidationError(gettext("This is before the first day"))

    def validate_begins(self, _field: Any) -> None:
        whole = (
            self.repeat.data in set(Repeat)
            and self.at.data is not None
            and self.begins.data
            and self.zone.data in zones()
        )
        if whole and self.schedule().next(now()) is None:
            raise ValidationError(gettext("This is over already: no such time is still to come"))

    def schedule(self) -> Schedule:
        repeat, at = Repeat(self.repeat.data or Repeat.ONCE), self.at.data or time()
        rule = rule_of(repeat, [day for day in self.days.data or [] if day in DAYS] or DAYS[:1])
        ends = None if repeat is Repeat.ONCE else self.ends.data
        return Schedule(rule, self.begins.data, time(at.hour, at.minute), self.zone.data, ends)

    def agreed(self, doers: dict[str, Member]) -> Agreed:
        """What the form says, once it is in order."""
        who = tuple(doers[id] for id in self.who.data)
        return Agreed(self.what.data.strip(), self.why.data.strip(), who, self.schedule())


def action_form(doers: dict[str, Member], action: Action | None = None) -> ActionForm:
    """Empty, or with what another action said."""
    form = ActionForm(data=told(action) if action else {"begins": today(), "zone": current_app.config["TIME_ZONE"]})
    form.who.choices = [SelectChoice(id, member.name) for id, member in doers.items()]
    form.zone.choices = [SelectChoice(zone, zone.replace("_", " ")) for zone in sorted(zones())]
    form.zone.data = form.zone.data or current_app.config["TIME_ZONE"]
    return form


def told(action: Action) -> dict[str, Any]:
    repeat, days = repeat_of(action.rule)
    schedule = action.schedule
    return {
        "what": action.what,
        "why": action.why,
        "who": [str(member.id) for member in action.doers()],
        "repeat": repeat.value,
        "days": days,
        "at": schedule.at,
        "begins": max(schedule.begins, schedule.today(now())),
        "ends": schedule.ends,
        "zone": schedule.zone,
    }


def doers_in(family: Family) -> dict[str, Member]:
    """Those of this family who may do something, by id; with or without an account."""
    roles = roles_who(May.TICK, "action")
    found = members(user(), May.SEE).where(Member.family == family, Member.role.in_(roles)).order_by(Member.made_at)
    return {str(member.id): member for member in sorted(found, key=lambda member: member.role == Role.WORKER)}


@cache
def zones() -> frozenset[str]:
    """Those called by a place, and UTC."""
    return frozenset(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")) | {"UTC"}


def today() -> date:
    return Schedule("", date.min, time(), current_app.config["TIME_ZONE"]).today(now())
