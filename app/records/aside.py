"""A box put aside: something came that a person has to look at before it goes where it belongs."""

from enum import StrEnum
from uuid import UUID, uuid4

from peewee import BigIntegerField, CharField, ForeignKeyField, UUIDField

from .db import Content, Lookup, Moment, Record, now
from .device import Device
from .family import Family
from .user import User


class Reason(StrEnum):
    """Why a box was put aside rather than taken in."""

    REVOKED = "revoked"  #: its pass was taken back
    LATE = "late"  #: its pass had run out before it arrived
    NOT_ALLOWED = "not allowed"  #: its author may not, or no longer, write for this child
    NOT_LENT = "not lent"  #: it came from a tablet that was lent for another child, or for something else
    OTHER_BYTES = "other bytes"  #: something else has come under this name before
    NAME_TAKEN = "name taken"  #: it names a document or a thing that belongs elsewhere
    UNREADABLE = "unreadable"  #: it opened, but does not say what it is an answer to


class CannotTakeIn(Exception):
    """This cannot go where it says it belongs; it is kept aside for this reason."""

    def __init__(self, reason: Reason, family: Family | None = None) -> None:
        super().__init__(reason)
        self.reason, self.family = reason, family


class Aside(Record):
    """A box as it came, still sealed, until a person of the family it was meant for takes it in."""

    id = UUIDField(primary_key=True, default=uuid4)
    entry = UUIDField(index=True)  # what the device called it: there may be an Entry of this name, or none
    digest = Lookup()
    reason = CharField(max_length=16)
    family = ForeignKeyField(Family, null=True, backref="asides")
    author = ForeignKeyField(User)
    device = ForeignKeyField(Device)
    number = BigIntegerField()
    box = Content()
    received_at = Moment(default=now)
    taken_in_at = Moment(null=True)

    class Meta:
        indexes = ((("entry", "digest"), True), (("device", "number"), False))

    @classmethod
    def put(
        cls,
        entry: UUID,
        digest: str,
        why: CannotTakeIn,
        *,
        box: str,
        author: User,
        device: Device,
        number: int,
    ) -> "Aside":
        """Keep this box aside. Sent twice, it is kept once."""
        cls.insert(
            entry=entry,
            digest=digest,
            reason=why.reason,
            family=why.family,
            author=author,
            device=device,
            number=number,
            box=box,
        ).on_conflict_ignore().execute()
        return cls.get(entry=entry, digest=digest)

    def taken_in(self) -> None:
        Aside.update(taken_in_at=now()).where(Aside.id == self.id).execute()
