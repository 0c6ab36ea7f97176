"""What the family of the tests has agreed to do, and a word about it, as a phone brings it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from app.records import Action, Delivery, Entry, Member, Subscription, User
from app.records.action import Agreed
from app.records.db import now
from app.records.delivery import State
from app.records.due import fall_due
from app.records.entry import Origin
from app.records.receipt import HandedIn, take_in_tick
from app.records.schedule import Repeat, Schedule, rule_of, written
from app.records.tick import Outcome, Why

from .cast import WORDS, Cast
from .sealing import Box, Tablet

WHAT, WHY = "Walk Kuba to school", "So that he gets there in time"
RING, TIDY = "Ring each other", "Tidy the hall"
CORNER, PICKED_UP, MOTHER, GATE = (
    *("Only as far as the corner", "She did not pick up at first", "My mother took him"),
    "He stood at the school gate",
)
WORDS_OF_THE_WEEKS = (WHAT, WHY, RING, TIDY, CORNER, PICKED_UP, MOTHER, GATE)
#: A Monday; it is 9 o'clock in London.
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def agree(
    cast: Cast,
    *doers: Member,
    what: str = WHAT,
    why: str = WHY,
    at: str = "07:30",
    repeat: Repeat = Repeat.DAILY,
    zone: str = "Europe/London",
    moment: datetime = MONDAY,
) -> Action:
    """Agreed with Maria ten days before this moment; Ewa does it where nobody else is named."""
    since = moment - timedelta(days=10)
    schedule = Schedule(rule_of(repeat, ["MO"]), since.date(), time.fromisoformat(at), zone)
    action = Action.agree(cast.nowaks, cast.maria, Agreed(what, why, doers or (cast.ewa,), schedule))
    Action.update(made_at=since).where(Action.id == action.id).execute()
    return Action.get_by_id(action.id)


def address(action: Action) -> str:
    return f"/families/{action.family_id}/actions/{action.id}/ticks"


def says(
    phone: Tablet,
    action: Action,
    outcome: str = "done",
    wall: str = "2026-11-23T07:30",
    id: str | None = None,
    **rest: str,
) -> Box:
    """A box with a tick in it, as pwa/today.js makes it."""
    said = {"wall": wall, "outcome": outcome, "why": "", "words": "", **rest}
    content: dict[str, Any] = {**phone.entry(Member.get()), "path": address(action), "fields": list(said.items())}
    return phone.box(content, id or str(uuid4()))


def with_account(member: Member) -> User:
    """Lets this member of the family have an account."""
    email = f"{member.name.lower()}@example.org"
    account = User.enrol(name=member.name, email=email, words=WORDS, role=member.role)
    Member.update(user=account).where(Member.id == member.id).execute()
    return account


def ticks(
    action: Action, at: datetime, user: User, outcome: Outcome = Outcome.DONE, why: Why | None = None, words: str = ""
) -> None:
    """What somebody said of the task of this moment (UTC), five minutes after it."""
    wall = written(at.astimezone(ZoneInfo(action.zone)))
    handed = HandedIn(uuid4(), "d" * 64, Origin(user, written_at=at + timedelta(minutes=5)))
    entry = take_in_tick(handed, action, wall, outcome, why, words)
    Entry.update(received_at=at + timedelta(minutes=6)).where(Entry.id == entry.id).execute()


def two_weeks(cast: Cast) -> Action:
    """Two weeks up to now with every word and every silence there can be; Ewa has a phone, Tomek has none that rings,
    Basia has no account, and the last word is that it did not feel safe."""
    tomek, moment = with_account(cast.tomek), now()
    phone = f"https://web.push.apple.com/{uuid4()}"
    Subscription.keep(cast.ewa_user, uuid4(), endpoint=phone, p256dh="", auth="", kid="k")
    hour = timedelta(hours=1)
    early, late = ((moment - hour * ago).astimezone(ZoneInfo("Europe/London")).strftime("%H:%M") for ago in (2, 1))
    walk = agree(cast, at=early, moment=moment)
    ring = agree(cast, cast.ewa, cast.tomek, cast.basia, what=RING, at=late, moment=moment)
    agree(cast, cast.ewa, what=TIDY, at="12:00", moment=moment).end(cast.maria)
    Action.update(next_at=moment - timedelta(days=3)).where(Action.ended_at.is_null()).execute()
    fall_due()
    Delivery.update(state=State.SENT, finished_at=moment).execute()
    said = [
        (9, walk, cast.ewa_user, Outcome.DONE, None, ""),
        (8, walk, cast.ewa_user, Outcome.PARTLY, None, CORNER),
        (6, walk, cast.ewa_user, Outcome.COULD_NOT, Why.ILL, ""),
        (5, walk, cast.ewa_user, Outcome.NOT_NEEDED, None, ""),
        (4, ring, cast.ewa_user, Outcome.DONE, None, ""),
        (4, ring, tomek, Outcome.PARTLY, None, PICKED_UP),
        (1, walk, cast.ewa_user, Outcome.COULD_NOT, None, ""),
        (1, walk, cast.ewa_user, Outcome.DONE, None, MOTHER),
        (0, walk, cast.ewa_user, Outcome.COULD_NOT, Why.UNSAFE, GATE),
    ]
    for days, action, user, *rest in said:
        [(_wall, at)] = action.walls(*[action.schedule.today(moment) - timedelta(days=days)] * 2)
        ticks(action, at, user, *rest)
    return walk
