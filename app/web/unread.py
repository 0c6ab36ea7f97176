"""What has come and has not been read, for a worker; that something is late, for who sees to it; who was not heard."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import format_timedelta
from flask_login import current_user

from app.practice import Role
from app.records import Document, Family, Member
from app.records.db import now
from app.records.permissions import May, documents, families, members, out_of_sight, waited_for
from app.records.unread import Unread, last_said, late, unread

from .access import user


def not_read(member: Member | None = None) -> list[Unread]:
    """What this person has not read yet of all their families' children, or of one."""
    if not current_user.is_authenticated:
        return []
    mine = families(user(), May.SEE, "unread").select(Family.id)
    sittings = documents(user(), May.SEE).where(Document.family.in_(mine))
    return unread(user(), sittings.where(Document.member == member) if member else sittings)


def late_families() -> list[tuple[Family, date]]:
    """For who is told that something is late, and no more: which family, and since which day."""
    if not current_user.is_authenticated:
        return []
    told = waited_for(user(), May.SEE)
    return late(told, Document.select(Document.id).where(Document.id.not_in(out_of_sight())), today()) if told else []


def voices() -> list[tuple[Member, datetime | None]]:
    """When each child of one's families last said something."""
    mine = families(user(), May.SEE, "unread").select(Family.id)
    return last_said(members(user(), May.SEE).where(Member.role == Role.CHILD, Member.family.in_(mine)))


def today() -> date:
    return now().astimezone(ZoneInfo(current_app.config["TIME_ZONE"])).date()


def for_how_long(since: datetime) -> str:
    return format_timedelta(now() - since, granularity="minute")
