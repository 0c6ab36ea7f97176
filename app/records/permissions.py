"""May I? The one place where it is answered, from one table, policy.csv.

Each rule is a query: *may I see this one* is *is it among those I may see*. So a list and a look never disagree, and
what is not yours is found nowhere, as if it were not there.
"""

from functools import reduce
from operator import or_
from typing import Any

from peewee import ModelSelect

from app.practice import Role

from .action import Action, Doer
from .aside import Aside
from .bringing import Side
from .contact import Contact
from .document import Document
from .entry import Entry
from .family import Family
from .flag import Flag
from .handover import Handover
from .item import Item
from .look_back import LookBack
from .member import Member
from .occurrence import Occurrence
from .policy import ASKED, IN_FAMILY, ONESELF, SHOWN, STAFF, policy
from .policy import May as May
from .policy import roles as _roles
from .refiling import Refiling
from .reply import Reply
from .share import Share
from .showing import Showing
from .stance import Asked
from .story import Story, Version
from .subscription import Subscription
from .tick import Note, Tick
from .user import User


def _places(user: User, may: May, what: str, relation: str, audience: str = "") -> ModelSelect:
    """The person's own places in families, where those give them this."""
    roles = _roles(may, what, relation, audience)
    return Member.select().where(Member.user == user, Member.role.in_(roles), Member.left_at.is_null())


def _families(user: User, may: May, what: str, audience: str = "") -> ModelSelect:
    places = _places(user, may, what, IN_FAMILY, audience)
    return places.select(Member.family)


def _self(user: User, may: May, what: str) -> ModelSelect:
    return _places(user, may, what, ONESELF).select(Member.id)


def families(user: User, may: May, what: str = "family") -> ModelSelect:
    """The families whose page, or whose things of another sort, one's part in them lets one do this to."""
    return Family.select().where(Family.id.in_(_families(user, may, what)))


def members(user: User, may: May) -> ModelSelect:
    """Those with a place in the family now. Someone whose part has ended is in no list. The table speaks of any member,
    or of those who play one part."""
    allowed = Member.family.in_(_families(user, may, "member")) | Member.id.in_(_self(user, may, "member"))
    for part in Role:
        if _roles(may, part, IN_FAMILY):
            allowed |= (Member.role == part) & Member.family.in_(_families(user, may, part))
    return Member.select(Member, Family).join(Family).where(allowed, Member.left_at.is_null())


def contacts(user: User, may: May) -> ModelSelect:
    audiences = sorted({row["audience"] for row in policy() if row["what"] == "contact"})
    each = ((Contact.audience == a) & Member.family.in_(_families(user, may, "contact", a)) for a in audiences)
    return Contact.select(Contact, Member).join(Member).where(reduce(or_, each))


def documents(user: User, may: May) -> ModelSelect:
    allowed = Document.family.in_(_families(user, may, "document")) | Document.member.in_(_self(user, may, "document"))
    found = Document.select(Document, Member).join(Member)
    if may is May.RE_FILE:  # also what waits out of sight, and then whoever wrote it
        return found.where(allowed | _own_tablet(user, may))
    return found.where(allowed, _in_sight())


def _in_sight() -> Any:
    return Document.id.not_in(Refiling.out_of_sight())


def _own_tablet(user: User, may: May) -> Any:
    mine = Entry.select(Entry.document).where(Entry.author == user, Entry.document.in_(Refiling.out_of_sight()))
    return Document.id.in_(mine if user.role in _roles(may, "document", STAFF) else [])


def items(user: User, may: May) -> ModelSelect:
    """The latest things of documents whose things this person may see, and those that a child shows them."""
    seen = Document.family.in_(_families(user, may, "item")) | Document.member.in_(_looking_back(user, may, "item"))
    mine = Item.document.in_(Document.select(Document.id).where(seen, _in_sight()))
    return Item.latest().where(mine | _shown_by_a_child(user, may), Item.id.not_in(Side.put_by()))


def shown_to(user: User, may: May) -> ModelSelect:
    """What children show this person, and nothing else of theirs."""
    return items(user, may).where(_shown_by_a_child(user, may), Item.content.is_null(False))


def _shown_by_a_child(user: User, may: May) -> Any:
    shown = Share.to(_places(user, may, "item", SHOWN).select(Member.id))
    return Item.id.in_(shown) & Item.document.in_(Document.select(Document.id).where(_in_sight()))


