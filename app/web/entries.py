"""One entry, whichever way it came: fields, through the tool's form, to the records."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from uuid import NAMESPACE_OID, UUID, uuid5

from flask import current_app
from werkzeug.datastructures import MultiDict

from app.practice import Tool
from app.records import Entry, Member
from app.records.aside import CannotTakeIn, Reason
from app.records.entry import Origin
from app.records.receipt import take_in

from .forms import ToolForm, form_for, said, uuid_of

Fields = Iterable[tuple[str, str]]


def form_of(tool: Tool, fields: Fields) -> ToolForm:
    """The tool's form over these fields. What is in a box needs no token: nobody's cookie brought it."""
    return form_for(tool)(MultiDict(list(fields)), meta={"csrf": False})


def has_place_for(form: ToolForm, fields: Fields) -> bool:
    """Whether the form asks all that is answered here. A tablet may be ahead of this server, by a question."""
    return all(name in form for name, value in fields if value)


def keep(form: ToolForm, tool: Tool, member: Member, origin: Origin, id: UUID, digest: str) -> Entry:
    """Keep what a form says under this name. What is missing or unreadable in it does not stop the rest.

    Raises CannotTakeIn.
    """
    document = uuid_of(form.document.data)
    return take_in(
        id,
        digest,
        said(form, tool, id),
        document=document or uuid5(NAMESPACE_OID, f"{id}/document"),
        member=member,
        tool=tool,
        origin=origin,
        complete=form.validate(),
        finished=bool(form.finished.data),
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
    places = {"member": member, "tool": tool, "origin": origin, "complete": form.validate()}
    try:
        return take_in(id, digest, things, document=document, **places)
    except CannotTakeIn:
        return take_in(id, digest, things, document=uuid5(id, str(document)), **places)


def addressed(path: str) -> tuple[UUID, UUID, Tool]:
    """The family, the member and the tool that an address of ours names. Raises CannotTakeIn."""
    try:
        endpoint, ids = current_app.url_map.bind("localhost").match(path, method="POST")
    except Exception as reason:  # whatever a device wrote there, it does not lead anywhere
        raise CannotTakeIn(Reason.UNREADABLE) from reason
    tool = current_app.extensions["tools"].get(ids.get("slug"))
    if endpoint != "tools.fill" or tool is None:
        raise CannotTakeIn(Reason.UNREADABLE)
    return ids["family_id"], ids["member_id"], tool


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()
