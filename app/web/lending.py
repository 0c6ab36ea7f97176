"""What stands fixed before a tablet is lent to a child, as a form."""

from typing import Any
from uuid import UUID, uuid4

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectChoice, SelectMultipleField, StringField, ValidationError, validators

from app.practice import Band, Tool
from app.records import Document, Entry, Handover, Member, Pass, Question
from app.records.handover import Beforehand, Understood
from app.records.permissions import May, beside

from .access import user
from .agreeing import is_near, today, written_as
from .consents import agreed, consented
from .forms import BANDS, Form, at_most, is_name, one_of
from .language import say
from .shares import around
from .telling import carried_book, stands, to_show
from .tongues import spoken

SCENE = "scene"

#: Nothing is known until the tablet has told.
UNDERSTOOD = {
    "": _l("Not known yet"),
    Understood.YES: _l("They said that they understand"),
    Understood.AGAIN: _l("They wanted to hear it again, and then understood"),
    Understood.EXPLAINED: _l("Somebody explained it to them"),
}


class HandoverForm(Form):
    """What is decided before the tablet is the child's. The PIN is not in it: it never leaves the device."""

    tools = SelectMultipleField(_l("What is on the tablet?"), validate_choice=False)
    band = one_of(_l("Which questions?"), BANDS, default=Band.MIDDLE.value)
    agreement, agreed_words = agreed()
    others = StringField(_l("Who else is there?"), [at_most(500)], description=_l("Leave it empty if nobody is."))
    spoken = StringField(_l("Which language do you speak together?"), [at_most(100)])
    interpreter = StringField(_l("The interpreter’s name, if there is one"), [at_most(200)])
    next_step = StringField(
        _l("What happens next?"),
        [validators.DataRequired(_l("Write what happens next")), at_most(500)],
        description=_l("In your own words, to the child. It is shown when they have finished."),
    )
    read_by = DateField(
        _l("By which day will you have read it?"),
        [written_as(_l("Write the day")), is_near],
        description=_l("The child is told this day before they begin. Promise only what you can keep."),
    )
    #: The script says which one; until then it is none that anybody has.
    device = HiddenField(default=lambda: str(uuid4()), validators=[is_name])

    def validate_tools(self, field: Any) -> None:
        if not field.data or not set(field.data) <= {choice.value for choice in field.choices}:
            raise ValidationError(gettext("Choose one or more"))

    def validate_read_by(self, field: Any) -> None:
        if field.data and field.data < today():
            raise ValidationError(gettext("This day is over already"))

    def beforehand(self) -> Beforehand:
        """What the form says, once it is in order."""
        return Beforehand(
            tools=tuple(slug for slug in current_app.extensions["tools"] if slug in self.tools.data),
            consent=consented(self),
            next_step=self.next_step.data.strip(),
            read_by=self.read_by.data,
            spoken=(self.spoken.data or "").strip(),
            interpreter=(self.interpreter.data or "").strip(),
        )


def handover_form(member: Member) -> HandoverForm:
    """A story is among the tools where there is one to show to this child."""
    form = HandoverForm()
    found = ((tool, None if tool.layout == SCENE else to_show(member, tool)) for tool in every_tool())
    form.tools.choices = [
        SelectChoice(tool.slug, f"{say(tool.title)} ({stands(book.version)})" if book else say(tool.title))
        for tool, book in found
        if book or tool.layout == SCENE
    ]
    return form


def every_tool() -> list[Tool]:
    return list(current_app.extensions["tools"].values())


def begin(member: Member, form: HandoverForm) -> dict[str, Any]:
    """Lend the tablet. Returns what it needs for the visit, and never again: the pass and its secret, and the names
    that it seals to itself."""
    handover = Handover.begin(member, user(), UUID(form.device.data), form.beforehand())
    lent, secret = Pass.lend(handover)
    kid, key = current_app.extensions["keys"].newest_seal_key()
    return {
        "id": handover.id,
        "family": handover.family_id,
        "member": handover.member_id,
        "tools": handover.slugs,
        "band": form.band.data,
        "pass": {
            "id": lent.id,
            "secret": secret,
            "user": user().id,
            "lasts": (lent.write_until - lent.made_at).total_seconds(),
            "seal": {"kid": kid, "key": key},
            "handover": handover.id,
            "device": handover.device_id,
        },
        "told": {
            "child": member.name,
            "worker": user().name,
            "people": [{"id": one.id, "name": one.name} for one in around(member)],
            "tongues": spoken(handover.spoken),
            "interpreter": handover.interpreter,
            "questions": carried(member),
            "next_step": handover.next_step,
            "read_by": handover.read_by,
            "story": story_on(handover),
        },
    }


def story_on(handover: Handover) -> dict[str, Any] | None:
    """The story that was chosen with the tools: what a blank book needs to tell it, and who will hear it."""
    tools = current_app.extensions["tools"]
    books = [to_show(handover.member, tools[slug]) for slug in handover.slugs if tools[slug].layout != SCENE]
    return carried_book(books[0]) | {"present": handover.others} if books and books[0] else None


def carried(member: Member) -> list[dict[str, Any]]:
    """What this child is asked besides, for the blank pages that a lent tablet shows."""
    asked = Question.asked(member)
    return [
        {"key": one.key, "kind": one.kind, "tool": one.tool, "section": one.section, "words": one.words}
        for one in asked
    ]


def lent_for(document: Document) -> list[Handover]:
    """The lendings of a tablet on which the sitting was written, by its entries: also where it was lent to another
    child, under whom it was."""
    through = Entry.select(Entry.handover).where(Entry.document == document, Entry.handover.is_null(False))
    return list(beside(user(), May.SEE).where(Handover.id.in_(through)).order_by(Handover.made_at))
