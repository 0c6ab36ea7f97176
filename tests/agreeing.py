"""What the family of the tests has agreed to do, and a word about it, as a phone brings it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from app.records import Action, Member, User
from app.records.action import Agreed
from app.records.schedule import Repeat, Schedule, rule_of

from .cast import WORDS, Cast
from .sealing import Box, Tablet

WHAT, WHY = "Walk Kuba to school", "So that he gets there in time"
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
