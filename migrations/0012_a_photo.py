"""A photo of what was made on paper."""

from peewee import BlobField, ForeignKeyField, IntegerField, Model, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Entry(Base):
        id = UUIDField(primary_key=True)

    class Document(Base):
        id = UUIDField(primary_key=True)

    class Photo(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry)
        document = ForeignKeyField(Document)
        wide = IntegerField()
        tall = IntegerField()
        picture = BlobField()

    db.create_tables([Photo])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("photo"))
