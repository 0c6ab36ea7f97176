"""A young person's own account: whether they may read back what they said, and what happened because of it."""

from peewee import BigIntegerField, BooleanField, ForeignKeyField, Model, TextField, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        id = UUIDField(primary_key=True)

    class Member(Base):
        id = UUIDField(primary_key=True)

    class Item(Base):
        id = UUIDField(primary_key=True)

    class LookBack(Base):
        id = UUIDField(primary_key=True)
        member = ForeignKeyField(Member)
        is_safe = BooleanField()
        said_by = ForeignKeyField(User)
        said_at = BigIntegerField()

    class Reply(Base):
        id = UUIDField(primary_key=True)
        member = ForeignKeyField(Member)
        item = ForeignKeyField(Item, null=True)
        words = TextField()
        told_by = ForeignKeyField(User)
        told_at = BigIntegerField()

    db.create_tables([LookBack, Reply])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("reply"), migrator.drop_table("look_back"))
