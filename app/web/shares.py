"""Who may see what a child said: the child's word of it, as a device brings it and as it is told later; and what is
shown to those whom a child shows it to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectChoice, SelectMultipleField, ValidationError, validators

from app.practice import Role
from app.records import Document, Entry, Item, Journal, Member, Share, ShareWith, User, writing
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, items, members, shown_to
from app.records.receipt import HandedIn, take_in_with

from .access import needs, signed_in, user
from .entries import Fields, digest_of
from .forms import Form, is_name, one_of, uuid_of

bp = Blueprint("shares", __name__)

AUDIENCES = {
    ShareWith.WORKER: _l("Only my worker"),
    ShareWith.PEOPLE: _l("These people"),
    ShareWith.UNSURE: _l("Not sure yet"),
}


class ShareForm(Form):
    """Whom one thing may be shown to. `agreed` says that it was read back to the child, who said yes to it."""

    item = HiddenField(validators=[is_name])
    audience = one_of(
        _l("Who may see this?"),
        AUDIENCES,
        validators=[validators.InputRequired(_l("Choose one of these."))],
    )
    people = SelectMultipleField(_l("Which people?"), validate_choice=False)
    agreed = BooleanField(false_values=("", "no"))

    def validate_people(self, field: Any) -> None:
        if self.audience.data == ShareWith.PEOPLE and not named(field.data):
            raise ValidationError(gettext("Say which people."))


def named(names: Sequence[str] | None) -> list[UUID]:
    return [name for name in map(uuid_of, names or ()) if name]


@dataclass(frozen=True)
class ShareAddress:
    """Where a child's word on who may see something belongs: to that child."""

    family_id: UUID
    member_id: UUID

    def about(self, user: User) -> Member | None:
        """The child, where this person may write down whom they show things to."""
        return members(user, May.SHARE).where(Member.id == self.member_id, Member.family == self.family_id).first()

    #: Whoever may take in what was put aside may write it.
    about_for_worker = about

    def keep(self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn."""
        return keep(form_of(fields), member, HandedIn(id, digest, origin))

    def keep_aside(
        self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str, strangers: bool
    ) -> Entry:
        """A stranger's word shows nothing to anybody."""
        if strangers:
            fields = [*((name, value) for name, value in fields if name != "audience"), ("audience", ShareWith.UNSURE)]
        return self.keep(member, fields, origin, id, digest)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        return {"share": form_of(fields)}

    def read_at(self, entry: Entry) -> str:
        return url_for("members.show", family_id=self.family_id, member_id=self.member_id)


def form_of(fields: Fields) -> ShareForm:
    """The form over what is in a box, which needs no token: nobody's cookie brought it."""
    return ShareForm(MultiDict(list(fields)), meta={"csrf": False})


def keep(form: ShareForm, member: Member, handed: HandedIn) -> Entry:
    """Keep what the form says. Raises CannotTakeIn where it does not say of what, or to whom."""
    item, audience = uuid_of(form.item.data), form.audience.data
    if item is None or audience not in set(ShareWith):
        raise CannotTakeIn(Reason.UNREADABLE)
    handed = HandedIn(handed.id, handed.digest, handed.origin, complete=form.validate())
    people, agreed = named(form.people.data), bool(form.agreed.data)
    return take_in_with(
        handed,
        member.family,
        lambda entry: Share.put(entry, member, item, ShareWith(audience), people, agreed=agreed),
    )


@bp.route("/families/<uuid:family_id>/members/<uuid:member_id>/shares", methods=["GET", "POST"])
@needs(May.SHARE)
def index(member: Member) -> Any:
    """One thing, who may see it, and what was said of that before. To show it or to take it back takes one press."""
    form = ShareForm()
    thing = one_of_theirs(member, form.item.data or request.args.get("item")) or abort(404)
    if form.validate_on_submit():
        handed = HandedIn(uuid4(), digest_of(repr(sorted(form.data.items(), key=str)).encode()), Origin(user()))
        with writing():
            keep(form, member, handed)
        flash(gettext("Written down. It holds from now on."))
        return redirect(url_for(".index", family_id=member.family_id, member_id=member.id, item=thing.id), 303)
    said, people = Share.of([thing.id]).get(thing.id, []), around(member)
    form.people.choices = [SelectChoice(str(one.id), one.name) for one in people]
    if not form.is_submitted():
        form.item.data = str(thing.id)
        form.audience.data = said[0].audience if said else ShareWith.WORKER.value
        form.people.data = [str(one.id) for one in Share.seen_by([thing.id]).get(thing.id, [])]
    return render_template(
        "shares/index.html",
        skin="family.html" if user().role == Role.CHILD else "work.html",
        member=member,
        thing=thing,
        tool=current_app.extensions["tools"].get(thing.document.tool),
        form=form,
        people=people,
        said=said,
        audiences=AUDIENCES,
    ), 400 if form.is_submitted() else 200


def one_of_theirs(member: Member, name: str | None) -> Item | None:
    """The thing, if it is this child's and one may read it."""
    theirs = items(user(), May.SEE).where(Item.document.in_(Document.select().where(Document.member == member)))
    return theirs.where(Item.id == uuid_of(name)).first() if uuid_of(name) else None


def around(member: Member) -> list[Member]:
    """Those whom a child can show things to: everybody with a place in the family but themself and the workers, who
    read it anyway."""
    found = Member.select().where(Member.family == member.family_id, Member.left_at.is_null())
    return list(found.where(Member.id != member.id, Member.role != Role.WORKER).order_by(Member.made_at))


@bp.app_context_processor
def what_is_shown() -> dict[str, Any]:
    return {"shown_to_me": lambda: shown_to(user(), May.SEE).count(), "seen_by": seen_by}


def seen_by(said: Sequence[Item]) -> dict[UUID, list[Member]]:
    return Share.seen_by([item.id for item in said])


@bp.get("/shown")
@signed_in
def shown() -> str:
    """What children show the one who is signed in, child by child. The reading is noted."""
    things: dict[Member, dict[Document, list[Item]]] = {}
    for item in shown_to(user(), May.SEE):
        things.setdefault(item.document.member, {}).setdefault(item.document, []).append(item)
    for sittings in things.values():
        for sitting in sittings:
            Journal.note(sitting.family, user(), "read", sitting)
    return render_template("shares/shown.html", things=things, tools=current_app.extensions["tools"])
