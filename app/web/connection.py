"""The database for each request: one connection a thread, held. errors.py lets go of a broken one."""

from flask import Flask

from app.records import db


def connect_for_each_request(app: Flask) -> None:
    @app.before_request
    def connect() -> None:
        db.connect(reuse_if_open=True)
