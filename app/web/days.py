"""Day by day: what became of what a family agreed, as its worker reads it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from app.records import Action, Family, Member, Note, Tick
from app.records.action import doers_of
from app.records.db import now
from app.records.permissions import May, actions, notes, occurrences, reachable
from app.records.reached import NOT_REACHED, Knock, Knocks, Reached, reached, stand_still
from app.records.task import Task, tasks
from app.records.unsafe import Readings, readings, unsafe

from .access import user
from .schedules import local_time

LOOK_BACK = timedelta(days=14)


@dataclass(frozen=True)
class Word:
    """What one person said of a task, and when (by the family’s clocks); `earlier` where they spoke again since."""

    tick: Tick
    at: datetime
    note: Note | None
    earlier: bool


@dataclass(frozen=True)
class Line:
    """One task: its time by the family's clocks, what was said of it (the latest first), whom no reminder reached."""

    task: Task
    at: datetime
    words: list[Word]
    reminded: list[tuple[Member, Knock]]
    missed: list[tuple[Member, Knock]]

    @property
    def later(self) -> bool:
        return not self.words and self.task.at > now()

    @property
    def open(self) -> bool:
        """Its time has come and nobody has said a word."""
        return not self.words and not self.later


@dataclass(frozen=True)
class Days:
    """What was agreed (`going_on`, `over`) and what became of it: `today`, and the days `before`, the latest first.
    `not_reached` are those whom reminders do not reach as things stand; Reached.NO_PHONE says that none is set up."""

    today: list[Line]
    before: list[tuple[date, list[Line]]]
    going_on: list[Action]
    over: list[Action]
    doers: dict[object, list[Member]]
    unsafe: list[Note]
    read: Readings
    not_reached: list[tuple[Member, Reached | None]]
    stand_still: bool

    @property
    def first(self) -> list[Note]:
        """What no worker has read yet."""
        return [note for note in self.unsafe if not self.read[note.id]]

    @property
    def shown(self) -> list[Note]:
        """What did not feel safe and stands on this page."""
        lines = [*self.today, *(line for _day, lines in self.before for line in lines)]
        here = {word.tick.id for line in lines for word in line.words}
        return [note for note in self.unsafe if note.tick_id in here or not self.read[note.id]]

    @property
    def open(self) -> list[Line]:
        return [line for line in self.today if line.open]


def days_of(family: Family) -> Days:
    """As the one who is signed in may see it."""
    known = list(actions(user(), May.SEE).where(Action.family == family).order_by(Action.at, Action.made_at))
    days = {action.schedule.today(now()) for action in known} or {now().date()}
    first, last = min(days) - LOOK_BACK, max(days)
    knocks = reached(occurrences(user(), May.SEE), first, last)
    come = [task for task in tasks(known, first, last) if task.wall.date() <= task.action.schedule.today(now())]
    told = {note.tick_id: note for note in notes(user(), May.SEE).where(Note.tick.in_(_ticks_in(come)))}
    lines = [line_of(task, told, knocks) for task in come]
    going_on, felt = [action for action in known if not is_over(action)], _unsafe_in(family)
    doers = doers_of(known)
    return Days(
        today=[line for line in lines if is_todays(line.task)],
        before=by_day([line for line in lines if not is_todays(line.task)]),
        going_on=going_on,
        over=[action for action in known if is_over(action)],
        doers=doers,
        unsafe=felt,
        read=readings(felt),
        not_reached=not_reached(family, [member for action in going_on for member in doers.get(action.id, [])], knocks),
        stand_still=stand_still(going_on),
    )


def _ticks_in(come: list[Task]) -> list[UUID]:
    return [tick.id for task in come for tick in task.ticks]


def _unsafe_in(family: Family) -> list[Note]:
    return [note for note in unsafe(user()) if note.tick.action.family_id == family.id]


def line_of(task: Task, told: dict[UUID, Note], knocks: Knocks) -> Line:
    zone, authors, words = task.action.zone, set(), []
    for tick in reversed(task.ticks):
        author = tick.entry.author_id
        words.append(Word(tick, local_time(tick.entry.said_at, zone), told.get(tick.id), author in authors))
        authors.add(author)
    theirs = knocks.get((task.action.id, task.name), {})
    came = [(member, theirs[member.user_id]) for member in task.doers if member.user_id in theirs]
    return Line(
        task,
        local_time(task.at, zone),
        words,
        reminded=[(member, knock) for member, knock in came if knock.how not in NOT_REACHED],
        missed=[(member, knock) for member, knock in came if knock.how in NOT_REACHED],
    )


def not_reached(family: Family, doers: list[Member], knocks: Knocks) -> list[tuple[Member, Reached | None]]:
    """Whom reminders do not reach, and how; None where someone has no account and so cannot be reminded at all."""
    phones = {member.id for member in reachable(user(), May.SEE).where(Member.family == family)}
    last: dict[UUID, Knock] = {}
    for theirs in knocks.values():
        for someone, knock in theirs.items():
            last[someone] = max(knock, last.get(someone, knock), key=lambda one: one.at)
    found: dict[UUID, tuple[Member, Reached | None]] = {}
    for member in doers:
        if member.left_at is None:
            how = why_not(member, member.id in phones, last.get(member.user_id))
            if member.user_id is None or how:
                found[member.id] = (member, how)
    return list(found.values())


def why_not(member: Member, phone: bool, last: Knock | None) -> Reached | None:
    """What was set up since the last knock counts more than the knock."""
    if member.user_id is None:
        return None
    if not phone:
        return Reached.GONE if last and last.how == Reached.GONE else Reached.NO_PHONE
    return last.how if last and last.how in {Reached.TOO_LATE, Reached.REFUSED} else None


def is_over(action: Action) -> bool:
    """Nothing of it is to come, or came today."""
    today = action.schedule.today(now())
    return bool(action.ended_at) or not (action.schedule.next(now()) or any(action.walls(today, today)))


def is_todays(task: Task) -> bool:
    return task.wall.date() == task.action.schedule.today(now())


def by_day(lines: list[Line]) -> list[tuple[date, list[Line]]]:
    """The latest day first; within a day as the day goes."""
    ordered = sorted(lines, key=lambda line: (-line.task.wall.toordinal(), line.task.at))
    return [(day, list(found)) for day, found in groupby(ordered, key=lambda line: line.task.wall.date())]
