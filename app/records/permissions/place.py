"""Whose places, in which families, give them a thing: what every other rule is made of."""

from functools import reduce
from operator import or_

from peewee import ModelSelect

from app.practice import Role

from ..contact import Contact
from ..family import Family
from ..look_back import LookBack
from ..member import Member
from ..policy import IN_FAMILY, ONESELF, SHOWN, STAFF, May, policy, roles
from ..user import User


def places(user: User, may: May, what: str, relation: str, audience: str = "") -> ModelSelect:
    """The person's own places in families, where those give them this."""
    parts = roles(may, what, relation, audience)
    return Member.select().where(Member.user == user, Member.role.in_(parts), Member.left_at.is_null())


def families_for(user: User, may: May, what: str, audience: str = "") -> ModelSelect:
    return places(user, may, what, IN_FAMILY, audience).select(Member.family)


def oneself(user: User, may: May, what: str) -> ModelSelect:
    return places(user, may, what, ONESELF).select(Member.id)


def looking_back(user: User, may: May, what: str) -> ModelSelect:
    """Oneself, where a worker has set that what one said may be shown on a device of one's own."""
    return oneself(user, may, what).where(Member.id.in_(LookBack.safe()))


def shown_to_in(user: User, may: May, what: str) -> ModelSelect:
    """The places in which a child may show one something; a young person's only where it is safe on their device."""
    return places(user, may, what, SHOWN).where((Member.role != Role.CHILD) | Member.id.in_(LookBack.safe()))


def families(user: User, may: May, what: str = "family") -> ModelSelect:
    """The families whose page, or whose things of another sort, one's part in them lets one do this to."""
    return Family.select().where(Family.id.in_(families_for(user, may, what)))


def members(user: User, may: May) -> ModelSelect:
    """Those with a place in the family now. Someone whose part has ended is in no list. The table speaks of any member,
    or of those who play one part."""
    allowed = Member.family.in_(families_for(user, may, "member")) | Member.id.in_(oneself(user, may, "member"))
    for part in Role:
        if roles(may, part, IN_FAMILY):
            allowed |= (Member.role == part) & Member.family.in_(families_for(user, may, part))
    return Member.select(Member, Family).join(Family).where(allowed, Member.left_at.is_null())


def contacts(user: User, may: May) -> ModelSelect:
    audiences = sorted({row["audience"] for row in policy() if row["what"] == "contact"})
    each = ((Contact.audience == a) & Member.family.in_(families_for(user, may, "contact", a)) for a in audiences)
    return Contact.select(Contact, Member).join(Member).where(reduce(or_, each))


def roles_who(may: May, what: str) -> tuple[str, ...]:
    """The roles that may do this to what is their own, for queries over many people at once."""
    return roles(may, what, ONESELF)


def may_make(user: User, what: str) -> bool:
    """Whether someone of this role in the service may begin a thing of this sort."""
    return user.role in roles(May.MAKE, what, STAFF)
