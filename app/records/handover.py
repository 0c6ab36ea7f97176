"""A handover: a worker lends a tablet to one child, for a few tools and two hours."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from peewee import CharField, ForeignKeyField, UUIDField

from .consent import Consented
from .db import Content, Moment, Record, now, writing
from .device import Device
from .family import Family
from .journal import Journal
from .member import Member
from .user import User

LASTS = timedelta(hours=2)


class Understood(StrEnum):
    """What the child said when they were told who will see this, when, and what has to be passed on."""

    YES = "yes"
    AGAIN = "again"  #: they wanted to hear it again
    EXPLAINED = "explained"  #: somebody beside them explained it


@dataclass(frozen=True)
class Beforehand:
    """What stands fixed when a handover begins: `next_step` is told to the child at the end, in the worker's words;
    `read_by` is the day until which the worker reads it."""

    tools: tuple[str, ...]
    consent: Consented
    next_step: str
    read_by: date
    spoken: str = ""
    interpreter: str = ""


class Handover(Record):
    """One lending. It is of one child and some tools; a pass bound to it delivers what is written (see passes.py). It
    is over at `until`, which the device heeds, or at `ended_at`, when the tablet was given back."""

    id = UUIDField(primary_key=True, default=uuid4)
    family = ForeignKeyField(Family, backref="handovers")
    member = ForeignKeyField(Member, backref="handovers")
    worker = ForeignKeyField(User)
    device = ForeignKeyField(Device, backref="handovers")
    tools = Content()
    agreement = CharField(max_length=16)
    agreed_words = Content()
    others = Content()
    spoken = Content()
    interpreter = Content()
    next_step = Content()
    read_by = CharField(max_length=10)
    understood = CharField(max_length=16, default="")
    made_at = Moment(default=now)
    until = Moment()
    ended_at = Moment(null=True)

    @classmethod
    def begin(cls, member: Member, worker: User, device: UUID, told: Beforehand) -> "Handover":
        """Lend the device of this name to this child. What was begun on it before is over."""
        moment = now()
        with writing():
            lent = Device.called(device)
            cls.update(ended_at=moment).where(cls.device == lent, cls.ended_at.is_null()).execute()
            handover = cls.create(
                family=member.family_id,
                member=member,
                worker=worker,
                device=lent,
                tools=" ".join(told.tools),
                agreement=told.consent.agreement,
                agreed_words=told.consent.agreed_words,
                others=told.consent.others,
                spoken=told.spoken,
                interpreter=told.interpreter,
                next_step=told.next_step,
                read_by=told.read_by.isoformat(),
                made_at=moment,
                until=moment + LASTS,
            )
            Journal.note(member.family, worker, "handed over", handover)
        return handover

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(self.tools.split())

    def covers(self, family: UUID, member: UUID | None, tool: str | None) -> bool:
        """Whether this is about the one child, and with one of the tools, where it is with any."""
        mine = (family, member) == (self.family_id, self.member_id)
        return mine and (tool is None or tool in self.slugs)

    def is_open(self) -> bool:
        return self.ended_at is None and now() < self.until

    def tell(self, understood: str, ended: bool) -> None:
        """What the tablet says of it: what the child understood, or that it was given back."""
        if understood in set(Understood):
            Handover.update(understood=understood).where(Handover.id == self.id).execute()
        if ended:
            Handover.update(ended_at=now()).where(Handover.id == self.id, Handover.ended_at.is_null()).execute()

    def take_back(self, by: User) -> None:
        """End it from elsewhere, as when the tablet is lost. What still comes from it is put aside."""
        with writing():
            Handover.update(ended_at=now()).where(Handover.id == self.id, Handover.ended_at.is_null()).execute()
            for lent in self.passes:
                lent.revoke()
            Journal.note(self.family, by, "took back", self)
