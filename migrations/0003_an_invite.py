"""An invitation, which lets one person of a family's network in, once."""

from peewee import BigIntegerField, CharField, ForeignKeyField, Model, UUIDField


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class User(Base):
        id = UUIDField(primary_key=True)

    class Member(Base):
        id = UUIDField(primary_key=True)

    class Invite(Base):
        id = UUIDField(primary_key=True)
        member = ForeignKeyField(Member)
        code_lookup = CharField(max_length=64, unique=True)
        made_by = ForeignKeyField(User)
        made_at = BigIntegerField()
        until = BigIntegerField()
        used_at = BigIntegerField(null=True)

    db.create_tables([Invite])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("invite"))
