"""Where grown-ups make a story: they write and draw its pictures, and choose between what was written apart."""

from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from flask import Blueprint, abort, redirect, render_template, request, url_for

from app.practice import Band
from app.records import Panel, Story, writing
from app.records.aside import CannotTakeIn
from app.records.entry import Origin
from app.records.permissions import May
from app.records.receipt import HandedIn

from .access import needs, user
from .entries import digest_of
from .forms import Form, uuid_of
from .panels import PanelForm, keep, put_in, section_of
from .reading import pictured
from .stories import ENOUGH, Place, places

bp = Blueprint("panels", __name__, url_prefix="/families/<uuid:family_id>/stories/<uuid:story_id>")


@bp.get("/make")
@needs(May.CHANGE)
def make(story: Story) -> str:
    return making(story, {})


def making(story: Story, posted: dict[str, PanelForm]) -> str:
    """Where it is written and drawn. What was posted and is not in order stands there again, with what is wrong."""
    found = places(story)
    for place in found:
        place.form = posted.get(place.section.key) or form_for(place)
    return render_template(
        "stories/make.html",
        story=story,
        places=found,
        enough=ENOUGH[Band(story.band)],
        pictured=pictured,
        plain_form=Form(formdata=None),
    )


def form_for(place: Place) -> PanelForm:
    """What stands at this place now, to be gone on with."""
    panel = place.panel
    told = {"words": panel.words, "drawing": panel.drawing, "drew": panel.drew} if panel else {}
    over = " ".join(str(side.id) for side in place.sides)
    return PanelForm(formdata=None, data={**told, "over": over, "panel": str(uuid4())}, prefix="")


@bp.post("/panels/<key>")
@needs(May.CHANGE)
def put(story: Story, key: str) -> Any:
    """The same without scripts or a safe connection."""
    section_of(story, key) or abort(404)
    form = PanelForm()
    if not form.validate_on_submit():
        return making(story, {key: form}), 400
    fields = sorted(pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token")
    digest = digest_of(repr(fields).encode("utf-8", "replace"))
    handed = HandedIn(uuid_of(form.panel.data) or uuid4(), digest, Origin(user()))
    with writing():
        try:
            keep(form, story, key, handed)
        except CannotTakeIn:  # the page was gone back to, and something else was written
            keep(form, story, key, replace(handed, id=uuid5(NAMESPACE_OID, f"{handed.id}/{digest}")))
    return redirect(url_for(".make", family_id=story.family_id, story_id=story.id, _anchor=key), 303)


@bp.get("/panels/<key>/drafts")
@needs(May.CHANGE)
def drafts(story: Story, key: str) -> str:
    """Everything that ever stood at one place, the latest first."""
    place = next((place for place in places(story) if place.section.key == key), None) or abort(404)
    return render_template(
        "stories/drafts.html", story=story, place=place, pictured=pictured, plain_form=Form(formdata=None)
    )


@bp.post("/panels/<key>/<uuid:panel_id>/stays")
@needs(May.CHANGE)
def choose(story: Story, key: str, panel_id: UUID) -> Any:
    """This one stands, of what was written apart or of the drafts; what stood there is kept among them."""
    if not Form().validate_on_submit():
        abort(400)
    stays = Panel.get_or_none(id=panel_id, story=story, key=key) or abort(404)
    sides = story.panels().get(key, [])
    told = {"words": stays.words, "drawing": stays.drawing, "drew": stays.drew}
    id = uuid5(NAMESPACE_OID, f"{sorted(str(side.id) for side in sides)}/{stays.id}")
    handed = HandedIn(id, digest_of(str(id).encode()), Origin(user()))
    if [(side.words, side.drawing, side.drew) for side in sides] != [tuple(told.values())]:
        with writing():
            put_in(handed, story, key, {**told, "over": [side.id for side in sides]})
    return redirect(url_for(".make", family_id=story.family_id, story_id=story.id, _anchor=key), 303)
