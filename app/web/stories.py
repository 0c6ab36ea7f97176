"""Stories in words and pictures: those of a family, and one of them as it stands."""

from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import validators

from app.practice import Band, Role, Section
from app.records import Asked, Family, Member, Panel, Stance, Story
from app.records.permissions import May, stories, versions
from app.records.showing import Showing
from app.records.story import Version

from .access import needs, user
from .forms import Form, one_of
from .language import language
from .panels import PanelForm, sections_of
from .reading import pictured

bp = Blueprint("stories", __name__, url_prefix="/families/<uuid:family_id>")

BOOK = "words-and-pictures"

SHAPES = {
    "whole": _l("The whole story, in eight pictures"),
    "short": _l("A first story, in four pictures, to give soon after something has happened"),
}
AGES = {
    Band.YOUNGER: _l("About 4 to 7"),
    Band.MIDDLE: _l("About 8 to 11"),
    Band.OLDER: _l("12 and older"),
}
#: How many words of one picture a child of each band takes in. Advice, not a limit.
ENOUGH = {Band.YOUNGER: 25, Band.MIDDLE: 40, Band.OLDER: 70}


class StoryForm(Form):
    shape = one_of(_l("How long?"), SHAPES, validators=[validators.InputRequired(_l("Choose how long it is"))])
    band = one_of(
        _l("How old is the child?"),
        AGES,
        default=Band.MIDDLE.value,
        description=_l("For the words that you are shown. Choose what suits this child."),
    )


@dataclass
class Place:
    """One picture of a story: what is asked there, and what stands there now."""

    section: Section
    sides: list[Panel]
    form: PanelForm | None = None
    drafts: list[Panel] = field(default_factory=list)

    @property
    def panel(self) -> Panel | None:
        return self.sides[0] if len(self.sides) == 1 else None


@bp.get("/stories")
@needs(May.SEE)
def index(family: Family) -> str:
    """The stories that one may see: a worker all, others those they are asked about or were shown."""
    seen = list(stories(user(), May.SEE).where(Story.family == family).order_by(Story.made_at.desc()))
    latest = {story.id: seen_of(story).first() for story in seen}
    return render_template("stories/index.html", family=family, stories=seen, latest=latest, ages=AGES, shapes=SHAPES)


@bp.route("/members/<uuid:member_id>/stories/new", methods=["GET", "POST"])
@needs(May.CHANGE)
def new(member: Member) -> Any:
    if member.role != Role.CHILD or BOOK not in current_app.extensions["tools"]:
        abort(404)
    form = StoryForm()
    if not form.validate_on_submit():
        return render_template("stories/new.html", form=form, member=member), 400 if form.is_submitted() else 200
    told = {"tool": BOOK, "short": form.shape.data == "short", "band": form.band.data, "language": language()}
    story = Story.begin(member, user(), **told)
    return redirect(url_for("panels.make", family_id=member.family_id, story_id=story.id), 303)


@bp.get("/stories/<uuid:story_id>")
@needs(May.SEE)
def show(story: Story) -> Any:
    """The story as it stands now, for those who make it. Who is asked about it, or was shown it, sees that version."""
    if not may(May.CHANGE, story):
        newest = seen_of(story).first() or abort(404)
        return redirect(url_for("versions.show", family_id=story.family_id, version_id=newest.id), 303)
    return render_template(
        "stories/show.html",
        story=story,
        places=places(story),
        versions=seen_of(story),
        showings=list(Showing.of(story)),
        may_ask=may(May.ASK, story),
        enough=ENOUGH[Band(story.band)],
        ages=AGES,
        pictured=pictured,
    )


def places(story: Story) -> list[Place]:
    """The pictures of a story in their order, with every draft of each, the latest first."""
    standing = story.panels()
    drafts = list(Panel.written().where(Panel.story == story))
    return [
        Place(
            section,
            standing.get(section.key, []),
            drafts=[panel for panel in reversed(drafts) if panel.key == section.key],
        )
        for section in sections_of(story)
    ]


def stories_of(member: Member) -> list[Story]:
    """The stories of one child that the reader may see, the latest first."""
    return list(stories(user(), May.SEE).where(Story.member == member).order_by(Story.made_at.desc()))


def waiting() -> list[Version]:
    """The newest versions that the reader is asked about and has not said anything of yet."""
    asked = versions(user(), May.AGREE).where(Version.id.in_(Version.newest().select(Version.id)))
    mine = Member.select(Member.id).where(Member.user == user())
    said = Stance.select(Stance.version).where(Stance.member.in_(mine))
    return list(asked.where(Version.id.in_(Asked.about(mine)), Version.id.not_in(said)))


def seen_of(story: Story) -> Any:
    """Its versions that one may see, the latest first."""
    return versions(user(), May.SEE).where(Version.story == story).order_by(Version.number.desc())


def may(action: May, story: Story) -> bool:
    return stories(user(), action).where(Story.id == story.id).exists()
