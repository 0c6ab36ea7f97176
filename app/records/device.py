"""A tablet or telephone that things are written on."""

from uuid import UUID

from peewee import BigIntegerField, CharField, UUIDField

from .db import Moment, Record, now


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

    def has_counted(self, number: int) -> None:
        Device.update(counted=number).where(Device.id == self.id, Device.counted < number).execute()
