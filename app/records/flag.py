"""A flag: somebody said “I need to talk to someone now”. It rings until a named person has seen it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from peewee import JOIN, CharField, ForeignKeyField, ModelSelect, UUIDField

from .aside import Reason
from .db import Moment, Record, now, writing
from .delivery import Delivery
from .entry import Entry
from .family import Family
from .journal import Journal
from .member import Member
from .policy import IN_FAMILY, STAFF, May, roles
from .reminder import USEFUL, Reminder
from .user import User

MINUTE = timedelta(minutes=1)
#: When a flag rings, counted from when it came, as long as nobody has seen it: for the family's workers, and for those
#: in the service who see every flag.
FOR_WORKERS = (0 * MINUTE, 15 * MINUTE)
FOR_OTHERS = (15 * MINUTE, 60 * MINUTE)
#: After so long without anybody it is shown as one that has waited too long.
LATE = 15 * MINUTE
#: A second touch, or a flood of them, rings no more often than this.
REST = 5 * MINUTE


class Flag(Record):
    """One touch of “I need to talk to someone now”, with no words. Who held the device and when it was touched stand in
    its entry. It stays before the workers until one of them has `seen` it: who, and when (UTC). `despite` is the
    `Reason` for which anything else from that device would be put aside; a call for help never waits for that."""

    id = UUIDField(primary_key=True)
    entry = ForeignKeyField(Entry, unique=True)
    family = ForeignKeyField(Family, backref="flags")
    member = ForeignKeyField(Member, backref="flags")
    came_at = Moment(default=now)
    despite = CharField(max_length=16, null=True)
    seen_by = ForeignKeyField(User, null=True)
    seen_at = Moment(null=True)

    @classmethod
    def put(cls, entry: Entry, member: Member, despite: Reason | None = None) -> "Flag":
        moment = now()
        rang = cls.rings_for(member)
        flag = cls.create(
            id=uuid5(UUID(str(entry.id)), "flag"),
            entry=entry,
            family=member.family_id,
            member=member,
            came_at=moment,
            despite=despite,
        )
        if not rang:
            flag.ring(moment)
        return flag

    @classmethod
    def rings_for(cls, member: Member) -> bool:
        """Whether it has just rung for this one, and nobody has seen it."""
        open_one = (cls.member == member) & cls.seen_at.is_null() & (cls.came_at > now() - REST)
        return cls.select().where(open_one).exists()

    def ring(self, moment: datetime) -> None:
        """Knock at the devices of whoever may see it: now and again later. Asked anew at each knock: who has a part in
        it still, and has anybody seen it (`ringing`)? Where the family has no worker any more, others hear it at once.
        """
        workers = Member.select(Member.user).where(
            Member.family == self.family_id,
            Member.role.in_(roles(May.SEE, "flag", IN_FAMILY)),
            Member.left_at.is_null(),
            Member.user.is_null(False),
        )
        at = {(user, moment + after) for (user,) in workers.tuples() for after in FOR_WORKERS}
        others = User.select(User.id).where(User.role.in_(roles(May.SEE, "flag", STAFF)))
        waits = FOR_OTHERS if at else (*FOR_WORKERS, *FOR_OTHERS)
        at |= {(user, moment + after) for (user,) in others.tuples() for after in waits}
        if at:
            _remind(self, sorted(at, key=str))

    @property
    def pressed_at(self) -> datetime:
        return self.entry.said_at

    def is_late(self) -> bool:
        return self.seen_at is None and now() - self.came_at > LATE

    def has_seen(self, by: User) -> bool:
        """This person has seen it and says so: the first to say it stands. Returns whether they were the first."""
        with writing():
            open_one = Flag.update(seen_by=by, seen_at=now()).where(Flag.id == self.id, Flag.seen_at.is_null())
            first = bool(open_one.execute())
            if first:
                Journal.note(self.family, by, "acknowledged", self)
        return first

    @classmethod
    def rung_by(cls, reminder: UUID | None, user: User) -> "Flag | None":
        """What this person's reminder is about, if it is about a flag."""
        theirs = (Ring.reminder == reminder) & (Reminder.user == user)
        return cls.select().join(Ring).join(Reminder).where(theirs).first()


class Ring(Record):
    """A reminder that is about a flag."""

    id = UUIDField(primary_key=True, default=uuid4)
    reminder = ForeignKeyField(Reminder)
    flag = ForeignKeyField(Flag)

    class Meta:
        indexes = ((("reminder", "flag"), True),)


def _remind(flag: Flag, knocks: list[tuple[UUID, datetime]]) -> None:
    rows = [{"id": uuid4(), "user": user, "at": at, "until": at + USEFUL} for user, at in knocks]
    Reminder.insert_many(rows).on_conflict_ignore().execute()
    asked = {user for user, _at in knocks}, {at for _user, at in knocks}
    there = Reminder.select().where(Reminder.user.in_(asked[0]), Reminder.at.in_(asked[1]))
    meant = [row for row in there if (row.user_id, row.at) in set(knocks)]
    Ring.insert_many([{"id": uuid4(), "reminder": row, "flag": flag} for row in meant]).on_conflict_ignore().execute()
    Delivery.put(meant)


def ringing(reminders: Iterable[UUID]) -> set[UUID]:
    """Those of these reminders that are about a flag which nobody has seen, and are for someone who may see it now."""
    place = (Member.user == User.id) & (Member.family == Flag.family) & Member.left_at.is_null()
    place &= Member.role.in_(roles(May.SEE, "flag", IN_FAMILY))
    rows = (
        Ring.select(Ring.reminder)
        .join_from(Ring, Flag)
        .join_from(Ring, Reminder)
        .join_from(Reminder, User)
        .join_from(User, Member, JOIN.LEFT_OUTER, on=place)
        .where(
            Ring.reminder.in_(list(reminders)),
            Flag.seen_at.is_null(),
            Member.id.is_null(False) | User.role.in_(roles(May.SEE, "flag", STAFF)),
        )
    )
    return {reminder for (reminder,) in rows.tuples()}


def with_all(flags: ModelSelect) -> ModelSelect:
    """These flags with their child, family and entry, and who saw each; the latest first."""
    author = User.alias()
    return (
        flags.select(Flag, Member, Family, Entry, User, author)
        .join_from(Flag, Member)
        .join_from(Flag, Family)
        .join_from(Flag, Entry)
        .join_from(Entry, author, on=Entry.author)
        .join_from(Flag, User, JOIN.LEFT_OUTER, on=Flag.seen_by)
        .order_by(Flag.came_at.desc())
    )
