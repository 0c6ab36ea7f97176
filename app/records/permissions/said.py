"""What children and young people say, and what is told to them."""

from typing import Any

from peewee import ModelSelect, fn

from ..bringing import Side
from ..document import Document
from ..entry import Entry
from ..gloss import Gloss
from ..item import Item
from ..member import Member
from ..passing import Passing
from ..policy import STAFF, May, roles
from ..refiling import Refiling
from ..reply import Reply
from ..share import Share
from ..user import User
from .place import families_for, looking_back, oneself, shown_to_in


def documents(user: User, may: May) -> ModelSelect:
    allowed = Document.family.in_(families_for(user, may, "document")) | Document.member.in_(
        oneself(user, may, "document")
    )
    found = Document.select(Document, Member).join(Member)
    if may is May.RE_FILE:  # also what waits out of sight; and whoever wrote it
        return found.where(allowed | _own_tablet(user, may))
    return found.where(allowed, _in_sight())


def _in_sight() -> Any:
    return Document.id.not_in(Refiling.out_of_sight())


def out_of_sight() -> ModelSelect:
    """The sittings that nobody is shown now, nor told of."""
    return Refiling.out_of_sight()


def _own_tablet(user: User, may: May) -> Any:
    """What somebody of the service wrote themself: where it waits out of sight, or nobody has put it anywhere since."""
    placed = Refiling.select(Refiling.document).where(Refiling.becomes != Refiling.was)
    theirs = Entry.document.in_(Refiling.out_of_sight()) | Entry.document.not_in(placed)
    mine = Entry.select(Entry.document).where(Entry.author == user, Entry.document.is_null(False), theirs)
    return Document.id.in_(mine if user.role in roles(may, "document", STAFF) else [])


def items(user: User, may: May) -> ModelSelect:
    """The latest things of documents whose things this person may see, and those that a child shows them."""
    seen = Document.family.in_(families_for(user, may, "item")) | Document.member.in_(looking_back(user, may, "item"))
    mine = Item.document.in_(Document.select(Document.id).where(seen, _in_sight()))
    return Item.latest().where(mine | _shown_by_a_child(user, may), Item.id.not_in(Side.put_by()))


def shown_to(user: User, may: May) -> ModelSelect:
    """What children show this person, and nothing else of theirs."""
    return items(user, may).where(_shown_by_a_child(user, may), Item.content.is_null(False))


def _shown_by_a_child(user: User, may: May) -> Any:
    shown = Share.to(shown_to_in(user, may, "item").select(Member.id))
    in_sight = Document.select(Document.id).where(_in_sight())
    return Item.id.in_(shown) & Item.document.in_(in_sight) & Share.was_held_back(Entry)


def glosses(user: User, may: May) -> ModelSelect:
    """What stands beside children's words, the first that came first. A translation that goes along with the words is
    seen, as it stands now, by those whom a child shows them to; and never by that child."""
    theirs = Document.family.in_(families_for(user, may, "gloss")) & _in_sight()
    around = shown_to_in(user, may, "gloss").select(Member.id)
    along = (Gloss.goes_along) & Gloss.item.in_(shown_to(user, may).select(Item.id)) & ~Gloss.replaced()
    others = Gloss.member.not_in(Member.select(Member.id).where(Member.user == user))
    return Gloss.where_it_belongs().where(theirs | (along & others & fn.EXISTS(around)))


def replies(user: User, may: May) -> ModelSelect:
    """What someone was told that happened because of what they said, the latest first."""
    seen = Member.family.in_(families_for(user, may, "reply")) | Member.id.in_(looking_back(user, may, "reply"))
    its = Document.select(Document.id).where(Document.member == Reply.member, _in_sight())
    about = Reply.item.is_null() | Reply.item.in_(Item.select(Item.id).where(Item.document.in_(its)))
    return Reply.select(Reply, Member).join(Member).where(seen, about).order_by(Reply.told_at.desc())


def passings(user: User, may: May) -> ModelSelect:
    """What was passed on of what children said. A child sees what stands of it and what they were told of, as long as
    the sitting is theirs."""
    theirs = Document.select(Document.id).where(Document.member == Passing.member, _in_sight())
    own = Passing.member.in_(looking_back(user, may, "passing")) & Passing.document.in_(theirs) & Passing.is_known()
    return Passing.select().where(Passing.family.in_(families_for(user, may, "passing")) | own)
