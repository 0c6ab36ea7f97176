"""The database for each request: one connection a thread, held; a new one where it has broken."""

from flask import Flask
from peewee import InterfaceError, OperationalError

from app.records import db


def connect_for_each_request(app: Flask) -> None:
    @app.before_request
    def connect() -> None:
        db.connect(reuse_if_open=True)

    @app.teardown_request
    def let_go_of_a_broken_one(error: BaseException | None) -> None:
        if isinstance(error, OperationalError | InterfaceError) and not db.is_closed():
            db.close()
