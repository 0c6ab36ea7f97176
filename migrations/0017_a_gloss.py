"""What a grown-up writes beside one thing that a child said; and in which language that thing was asked."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, Model, TextField, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Entry(Base):
        id = UUIDField(primary_key=True)

    class Member(Base):
        id = UUIDField(primary_key=True)

    class Gloss(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry, unique=True)
        member = ForeignKeyField(Member)
        item = UUIDField(index=True)
        sort = CharField(max_length=16)
        words = TextField()
        language = CharField(max_length=16)
        translator = TextField()
        goes_along = BooleanField()
        replaces = UUIDField(null=True, index=True)
        said_at = BigIntegerField()

    db.create_tables([Gloss])
    migrator.migrate(migrator.add_column("item", "asked_in", CharField(max_length=16, null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("item", "asked_in"), migrator.drop_table("gloss"))
