"""A tablet lent to one child, and the pass that is bound to it."""

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

    class Handover(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        member = ForeignKeyField(Member)
        worker = ForeignKeyField(User)
        device = ForeignKeyField(Device)
        tools = TextField()
        agreement = CharField(max_length=16)
        agreed_words = TextField()
        others = TextField()
        spoken = TextField()
        interpreter = TextField()
        next_step = TextField()
        read_by = CharField(max_length=10)
        understood = CharField(max_length=16)
        made_at = BigIntegerField()
        until = BigIntegerField()
        ended_at = BigIntegerField(null=True)

    db.create_tables([Handover])
    handover = ForeignKeyField(Handover, field=Handover.id, null=True)
    migrator.migrate(
        migrator.add_column("pass", "handover_id", handover),
        migrator.add_column("pass", "brought", IntegerField(default=0)),
        migrator.add_column("pass", "brought_since", BigIntegerField(null=True)),
        migrator.add_column("entry", "handover_id", handover),
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column("entry", "handover_id"))
    for column in ("brought_since", "brought", "handover_id"):
        migrator.migrate(migrator.drop_column("pass", column))
    migrator.migrate(migrator.drop_table("handover"))
