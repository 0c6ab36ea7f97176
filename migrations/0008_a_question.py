"""Two versions brought together; a sitting put where it belongs; questions for one young person."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, Model, TextField, UUIDField


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

    class Item(Base):
        id = UUIDField(primary_key=True)

    class Bringing(Base):
        id = UUIDField(primary_key=True)
        document = ForeignKeyField(Document)
        brought_by = ForeignKeyField(User)
        brought_at = BigIntegerField()

    class Side(Base):
        id = UUIDField(primary_key=True)
        bringing = ForeignKeyField(Bringing)
        item = ForeignKeyField(Item)
        stays = BooleanField()

    class Refiling(Base):
        id = UUIDField(primary_key=True)
        document = ForeignKeyField(Document)
        was = ForeignKeyField(Member)
        begun_by = ForeignKeyField(User)
        begun_at = BigIntegerField()
        becomes = ForeignKeyField(Member, null=True)
        placed_by = ForeignKeyField(User, null=True)
        placed_at = BigIntegerField(null=True)

    class Question(Base):
        id = UUIDField(primary_key=True)
        member = ForeignKeyField(Member)
        tool = CharField(max_length=64)
        section = CharField(max_length=64)
        kind = CharField(max_length=16)
        words = TextField()
        asked_by = ForeignKeyField(User)
        asked_at = BigIntegerField()
        ended_by = ForeignKeyField(User, null=True)
        ended_at = BigIntegerField(null=True)

    db.create_tables([Bringing, Side, Refiling, Question])


def down(migrator, db):
    migrator.migrate(*[migrator.drop_table(name) for name in ("question", "refiling", "side", "bringing")])