def replies(user: User, may: May) -> ModelSelect:
    """What someone was told that happened because of what they said, the latest first."""
    seen = Member.family.in_(_families(user, may, "reply")) | Member.id.in_(_looking_back(user, may, "reply"))
    its = Document.select(Document.id).where(Document.member == Reply.member, _in_sight())
    about = Reply.item.is_null() | Reply.item.in_(Item.select(Item.id).where(Item.document.in_(its)))
    return Reply.select(Reply, Member).join(Member).where(seen, about).order_by(Reply.told_at.desc())


def _looking_back(user: User, may: May, what: str) -> ModelSelect:
    """Oneself, where a worker has set that what one said may be shown on a device of one's own."""
    return _self(user, may, what).where(Member.id.in_(LookBack.safe()))


def stories(user: User, may: May) -> ModelSelect:
    """The stories of a family; of those that one is asked about or was shown, what may be done to them as they stand
    now: who is asked about the newest version may change it."""
    seen = Version.newest() if may is May.CHANGE else Version.select()
    theirs = seen.where(_asked(user, may) | _shown(user, may)).select(Version.story)
    return (
        Story.select(Story, Member)
        .join(Member)
        .where(Story.family.in_(_families(user, may, "story")) | Story.id.in_(theirs))
    )


def versions(user: User, may: May) -> ModelSelect:
    """Versions of stories, each for itself: who is asked about one does not see another."""
    within = Version.family.in_(_families(user, may, "story"))
    return Version.select(Version, Story).join(Story).where(within | _asked(user, may) | _shown(user, may))


def _asked(user: User, may: May) -> Any:
    return Version.id.in_(Asked.about(_places(user, may, "story", ASKED).select(Member.id)))


def _shown(user: User, may: May) -> Any:
    return Version.id.in_(Showing.to(_looking_back(user, may, "story")))


def actions(user: User, may: May) -> ModelSelect:
    """What a family's plan says will be done. Whoever does something sees what they do, and ticks it."""
    mine = Doer.select(Doer.action).where(Doer.member.in_(_self(user, may, "action")))
    return Action.select().where(Action.family.in_(_families(user, may, "action")) | Action.id.in_(mine))


def ticks(user: User, may: May) -> ModelSelect:
    """Whoever sees an action sees what became of it, whoever ticked."""
    return Tick.select().where(Tick.action.in_(actions(user, may).select(Action.id)))


def notes(user: User, may: May) -> ModelSelect:
    """What was written beside ticks."""
    seen = Action.select(Action.id).where(Action.family.in_(_families(user, may, "note")))
    return Note.select(Note, Tick).join(Tick).where(Tick.action.in_(seen))


def occurrences(user: User, may: May) -> ModelSelect:
    """Actions whose time has come, for whoever may see what became of the reminders of it."""
    seen = Action.select(Action.id).where(Action.family.in_(_families(user, may, "reminder")))
    return Occurrence.select().where(Occurrence.action.in_(seen))


def reachable(user: User, may: May) -> ModelSelect:
    """Those of the families' members whom a reminder can reach: they have a device that is knocked at."""
    knocked_at = Subscription.select(Subscription.user)
    theirs = Member.family.in_(_families(user, may, "reminder")) & Member.left_at.is_null()
    return Member.select().where(theirs, Member.user.in_(knocked_at))


def asides(user: User, may: May) -> ModelSelect:
    return Aside.select().where(Aside.family.in_(_families(user, may, "aside")))


def flags(user: User, may: May) -> ModelSelect:
    """Who needs to talk to someone: for the family's workers, and for those in the service who see every flag."""
    every = user.role in _roles(may, "flag", STAFF)
    return Flag.select() if every else Flag.select().where(Flag.family.in_(_families(user, may, "flag")))


def handovers(user: User, may: May) -> ModelSelect:
    """Tablets lent to children of families, with what was agreed beforehand."""
    return Handover.select().where(Handover.family.in_(_families(user, may, "handover")))


def roles_who(may: May, what: str) -> tuple[str, ...]:
    """The roles that may do this to what is their own, for queries over many people at once."""
    return _roles(may, what, ONESELF)


def may_make(user: User, what: str) -> bool:
    """Whether someone of this role in the service may begin a thing of this sort."""
    return user.role in _roles(May.MAKE, what, STAFF)
