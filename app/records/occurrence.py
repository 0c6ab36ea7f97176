"""An action at one of its wall times, once that has come."""

from uuid import uuid4

from peewee import CharField, ForeignKeyField, UUIDField

from .action import Action
from .db import Moment, Record


class Occurrence(Record):
    """An action at one of its wall times (`wall` as in schedule.WALL), once that has come; `at` is the same in UTC."""

    id = UUIDField(primary_key=True, default=uuid4)
    action = ForeignKeyField(Action, backref="occurrences")
    wall = CharField(max_length=16)
    at = Moment()

    class Meta:
        indexes = ((("action", "wall"), True),)
