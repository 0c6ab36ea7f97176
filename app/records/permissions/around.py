"""What stands around a family: what is put aside, who needs to talk to someone, tablets that are lent."""

from peewee import ModelSelect

from ..aside import Aside
from ..document import Document
from ..entry import Entry
from ..family import Family
from ..flag import Flag
from ..handover import Handover
from ..policy import STAFF, May, roles
from ..user import User
from .place import families_for
from .said import documents


def asides(user: User, may: May) -> ModelSelect:
    return Aside.select().where(Aside.family.in_(families_for(user, may, "aside")))


def flags(user: User, may: May) -> ModelSelect:
    """Who needs to talk to someone: for the family's workers, and for those in the service who see every flag."""
    every = user.role in roles(may, "flag", STAFF)
    return Flag.select() if every else Flag.select().where(Flag.family.in_(families_for(user, may, "flag")))


def handovers(user: User, may: May) -> ModelSelect:
    """Tablets lent to children of families, with what was agreed beforehand."""
    return Handover.select().where(Handover.family.in_(families_for(user, may, "handover")))


def beside(user: User, may: May) -> ModelSelect:
    """What was written down of lendings on which sittings were written that this person sees: who was there, in which
    language. That goes with what was said, to whichever child; the lending itself does not, nor whose it was."""
    through = Entry.select(Entry.handover).where(
        Entry.handover.is_null(False), Entry.document.in_(documents(user, may).select(Document.id))
    )
    return Handover.select().where(Handover.id.in_(through))


def waited_for(user: User, may: May) -> ModelSelect:
    """The families of which this person is told that something is late: those in the service who see to it, and no
    more of it than that."""
    every = user.role in roles(may, "unread", STAFF)
    return Family.select() if every else Family.select().where(Family.id.is_null())
