"""Two versions of one thing, side by side: a worker asks the child, and says what stands."""

from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectChoice, TextAreaField, ValidationError

from app.practice import Hand, Kind, Tool
from app.records import Bringing, Document, Entry, Item, writing
from app.records.bringing import NotStanding, Sides, first, standing
from app.records.entry import Origin
from app.records.item import Said
from app.records.permissions import May, items
from app.records.receipt import HandedIn, take_in

from .access import needs, user
from .entries import digest_of
from .forms import Form, at_most
from .glosses import beside_each

bp = Blueprint("bringings", __name__, url_prefix="/families/<uuid:family_id>/documents/<uuid:document_id>/versions")

ALL, ANEW = "all", "anew"


class BringingForm(Form):
    """`sides` names what stood on the page when it was looked at."""

    sides = HiddenField()
    stays = RadioField(_l("Which one stands?"), choices=[], invalid_choice_message=_l("Say which one stands."))
    words = TextAreaField(_l("What the child says now"), [at_most(10_000)])

    def offer(self, sides: Sides) -> None:
        choices = {str(side.id): gettext("This one stands") for side in sides}
        if all(side.content is not None for side in sides):
            choices[ALL] = gettext("All of them stand: they are different things")
        choices[ANEW] = gettext("None of them: I write down what the child says now")
        self.stays.choices = [SelectChoice(value, label) for value, label in choices.items()]

    def validate_words(self, field: Any) -> None:
        if self.stays.data == ANEW and not (field.data or "").strip():
            raise ValidationError(gettext("Write what the child says now."))


@bp.route("", methods=["GET", "POST"])
@needs(May.BRING_TOGETHER)
def show(document: Document) -> Any:
    """Whatever stands twice, with the choice beneath; and what was brought together before, as it stood then."""
    apart, form = apart_in(document), BringingForm()
    asked = apart.get(form.sides.data or "")
    form.offer(asked or [])
    if asked and form.validate_on_submit():
        with suppress(NotStanding):
            bring_together(document, asked, form)
            flash(gettext("Written down. The other versions are kept below."))
            return redirect(url_for(".show", family_id=document.family_id, document_id=document.id), 303)
        apart = apart_in(document)
    late = form.is_submitted() and (form.sides.data or "") not in apart
    return render_template(
        "bringings/show.html",
        document=document,
        tool=tools().get(document.tool),
        apart=apart,
        form=form,
        form_of=form_of,
        before=list(Bringing.of(document)),
        glosses=beside_each(side for sides in apart.values() for side in sides),
        late=late,
    ), 400 if form.is_submitted() else 200


def apart_in(document: Document) -> dict[str, Sides]:
    """What stands more than once, by the names of its versions."""
    seen = items(user(), May.SEE).where(Item.document == document)
    return {named(sides): sides for sides in standing(seen) if len(sides) > 1}


def tools() -> dict[str, Tool]:
    return current_app.extensions["tools"]


def named(sides: Sides) -> str:
    return " ".join(sorted(str(side.id) for side in sides))


def form_of(sides: Sides, posted: BringingForm) -> BringingForm:
    """The form beneath these versions: the one that came back, where it was theirs."""
    if posted.sides.data == named(sides):
        return posted
    form = BringingForm(formdata=None, sides=named(sides))
    form.offer(sides)
    return form


def bring_together(document: Document, sides: Sides, form: BringingForm) -> None:
    """Raises NotStanding; then nothing is written."""
    choice = form.stays.data
    with writing():
        staying = [side.id for side in sides] if choice == ALL else [UUID(choice)] if choice != ANEW else []
        Bringing.together(sides, staying, user())
        if choice == ANEW:
            say_anew(document, sides, form.words.data)


def say_anew(document: Document, sides: Sides, words: str) -> Entry:
    """What the child says now, in the worker's hand, in answer to what was asked then."""
    asked, id = sides[0], uuid4()
    said = Said(
        id=uuid4(),
        question=asked.question,
        kind=Kind.LINES.value,
        content=words.strip(),
        prompt=asked.prompt,
        band=asked.band,
        language=asked.language,
        asked_in=asked.asked_in,
        hand=Hand.WORKER.value,
        replaces=first(asked.id, document.id),
    )
    handed = HandedIn(id, digest_of(f"{id}{words}".encode("utf-8", "replace")), Origin(user()))
    tool = tools().get(document.tool) or Tool(document.tool, title="", version=0, sections=())
    return take_in(handed, [said], document=document.id, member=document.member, tool=tool)
