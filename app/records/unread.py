"""What has come of what children said and has not been read: who has read which sitting, until when."""

from uuid import uuid4

from peewee import ForeignKeyField, UUIDField

from .db import Moment, Record, now
from .document import Document
from .user import User


class Reading(Record):
    """Until when somebody has read a sitting: what came in later they have not seen. The journal has a line for each
    reading; this is the last of them, where it is found at once."""

    id = UUIDField(primary_key=True, default=uuid4)
    document = ForeignKeyField(Document, backref="readings")
    user = ForeignKeyField(User)
    read_at = Moment(default=now)

    class Meta:
        indexes = ((("document", "user"), True),)
