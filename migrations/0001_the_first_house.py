"""The first tables: people, families, and what is written on devices."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        id = UUIDField(primary_key=True)
        name = TextField()
        email = TextField()
        email_lookup = CharField(max_length=64, unique=True)
        passphrase = CharField()
        role = CharField(max_length=16)
        made_at = BigIntegerField()

    class Session(Base):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User, on_delete="CASCADE")
        token_digest = CharField(max_length=64, unique=True)
        started_at = BigIntegerField()
        seen_at = BigIntegerField()

    class Attempt(Base):
        account = CharField(max_length=64, index=True)
        address = CharField(max_length=64, index=True)
        at = BigIntegerField(index=True)

    class Family(Base):
        id = UUIDField(primary_key=True)
        name = TextField()
        made_at = BigIntegerField()

    class Member(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        user = ForeignKeyField(User, null=True)
        role = CharField(max_length=16)
        name = TextField()
        made_at = BigIntegerField()
        left_at = BigIntegerField(null=True)

        class Meta:
            indexes = ((("user", "family"), True),)

    class Contact(Base):
        id = UUIDField(primary_key=True)
        member = ForeignKeyField(Member)
        kind = CharField(max_length=16)
        audience = CharField(max_length=16)
        value = TextField()
        made_at = BigIntegerField()

    class Device(Base):
        id = UUIDField(primary_key=True)
        counted = BigIntegerField()
        made_at = BigIntegerField()

    class Pass(Base):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User)
        device = ForeignKeyField(Device)
        secret_digest = CharField(max_length=64)
        made_at = BigIntegerField()
        write_until = BigIntegerField()
        deliver_until = BigIntegerField()
        revoked_at = BigIntegerField(null=True)

    class Document(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        member = ForeignKeyField(Member)
        tool = CharField(max_length=64)
        began_at = BigIntegerField()
        finished_at = BigIntegerField(null=True)

    class Entry(Base):
        id = UUIDField(primary_key=True)
        document = ForeignKeyField(Document)
        author = ForeignKeyField(User)
        device = ForeignKeyField(Device, null=True)
        number = BigIntegerField(null=True)
        release = CharField(max_length=32)
        digest = CharField(max_length=64)
        complete = BooleanField()
        written_at = BigIntegerField(null=True)
        received_at = BigIntegerField()

        class Meta:
            indexes = ((("device", "number"), False),)

    class Item(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry)
        document = ForeignKeyField(Document)
        place = IntegerField()
        question = CharField(max_length=64)
        kind = CharField(max_length=16)
        content = TextField(null=True)
        prompt = TextField()
        band = CharField(max_length=16)
        language = CharField(max_length=16)
        hand = CharField(max_length=16)
        replaces = UUIDField(null=True, index=True)

    class Aside(Base):
        id = UUIDField(primary_key=True)
        entry = UUIDField(index=True)
        digest = CharField(max_length=64)
        reason = CharField(max_length=16)
        family = ForeignKeyField(Family, null=True)
        author = ForeignKeyField(User)
        device = ForeignKeyField(Device)
        number = BigIntegerField()
        box = TextField()
        received_at = BigIntegerField()
        taken_in_at = BigIntegerField(null=True)

        class Meta:
            indexes = ((("entry", "digest"), True), (("device", "number"), False))

    class Journal(Base):
        family = ForeignKeyField(Family)
        number = BigIntegerField()
        user = ForeignKeyField(User, null=True)
        act = CharField(max_length=32)
        thing = CharField(max_length=32)
        thing_id = CharField(max_length=36)
        at = BigIntegerField()
        digest = CharField(max_length=64)

        class Meta:
            indexes = ((("family", "number"), True),)

    db.create_tables(
        [User, Session, Attempt, Family, Member, Contact, Device, Pass, Document, Entry, Item, Aside, Journal]
    )


def down(migrator, db):
    for table in ["journal", "aside", "item", "entry", "document", "pass", "device", "contact", "member", "family"] + [
        "attempt",
        "session",
        "user",
    ]:
        migrator.migrate(migrator.drop_table(table))
