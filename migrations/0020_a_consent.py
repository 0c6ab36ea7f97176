"""Whether somebody who may had agreed before a sitting, and who was there."""

from peewee import BigIntegerField, CharField, ForeignKeyField, Model, TextField, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        id = UUIDField(primary_key=True)

    class Member(Base):
        id = UUIDField(primary_key=True)

    class Document(Base):
        id = UUIDField(primary_key=True)

    class Consent(Base):
        id = UUIDField(primary_key=True)
        document = ForeignKeyField(Document)
        member = ForeignKeyField(Member)
        agreement = CharField(max_length=16)
        agreed_words = TextField()
        others = TextField()
        told_by = ForeignKeyField(User)
        told_at = BigIntegerField()

    db.create_tables([Consent])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("consent"))
