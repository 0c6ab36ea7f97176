"""What a grown-up writes beside one thing that a child said: a note, what it shows, the same in another language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TextAreaField, validators

from app.records import Beside, Entry, Gloss, GlossSort, Item, Journal, Member, User, writing
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, glosses, members
from app.records.receipt import HandedIn, take_in_with

from . import tongues
from .access import needs, user
from .entries import Fields, digest_of
from .forms import LONGEST_THOUGHT, PENS, Form, at_most, is_name, one_of, uuid_of
from .language import language
from .shares import one_of_theirs

bp = Blueprint("glosses", __name__)

SORTS = {
    GlossSort.NOTE: _l("A note of mine"),
    GlossSort.SHOWS: _l("What it shows, in the child’s words"),
    GlossSort.TRANSLATION: _l("The same in another language"),
}
ALONG = "along"
#: Nobody sees more of what a child said because somebody wrote beside it.
READERS = {"": _l("Only the workers"), ALONG: _l("Also those to whom the child shows the words")}


class GlossForm(Form):
    """What is written beside one thing. `replaces` is the earlier one whose place it takes; a device, which knows no
    other name of that one, says in `earlier` which entry brought it."""

    item = HiddenField(validators=[is_name])
    replaces = HiddenField(validators=[validators.Optional(), is_name])
    earlier = HiddenField(validators=[validators.Optional(), is_name])
    sort = one_of(_l("What is it?"), SORTS, validators=[validators.InputRequired(_l("Say what it is"))])
    words = TextAreaField(_l("Beside it"), [validators.DataRequired(_l("Write something")), at_most(LONGEST_THOUGHT)])
    tongue = SelectField(_l("Which language is it in?"), validate_choice=False, default=language)
    other_tongue = StringField(_l("Which one, if it is another?"), [at_most(tongues.LONGEST)])
    translator = StringField(_l("The interpreter’s name, if it was an interpreter who translated"), [at_most(200)])
    readers = one_of(_l("Who may read the translation?"), READERS, default="")

    def beside(self) -> Beside:
        """What the form says. What is no translation has no translator, and goes along with nothing."""
        earlier = uuid_of(self.earlier.data)
        return Beside(
            sort=GlossSort(self.sort.data),
            words=self.words.data or "",
            language=tongues.told(self.tongue.data, self.other_tongue.data) or language(),
            translator=(self.translator.data or "").strip(),
            goes_along=self.readers.data == ALONG,
            replaces=uuid_of(self.replaces.data) or (earlier and Gloss.brought_by(earlier)),
        )


@dataclass(frozen=True)
class GlossAddress:
    """Where what is written beside a child's words belongs: to that child."""

    family_id: UUID
    member_id: UUID

    def about(self, user: User) -> Member | None:
        """The child, where this person may write beside what they said."""
        return members(user, May.GLOSS).where(Member.id == self.member_id, Member.family == self.family_id).first()

    #: Whoever may take in what was put aside may write it.
    about_for_worker = about

    def keep(self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn."""
        return keep(form_of(fields), member, HandedIn(id, digest, origin))

    def keep_aside(
        self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str, strangers: bool
    ) -> Entry:
        """A stranger's word takes the place of nothing, and nobody is shown it but the workers."""
        left = ("replaces", "earlier", "readers") if strangers else ()
        return self.keep(member, [pair for pair in fields if pair[0] not in left], origin, id, digest)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        return {"gloss": form_of(fields)}

    def read_at(self, entry: Entry) -> str:
        return url_for("members.show", family_id=self.family_id, member_id=self.member_id)


def form_of(fields: Fields) -> GlossForm:
    """The form over what is in a box, which needs no token: nobody's cookie brought it."""
    return GlossForm(MultiDict(list(fields)), meta={"csrf": False})


def keep(form: GlossForm, member: Member, handed: HandedIn) -> Entry:
    """Keep what the form says. Raises CannotTakeIn where it does not say beside what, or says nothing."""
    item = uuid_of(form.item.data)
    if item is None or form.sort.data not in set(GlossSort) or not (form.words.data or "").strip():
        raise CannotTakeIn(Reason.UNREADABLE)
    handed = HandedIn(handed.id, handed.digest, handed.origin, complete=form.validate())
    return take_in_with(handed, member.family, lambda entry: Gloss.put(entry, member, item, form.beside()))


@bp.route("/families/<uuid:family_id>/members/<uuid:member_id>/glosses", methods=["GET", "POST"])
@needs(May.GLOSS)
def index(member: Member) -> Any:
    """One thing, what stands beside it, and a form for more. Looking at it is reading it, and is noted."""
    form = GlossForm()
    thing = one_of_theirs(member, form.item.data or request.args.get("item")) or abort(404)
    form.tongue.choices = [SelectChoice(*one) for one in [*tongues.offered(), (tongues.OTHER, gettext("Another"))]]
    if form.validate_on_submit():
        handed = HandedIn(uuid4(), digest_of(repr(sorted(form.data.items(), key=str)).encode()), Origin(user()))
        with writing():
            keep(form, member, handed)
        flash(gettext("Written down, beside it."))
        return redirect(url_for("documents.show", family_id=member.family_id, document_id=thing.document_id), 303)
    beside = beside_each([thing]).get(thing.id, [])
    if not form.is_submitted():
        begin(form, thing, beside)
        Journal.note(member.family, user(), "read", thing)
    return render_template(
        "glosses/index.html",
        member=member,
        thing=thing,
        tool=current_app.extensions["tools"].get(thing.document.tool),
        form=form,
        beside=beside,
    ), 400 if form.is_submitted() else 200


def begin(form: GlossForm, thing: Item, beside: list[Gloss]) -> None:
    """As it stands: with the one that is written anew, or with the interpreter who was there."""
    form.item.data = str(thing.id)
    before = next((gloss for gloss in beside if str(gloss.id) == request.args.get("replaces")), None)
    lent = thing.entry.handover
    form.translator.data = lent.interpreter if lent else ""
    if before is None:
        return
    form.replaces.data, form.sort.data, form.words.data = str(before.id), before.sort, before.words
    form.translator.data, form.readers.data = before.translator, ALONG if before.goes_along else ""
    its = before.language
    offered = its in {choice.value for choice in form.tongue.choices}
    form.tongue.data, form.other_tongue.data = (its, "") if offered else (tongues.OTHER, tongues.called(its))


@bp.app_context_processor
def how_it_is_called() -> dict[str, Any]:
    """Whose hand, which language, whose note: for every page that shows what somebody said."""
    return {
        "pens": PENS,
        "called": tongues.called,
        "tag": tongues.tag,
        "gloss_title": title_of,
        "beside_each": beside_each,
    }


def beside_each(said: Iterable[Item]) -> dict[UUID, list[Gloss]]:
    """What stands beside each of these things, for the one who reads them; fetched at once for all."""
    return Gloss.of(glosses(user(), May.SEE), [item.id for item in said])


def title_of(gloss: Gloss) -> str:
    """Whose it is, and what: never to be taken for the child's own words."""
    writer = gloss.entry.author.name
    if gloss.sort == GlossSort.TRANSLATION and gloss.translator:
        told = {"language": tongues.called(gloss.language), "name": gloss.translator}
        return gettext("In %(language)s, by the interpreter %(name)s", **told)
    if gloss.sort == GlossSort.TRANSLATION:
        return gettext("In %(language)s, by %(name)s", language=tongues.called(gloss.language), name=writer)
    if gloss.sort == GlossSort.SHOWS:
        return gettext("What it shows, as the child told %(name)s", name=writer)
    return gettext("%(name)s’s note", name=writer)
