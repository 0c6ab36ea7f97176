"""What an operator types, and what the app says when it must not start."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app import create_app, example
from app.config import Refused, example_mark
from app.records import Contact, Family, Journal, Member, User, db, lookup
from app.records.keys import Keys
from app.records.migration import FOLDER, pending
from tests.cast import WORDS, settle
from tests.conftest import Browser, sqlite_url
from tests.sealing import Tablet

STRONG = "k" * 32


@pytest.fixture
def types(app):
    """Types a command; hands back what it said and how it ended."""

    def types(*words: str, answering: str = ""):
        return app.test_cli_runner().invoke(args=words, input=answering)

    return types


@pytest.fixture
def house(tmp_path, keys):
    """An instance of its own, as it is before anything was typed."""
    yield tmp_path / "house"
    lookup.use(keys.read("lookup"))  # as the other tests have it


@pytest.fixture
def empty_house(house, tmp_path):
    """Starts the app over that instance, with what is told beside."""
    opened = []

    def start(**told):
        url = f"sqlite:///{tmp_path / 'house.db'}"
        app = create_app(TESTING=True, INSTANCE=house, DATABASE_URL=url, **told)
        app.test_client_class = Browser
        opened.append(db.obj)
        return app

    yield start
    for database in opened:
        database.close()


def run(app, *words):
    done = app.test_cli_runner().invoke(args=words)
    assert done.exit_code == 0, done.output
    return done.output


def modes(folder: Path) -> set[str]:
    return {f"{stat.S_IMODE(path.stat().st_mode):o}" for path in folder.rglob("*") if path.is_file()}


def test_migrating_twice_applies_once(house, empty_house):
    app = empty_house()
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    assert run(app, "migrate") == "".join(f"applied {name}\n" for name in names)
    assert run(app, "migrate") == ""
    assert pending() == []
    assert stat.S_IMODE(house.stat().st_mode) == 0o700


def test_without_keys_there_are_commands_and_no_pages(empty_house):
    app = empty_house()
    assert app.test_client().get("/sign-in").status_code == 404
    assert "migrate" in run(app, "--help")


def test_keys_are_made_once_and_are_nobody_elses_to_read(house, empty_house):
    app = empty_house()
    run(app, "keys", "make")
    folder = house / "keys"
    made = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.name for path in made} >= {"session", "lookup"}
    assert len(list((folder / "seal").glob("*.pem"))) == 1
    assert modes(folder) == {"600"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "seal")} == {0o700}
    run(app, "keys", "make")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == made


def test_a_key_that_is_missing_is_made_and_the_others_stay(house, empty_house):
    app = empty_house()
    run(app, "keys", "make")
    session = (house / "keys" / "session").read_bytes()
    (house / "keys" / "lookup").unlink()
    run(app, "keys", "make")
    assert (house / "keys" / "lookup").exists()
    assert (house / "keys" / "session").read_bytes() == session


def test_a_new_seal_key_is_given_out_and_the_old_one_still_opens(tmp_path, database_url, this_release):
    Keys(tmp_path / "keys").make()
    app = create_app(TESTING=True, INSTANCE=tmp_path, DATABASE_URL=database_url, RELEASE=this_release)
    app.test_client_class = Browser
    with db.connection_context():
        cast, keys = settle(), Keys(tmp_path / "keys")
        tablet = Tablet(app.test_client(), keys, cast.maria)
        box = tablet.writes(cast.kuba, worries="Dad shouting")
        old = keys.newest_seal_key()[0]
        new = run(app, "keys", "rotate", "seal").split()[-1]
        assert new != old
        maria = app.test_client().signs_in(cast.maria)
        token = {"X-CSRFToken": maria.get("/session").json["csrf"]}
        given = maria.post("/passes", json={"device": str(tablet.device)}, headers=token)
        assert given.json["seal"]["kid"] == new
        boxes = [box, tablet.writes(cast.kuba, dreams="A dog")]
        assert [sealed["kid"] for sealed in boxes] == [old, new]
        assert [receipt["status"] for receipt in tablet.receipts(*boxes)] == ["kept", "kept"]
    assert modes(tmp_path / "keys") == {"600"}


def test_nothing_but_the_seal_key_is_made_anew(types):
    assert types("keys", "rotate", "session").exit_code != 0


def test_somebody_added_can_sign_in(types, client):
    said = types("user", "add", "--name", "Maria", "--email", "maria@example.org", "--passphrase", WORDS)
    assert said.output == "Maria can sign in now\n"
    client.signs_in(User.get())
    assert client.get("/families/new").status_code == 200


def test_what_is_not_said_is_asked_for_and_a_passphrase_is_not_shown(types):
    said = types("user", "add", answering=f"Maria\nmaria@example.org\n{WORDS}\n{WORDS}\n")
    assert said.exit_code == 0, said.output
    assert WORDS not in said.output
    assert User.get().name == "Maria"


def test_a_short_passphrase_is_refused(types):
    said = types("user", "add", "--name", "Maria", "--email", "maria@example.org", "--passphrase", "a" * 14)
    assert said.exit_code == 1
    assert "15 characters or more" in said.output
    assert User.select().count() == 0


def test_an_address_that_has_an_account_is_refused(types, cast):
    before = User.select().count()
    said = types("user", "add", "--name", "Maja", "--email", "MARIA@example.org ", "--passphrase", WORDS)
    assert said.exit_code == 1
    assert "this address has an account already" in said.output
    assert User.select().count() == before


def test_the_example_says_how_to_sign_in_and_keeps_what_is_there(empty_house):
    app = empty_house(EXAMPLE=True)
    run(app, "migrate")
    run(app, "keys", "make")
    said = run(app, "example")
    app = empty_house(EXAMPLE=True)
    for name, (email, words, _who) in example.PASSPHRASES.items():
        assert all(part in said for part in (name, email, words))
        answer = app.test_client().post("/sign-in", data={"email": email, "passphrase": words})
        assert answer.status_code == 303, name
    Member.update(name="Jakub").where(Member.name == "Kuba").execute()
    counted = [model.select().count() for model in (User, Family, Member, Contact)]
    assert run(app, "example") == said
    assert [model.select().count() for model in (User, Family, Member, Contact)] == counted
    assert Member.select().where(Member.name == "Jakub").exists()


def test_the_example_is_made_once_and_its_people_can_sign_in(empty_house):
    app = empty_house(EXAMPLE=True)
    for words in (["migrate"], ["keys", "make"], ["example"], ["example"]):
        said = run(app, *words)
    assert "Tomek, the father, has none yet" in said
    app = empty_house(EXAMPLE=True)
    for email, words, _who in example.PASSPHRASES.values():
        assert email in said
        assert app.test_client().post("/sign-in", data={"email": email, "passphrase": words}).status_code == 303
    assert [place.name for place in User.get(User.email == "ewa@example.org").places] == ["Ewa"]


def test_in_the_example_otto_sees_nothing(empty_house):
    app = empty_house(EXAMPLE=True)
    for words in (["migrate"], ["keys", "make"], ["example"]):
        run(app, *words)
    app = empty_house(EXAMPLE=True)
    email, words, _who = example.PASSPHRASES["Otto"]
    otto = app.test_client()
    assert otto.post("/sign-in", data={"email": email, "passphrase": words}).status_code == 303
    assert "Nowak" not in otto.get("/families").text


def test_the_example_is_not_for_real_work(types):
    said = types("example")
    assert said.exit_code == 1
    assert "everybody knows its passphrases" in said.output
    assert User.select().count() == 0


def test_a_journal_in_order_is_said_to_be(types, cast, tmp_path):
    assert types("journal", "anchor", str(tmp_path / "anchors")).exit_code == 0
    assert types("journal", "verify").output == "every line fits\n"
    assert types("journal", "verify", str(tmp_path / "anchors")).output == "every line fits\n"


def test_an_anchor_holds_the_head_of_every_chain_and_nothing_that_was_written(types, cast, tmp_path):
    types("journal", "anchor", str(tmp_path))
    [path] = tmp_path.glob("*.json")
    heads = json.loads(path.read_text())
    assert set(heads) == {str(cast.nowaks.id), str(cast.okafors.id)}
    assert heads[str(cast.nowaks.id)][0] == Journal.select().where(Journal.family == cast.nowaks).count()
    assert not any(name in path.read_text() for name in ("Nowak", "Kuba", "Maria"))


def test_a_changed_line_is_named(types, cast):
    Journal.update(act="read").where(Journal.family == cast.nowaks, Journal.number == 2).execute()
    said = types("journal", "verify")
    assert said.exit_code == 1
    assert f"family {cast.nowaks.id}: line 2 does not fit" in said.output


def test_a_tail_that_was_cut_off_is_named_against_an_anchor(types, cast, tmp_path):
    types("journal", "anchor", str(tmp_path))
    last = Journal.select().where(Journal.family == cast.nowaks).count()
    Journal.delete().where(Journal.family == cast.nowaks, Journal.number == last).execute()
    assert types("journal", "verify").output == "every line fits\n", "the chain itself cannot show it"
    said = types("journal", "verify", str(tmp_path))
    assert said.exit_code == 1
    assert f"family {cast.nowaks.id}: line {last} does not fit" in said.output


def test_what_was_written_after_an_anchor_fits_it(types, cast, tmp_path):
    types("journal", "anchor", str(tmp_path))
    Journal.note(cast.nowaks, cast.maria, "read", cast.nowaks)
    assert types("journal", "verify", str(tmp_path)).output == "every line fits\n"


@pytest.mark.parametrize("secret", ["change-me", "secret", "dev", "rooftree", "ROOFTREE", "k" * 31])
def test_a_secret_that_everybody_knows_or_can_guess_starts_nothing(instance, empty_sqlite, secret):
    with pytest.raises(Refused, match="ROOFTREE_SECRET_KEY is a sample, or shorter than 32 characters"):
        create_app(INSTANCE=instance, DATABASE_URL=f"sqlite:///{empty_sqlite}", SECRET_KEY=secret)


def test_a_secret_of_ones_own_signs_the_cookies(instance, empty_sqlite, tmp_path):
    told = {"INSTANCE": instance, "DATABASE_URL": sqlite_url(empty_sqlite, tmp_path)}
    assert create_app(**told, SECRET_KEY=STRONG).config["SECRET_KEY"] == STRONG
    assert create_app(**told).config["SECRET_KEY"] == Keys(instance / "keys").read("session")


def test_the_example_may_have_a_secret_that_everybody_knows(house, empty_house):
    assert empty_house(EXAMPLE=True, SECRET_KEY="dev")


def test_an_instance_begun_as_an_example_is_never_for_real_work(house, empty_house):
    run(empty_house(EXAMPLE=True), "keys", "make")
    assert example_mark(house).exists()
    with pytest.raises(Refused, match="holds the example family, whose passphrases everybody knows") as refused:
        empty_house()
    assert str(house) in str(refused.value)
    assert "ROOFTREE_INSTANCE" in str(refused.value)
    assert empty_house(EXAMPLE=True)


def test_an_instance_begun_for_real_work_bears_no_mark(house, empty_house):
    run(empty_house(), "keys", "make")
    assert not example_mark(house).exists()
    assert empty_house()


def test_reminders_are_brought_from_the_command_line(app, types):
    app.config["PUSH_CONTACT"] = "mailto:reminders@example.org"
    done = types("send-reminders", "--once")
    assert (done.exit_code, done.output) == (0, "0 dealt with\n"), done.output


def test_reminders_do_not_begin_where_no_push_service_could_reach_anybody(app, types):
    done = types("send-reminders")
    assert done.exit_code != 0
    assert done.output.startswith("Error: ROOFTREE_PUSH_CONTACT")


def test_a_new_vapid_key_is_what_browsers_subscribe_with_and_the_old_one_stays(house, empty_house):
    run(empty_house(), "keys", "make")
    keys = Keys(house / "keys")
    before = keys.newest_vapid_key()
    name = run(empty_house(), "keys", "rotate", "vapid").split()[-1]
    assert keys.newest_vapid_key()[0] == name != before[0]
    assert keys.vapid.named(before[0]) is not None


def test_a_command_that_is_typed_starts_no_sender(house):
    told = {**os.environ, "ROOFTREE_INSTANCE": str(house), "ROOFTREE_SENDER": "1", "ROOFTREE_PUSH_CONTACT": ""}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "flask", "--app", "wsgi", "keys", "make"], env=told, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    served = subprocess.run([sys.executable, "-c", "import wsgi"], env=told, capture_output=True, text=True)  # noqa: S603
    assert "ROOFTREE_PUSH_CONTACT" in served.stderr, "and a server that cannot say who sends does not begin"
