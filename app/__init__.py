"""Rooftree. The one place that sees the whole house and joins it up."""

from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from . import authority, commands, config
from .delivery.knock import Knock
from .delivery.message import Words
from .delivery.sender import Sender
from .delivery.vapid import Vapid
from .practice import read_tools
from .practice.notice import SENTENCE
from .practice.tool import FOLDER
from .press import Press
from .records import endpoint, lookup, open_database
from .records.keys import Keys
from .web import (
    access,
    account,
    connection,
    errors,
    forms,
    headers,
    language,
    pictures,
    reading,
    release,
    signing_in,
    trust,
    vocabulary,
)
from .web.doors import DOORS


def create_app(**told: Any) -> Flask:
    """The app, with its settings from the environment; `told` overrides them by name. Raises config.Refused."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(config.settings())
    app.config.update(told)
    config.refuse_example_secrets(app.config)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = app.config["MAX_BODY"]
    app.config["JSON_AS_ASCII"] = False

    app.extensions["keys"] = keys = Keys(app.config["INSTANCE"] / "keys")
    app.extensions["tools"] = read_tools(FOLDER, *app.config["TOOLS"])
    open_database(app.config["DATABASE_URL"])
    app.config["RELEASE"] = app.config.get("RELEASE") or release.digest(app.config)
    endpoint.use(frozenset(app.config["PUSH_ORIGINS"]))
    app.extensions["sender"] = the_sender(app)
    app.extensions["press"] = Press(app.config["FONTS"])
    app.register_blueprint(commands.bp)
    app.register_blueprint(authority.bp)
    if keys.made():
        app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or keys.read("session")
        lookup.use(keys.read("lookup"))
        open_the_doors(app)
    return app


def the_sender(app: Flask) -> Sender:
    """What brings reminders; it begins when it is told to, and then raises vapid.NoContact where nobody is named."""

    def knock() -> Knock:
        vapid = Vapid(app.extensions["keys"], app.config["PUSH_CONTACT"])
        return Knock(vapid, Words(app.config["APP_NAME"], language.in_the_first(app, SENTENCE), app.config["ADDRESS"]))

    return Sender(knock)


def open_the_doors(app: Flask) -> None:
    """Everything that answers on the web. Without keys there is nothing to answer with, only commands to run."""
    app.wsgi_app = ProxyFix(app.wsgi_app, *[app.config["PROXIES"]] * 4)  # type: ignore[method-assign]
    loaders = [
        app.jinja_loader,
        PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    ]
    app.jinja_loader = ChoiceLoader([loader for loader in loaders if loader])
    vocabulary.teach(app)
    for tool in app.extensions["tools"].values():
        forms.form_for(tool)  # a mistake in a tool is named now, not when a child opens it
        pictures.check_pictures(app, tool)
    app.add_url_rule("/static/<release>/<path:filename>", "static", release.static)
    connection.connect_for_each_request(app)
    signing_in.init_signing_in(app)
    access.close_by_default(app)
    account.dress(app)
    language.speak(app)
    headers.send_headers(app)
    reading.note_what_is_read(app)
    errors.handle_errors(app)
    release.keep_release(app)
    if app.config["TLS_ROOT"]:
        app.register_blueprint(trust.bp)
    for module in DOORS:
        app.register_blueprint(module.bp)
