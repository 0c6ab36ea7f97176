"""“I need to talk to someone now”: as a box brings it, as a page posts it, and as a worker answers it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import format_timedelta
from flask_login import current_user

from app.records import Entry, Flag, Journal, Member, Pass, Reason, User
from app.records.db import now
from app.records.entry import Origin
from app.records.flag import with_all
from app.records.permissions import May, flags, members
from app.records.receipt import HandedIn, take_in_with

from .access import needs, user
from .account import ButtonForm
from .entries import Fields, digest_of

bp = Blueprint("flags", __name__, url_prefix="/families/<uuid:family_id>")


@dataclass(frozen=True)
class FlagAddress:
    """Where a flag belongs: a child of a family."""

    family_id: UUID
    member_id: UUID

    def about(self, user: User) -> Member | None:
        """Whom it is about, where this person may write about them; for a young person, themself."""
        found = members(user, May.WRITE_ABOUT)
        return found.where(Member.id == self.member_id, Member.family == self.family_id).first()

    #: Whoever may take in what was put aside may write it.
    about_for_worker = about

    def keep(self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn."""
        return keep(HandedIn(id, digest, origin), member)

    def whose(self, shown: Pass) -> Member | None:
        """Who needs somebody, whatever has become of the device's pass since: whoever the tablet was lent to, or else
        whom the page was about."""
        lent = shown.handover and shown.handover.member
        return lent or Member.get_or_none(id=self.member_id, family=self.family_id)

    def rung(self, member: Member, despite: Reason, origin: Origin, id: UUID, digest: str) -> Entry:
        """Keep it as one that came all the same. Where its name is taken by something else, it gets another one."""
        name = uuid5(id, digest) if despite in {Reason.OTHER_BYTES, Reason.NAME_TAKEN} else id
        handed = HandedIn(name, digest, origin)
        return take_in_with(handed, member.family, lambda entry: Flag.put(entry, member, despite))

    def keep_aside(
        self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str, _strangers: bool = False
    ) -> Entry:
        return self.keep(member, fields, origin, id, digest)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        return {"flag": True}

    def read_at(self, entry: Entry) -> str:
        return url_for("flags.show", family_id=self.family_id, flag_id=Flag.get(entry=entry).id)


def keep(handed: HandedIn, member: Member) -> Entry:
    """It is kept, and rings. Raises CannotTakeIn."""
    return take_in_with(handed, member.family, lambda entry: Flag.put(entry, member))


@bp.post("/members/<uuid:member_id>/flags")
@needs(May.WRITE_ABOUT)
def touch(member: Member) -> Any:
    """The same without scripts or a safe connection. It says that it is sent, because by then it is."""
    form = ButtonForm()
    tool = current_app.extensions["tools"].get(request.form.get("back", ""))
    back = {"family_id": member.family_id, "member_id": member.id, "slug": tool.slug} if tool else {}
    sent = form.validate_on_submit()
    if sent:
        name = uuid4()
        keep(HandedIn(name, digest_of(name.bytes), Origin(user())), member)
    way = url_for("tools.fill", **back) if tool else url_for("mine.index")
    return render_template("flags/told.html", sent=sent, way=way), 200 if sent else 400


@bp.route("/flags/<uuid:flag_id>", methods=["GET", "POST"])
@needs(May.SEE)
def show(flag: Flag) -> Any:
    """Who touched it, on whose device, since when it waits. A button says: I have seen it."""
    form = ButtonForm()
    may_answer = flags(user(), May.ACKNOWLEDGE).where(Flag.id == flag.id).exists()
    if may_answer and form.validate_on_submit():
        flag.has_seen(user())
        return redirect(url_for(".show", family_id=flag.family_id, flag_id=flag.id), 303)
    Journal.note(flag.family, user(), "read", flag)
    return render_template(
        "flags/show.html",
        flag=with_all(flags(user(), May.SEE).where(Flag.id == flag.id)).get(),
        form=form,
        may_answer=may_answer,
        may_open=members(user(), May.SEE).where(Member.id == flag.member_id).exists(),
    ), 400 if form.is_submitted() else 200


def waiting(member: Member | None = None) -> list[Flag]:
    """The flags before the reader that nobody has seen yet: all of them, or one child's."""
    if not current_user.is_authenticated:
        return []
    found = flags(user(), May.SEE).where(Flag.seen_at.is_null())
    return list(with_all(found.where(Flag.member == member) if member else found))


def waits(flag: Flag) -> str:
    """For how long it has been here, in words."""
    return format_timedelta(now() - flag.came_at, granularity="minute")
