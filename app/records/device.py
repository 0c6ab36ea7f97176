"""A tablet or telephone that things are written on."""

from uuid import UUID

from peewee import BigIntegerField, UUIDField

from .db import Moment, Record, now


class Device(Record):
    """A device, by the name it gave itself. It numbers what it writes, 1, 2, 3 …; `counted` is how far it said it has
    come, so that what has not arrived yet can be told."""

    id = UUIDField(primary_key=True)
    counted = BigIntegerField(default=0)
    made_at = Moment(default=now)

    @classmethod
    def called(cls, name: UUID) -> "Device":
        cls.insert(id=name).on_conflict_ignore().execute()
        return cls.get_by_id(name)

    def has_counted(self, number: int) -> None:
        Device.update(counted=number).where(Device.id == self.id, Device.counted < number).execute()
