"""A child's word on who may see a thing: as a form, as a device brings it, and what holds of it though no pass does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectMultipleField, ValidationError, validators

from app.records import Entry, Item, Member, Share, ShareWith, User
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, items, members
from app.records.receipt import HandedIn, take_in_with

from .access import user as reader
from .entries import Fields
from .forms import Form, is_name, one_of, uuid_of

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

    def hold_no(self, fields: Fields, origin: Origin, id: UUID, digest: str) -> None:
        """What is said here waits for a worker, since the pass did not hold any more; but a no among it holds at once.
        Whoever is not named any more sees the thing no more, and nobody sees it who did not before."""
        form, member = form_of(fields), self.about(origin.author)
        item, audience = uuid_of(form.item.data), form.audience.data
        if member is None or item is None or audience not in set(ShareWith):
            return
        seen = [one.id for one in Share.seen_by([item]).get(item, [])]
        staying = set(seen) & set(named(form.people.data)) if audience == ShareWith.PEOPLE else set()
        if audience == ShareWith.PEOPLE and staying == set(seen):
            return
        holds = ShareWith.PEOPLE if staying else ShareWith.UNSURE if audience == ShareWith.PEOPLE else audience
        handed = HandedIn(uuid5(id, digest), digest, origin)
        take_in_with(
            handed,
            member.family,
            lambda entry: Share.put(entry, member, item, ShareWith(holds), staying, agreed=False),
        )

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        """Of what, as far as the reader may see it and it is here; and to whom."""
        form = form_of(fields)
        around = members(reader(), May.SHOW_THINGS_TO).where(Member.family == self.family_id)
        thing = items(reader(), May.SEE).where(Item.id == uuid_of(form.item.data)).first()
        return {
            "share": form,
            "thing": thing if thing and thing.document.member_id == self.member_id else None,
            "audience": AUDIENCES.get(form.audience.data),
            "people": list(around.where(Member.id.in_(named(form.people.data)))),
        }

    def read_at(self, entry: Entry) -> str:
        return url_for("members.show", family_id=self.family_id, member_id=self.member_id)


def seen_words(name: str) -> dict[str, str]:
    """Who sees a thing beside those whom the child named, by what the child said last; where nobody was named."""
    return {
        "also": gettext("the workers"),
        "": gettext("Only the workers. %(name)s has not been asked yet.", name=name),
        ShareWith.WORKER: gettext("Only the workers: that is what %(name)s wants.", name=name),
        ShareWith.UNSURE: gettext("Only the workers: %(name)s is not sure yet.", name=name),
        ShareWith.PEOPLE: gettext("Only the workers: of those %(name)s named nobody may see it now.", name=name),
    }


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
