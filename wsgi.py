"""Where a server finds the app: granian --interface wsgi wsgi:app. It also brings reminders, where it is told to."""

import os

from app import create_app

app = create_app()
if app.config["SENDER"] and "FLASK_RUN_FROM_CLI" not in os.environ:  # a command that somebody types is no server
    app.extensions["sender"].start()
