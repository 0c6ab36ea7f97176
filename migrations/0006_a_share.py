"""Who may see one thing that a child said: the child's own word of it."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, Model, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Entry(Base):
        id = UUIDField(primary_key=True)

    class Member(Base):
        id = UUIDField(primary_key=True)

    class Share(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry, unique=True)
        member = ForeignKeyField(Member)
        item = UUIDField(index=True)
        audience = CharField(max_length=16)
        agreed = BooleanField()
        said_at = BigIntegerField()

    class Shown(Base):
        id = UUIDField(primary_key=True)
        share = ForeignKeyField(Share)
        member = ForeignKeyField(Member)

    db.create_tables([Share, Shown])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("shown"), migrator.drop_table("share"))
