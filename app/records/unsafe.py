"""What did not feel safe, and has not been read by any worker yet: it comes before everything else."""

from .action import Action
from .entry import Entry
from .family import Family
from .journal import Journal
from .permissions import May, notes
from .tick import Note, Tick, Why
from .user import User


def unread(user: User) -> list[Note]:
    """The notes this person may read that say that something did not feel safe, until one who may has read them. Each
    has its tick, action, family and author; the latest first."""
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
    names = {str(note.id): note for note in found}
    lines = Journal.select(Journal.thing_id).where(
        Journal.act == "read", Journal.thing == "note", Journal.thing_id.in_(list(names))
    )
    read = {thing for (thing,) in lines.tuples()}
    return [note for name, note in names.items() if name not in read]
