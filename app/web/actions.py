"""What a family does to keep its children safe, as its worker writes it down and sees what became of it."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from babel.lists import format_list
from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import format_date, format_time, get_locale, gettext
from flask_babel import lazy_gettext as _l

from app.records import Action, Family, Journal, Note
from app.records.action import doers_of
from app.records.db import now
from app.records.permissions import May, actions, notes, occurrences
from app.records.reached import NOT_REACHED, Reached, reached
from app.records.schedule import Repeat, Schedule, repeat_of
from app.records.task import Task, tasks
from app.records.tick import Why
from app.records.unsafe import unread

from .access import needs, user
from .account import ButtonForm
from .agreeing import WEEK, action_form, doers_in, today
from .ticks import OUTCOMES, WHYS

bp = Blueprint("actions", __name__, url_prefix="/families/<uuid:family_id>/actions")

LOOK_BACK = timedelta(days=13)
REACHED = {
    Reached.REMINDED: _l("reminded"),
    Reached.ON_ITS_WAY: _l("a reminder is on its way"),
    Reached.NO_PHONE: _l("the reminder could not be brought: no phone is set up for reminders"),
    Reached.GONE: _l("the reminder could not be brought: the phone cannot be reached any more"),
    Reached.TOO_LATE: _l("the reminder could not be brought in time"),
    Reached.REFUSED: _l("the reminder could not be brought: something is wrong on our side"),
}


@bp.get("")
@needs(May.CHANGE)
def index(family: Family) -> str:
    """All that was agreed, and day by day what became of it. That what felt unsafe was read here is noted."""
    known = list(actions(user(), May.SEE).where(Action.family == family).order_by(Action.at, Action.made_at))
    last, moment = today(), now()
    came = [task for task in tasks(known, last - LOOK_BACK, last) if task.at <= moment or task.ticks]
    told = notes(user(), May.SEE).where(Note.tick.in_([tick.id for task in came for tick in task.ticks]))
    for note in unread(user()):
        if note.tick.action.family_id == family.id:
            Journal.note(family, user(), "read", note)
    return render_template(
        "actions/index.html",
        family=family,
        going_on=[action for action in known if not is_over(action)],
        over=[action for action in known if is_over(action)],
        doers=doers_of(known),
        days=by_day(came),
        notes={note.tick_id: note for note in told},
        reached=reached(occurrences(user(), May.SEE), last - LOOK_BACK, last),
        not_reached=NOT_REACHED,
        reached_words=REACHED,
        when=when,
        outcomes=OUTCOMES,
        whys=WHYS,
        unsafe=Why.UNSAFE,
        form=ButtonForm(formdata=None),
    )


@bp.route("/new", methods=["GET", "POST"])
@needs(May.CHANGE)
def new(family: Family) -> Any:
    return agreeing(family, None)


@bp.route("/<uuid:action_id>/change", methods=["GET", "POST"])
@needs(May.CHANGE)
def change(action: Action) -> Any:
    """Something else is agreed: the action ends, and another follows it."""
    return agreeing(action.family, action if not action.ended_at else abort(404))


@bp.post("/<uuid:action_id>/end")
@needs(May.CHANGE)
def end(action: Action) -> Any:
    if not ButtonForm().validate_on_submit():
        abort(400)
    action.end(user())
    flash(gettext("That has ended. What was ticked stays."))
    return redirect(url_for(".index", family_id=action.family_id), 303)


def agreeing(family: Family, follows: Action | None) -> Any:
    doers = doers_in(family)
    form = action_form(doers, follows)
    if form.validate_on_submit():
        Action.agree(family, user(), form.agreed(doers), follows)
        flash(gettext("That is agreed."))
        return redirect(url_for(".index", family_id=family.id), 303)
    status = 400 if form.is_submitted() else 200
    return render_template("actions/agree.html", form=form, family=family, follows=follows, doers=doers), status


def is_over(action: Action) -> bool:
    return action.ended_at is not None or action.schedule.next(now()) is None


def by_day(came: list[Task]) -> list[tuple[date, list[Task]]]:
    """The latest day first; within a day as the day goes."""
    ordered = sorted(came, key=lambda task: (-task.wall.toordinal(), task.at))
    return [(day, list(found)) for day, found in groupby(ordered, key=lambda task: task.wall.date())]


def when(schedule: Schedule) -> str:
    """In words: “Monday to Friday at 08:15, until 12 December 2026”."""
    at, (repeat, days) = format_time(schedule.at, "short", rebase=False), repeat_of(schedule.rule)
    words = {
        Repeat.ONCE: lambda: gettext("Once, on %(day)s at %(at)s", day=format_date(schedule.begins, "long"), at=at),
        Repeat.DAILY: lambda: gettext("Every day at %(at)s", at=at),
        Repeat.WEEKDAYS: lambda: gettext("Monday to Friday at %(at)s", at=at),
        Repeat.WEEKLY: lambda: gettext("%(days)s at %(at)s", days=listed([str(WEEK[day]) for day in days]), at=at),
    }[repeat]()
    if schedule.begins > today() and schedule.rule:
        words = gettext("%(when)s, from %(day)s", when=words, day=format_date(schedule.begins, "long"))
    if schedule.ends:
        words = gettext("%(when)s, until %(day)s", when=words, day=format_date(schedule.ends, "long"))
    return words


def listed(words: list[str]) -> str:
    return format_list(words, locale=get_locale())
