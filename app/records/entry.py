"""What one submit handed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, UUIDField

from .db import Lookup, Moment, Record, now
from .device import Device
from .document import Document
from .handover import Handover
from .user import User

#: A device's clock is believed when it says something between these, seen from when its entry came. No pass delivers
#: what was written longer ago (passes.py: 14 days and 90).
BEFORE, AFTER = timedelta(days=105), timedelta(minutes=5)


@dataclass(frozen=True)
class Origin:
    """Where an entry comes from. `number` is the device's own running number, `written_at` its clock's claim (UTC);
    all three are None for a form posted by someone signed in.
    `handover` is the lending of the tablet on which it was written, where it was lent."""

    author: User
    device: Device | None = None
    number: int | None = None
    written_at: datetime | None = None
    release: str = ""
    handover: Handover | None = None


class Entry(Record):
    """What one submit handed in, named by the device: sending it twice keeps it once. `digest` is of the very bytes, so
    that other bytes under the same name are noticed. `complete` is False where the form found something missing or
    unreadable: it could not be sent back for correction, so it is kept as it is and says so. A tick
    comes by an entry of no document."""

    id = UUIDField(primary_key=True)
    document = ForeignKeyField(Document, null=True, backref="entries")
    author = ForeignKeyField(User)
    device = ForeignKeyField(Device, null=True)
    handover = ForeignKeyField(Handover, null=True, backref="entries")
    number = BigIntegerField(null=True)
    release = CharField(max_length=32)
    digest = Lookup()
    complete = BooleanField()
    written_at = Moment(null=True)
    received_at = Moment(default=now)

    class Meta:
        indexes = ((("device", "number"), False), (("document", "received_at"), False))

    @property
    def clock_is_wrong(self) -> bool:
        """Whether the device's clock says what cannot be."""
        claimed, came = self.written_at, self.received_at
        return claimed is not None and not came - BEFORE < claimed < came + AFTER

    @property
    def said_at(self) -> datetime:
        """When it was written (UTC), by the device's clock where that can be believed; else when it came."""
        return self.received_at if self.written_at is None or self.clock_is_wrong else self.written_at
