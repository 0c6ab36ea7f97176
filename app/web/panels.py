"""The pictures of a story as grown-ups make them: one as a form, and as a device brings it in a box."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import abort, current_app, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, TextAreaField, ValidationError, validators

from app.practice import Section, Tool
from app.records import Entry, Panel, Story, User
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, stories
from app.records.receipt import HandedIn, take_in_with
from app.records.story import Drew

from .drawings import DrawingField
from .entries import Fields
from .forms import Form, at_most, one_of, uuid_of

LONGEST = 2_000
MOST_OVER = 100

DREW = {Drew.ADULT: _l("A grown-up"), Drew.CHILD: _l("The child")}


def are_names(_form: Any, field: Any) -> None:
    if len(names(field.data)) != len((field.data or "").split()):
        raise ValidationError(gettext("This did not arrive whole."))


class PanelForm(Form):
    """One picture. `panel` names what is posted, so that posting twice keeps once; `over` names what its writer saw."""

    panel = HiddenField(validators=[validators.Optional()])
    over = HiddenField(validators=[are_names])
    words = TextAreaField(_l("What it says"), [at_most(LONGEST)])
    drawing = DrawingField()
    drew = one_of(_l("Who draws?"), DREW, default=Drew.ADULT.value)


@dataclass(frozen=True)
class PanelAddress:
    """Where a picture belongs: a story of a family, and the place in it."""

    family_id: UUID
    story_id: UUID
    key: str

    def about(self, user: User) -> Story | None:
        """The story, where this person may change it."""
        return self._among(stories(user, May.CHANGE))

    #: Whoever may take in what was put aside may change it.
    about_for_worker = about

    def _among(self, found: Any) -> Story | None:
        story = found.where(Story.id == self.story_id, Story.family == self.family_id).first()
        return story if story and section_of(story, self.key) else None

    def keep(self, story: Story, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn."""
        return keep(form_of(fields), story, self.key, HandedIn(id, digest, origin))

    def keep_aside(self, story: Story, fields: Fields, origin: Origin, id: UUID, digest: str, strangers: bool) -> Entry:
        """What was put aside stands beside what is there by now, and takes the place of nothing."""
        beside = [(name, value) for name, value in fields if name != "over"]
        return self.keep(story, beside, origin, id, digest)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        return {"panel": form_of(fields)}

    def read_at(self, entry: Entry) -> str:
        return url_for("stories.show", family_id=self.family_id, story_id=self.story_id)


def keep(form: PanelForm, story: Story, key: str, handed: HandedIn) -> Entry:
    """Keep what the form says, in order or not. Raises CannotTakeIn."""
    if form.panel.data and not uuid_of(form.panel.data):
        raise CannotTakeIn(Reason.UNREADABLE)
    told = {
        "words": form.words.data or "",
        "drawing": form.drawing.data or "",
        "drew": Drew(form.drew.data) if form.drew.data in set(Drew) else Drew.ADULT,
        "over": names(form.over.data)[:MOST_OVER],
    }
    return put_in(replace(handed, complete=form.validate()), story, key, told)


def put_in(handed: HandedIn, story: Story, key: str, told: dict[str, Any]) -> Entry:
    """`told` as for Panel.put. Raises CannotTakeIn."""
    return take_in_with(handed, story.family, lambda entry: Panel.put(entry, story, key, **told))


def form_of(fields: Fields) -> PanelForm:
    """The form over what is in a box, which needs no token: nobody's cookie brought it."""
    return PanelForm(MultiDict(list(fields)), meta={"csrf": False})


def names(text: str | None) -> list[UUID]:
    return [name for name in map(uuid_of, (text or "").split()) if name]


def tool_of(story: Story) -> Tool:
    return current_app.extensions["tools"].get(story.tool) or abort(404)


def sections_of(story: Story) -> list[Section]:
    """The pictures of a story: all, or those of the short form."""
    return [section for section in tool_of(story).sections if section.short or not story.short]


def section_of(story: Story, key: str) -> Section | None:
    return next((section for section in sections_of(story) if section.key == key), None)
