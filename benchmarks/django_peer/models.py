"""The rows that one form writes, column for column: a document, an entry, its items, a line in the journal."""

from uuid import uuid4

from django.conf import settings
from django.db import models


class Family(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)


class Member(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    family = models.ForeignKey(Family, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    role = models.CharField(max_length=16)
    name = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        unique_together = [("user", "family")]


class Document(models.Model):
    id = models.UUIDField(primary_key=True)
    family = models.ForeignKey(Family, models.PROTECT)
    member = models.ForeignKey(Member, models.PROTECT)
    tool = models.CharField(max_length=64)
    began_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)


class Entry(models.Model):
    id = models.UUIDField(primary_key=True)
    document = models.ForeignKey(Document, models.PROTECT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    device = models.UUIDField(null=True, db_index=True)
    number = models.BigIntegerField(null=True)
    release = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    complete = models.BooleanField()
    written_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)


class Item(models.Model):
    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT)
    document = models.ForeignKey(Document, models.PROTECT)
    place = models.IntegerField()
    question = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    content = models.TextField(null=True)  # noqa: DJ001
    prompt = models.TextField()
    band = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    hand = models.CharField(max_length=16)
    replaces = models.UUIDField(null=True, db_index=True)


class Journal(models.Model):
    family = models.ForeignKey(Family, models.PROTECT)
    number = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    act = models.CharField(max_length=32)
    thing = models.CharField(max_length=32)
    thing_id = models.CharField(max_length=36)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        unique_together = [("family", "number")]
