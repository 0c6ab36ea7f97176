"""What an operator types: flask --app wsgi …"""

import json
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import click
from flask import Blueprint, current_app
from flask.cli import AppGroup, with_appcontext
from peewee import IntegrityError

from . import example
from .config import example_mark
from .delivery.sender import Sender
from .delivery.vapid import NoContact
from .practice import Role
from .records import Journal, User, db, lookup
from .records.keys import Keys
from .records.migration import migrate as apply_migrations
from .records.passphrase import SHORTEST

bp = Blueprint("commands", __name__, cli_group=None)
user, keys, journal = AppGroup("user"), AppGroup("keys"), AppGroup("journal")
for group in (user, keys, journal):
    bp.cli.add_command(group)


@bp.cli.command()
def migrate() -> None:
    """Bring the database up to date."""
    current_app.config["INSTANCE"].mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in apply_migrations():
        click.echo(f"applied {name}")


@keys.command()
def make() -> None:
    """Make the keys that are missing: for sessions, for look-ups, for sealing."""
    the_keys().make()
    if current_app.config["EXAMPLE"]:
        example_mark(current_app.config["INSTANCE"]).touch()


@keys.command()
@click.argument("what", type=click.Choice(["seal", "vapid"]))
def rotate(what: str) -> None:
    """Make a new key; the old ones stay, for what is still on its way."""
    click.echo(f"new {what} key: {getattr(the_keys(), what).rotate()}")


@bp.cli.command()
@click.option("--once", is_flag=True, help="Bring what is due now, and end.")
def send_reminders(once: bool) -> None:
    """Bring reminders as they fall due, until told to stop. Any number of these may run, on any number of machines."""
    lookup.use(the_keys().read("lookup"))
    sender: Sender = current_app.extensions["sender"]
    try:
        if once:
            with db.connection_context():
                click.echo(f"{sender.once()} dealt with")
        else:
            sender.run(until_told_to_stop())
    except NoContact as why:
        raise click.ClickException(str(why)) from None


def until_told_to_stop() -> threading.Event:
    stop = threading.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: stop.set())
    return stop


@bp.cli.command("example")
@with_appcontext
def example_family() -> None:
    """Seed the example family the first time, and say how to sign in as each person."""
    if not current_app.config["EXAMPLE"]:
        raise click.ClickException("the example is for ROOFTREE_EXAMPLE=1: everybody knows its passphrases")
    lookup.use(the_keys().read("lookup"))
    example.seed()
    click.echo(example.how_to_sign_in())


@user.command()
@click.option("--name", prompt=True)
@click.option("--email", prompt=True)
@click.password_option("--passphrase")
@click.option("--supervisor", is_flag=True, help="Somebody who sees every flag of the service, and no family's page.")
def add(name: str, email: str, passphrase: str, supervisor: bool) -> None:
    """Make a worker's account, or a supervisor's."""
    if len(passphrase) < SHORTEST:
        raise click.ClickException(f"a passphrase has {SHORTEST} characters or more: four or five words, say")
    lookup.use(the_keys().read("lookup"))
    try:
        User.enrol(name=name, email=email, words=passphrase, role=Role.SUPERVISOR if supervisor else Role.WORKER)
    except IntegrityError:
        raise click.ClickException("this address has an account already") from None
    click.echo(f"{name} can sign in now")


@journal.command()
@click.argument("folder", type=click.Path(path_type=Path))
def anchor(folder: Path) -> None:
    """Write today's heads of all chains to a folder outside the database, once a day."""
    folder.mkdir(parents=True, exist_ok=True)
    heads = {str(family): [number, digest] for family, (number, digest, _at) in Journal.heads().items()}
    (folder / f"{datetime.now(UTC):%Y-%m-%d}.json").write_text(json.dumps(heads, indent=1))


@journal.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def verify(folder: Path | None) -> None:
    """Check every chain, and against the anchors in a folder where one is named."""
    anchors = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))] if folder else [{}]
    for heads in anchors:
        known = {UUID(family): (number, digest) for family, (number, digest) in heads.items()}
        for family, number in Journal.broken(known):
            raise click.ClickException(f"family {family}: line {number} does not fit")
    click.echo("every line fits")


def the_keys() -> Keys:
    return current_app.extensions["keys"]
