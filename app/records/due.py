"""What falls due, and whether it is still wanted: from an action's next moment to deliveries, and back once more."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from peewee import fn

from .action import Action, Doer
from .db import is_sqlite, now, writing
from .delivery import Delivery
from .entry import Entry
from .flag import ringing
from .member import Member
from .occurrence import Occurrence
from .permissions import May, roles_who
from .reminder import USEFUL, Due, Reminder
from .schedule import LONGEST_BETWEEN, written
from .tick import ENOUGH, Tick

#: How far back what fell due is made up for, after all senders have stood still.
CATCH_UP = timedelta(days=7)

Row = dict[str, Any]


def fall_due(moment: datetime | None = None, most: int = 200) -> int:
    """Make the occurrences, reminders and deliveries of what has come by this moment (UTC). Any number of senders may
    do it at once: each is made once. Returns how many actions it dealt with; `most` means that there may be more."""
    moment = moment or now()
    due = Action.select().where(Action.next_at <= moment).order_by(Action.next_at, Action.id).limit(most)
    if not due.exists():  # only looks, so that idle senders write nothing
        return 0
    with writing():
        actions = list(due if is_sqlite() else due.for_update("FOR UPDATE SKIP LOCKED"))
        _make([row for action in actions for row in _come(action, moment)], _reminded(actions))
        _move_on(actions)
    return len(actions)


def _move_on(actions: list[Action]) -> None:
    over = [action.id for action in actions if action.next_at is None]
    Action.update(next_at=None).where(Action.id.in_(over)).execute()
    going_on = [action for action in actions if action.next_at]
    if going_on:
        Action.bulk_update(going_on, [Action.next_at])


def _come(action: Action, moment: datetime) -> list[Row]:
    """What of this action has come by then; its `next_at` moves on to what comes after."""
    since, schedule, come = max(action.next_at, moment - CATCH_UP), action.schedule, []
    action.next_at = None
    for wall, at in action.moments(since, schedule.today(moment) + LONGEST_BETWEEN):
        if at > moment:
            action.next_at = at
            break
        come.append({"id": uuid4(), "action": action.id, "wall": written(wall), "at": at})
    return come


def _reminded(actions: list[Action]) -> dict[UUID, list[UUID]]:
    """The accounts of those who do each of these, by action."""
    rows = (
        Doer.select(Doer.action, Member.user)
        .join(Member)
        .where(Doer.action.in_([action.id for action in actions]), Member.left_at.is_null(), Member.user.is_null(False))
    )
    found: dict[UUID, list[UUID]] = {}
    for action, user in rows.tuples():
        found.setdefault(action, []).append(user)
    return found


def _make(come: list[Row], reminded: dict[UUID, list[UUID]]) -> None:
    """Rows go in sorted, so that two senders never wait for each other in a ring."""
    if not come:
        return
    Occurrence.insert_many(come).on_conflict_ignore().execute()
    known = Occurrence.select(Occurrence.action, Occurrence.wall, Occurrence.id)
    known = known.where(
        Occurrence.action.in_({row["action"] for row in come}), Occurrence.at >= min(row["at"] for row in come)
    )
    places = {(action, wall): id for action, wall, id in known.tuples()}
    meant = [
        (user, row["at"], places[row["action"], row["wall"]])
        for row in come
        for user in reminded.get(row["action"], [])
    ]
    if meant:
        _remind(meant)


def _remind(meant: list[tuple[UUID, datetime, UUID]]) -> None:
    knocks = sorted({(user, at) for user, at, _occurrence in meant}, key=str)
    rows = [{"id": uuid4(), "user": user, "at": at, "until": at + USEFUL} for user, at in knocks]
    Reminder.insert_many(rows).on_conflict_ignore().execute()
    moments = {at for _user, at in knocks}
    there = Reminder.select().where(Reminder.user.in_({user for user, _at in knocks}), Reminder.at.in_(moments))
    reminders = {(row.user_id, row.at): row for row in there}
    links = sorted({(reminders[user, at].id, occurrence) for user, at, occurrence in meant}, key=str)
    Due.insert_many(links, fields=[Due.reminder, Due.occurrence]).on_conflict_ignore().execute()
    Delivery.put([reminders[knock] for knock in knocks])


def wanted(reminders: Iterable[UUID]) -> set[UUID]:
    """Those of these reminders that still are of something to do, by what is true at this moment: an action that goes
    on, that is theirs to do and to tick, and that neither they have ticked nor anybody has done; or a flag."""
    names = list(reminders)
    ticked = (
        Tick.select(Tick.id)
        .join(Entry)
        .where(
            Tick.action == Occurrence.action,
            Tick.wall == Occurrence.wall,
            (Entry.author == Reminder.user) | Tick.outcome.in_(ENOUGH),
        )
    )
    rows = (
        Due.select(Due.reminder)
        .distinct()
        .join_from(Due, Reminder)
        .join_from(Due, Occurrence)
        .join_from(Occurrence, Action)
        .join_from(Action, Doer, on=Doer.action == Action.id)
        .join_from(Doer, Member)
        .where(
            Due.reminder.in_(names),
            Action.ended_at.is_null(),
            Member.user == Reminder.user,
            Member.left_at.is_null(),
            Member.role.in_(roles_who(May.TICK, "action")),
            ~fn.EXISTS(ticked),
        )
    )
    return {reminder for (reminder,) in rows.tuples()} | ringing(names)
