"""A call for help rings although its tablet should no longer write: what would have put anything else aside."""

from peewee import CharField


def up(migrator, db):
    migrator.migrate(migrator.add_column("flag", "despite", CharField(max_length=16, null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column("flag", "despite"))
