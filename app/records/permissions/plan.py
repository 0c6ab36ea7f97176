"""What a family's plan says will be done, and what becomes of it."""

from peewee import ModelSelect

from ..action import Action, Doer
from ..member import Member
from ..occurrence import Occurrence
from ..policy import May
from ..subscription import Subscription
from ..tick import Note, Tick
from ..user import User
from .place import families_for, oneself


def actions(user: User, may: May) -> ModelSelect:
    """What a family's plan says will be done. Whoever does something sees what they do, and ticks it."""
    mine = Doer.select(Doer.action).where(Doer.member.in_(oneself(user, may, "action")))
    return Action.select().where(Action.family.in_(families_for(user, may, "action")) | Action.id.in_(mine))


def ticks(user: User, may: May) -> ModelSelect:
    """Whoever sees an action sees what became of it, whoever ticked."""
    return Tick.select().where(Tick.action.in_(actions(user, may).select(Action.id)))


def notes(user: User, may: May) -> ModelSelect:
    """What was written beside ticks."""
    seen = Action.select(Action.id).where(Action.family.in_(families_for(user, may, "note")))
    return Note.select(Note, Tick).join(Tick).where(Tick.action.in_(seen))


def occurrences(user: User, may: May) -> ModelSelect:
    """Actions whose time has come, for whoever may see what became of the reminders of it."""
    seen = Action.select(Action.id).where(Action.family.in_(families_for(user, may, "reminder")))
    return Occurrence.select().where(Occurrence.action.in_(seen))


def reachable(user: User, may: May) -> ModelSelect:
    """Those of the families' members whom a reminder can reach: they have a device that is knocked at."""
    knocked_at = Subscription.select(Subscription.user)
    theirs = Member.family.in_(families_for(user, may, "reminder")) & Member.left_at.is_null()
    return Member.select().where(theirs, Member.user.in_(knocked_at))
