"""What a family does to keep children safe: actions, ticks, and the reminders that go out for them."""

from peewee import BigIntegerField, CharField, ForeignKeyField, IntegerField, Model, TextField, UUIDField


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

    class Device(Base):
        id = UUIDField(primary_key=True)

    class Entry(Base):
        id = UUIDField(primary_key=True)

    class Action(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        what = TextField()
        why = TextField()
        rule = CharField(max_length=64)
        begins = CharField(max_length=10)
        ends = CharField(max_length=10, null=True)
        at = CharField(max_length=5)
        zone = CharField(max_length=64)
        made_by = ForeignKeyField(User)
        made_at = BigIntegerField()
        ended_at = BigIntegerField(null=True)
        follows = UUIDField(null=True)
        next_at = BigIntegerField(null=True, index=True)

    class Doer(Base):
        action = ForeignKeyField(Action)
        member = ForeignKeyField(Member)

        class Meta:
            indexes = ((("action", "member"), True),)

    class Tick(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry, unique=True)
        action = ForeignKeyField(Action)
        wall = CharField(max_length=16)
        outcome = CharField(max_length=16)

        class Meta:
            indexes = ((("action", "wall"), False),)

    class Note(Base):
        id = UUIDField(primary_key=True)
        tick = ForeignKeyField(Tick, unique=True)
        why = CharField(max_length=16)
        words = TextField(null=True)

    class Subscription(Base):
        id = UUIDField(primary_key=True)
        device = ForeignKeyField(Device, unique=True)
        user = ForeignKeyField(User)
        endpoint = TextField()
        endpoint_lookup = CharField(max_length=64, unique=True)
        p256dh = TextField()
        auth = TextField()
        kid = CharField(max_length=16)
        made_at = BigIntegerField()
        seen_at = BigIntegerField()

    class Occurrence(Base):
        id = UUIDField(primary_key=True)
        action = ForeignKeyField(Action)
        wall = CharField(max_length=16)
        at = BigIntegerField()

        class Meta:
            indexes = ((("action", "wall"), True),)

    class Reminder(Base):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User)
        at = BigIntegerField()
        until = BigIntegerField()

        class Meta:
            indexes = ((("user", "at"), True),)

    class Due(Base):
        reminder = ForeignKeyField(Reminder)
        occurrence = ForeignKeyField(Occurrence)

        class Meta:
            indexes = ((("reminder", "occurrence"), True),)

    class Delivery(Base):
        id = UUIDField(primary_key=True)
        reminder = ForeignKeyField(Reminder)
        device = ForeignKeyField(Device)
        state = CharField(max_length=16)
        due_at = BigIntegerField()
        lease_until = BigIntegerField()
        token = UUIDField(null=True)
        tries = IntegerField()
        answer = IntegerField(null=True)
        finished_at = BigIntegerField(null=True)

        class Meta:
            indexes = ((("reminder", "device"), True), (("state", "due_at"), False))

    migrator.migrate(migrator.drop_not_null("entry", "document_id"))
    db.create_tables([Action, Doer, Tick, Note, Subscription, Occurrence, Reminder, Due, Delivery])


def down(migrator, db):
    for table in ["delivery", "due", "reminder", "occurrence", "subscription", "note", "tick", "doer", "action"]:
        migrator.migrate(migrator.drop_table(table))
