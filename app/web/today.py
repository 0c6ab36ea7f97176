"""Today: what someone has said they will do, and what has been said of it so far."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask_babel import format_datetime, format_time

from app.records import Action, Due, Entry, Flag, Occurrence, Reminder, User
from app.records.db import now
from app.records.permissions import May, actions
from app.records.task import Task, week
from app.records.tick import ENOUGH

from .access import signed_in, user
from .account import ButtonForm
from .ticks import OUTCOMES, WHYS

bp = Blueprint("today", __name__)


@dataclass
class Told:
    """What one person said of a task: the outcomes, each with when, the latest first."""

    who: str
    own: bool
    words: list[tuple[str, str, str]] = field(default_factory=list)


@bp.get("/today")
@signed_in
def index() -> str:
    moment = now()
    mine = list(actions(user(), May.TICK))
    zone = mine[0].zone if mine else current_app.config["TIME_ZONE"]
    return render_template(
        "today/index.html",
        day=moment.astimezone(ZoneInfo(zone)),
        week=week(mine, moment),
        told=told,
        anchor=anchor,
        answered=answered,
        by_day=by_day,
        others=others,
        form=ButtonForm(formdata=None),
        name=lambda: str(uuid4()),
        outcomes=OUTCOMES,
        whys=WHYS,
    )


@bp.get("/knock/<name>")
@signed_in
def knock(name: str) -> Any:
    """Where a notice leads. Whoever's reminder it is finds the task, or who needs to talk; anybody else, and a made-up
    one, finds Today."""
    flag = Flag.rung_by(reminder_of(name), user())
    if flag:
        return redirect(url_for("flags.show", family_id=flag.family_id, flag_id=flag.id), 303)
    occurrence = first_of(name, user())
    where = anchor(occurrence.action_id, occurrence.wall) if occurrence else None
    return redirect(url_for(".index", _anchor=where), 303)


def first_of(name: str, someone: User) -> Occurrence | None:
    """What this person's reminder of this name is about, the first of it."""
    mine = (Reminder.id == reminder_of(name)) & (Reminder.user == someone)
    found = Occurrence.select().join(Due).join(Reminder).where(mine)
    return found.order_by(Occurrence.at, Occurrence.id).first()


def reminder_of(name: str) -> UUID | None:
    """The reminder that a notice names, there or not."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{name}=="))
    except ValueError:
        return None


def anchor(action_id: UUID, wall: str) -> str:
    """Where a task stands on the page: a name that tells nothing of it."""
    return f"task-{uuid5(action_id, wall).hex[:12]}"


def told(task: Task) -> list[Told]:
    """What has been said of a task, person by person: one's own first."""
    people: dict[UUID, Told] = {}
    for tick in reversed(task.ticks):
        author = tick.entry.author
        one = people.setdefault(author.id, Told(author.name, author == user()))
        one.words.append((tick.outcome, OUTCOMES[tick.outcome], when(tick.entry, task.action)))
    return sorted(people.values(), key=lambda one: not one.own)


def answered(task: Task, said: list[Told]) -> bool:
    """Whether nothing more is asked: one has said one's own word, or somebody has seen to it."""
    return any(one.own or one.words[0][0] in ENOUGH for one in said)


def others(task: Task) -> list[str]:
    """Who else does it."""
    return [doer.name for doer in task.doers if doer.user_id != user().id and doer.left_at is None]


def by_day(tasks: list[Task]) -> list[tuple[date, list[Task]]]:
    return [(day, list(theirs)) for day, theirs in groupby(tasks, key=lambda task: task.wall.date())]


def when(entry: Entry, action: Action) -> str:
    """When it was said, by the clocks of the family; with its day, where that is another than today."""
    zone = ZoneInfo(action.zone)
    local: datetime = entry.said_at.astimezone(zone)
    if local.date() == now().astimezone(zone).date():
        return format_time(local, "short", rebase=False)
    return format_datetime(local, "short", rebase=False)
