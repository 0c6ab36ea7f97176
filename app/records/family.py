"""A family that a service works with."""

from uuid import uuid4

from peewee import UUIDField

from .db import Content, Moment, Record, now


class Family(Record):
    id = UUIDField(primary_key=True, default=uuid4)
    name = Content()
    made_at = Moment(default=now)
