"""A tablet or telephone that things are written on."""

from datetime import timedelta
from uuid import UUID

from peewee import BigIntegerField, CharField, UUIDField

from .db import Moment, Record, now

#: How stale `seen_at` may grow before it is written again.
GRAIN = timedelta(minutes=1)


class Device(Record):
    """A device, by the name it gave itself. It numbers what it writes, 1, 2, 3 …; `counted` is how far it said it has
    come, so that what has not arrived yet can be told. `sort` says whether it is a phone or a tablet, as far as its
    browser tells. It was last heard from at `seen_at`; at `lost_at` it was found that its browser had thrown away what
    lay on it, and whatever had not arrived by then never will."""

    id = UUIDField(primary_key=True)
    counted = BigIntegerField(default=0)
    made_at = Moment(default=now)
    sort = CharField(max_length=16, default="")
    seen_at = Moment(null=True)
    lost_at = Moment(null=True)

    @classmethod
    def called(cls, name: UUID) -> "Device":
        cls.insert(id=name).on_conflict_ignore().execute()
        return cls.get_by_id(name)

    def is_a(self, sort: str) -> None:
        Device.update(sort=sort).where(Device.id == self.id).execute()

    def has_counted(self, number: int) -> None:
        """It was heard from, and said how far it has counted."""
        moment, mine = now(), Device.id == self.id
        Device.update(counted=number).where(mine, Device.counted < number).execute()
        long_ago = Device.seen_at.is_null() | (Device.seen_at < moment - GRAIN)
        Device.update(seen_at=moment).where(mine, long_ago).execute()

    @classmethod
    def has_lost(cls, name: UUID, counted: int) -> "Device | None":
        """The browser of the device of this name has thrown away what lay there, and had counted so far. What was never
        heard of is nobody's."""
        found = cls.get_or_none(id=name)
        if found:
            cls.update(counted=counted).where(cls.id == name, cls.counted < counted).execute()
            cls.update(lost_at=now()).where(cls.id == name, cls.lost_at.is_null()).execute()
        return found
