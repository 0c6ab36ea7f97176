"""The database's own shape: migrations arrive at the models, once, however many are started together."""

import subprocess
import sys

from peewee import CharField, TextField
from playhouse.schema_diff import diff_models

from app.records import MODELS, db
from app.records.db import Content, Lookup, Moment
from app.records.migration import FOLDER, migrate, pending

RACER = """
import sys
from app.records import open_database
from app.records.migration import migrate
open_database(sys.argv[1])
print(migrate())
"""


def test_migrations_arrive_at_the_models(app):
    assert not diff_models(db.obj, MODELS)
    assert pending() == migrate() == []


def test_every_column_is_as_empty_or_full_as_its_model_says(app):
    for model in MODELS:
        there = {column.name: column for column in db.get_columns(model._meta.table_name)}
        assert there.keys() == {field.column_name for field in model._meta.sorted_fields}
        for field in model._meta.sorted_fields:
            column = there[field.column_name]
            assert column.null == field.null or field.primary_key, f"{model.__name__}.{field.name}"
            if isinstance(field, Moment):
                assert column.data_type.upper() in {"BIGINT", "INTEGER"}, f"{model.__name__}.{field.name}"


def test_what_people_wrote_is_opaque_to_the_database(app):
    for model in MODELS:
        content = {field.name for field in model._meta.sorted_fields if isinstance(field, Content)}
        assert not any(getattr(model, name).unique or getattr(model, name).index for name in content)
        assert not any(content & set(columns) for columns, _unique in model._meta.indexes or ())
        for field in model._meta.sorted_fields:
            assert not (isinstance(field, TextField) and not isinstance(field, Content)), (
                f"{model.__name__}.{field.name}"
            )
            assert isinstance(field, Lookup) or not isinstance(field, CharField) or field.max_length <= 255


def test_several_that_start_together_migrate_once(tmp_path):
    racers = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", RACER, f"sqlite:///{tmp_path}/new.db"], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    told = sorted(racer.communicate(timeout=60)[0].strip() for racer in racers)
    assert [racer.returncode for racer in racers] == [0] * 4
    everything = sorted(path.stem for path in FOLDER.glob("*.py"))
    assert told == sorted([str(everything), "[]", "[]", "[]"])
