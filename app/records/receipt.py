"""Taking in what was handed in, and what is said back about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from peewee import IntegrityError

from app.practice import Tool

from .action import Action
from .aside import Aside, CannotTakeIn, Reason
from .db import db, exact
from .document import Document
from .entry import Entry, Origin
from .family import Family
from .handover import Handover
from .item import Item, Said
from .journal import Journal
from .member import Member
from .refiling import Refiling
from .tick import Outcome, Tick, Why


@dataclass(frozen=True)
class Receipt:
    """What the server says of one box, the same however often it is sent: `kept` where it belongs or `aside`, and when
    it came (UTC). Or `refused`, and why; then it is not here and must stay where it is. Or `later`: it stays
    there for a while and is brought again."""

    id: UUID
    status: Literal["kept", "aside", "refused", "later"]
    received_at: datetime | None = None
    digest: str = ""
    why: str = ""

    @classmethod
    def of(cls, kept: Entry | Aside) -> "Receipt":
        if isinstance(kept, Entry):
            return cls(kept.id, "kept", kept.received_at, kept.digest)
        return cls(kept.entry, "aside", kept.received_at, kept.digest)


@dataclass(frozen=True)
class HandedIn:
    """One entry as it came: its name and the digest of its bytes, from where, whether the form found it in order."""

    id: UUID
    digest: str
    origin: Origin
    complete: bool = True


def take_in(
    handed: HandedIn,
    said: list[Said],
    *,
    document: UUID,
    member: Member,
    tool: Tool,
    finished: bool = False,
    beside: Callable[[Entry], object] = lambda _entry: None,
) -> Entry:
    """Keep what was said in a sitting, and what belongs `beside` it: parts of a recording, a photo. Raises CannotTakeIn
    where a name in it belongs to something else; then nothing of it is kept here."""
    with db.atomic():
        member = Refiling.where_it_went(document, member)
        kept = _kept(handed, member.family)
        if kept:
            return kept
        entry = _entry(handed)
        sitting = _sitting(document, member, tool, entry.said_at)
        if sitting is None:
            raise CannotTakeIn(Reason.NAME_TAKEN, member.family)
        entry.document = sitting

        def put(entry: Entry) -> None:
            _keep_items(entry, said)
            beside(entry)
            if finished:
                sitting.finish(entry.said_at)

        return _keep(entry, sitting.family, put)


def _sitting(name: UUID, member: Member, tool: Tool, at: datetime) -> Document | None:
    """The sitting of this name; asked again where it went to another child at this very moment."""
    found = Document.called(name, member, tool.slug, at)
    return found or Document.called(name, Refiling.where_it_went(name, member), tool.slug, at)


def take_in_with(handed: HandedIn, family: Family, put: Callable[[Entry], Any]) -> Entry:
    """Keep what belongs to no sitting, by what puts it where it belongs. Raises CannotTakeIn where its name belongs to
    something else."""
    with db.atomic():
        return _kept(handed, family) or _keep(_entry(handed), family, put)


def take_in_tick(handed: HandedIn, action: Action, wall: str, outcome: Outcome, why: Why | None, words: str) -> Entry:
    """Keep what someone ticked. Raises CannotTakeIn."""
    return take_in_with(handed, action.family, lambda entry: Tick.put(entry, action, wall, outcome, why, words))


def take_in_of_handover(handed: HandedIn, handover: Handover, understood: str, ended: bool) -> Entry:
    """What a lent tablet says of its lending."""
    return take_in_with(handed, handover.family, lambda _entry: handover.tell(understood, ended))


def _kept(handed: HandedIn, family: Family) -> Entry | None:
    kept = Entry.get_or_none(id=handed.id)
    return kept and _the_same(kept, handed.digest, family)


def _the_same(kept: Entry, digest: str, family: Family) -> Entry:
    if kept.digest != digest:
        raise CannotTakeIn(Reason.OTHER_BYTES, family)
    return kept


def _keep(entry: Entry, family: Family, put: Callable[[Entry], Any]) -> Entry:
    made = Entry.insert(entry.__data__).on_conflict_ignore().returning(Entry.id).execute()
    if not list(made):  # another thread was first
        return _the_same(Entry.get_by_id(entry.id), entry.digest, family)
    put(entry)
    Journal.note(family, entry.author, "wrote", entry)
    return entry


def _entry(handed: HandedIn) -> Entry:
    """As it comes now, and not kept yet."""
    origin = handed.origin
    return Entry(
        id=handed.id,
        author=origin.author,
        device=origin.device,
        handover=origin.handover,
        number=origin.number,
        release=exact(origin.release)[:32],
        digest=handed.digest,
        complete=handed.complete,
        written_at=origin.written_at,
    )


def _keep_items(entry: Entry, said: list[Said]) -> None:
    rows = [
        {
            "id": thing.id,
            "entry": entry,
            "document": entry.document_id,
            "place": place,
            "question": thing.question,
            "kind": thing.kind,
            "content": thing.content,
            "prompt": thing.prompt,
            "band": thing.band,
            "language": thing.language,
            "asked_in": thing.asked_in if thing.asked_in != thing.language else None,
            "hand": thing.hand,
            "replaces": thing.replaces,
        }
        for place, thing in enumerate(said)
    ]
    if not rows:
        return
    try:
        with db.atomic():
            Item.insert_many(rows).execute()
    except IntegrityError as taken:
        raise CannotTakeIn(Reason.NAME_TAKEN, entry.document.family) from taken
