"""A device says what sort it is and when it was last heard from, a session which device it is on; bytes are counted."""

from peewee import BigIntegerField, CharField, ForeignKeyField, Model, UUIDField


def up(migrator, db):
    class Device(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            legacy_table_names = False

    migrator.migrate(
        migrator.add_column("pass", "brought_bytes", BigIntegerField(default=0)),
        migrator.add_column("device", "sort", CharField(max_length=16, default="")),
        migrator.add_column("device", "seen_at", BigIntegerField(null=True)),
        migrator.add_column("device", "lost_at", BigIntegerField(null=True)),
        migrator.add_column("session", "device_id", ForeignKeyField(Device, field=Device.id, null=True)),
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column("session", "device_id"))
    for column in ("lost_at", "seen_at", "sort"):
        migrator.migrate(migrator.drop_column("device", column))
    migrator.migrate(migrator.drop_column("pass", "brought_bytes"))
