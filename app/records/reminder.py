"""A reminder: one knock at one person's devices, for everything of theirs that falls due at one moment."""

from datetime import timedelta
from uuid import uuid4

from peewee import ForeignKeyField, UUIDField

from .db import Moment, Record
from .occurrence import Occurrence
from .user import User

#: For how long after its moment a reminder is of any use, and so how long a push service keeps it.
USEFUL = timedelta(hours=4)


class Reminder(Record):
    """One person, one moment (UTC), one occurrence or many. Its id is random: it is all that the push services and a
    lock screen see of it. After `until` it is of no use."""

    id = UUIDField(primary_key=True, default=uuid4)
    user = ForeignKeyField(User, backref="reminders")
    at = Moment()
    until = Moment()

    class Meta:
        indexes = ((("user", "at"), True),)


class Due(Record):
    """An occurrence that a reminder is about."""

    reminder = ForeignKeyField(Reminder)
    occurrence = ForeignKeyField(Occurrence)

    class Meta:
        indexes = ((("reminder", "occurrence"), True),)
