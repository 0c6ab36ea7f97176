"""What there is to do on certain days: wall times of actions, with what was ticked for each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .action import Action, doers_of
from .entry import Entry
from .member import Member
from .schedule import WALL, written
from .tick import Tick
from .user import User


@dataclass(frozen=True)
class Task:
    """One action at one wall time. `wall` is naive, by the action's zone; `at` is the same in UTC."""

    action: Action
    wall: datetime
    at: datetime
    doers: tuple[Member, ...]
    ticks: tuple[Tick, ...]

    @property
    def name(self) -> str:
        """How a tick names its wall time."""
        return written(self.wall)


#: How many days before today can still be ticked, and how many after it are told.
AROUND = timedelta(days=6)


@dataclass(frozen=True)
class Week:
    """The tasks around one moment, each by its own action's clocks: those of today, those of the days ahead, and those
    of the days before that nobody has said a word about, the latest first."""

    today: list[Task]
    ahead: list[Task]
    earlier: list[Task]


def week(actions: Iterable[Action], moment: datetime) -> Week:
    """The week around this moment (UTC)."""
    zones: dict[date, list[Action]] = defaultdict(list)
    for action in actions:
        zones[action.schedule.today(moment)].append(action)
    around: dict[int, list[Task]] = {-1: [], 0: [], 1: []}
    for today, theirs in zones.items():
        for task in tasks(theirs, today - AROUND, today + AROUND):
            day = task.wall.date()
            around[(day > today) - (day < today)].append(task)
    by_moment = {side: sorted(found, key=lambda task: task.at) for side, found in around.items()}
    return Week(by_moment[0], by_moment[1], [task for task in reversed(by_moment[-1]) if not task.ticks])


def tasks(actions: Iterable[Action], first: date, last: date) -> list[Task]:
    """The tasks of these actions on these days, both included, by their moment. Ticks come in the order of arrival.

    A time that was ticked is among them even where the plan has changed meanwhile and knows it no more: whoever ticked
    had not heard of it yet, and what they said is not lost.
    """
    actions = list(actions)
    doers, ticks = doers_of(actions), _ticks_of(actions, first, last)
    found = [
        Task(action, wall, moment, tuple(doers.get(action.id, ())), tuple(ticks.get((action.id, written(wall)), ())))
        for action in actions
        for wall, moment in {**dict(action.walls(first, last)), **_ticked(action, ticks)}.items()
    ]
    return sorted(found, key=lambda task: (task.at, str(task.action.id)))


def _ticked(action: Action, ticks: dict[tuple[object, str], list[Tick]]) -> dict[datetime, datetime]:
    walls = [datetime.strptime(wall, WALL) for of, wall in ticks if of == action.id]  # noqa: DTZ007
    return {wall: action.schedule.moment(wall) for wall in walls}


def _ticks_of(actions: list[Action], first: date, last: date) -> dict[tuple[object, str], list[Tick]]:
    low, high = first.isoformat(), f"{last.isoformat()}T99"
    rows = (
        Tick.select(Tick, Entry, User)
        .join(Entry)
        .join(User)
        .where(Tick.action.in_([action.id for action in actions]), Tick.wall.between(low, high))
        .order_by(Entry.received_at, Entry.number)
    )
    found: dict[tuple[object, str], list[Tick]] = defaultdict(list)
    for tick in rows:
        found[tick.action_id, tick.wall].append(tick)
    return found
