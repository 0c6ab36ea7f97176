"""A recording, part by part."""

from peewee import BigIntegerField, BlobField, BooleanField, ForeignKeyField, IntegerField, Model, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Entry(Base):
        id = UUIDField(primary_key=True)

    class Document(Base):
        id = UUIDField(primary_key=True)

    class Part(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry)
        document = ForeignKeyField(Document)
        recording = UUIDField()
        place = IntegerField()
        ms = BigIntegerField()
        is_last = BooleanField()
        sound = BlobField()

        class Meta:
            indexes = ((("recording", "place"), True),)

    db.create_tables([Part])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("part"))
