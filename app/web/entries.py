"""One entry, whichever way it came: fields, through the tool's form, to the records."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from flask import url_for
from werkzeug.datastructures import MultiDict

from app.practice import Tool
from app.records import Entry, Member, Refiling, User
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.permissions import May, members
from app.records.question import answered
from app.records.receipt import HandedIn, take_in
from app.records.recording import Part, Piece, apart

from .forms import ToolForm, form_for, pieces, said, uuid_of

Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class ToolAddress:
    """Where a box belongs that was written with a tool: a member of a family, and the tool."""

    family_id: UUID
    member_id: UUID
    tool: Tool

    def about(self, user: User) -> Member | None:
        """The one it is about, where this person may write about them."""
        found = members(user, May.WRITE_ABOUT)
        return found.where(Member.id == self.member_id, Member.family == self.family_id).first()

    def following(self, fields: Fields) -> "ToolAddress":
        """Where its sitting is now, if that was under the wrong child."""
        name = named(fields)
        its = Member.get_or_none(id=self.member_id, family=self.family_id)
        went = Refiling.where_it_went(name, its) if name and its else None
        return replace(self, family_id=went.family_id, member_id=went.id) if went else self

    #: Whoever may take in what was put aside may write it.
    about_for_worker = about

    def keep(self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str) -> Entry:
        """Raises CannotTakeIn; UNREADABLE where a tablet is ahead of this server, by a question."""
        tool = with_questions(self.tool, fields)
        form = form_of(tool, fields)
        if not all(name in form for name, value in fields if value):
            raise CannotTakeIn(Reason.UNREADABLE)
        return keep(form, tool, member, origin, id, digest)

    def keep_aside(
        self, member: Member, fields: Fields, origin: Origin, id: UUID, digest: str, strangers: bool
    ) -> Entry:
        """Under its own names where they are free: what was said of it by those names, and what comes later in its
        place, hang on it then."""
        tool = with_questions(self.tool, fields)
        form = form_of(tool, fields)
        with suppress(CannotTakeIn):
            if not strangers:
                return keep(form, tool, member, origin, id, digest)
        return keep_under_new_names(form, tool, member, origin, id, digest, strangers)

    def told(self, fields: Fields, id: UUID) -> dict[str, Any]:
        """What is in a box, for whoever has to look at it."""
        tool = with_questions(self.tool, fields)
        return {"tool": tool, "things": said(form_of(tool, fields), tool, id)}

    def read_at(self, entry: Entry) -> str:
        return url_for("documents.show", family_id=self.family_id, document_id=entry.document_id)


def named(fields: Fields) -> UUID | None:
    """The sitting that a box names."""
    return uuid_of(dict(fields).get("document"))


def with_questions(tool: Tool, fields: Fields) -> Tool:
    """The tool, with those questions of one young person that are answered here."""
    return answered(tool, [name for name, value in fields if value])


def form_of(tool: Tool, fields: Fields) -> ToolForm:
    """The tool's form over these fields. What is in a box needs no token: nobody's cookie brought it."""
    return form_for(tool)(MultiDict(list(fields)), meta={"csrf": False})


def keep(form: ToolForm, tool: Tool, member: Member, origin: Origin, id: UUID, digest: str) -> Entry:
    """Keep what a form says under this name. What is missing or unreadable in it does not stop the rest.

    Raises CannotTakeIn.
    """
    return take_in(
        HandedIn(id, digest, origin, complete=form.validate()),
        said(form, tool, id),
        document=uuid_of(form.document.data) or uuid5(NAMESPACE_OID, f"{id}/document"),
        member=member,
        tool=tool,
        finished=bool(form.finished.data),
        beside=partial(Part.put, pieces=heard(form)),
    )


def keep_under_new_names(
    form: ToolForm, tool: Tool, member: Member, origin: Origin, id: UUID, digest: str, strangers: bool = False
) -> Entry:
    """Keep what a person has looked at and takes in although its names were taken: each thing gets a new one. What a
    stranger brought replaces nothing and takes nothing out."""
    things = [replace(thing, id=uuid5(id, f"{place}/{thing.id}")) for place, thing in enumerate(said(form, tool, id))]
    if strangers:
        things = [replace(thing, replaces=None) for thing in things if thing.content is not None]
    document = uuid_of(form.document.data) or id
    handed = HandedIn(id, digest, origin, complete=form.validate())
    device, other = origin.device.id if origin.device else id, uuid5(id, str(document))
    for name, space in [(document, device if strangers else None), (other, device), (other, id)]:
        with suppress(CannotTakeIn):
            said_so, parts = apart(things, heard(form), space) if space else (things, heard(form))
            put = partial(Part.put, pieces=parts)
            return take_in(handed, said_so, document=name, member=member, tool=tool, beside=put)
    raise CannotTakeIn(Reason.NAME_TAKEN, member.family)


def heard(form: ToolForm) -> list[Piece]:
    """Raises CannotTakeIn: what is no part of a recording stays on the device, which asks again."""
    try:
        return pieces(form)
    except ValueError as reason:
        raise CannotTakeIn(Reason.UNREADABLE) from reason


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()
