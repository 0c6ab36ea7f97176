"""Passing on what a child said: to whom, why, whether the child knew; and that they were told since. And who has read
which sitting until when, which the journal alone knew."""

from uuid import UUID, uuid4

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, Model, TextField, UUIDField, fn


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        id = UUIDField(primary_key=True)

    class Family(Base):
        id = UUIDField(primary_key=True)

    class Member(Base):
        id = UUIDField(primary_key=True)

    class Document(Base):
        id = UUIDField(primary_key=True)

    class Item(Base):
        id = UUIDField(primary_key=True)

    class Passing(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        member = ForeignKeyField(Member)
        document = ForeignKeyField(Document)
        item = ForeignKeyField(Item, null=True)
        to_whom = TextField()
        why = TextField()
        told_first = BooleanField()
        why_not = TextField()
        passed_at = BigIntegerField()
        written_by = ForeignKeyField(User)
        written_at = BigIntegerField()
        corrects = ForeignKeyField("self", null=True)

    class Told(Base):
        id = UUIDField(primary_key=True)
        passing = ForeignKeyField(Passing)
        is_so = BooleanField()
        by_whom = TextField()
        told_at = BigIntegerField()
        written_by = ForeignKeyField(User)
        written_at = BigIntegerField()

    class Reading(Base):
        id = UUIDField(primary_key=True)
        document = ForeignKeyField(Document)
        user = ForeignKeyField(User)
        read_at = BigIntegerField()

        class Meta:
            indexes = ((("document", "user"), True),)

    class Journal(Base):
        user = ForeignKeyField(User, null=True)
        act = CharField(max_length=32)
        thing = CharField(max_length=32)
        thing_id = CharField(max_length=36)
        at = BigIntegerField()

    db.create_tables([Passing, Told, Reading])
    migrator.migrate(migrator.add_index("entry", ("document_id", "received_at"), False))
    there = {id for (id,) in Document.select(Document.id).tuples()}
    read = Journal.select(Journal.user, Journal.thing_id, fn.MAX(Journal.at)).where(
        Journal.act == "read", Journal.thing == "document", Journal.user.is_null(False)
    )
    for user, document, at in read.group_by(Journal.user, Journal.thing_id).tuples():
        if UUID(document) in there:
            Reading.create(id=uuid4(), user=user, document=UUID(document), read_at=at)


def down(migrator, db):
    migrator.migrate(migrator.drop_index("entry", "entry_document_id_received_at"), migrator.drop_table("reading"))
    migrator.migrate(migrator.drop_table("told"), migrator.drop_table("passing"))
