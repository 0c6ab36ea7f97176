"""What did not feel safe: it comes before everything else until a worker has read it, and it is known who has."""

from collections import defaultdict
from uuid import UUID

from .action import Action
from .db import writing
from .entry import Entry
from .family import Family
from .journal import Journal
from .permissions import May, notes
from .tick import Note, Tick, Why
from .user import User

#: {note: the lines of those who read it, the first before the others}
Readings = dict[UUID, list[Journal]]


def unsafe(user: User) -> list[Note]:
    """The notes this person may read that say that something did not feel safe: each with its tick, action, family and
    author; the latest first."""
    found = (
        notes(user, May.SEE)
        .select(Note, Tick, Action, Family, Entry, User)
        .join_from(Tick, Action)
        .join_from(Action, Family)
        .join_from(Tick, Entry)
        .join_from(Entry, User)
        .where(Note.why == Why.UNSAFE)
        .order_by(Entry.received_at.desc())
    )
    return list(found)


def readings(told: list[Note]) -> Readings:
    """Who has read these notes, by the journal's word."""
    read: Readings = defaultdict(list)
    if told:
        lines = (
            Journal.select(Journal, User)
            .join(User)
            .where(
                Journal.family.in_({note.tick.action.family_id for note in told}),
                Journal.act == "read",
                Journal.thing == "note",
                Journal.thing_id.in_([str(note.id) for note in told]),
            )
        )
        for line in lines.order_by(Journal.at, Journal.number):
            read[UUID(line.thing_id)].append(line)
    return read


def unread(user: User) -> list[Note]:
    """Those that no worker has read yet."""
    told = unsafe(user)
    read = readings(told)
    return [note for note in told if not read[note.id]]


def have_read(user: User, told: list[Note], read: Readings) -> None:
    """This person has these notes before them: a line for each that they have not read before."""
    with writing():
        for note in told:
            if user.id not in {line.user_id for line in read[note.id]}:
                Journal.note(note.tick.action.family, user, "read", note)
