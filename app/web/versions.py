"""A version of a story: put before the grown-ups, agreed to or seen otherwise, shown to the child."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from wtforms import SelectChoice

from app.practice import Role
from app.records import Asked, Journal, Member, Showing, Stance, Story, Version
from app.records.permissions import May, members, versions
from app.records.story import CannotClose

from .access import needs, user
from .panels import sections_of
from .stances import AskForm, RemarkForm, ShowingForm, StanceForm
from .stories import may, seen_of
from .telling import told, told_to

bp = Blueprint("versions", __name__, url_prefix="/families/<uuid:family_id>")

GROWN_UP = (Role.PARENT, Role.NETWORK)


@bp.route("/stories/<uuid:story_id>/ask", methods=["GET", "POST"])
@needs(May.ASK)
def ask(story: Story) -> Any:
    """What stands now becomes a version, which the chosen ones see from then on. Nobody need be chosen: a first story
    may have to be shown before anyone agrees to it."""
    form = AskForm()
    adults = grown_ups(story)
    form.who.choices = [SelectChoice(id, member.name) for id, member in adults.items()]
    last = seen_of(story).first()
    if form.validate_on_submit():
        try:
            version = story.close(user())
        except CannotClose as why:
            titles = {section.key: section.title for section in sections_of(story)}
            both = [titles.get(key, key) for key in why.both]
            return render_template("versions/ask.html", story=story, form=form, last=last, both=both, stopped=True), 409
        Asked.ask(version, [adults[id] for id in form.who.data or [] if id in adults], user())
        return redirect(url_for(".show", family_id=story.family_id, version_id=version.id), 303)
    form.who.data = [str(member.id) for member in Asked.of(last)] if last else []
    return render_template("versions/ask.html", story=story, form=form, last=last), 400 if form.is_submitted() else 200


@bp.get("/versions/<uuid:version_id>")
@needs(May.SEE)
def show(version: Version) -> Any:
    """A child reads it in its own pages."""
    story = version.story
    if user().role == Role.CHILD:
        ids = {"family_id": story.family_id, "member_id": story.member_id, "slug": story.tool}
        return redirect(url_for("tools.fill", **ids), 303)
    return page(version)


@bp.post("/versions/<uuid:version_id>/stances")
@needs(May.AGREE)
def say(version: Version) -> Any:
    form, speakers = StanceForm(), who_may_say(version)
    form.who.choices = [SelectChoice(id, member.name) for id, member in speakers.items()]
    if len(speakers) == 1:
        form.who.data = next(iter(speakers))
    if not form.validate_on_submit():
        return page(version, stance_form=form), 400
    member, agrees = speakers[form.who.data], form.answer.data == "agrees"
    Stance.say(version, member, user(), agrees=agrees, words=(form.words.data or "").strip())
    flash(gettext("Thank you. That is written down."))
    return redirect(url_for(".show", family_id=version.family_id, version_id=version.id), 303)


def page(version: Version, **forms: Any) -> str:
    """The version, what was said of it as far as the reader may know that, and when it was shown."""
    story, speakers = version.story, who_may_say(version)
    theirs = may(May.ASK, story)
    stance_form = forms.pop("stance_form", None) or StanceForm(formdata=None)
    stance_form.who.choices = [SelectChoice(id, member.name) for id, member in speakers.items()]
    Journal.note(version.family, user(), "read", version)
    holds = Stance.latest(version)
    return render_template(
        "versions/show.html",
        version=version,
        story=story,
        told=told(version),
        sections=sections_of(story),
        newest=seen_of(story).first(),
        speakers=speakers,
        holds=holds if theirs else {id: said for id, said in holds.items() if str(id) in speakers},
        asked=Asked.of(version) if theirs else [],
        may_ask=theirs,
        may_show=may(May.SHOW, story),
        may_change=may(May.CHANGE, story),
        opens=opens(version),
        showings=list(Showing.of(story).where(Showing.version == version)) if may(May.SHOW, story) else [],
        stance_form=stance_form,
        **{"showing_form": ShowingForm(formdata=None), "remark_form": RemarkForm(formdata=None), **forms},
    )


def opens(version: Version) -> bool:
    """Whether the child's pages open with this version: it was shown last."""
    tool = current_app.extensions["tools"].get(version.story.tool)
    last = told_to(version.story.member, tool) if tool else None
    return last is not None and last.version == version


def who_may_say(version: Version) -> dict[str, Member]:
    """For whom the reader may speak: a worker for each who is asked, anybody else for themself."""
    if not versions(user(), May.AGREE).where(Version.id == version.id).exists():
        return {}
    asked = Asked.of(version)
    mine = asked if may(May.ASK, version.story) else [member for member in asked if member.user_id == user().id]
    return {str(member.id): member for member in mine}


def grown_ups(story: Story) -> dict[str, Member]:
    found = members(user(), May.SEE).where(Member.family == story.family_id, Member.role.in_(GROWN_UP))
    return {str(member.id): member for member in found.order_by(Member.made_at)}
