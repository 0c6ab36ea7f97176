"""When an action is to be done: a rule of RFC 5545 over the family's wall clock, and a zone to place it in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: How a wall time is written: local, to the minute, without a zone.
WALL = "%Y-%m-%dT%H:%M"
#: Every rule there is comes at least once a week.
LONGEST_BETWEEN = timedelta(days=8)
#: Where the clocks jump at midnight, as in Nuuk, what was agreed for the evening comes on the next day.
OVER_MIDNIGHT = timedelta(days=1)


class Repeat(StrEnum):
    """How often something is to be done."""

    ONCE = "once"
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    WEEKLY = "weekly"


def rule_of(repeat: Repeat, days: list[str] | tuple[str, ...] = ()) -> str:
    """The rule; "" for once. `days` (of DAYS) are those of a week, for WEEKLY."""
    weekly = "FREQ=WEEKLY;BYDAY="
    chosen = ",".join(day for day in DAYS if day in days)
    return {
        Repeat.ONCE: "",
        Repeat.DAILY: "FREQ=DAILY",
        Repeat.WEEKDAYS: weekly + ",".join(DAYS[:5]),
        Repeat.WEEKLY: weekly + chosen,
    }[repeat]


def repeat_of(rule: str) -> tuple[Repeat, list[str]]:
    """What `rule_of` made this rule of."""
    for repeat in (Repeat.ONCE, Repeat.DAILY, Repeat.WEEKDAYS):
        if rule == rule_of(repeat):
            return repeat, []
    return Repeat.WEEKLY, rule.partition("BYDAY=")[2].split(",")


@dataclass(frozen=True)
class Schedule:
    """Wall times from `begins` to `ends`, both included, at `at` by the clocks of `zone` (IANA)."""

    rule: str
    begins: date
    at: time
    zone: str
    ends: date | None = None

    def walls(self, first: date, last: date) -> Iterator[datetime]:
        """The wall times on these days, both included: naive, in order, one a day at most."""
        last = min(last, self.ends) if self.ends else last
        if not self.rule:
            return iter([datetime.combine(self.begins, self.at)] if first <= self.begins <= last else [])
        # no rule counts its days, so it may begin where it is asked from: the years before are not walked through
        start = max(first, self.begins)
        if start > last:
            return iter(())
        rule = rrulestr(self.rule, dtstart=datetime.combine(start, self.at))
        return iter(rule.between(datetime.combine(start, time.min), datetime.combine(last, time.max), inc=True))

    def moments(self, since: datetime, last: date) -> Iterator[tuple[datetime, datetime]]:
        """(wall time, its moment in UTC) from this moment on, until this day of the family's is over."""
        first = self.today(since) - OVER_MIDNIGHT
        return ((wall, at) for wall in self.walls(first, last) if (at := self.moment(wall)) >= since)

    def moment(self, wall: datetime) -> datetime:
        """When that is, in UTC. A wall time that comes twice, as the clocks go back, is the first of the two. One that
        the clocks jump over, as they go forward, is as long after the jump as it would have been: 01:30 is 02:30."""
        return wall.replace(tzinfo=ZoneInfo(self.zone), fold=0).astimezone(UTC)

    def today(self, now: datetime) -> date:
        """Which day it is by the family's clocks."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def next(self, since: datetime) -> datetime | None:
        """The first moment (UTC) at or after `since`; None when there is none any more."""
        day = max(self.today(since), self.begins)
        return next((at for _wall, at in self.moments(since, day + LONGEST_BETWEEN)), None)


def written(wall: datetime) -> str:
    return wall.strftime(WALL)
