"""Showing a story to its child: by its page, as a lent tablet tells it, or written down later; and how it was."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.practice import Tool
from app.records import Entry, Showing, Story, User, Version
from app.records.db import now
from app.records.entry import Origin
from app.records.permissions import May, versions
from app.records.receipt import HandedIn, take_in_with

from .access import needs, user
from .entries import Fields
from .stances import RemarkForm, ShowingForm, zone
from .versions import page

bp = Blueprint("showings", __name__, url_prefix="/families/<uuid:family_id>/versions/<uuid:version_id>")


@dataclass(frozen=True)
class ShowingAddress:
    """Where it belongs that a story was opened on a device: a version of it."""

    family_id: UUID
    version_id: UUID

    def about(self, user: User) -> Version | None:
        found = versions(user, May.SHOW).where(Version.id == self.version_id, Version.family == self.family_id)
        return found.first()

    #: Whoever may take in what was put aside may have shown it.
    about_for_worker = about

    @property
    def _story(self) -> Story | None:
        version = Version.get_or_none(id=self.version_id)
        return version and version.story

    @property
    def member_id(self) -> UUID | None:
        """Whose story it is: a lent tablet tells of its own child's alone, and only where it was lent with the book."""
        return self._story and self._story.member_id

    @property
    def tool(self) -> Tool | None:
        return current_app.extensions["tools"].get(self._story.tool) if self._story else None

    def keep(self, version: Version, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn."""
        form = ShowingForm(MultiDict(list(fields)), meta={"csrf": False})
        handed = HandedIn(id, digest, origin, complete=form.validate())
        present = (form.present.data or "").strip()
        return take_in_with(handed, version.family, lambda entry: Showing.put(entry, version, present))

    def keep_aside(
        self, version: Version, fields: Fields, origin: Origin, id: UUID, digest: str, strangers: bool
    ) -> Entry:
        return self.keep(version, fields, origin, id, digest)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        return {"showing": True}

    def read_at(self, entry: Entry) -> str:
        return url_for("versions.show", family_id=self.family_id, version_id=self.version_id)


@bp.post("/showings")
@needs(May.SHOW)
def shown(version: Version) -> Any:
    """It is shown now, and its pages open for the child; or it was, and is written down."""
    form = ShowingForm()
    if not form.validate_on_submit():
        return page(version, showing_form=form), 400
    day, present = form.shown_on.data, (form.present.data or "").strip()
    Showing.note(version, user(), present=present, shown_at=noon(day) if day else None)
    story = version.story
    if day is None:
        ids = {"family_id": story.family_id, "member_id": story.member_id, "slug": story.tool}
        return redirect(url_for("tools.fill", **ids), 303)
    flash(gettext("Written down."))
    return redirect(url_for("versions.show", family_id=version.family_id, version_id=version.id), 303)


@bp.post("/showings/<uuid:showing_id>/remarks")
@needs(May.SHOW)
def remark(version: Version, showing_id: UUID) -> Any:
    showing = Showing.get_or_none(id=showing_id, version=version) or abort(404)
    form = RemarkForm()
    if not form.validate_on_submit():
        return page(version, remark_form=form, remark_on=showing.id), 400
    showing.remark(user(), form.words.data.strip())
    return redirect(url_for("versions.show", family_id=version.family_id, version_id=version.id, _anchor="shown"), 303)


def noon(day: date) -> datetime:
    """The middle of a day of the service's time zone, in UTC."""
    return min(datetime.combine(day, time(12), zone()).astimezone(UTC), now())
