"""What every test may have: a real database of each engine, the cast in their places, a browser's manners."""

import atexit
import os
import re
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import html5lib
import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from app import create_app, the_sender
from app.records import MODELS, User, db, endpoint, lookup, open_database, share
from app.records.keys import Keys
from app.records.migration import migrate
from app.web import release

from . import cast as people
from .sealing import Tablet

#: So many journeys of a browser may go their way twice in a run.
MOST_TWICE = 3
POSTGRESQL = os.environ.get("ROOFTREE_TEST_POSTGRESQL", "")


def missing(what: str, there: object) -> None:
    """Skip what this machine has no means for; CI has to have them."""
    if not there and os.environ.get("CI"):
        pytest.fail(f"{what} is not here, and in CI it has to be")
    if not there:
        pytest.skip(f"{what} could not be installed here")


def pytest_terminal_summary(terminalreporter) -> None:
    """Loud, so that nobody takes half a run for a whole one."""
    reasons = {report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(reasons):
        terminalreporter.write_line(f"!!! NOT TESTED: {reason}", red=True, bold=True)
    failed = {report.nodeid for sort in ("failed", "error") for report in terminalreporter.stats.get(sort, [])}
    for report in terminalreporter.stats.get("rerun", []):
        if report.nodeid not in failed:
            terminalreporter.write_line(report.longreprtext)
            terminalreporter.write_line(f"!!! FAILED, AND NOT THE SECOND TIME, find out why: {report.nodeid}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session) -> None:
    """Where many had to go their way twice, something is wrong with more than a test."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    twice = {report.nodeid for report in reporter.stats.get("rerun", [])} if reporter else ()
    if len(twice) > MOST_TWICE:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class Browser(FlaskClient):
    """Says where it comes from, as browsers do, and reads every page to the end: a malformed one is a failure."""

    def open(self, *args, **kwargs):
        kwargs["headers"] = {"Sec-Fetch-Site": "same-origin", **dict(kwargs.get("headers") or {})}
        response = super().open(*args, **{"buffered": True, **kwargs})
        if response.mimetype == "text/html" and response.data:
            well_formed_once(response.text)
        return response

    def signs_in(self, user: User):
        words = {"email": user.email, "passphrase": people.WORDS}
        response = self.post("/sign-in", data=words)
        assert response.status_code == 303, response.text
        return self


#: What a browser is told of words that are written into a page: it sends none away to be corrected, gone on with or
#: translated. It stands on the whole page, or on the field itself.
LEFT_ALONE = {"spellcheck": "false", "writingsuggestions": "false", "translate": "no"}


#: What differs between one page and the same for another test: names of things, tokens, numbers.
NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_.-]{40,}|\d+")
#: Pages that were read to the end: to read one takes longer than to make it, and most tests open the same ones.
read_already: set[str] = set()


def well_formed_once(page: str) -> None:
    sort = NAMES.sub("", page)
    if sort not in read_already:
        well_formed(page)
        read_already.add(sort)


def well_formed(page: str) -> None:
    """And whatever is written into it is left alone."""
    whole = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    for field in whole.iter():
        if field.tag == "textarea" or (field.tag == "input" and field.get("type", "text") == "text"):
            assert {name: field.get(name, whole.get(name)) for name in LEFT_ALONE} == LEFT_ALONE, field.get("name")


@pytest.fixture(scope="session")
def instance(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    Keys(folder / "keys").make()
    lookup.use(Keys(folder / "keys").read("lookup"))
    return folder


@pytest.fixture(scope="session")
def keys(instance) -> Keys:
    return Keys(instance / "keys")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    database = open_database(f"sqlite:///{path}")
    migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def empty_postgresql() -> str:
    missing("PostgreSQL", POSTGRESQL)
    url = of_its_own(POSTGRESQL)
    database = open_database(url)
    migrate()
    database.close()
    return url


def of_its_own(url: str) -> str:
    """A database for each process that tests run in side by side; the named one where they run in one."""
    process = os.environ.get("PYTEST_XDIST_WORKER")
    if not process:
        return url
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{process}"')
        connection.execute(f'CREATE DATABASE "{process}"')
    return f"{url.rpartition('/')[0]}/{process}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path) -> str:
    """A database of each engine in turn, migrated and empty."""
    if request.param == "sqlite":
        return sqlite_url(request.getfixturevalue("empty_sqlite"), tmp_path)
    url = request.getfixturevalue("empty_postgresql")
    # to truncate a table takes far longer than to take a few rows out of it; keys are not looked at meanwhile
    emptied = "".join(f'DELETE FROM "{model._meta.table_name}";' for model in MODELS)  # noqa: S608
    with psycopg.connect(url) as connection:
        connection.execute(f"SET LOCAL session_replication_role = replica;{emptied}")
    return url


def sqlite_url(empty: Path, folder: Path) -> str:
    return f"sqlite:///{shutil.copy(empty, folder / 'test.db')}"


@pytest.fixture(scope="session")
def this_release() -> str:
    return release.digest()


TEMPLATES = FileSystemBytecodeCache(mkdtemp(prefix="rooftree-templates-"))
atexit.register(shutil.rmtree, TEMPLATES.directory, ignore_errors=True)


def built(**told: Any) -> Flask:
    """The app of one test. What templates are compiled to is the same for all of them, and takes longer than most."""
    app = create_app(**told)
    app.jinja_env.bytecode_cache = TEMPLATES
    return app


class Standing:
    """The app that most tests have, one after the other: to build one takes longer than they do. Each finds it as it
    was built."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.was = {id(held): (held, dict(held)) for held in self.held()}

    def held(self) -> list[dict[str, Any]]:
        return [self.app.config, self.app.extensions, self.app.extensions["tools"], self.app.jinja_env.globals]

    def over(self, database_url: str) -> Flask:
        for held, was in self.was.values():
            held.clear()
            held.update(was)
        self.app.config["DATABASE_URL"] = database_url
        self.app.extensions["sender"] = the_sender(self.app)
        open_database(database_url)
        endpoint.use(frozenset(self.app.config["PUSH_ORIGINS"]))
        return self.app


standing: list[Standing] = []


@pytest.fixture
def told() -> dict[str, Any]:
    """Settings that a test's own house differs by; a test file may have a fixture of its own of this name."""
    return {}


@pytest.fixture
def app(request, database_url, instance, this_release, told):
    given = {"INSTANCE": instance, "DATABASE_URL": database_url, "RELEASE": this_release, "TESTING": True, **told}
    if told or request.node.get_closest_marker("own_app"):
        app = built(**given)
    else:
        standing.extend([Standing(built(**given))] if not standing else [])
        app = standing[0].over(database_url)
    app.test_client_class = Browser
    with db.connection_context():
        yield app


@pytest.fixture
def cast(app) -> people.Cast:
    return people.settle()


@pytest.fixture
def client(app) -> Browser:
    return app.test_client()


@pytest.fixture
def maria(app, cast) -> Browser:
    """Maria's browser, signed in."""
    return app.test_client().signs_in(cast.maria)


@pytest.fixture
def otto(app, cast) -> Browser:
    return app.test_client().signs_in(cast.otto)


@pytest.fixture(autouse=True)
def shown_at_once(monkeypatch) -> None:
    """What a child shows somebody is not held back first, but where that is what is tested: whoever must not see it
    would else only not see it yet, and nobody would know."""
    monkeypatch.setattr(share, "HELD_BACK", timedelta(0))


@pytest.fixture
def tablet(app, cast, keys) -> Tablet:
    """Maria's tablet, with nobody signed in on it."""
    return Tablet(app.test_client(), keys, cast.maria)
