"""Where a server finds the app: granian --interface wsgi wsgi:app."""

from app import create_app

app = create_app()
if app.config["SENDER"]:
    app.extensions["sender"].start()
