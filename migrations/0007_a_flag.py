"""Flags: somebody needs to talk to someone now; and which reminders are about them."""

from peewee import BigIntegerField, ForeignKeyField, Model, UUIDField


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

    class Entry(Base):
        id = UUIDField(primary_key=True)

    class Reminder(Base):
        id = UUIDField(primary_key=True)

    class Flag(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry, unique=True)
        family = ForeignKeyField(Family)
        member = ForeignKeyField(Member)
        came_at = BigIntegerField()
        seen_by = ForeignKeyField(User, null=True)
        seen_at = BigIntegerField(null=True)

    class Ring(Base):
        id = UUIDField(primary_key=True)
        reminder = ForeignKeyField(Reminder)
        flag = ForeignKeyField(Flag)

        class Meta:
            indexes = ((("reminder", "flag"), True),)

    db.create_tables([Flag, Ring])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("ring"), migrator.drop_table("flag"))
