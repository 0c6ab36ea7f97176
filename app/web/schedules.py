"""When something is to be done, in plain words."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.lists import format_list
from flask import current_app
from flask_babel import format_date, format_time, get_locale, gettext
from flask_babel import lazy_gettext as _l

from app.records.db import now
from app.records.schedule import DAYS, Repeat, Schedule, repeat_of

REPEATS = {
    Repeat.ONCE: _l("Once"),
    Repeat.DAILY: _l("Every day"),
    Repeat.WEEKDAYS: _l("Monday to Friday"),
    Repeat.WEEKLY: _l("On certain days of the week"),
}
WEEK = dict(
    zip(
        DAYS,
        [_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday")],
        strict=True,
    )
)
#: How far ahead it is said that the clocks will jump over an hour.
TOLD_AHEAD = timedelta(days=366)


def when(schedule: Schedule) -> str:
    """Such as: Monday to Friday at 08:15, until 12 December."""
    words = _often(schedule)
    if schedule.rule and schedule.begins > schedule.today(now()):
        words = gettext("%(when)s, from %(day)s", when=words, day=day_words(schedule.begins))
    if schedule.rule and schedule.ends:
        words = gettext("%(when)s, until %(day)s", when=words, day=day_words(schedule.ends))
    if schedule.zone != current_app.config["TIME_ZONE"]:
        words = gettext("%(when)s, by the clocks of %(place)s", when=words, place=place(schedule.zone))
    return words


def _often(schedule: Schedule) -> str:
    at, (repeat, days) = clock(schedule.at), repeat_of(schedule.rule)
    if repeat is Repeat.ONCE:
        return gettext("Once, on %(day)s at %(at)s", day=day_words(schedule.begins, "EEEE d MMMM"), at=at)
    if repeat is Repeat.DAILY:
        return gettext("Every day at %(at)s", at=at)
    if repeat is Repeat.WEEKDAYS:
        return gettext("Monday to Friday at %(at)s", at=at)
    return gettext("%(days)s at %(at)s", days=listed([str(WEEK[day]) for day in days]), at=at)


def jumped_over(schedule: Schedule) -> str:
    """What there is to know about the next time that the clocks jump over this hour; nothing where they do not."""
    first = max(schedule.begins, schedule.today(now()))
    for wall in schedule.walls(first, first + TOLD_AHEAD):
        local = local_time(schedule.moment(wall), schedule.zone)
        if local != wall:
            return gettext(
                "On %(day)s the clocks jump over %(at)s. On that day it is at %(moved)s.",
                day=day_words(wall),
                at=clock(wall),
                moved=clock(local),
            )
    return ""


def local_time(moment: datetime, zone: str) -> datetime:
    """What the clocks of that zone show at this moment: naive."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def day_words(day: date, pattern: str = "d MMMM") -> str:
    """With its year, where that is another than this one."""
    return format_date(day, pattern if day.year == now().year else f"{pattern} y", rebase=False)


def clock(at: time | datetime) -> str:
    return format_time(at, "short", rebase=False)


def said(at: datetime, day: date) -> str:
    """When something was said (by the family's clocks) of this day: the day only where it was another."""
    if at.date() == day:
        return clock(at)
    return gettext("%(day)s, %(time)s", day=day_words(at, "d MMM"), time=clock(at))


def place(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def listed(words: list[str]) -> str:
    return format_list(words, locale=get_locale())
