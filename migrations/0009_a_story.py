"""Stories in words and pictures: their panels, versions, who agrees, when they were shown."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, IntegerField, Model, TextField, UUIDField


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

    class Story(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        member = ForeignKeyField(Member)
        tool = CharField(max_length=64)
        short = BooleanField()
        band = CharField(max_length=16)
        language = CharField(max_length=16)
        made_by = ForeignKeyField(User)
        made_at = BigIntegerField()

    class Panel(Base):
        id = UUIDField(primary_key=True)
        entry = ForeignKeyField(Entry, unique=True)
        story = ForeignKeyField(Story)
        key = CharField(max_length=64)
        words = TextField()
        drawing = TextField()
        drew = CharField(max_length=16)

        class Meta:
            indexes = ((("story", "key"), False),)

    class Over(Base):
        panel = ForeignKeyField(Panel)
        earlier = UUIDField(index=True)

        class Meta:
            indexes = ((("panel", "earlier"), True),)

    class Version(Base):
        id = UUIDField(primary_key=True)
        family = ForeignKeyField(Family)
        story = ForeignKeyField(Story)
        number = IntegerField()
        made_by = ForeignKeyField(User)
        made_at = BigIntegerField()

        class Meta:
            indexes = ((("story", "number"), True),)

    class Page(Base):
        version = ForeignKeyField(Version)
        panel = ForeignKeyField(Panel)

        class Meta:
            indexes = ((("version", "panel"), True),)

    class Asked(Base):
        id = UUIDField(primary_key=True)
        version = ForeignKeyField(Version)
        member = ForeignKeyField(Member)
        asked_by = ForeignKeyField(User)
        asked_at = BigIntegerField()
        ended_at = BigIntegerField(null=True)

    class Stance(Base):
        id = UUIDField(primary_key=True)
        version = ForeignKeyField(Version)
        member = ForeignKeyField(Member)
        agrees = BooleanField()
        words = TextField()
        told_by = ForeignKeyField(User)
        told_at = BigIntegerField()

    class Showing(Base):
        id = UUIDField(primary_key=True)
        version = ForeignKeyField(Version)
        present = TextField()
        shown_by = ForeignKeyField(User)
        shown_at = BigIntegerField()
        told_at = BigIntegerField()

    class Remark(Base):
        id = UUIDField(primary_key=True)
        showing = ForeignKeyField(Showing)
        words = TextField()
        made_by = ForeignKeyField(User)
        made_at = BigIntegerField()

    db.create_tables([Story, Panel, Over, Version, Page, Asked, Stance, Showing, Remark])


def down(migrator, db):
    for table in ("remark", "showing", "stance", "asked", "page", "version", "over", "panel", "story"):
        migrator.migrate(migrator.drop_table(table))
