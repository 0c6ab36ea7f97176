"""An invitation: it lets one person of a family's network in, once."""

from datetime import datetime, timedelta
from uuid import uuid4

from peewee import ForeignKeyField, IntegrityError, UUIDField

from app.practice.role import OF_THE_SERVICE

from .code import bare, new_code
from .db import Lookup, Moment, Record, now, writing
from .family import Family
from .journal import Journal
from .lookup import lookup
from .member import Member
from .permissions import May, members
from .user import User

LASTS = timedelta(hours=24)


class Worthless(Exception):
    """This code lets nobody in: mistyped, used, run out or taken back. Which of these, nobody is told."""


class AddressTaken(Exception):
    """The address has an account already. Only somebody with a code that works is ever told so."""


class NotWithThisAccount(Exception):
    """A code is not for an account with a place in the family, now or before, nor for a worker's."""


class Invite(Record):
    """One invitation. The code is told once, when it is made; only its keyed digest is kept.

    It is worth something until it is used, or 24 hours have gone, or `until` was brought forward because it was taken
    back or a newer one was made; and only while the one who made it may still invite this member, who has no account.
    """

    id = UUIDField(primary_key=True, default=uuid4)
    member = ForeignKeyField(Member, backref="invites")
    code_lookup = Lookup(unique=True)
    made_by = ForeignKeyField(User)
    made_at = Moment(default=now)
    until = Moment()
    used_at = Moment(null=True)

    @classmethod
    def make(cls, member: Member, by: User) -> tuple["Invite", str]:
        """Invite this member; what was made for them before is worth nothing from now. Returns the invitation and its
        code, `ABCD-EFGH-JKMN`, which is nowhere else."""
        code, moment = new_code(), now()
        with writing():
            invite = cls.create(
                member=member, code_lookup=lookup(bare(code)), made_by=by, made_at=moment, until=moment + LASTS
            )
            Journal.note(member.family, by, "invited", invite)  # first: of two at once, the later sees the earlier one
            cls._end((cls.member == member) & (cls.id != invite.id))
        return invite, code

    @classmethod
    def waiting(cls, member: Member) -> "Invite | None":
        """The invitation of this member that can still be used."""
        found = cls.select().where(cls.member == member, *cls._open()).order_by(cls.made_at.desc()).first()
        return found if found and found.is_good() else None

    @classmethod
    def came_in(cls, member: Member) -> datetime | None:
        """Since when this member has an account here; None where they have none."""
        used = cls.select().where(cls.member == member, cls.used_at.is_null(False)).order_by(cls.used_at.desc()).first()
        return member.user and (used.used_at if used else member.user.made_at)

    @classmethod
    def take_back(cls, member: Member, by: User) -> None:
        """What was made for this member is worth nothing from now."""
        with writing():
            invite = cls.waiting(member)
            if invite:
                cls._end(cls.id == invite.id)
                Journal.note(member.family, by, "took back", invite)

    @classmethod
    def bearing(cls, code: str) -> "Invite | None":
        """The invitation that this code opens, however it was typed. Uses nothing up."""
        invite = (
            cls.select(cls, Member, Family, User)
            .join_from(cls, Member)
            .join_from(Member, Family)
            .join_from(cls, User)
            .where(cls.code_lookup == lookup(bare(code)), *cls._open())
            .first()
        )
        return invite if invite and invite.is_good() else None

    def is_good(self) -> bool:
        """Whether the one who made it may still invite this member, and they have not come in some other way."""
        return members(self.made_by, May.INVITE).where(Member.id == self.member_id, Member.user.is_null()).exists()

    @classmethod
    def let_in(cls, code: str, *, email: str, words: str) -> User:
        """An account for whoever was invited with this code, in their part of the family and no other.

        Raises Worthless, AddressTaken, and passphrase.Busy; then nothing has been used up.
        """
        invite = cls.bearing(code)
        if invite is None:
            raise Worthless
        user = User.new(name=invite.member.name, email=email, words=words, role=invite.member.role)
        try:
            with writing():
                user.save(force_insert=True)
                cls._use(code, user)
        except IntegrityError:
            raise AddressTaken from None
        return user

    @classmethod
    def let_in_as(cls, code: str, user: User) -> None:
        """The same for somebody who has an account, such as an aunt in two families. Raises Worthless,
        NotWithThisAccount."""
        invite = cls.bearing(code)
        if invite and not invite.suits(user):
            raise NotWithThisAccount
        try:
            with writing():
                cls._use(code, user)
        except IntegrityError:
            raise NotWithThisAccount from None

    def suits(self, user: User) -> bool:
        """Whether an account may be joined with this invitation. A worker who opens it to see what it looks like does
        not become a parent."""
        has_a_part = user.places.where(Member.family == self.member.family_id, Member.left_at.is_null()).exists()
        return user.role not in OF_THE_SERVICE and not has_a_part

    @classmethod
    def _use(cls, code: str, user: User) -> None:
        """Of two who come at the same moment, one gets in: the row is claimed, in the same transaction as all of it."""
        invite = cls.bearing(code)
        if invite is None or not cls.update(used_at=now()).where(cls.id == invite.id, *cls._open()).execute():
            raise Worthless
        before = (Member.user == user) & (Member.family == invite.member.family_id) & Member.left_at.is_null(False)
        Member.update(user=None).where(before).execute()  # a part that ended gives nothing: they come in anew
        if not Member.update(user=user).where(Member.id == invite.member_id, Member.user.is_null()).execute():
            raise Worthless
        Journal.note(invite.member.family, user, "joined", invite.member)

    @classmethod
    def _open(cls) -> tuple:
        return cls.used_at.is_null(), cls.until > now()

    @classmethod
    def _end(cls, which: object) -> None:
        cls.update(until=now()).where(which, *cls._open()).execute()
