"""What stands around a family: what is put aside, who needs to talk to someone, tablets that are lent."""

from peewee import ModelSelect

from ..aside import Aside
from ..flag import Flag
from ..handover import Handover
from ..policy import STAFF, May, roles
from ..user import User
from .place import families_for


def asides(user: User, may: May) -> ModelSelect:
    return Aside.select().where(Aside.family.in_(families_for(user, may, "aside")))


def flags(user: User, may: May) -> ModelSelect:
    """Who needs to talk to someone: for the family's workers, and for those in the service who see every flag."""
    every = user.role in roles(may, "flag", STAFF)
    return Flag.select() if every else Flag.select().where(Flag.family.in_(families_for(user, may, "flag")))


def handovers(user: User, may: May) -> ModelSelect:
    """Tablets lent to children of families, with what was agreed beforehand."""
    return Handover.select().where(Handover.family.in_(families_for(user, may, "handover")))
