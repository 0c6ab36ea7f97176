"""A release: its files are there while its pages are, laid whole or not at all, and it is another when anything is."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import create_app
from app.records.keys import Keys
from app.web import release

ROOT = Path(__file__).parents[2]
FILE = "css/work.css"
STARTER = """
import sys
from pathlib import Path
from app import create_app
instance, database, release = sys.argv[1:]
app = create_app(INSTANCE=Path(instance), DATABASE_URL=database, RELEASE=release)
print(app.test_client().get(f"/static/{release}/css/work.css").status_code)
"""


@pytest.fixture
def here(tmp_path):
    """An instance of its own, on which no release has started yet."""
    Keys(tmp_path / "instance" / "keys").make()
    return tmp_path / "instance"


@pytest.fixture
def starts(here, empty_sqlite):
    """Starts a release, `age` seconds ago, and hands back a browser on it."""

    def starts(name: str, age: int = 0):
        app = create_app(TESTING=True, INSTANCE=here, DATABASE_URL=f"sqlite:///{empty_sqlite}", RELEASE=name)
        at = os.stat(here / "releases" / name).st_mtime - age
        os.utime(here / "releases" / name, (at, at))
        return app.test_client()

    return starts


def answers(client, name, file=FILE):
    with client.get(f"/static/{name}/{file}") as answer:
        return answer.status_code


def test_a_page_of_the_release_before_still_finds_its_files(starts):
    starts("one", age=60)
    client = starts("two")
    assert [answers(client, name) for name in ("one", "two")] == [200, 200]


def test_the_oldest_gives_way_when_there_are_too_many(starts):
    for age, name in enumerate(("three", "two", "one")[: release.KEPT][::-1], start=1):
        starts(name, age=600 - 60 * age)
    client = starts("now")
    assert [answers(client, name) for name in ("one", "two", "three", "now")] == [404, 200, 200, 200]


def test_an_older_release_that_starts_again_is_the_newest(starts):
    for place, name in enumerate(("one", "two", "three")):
        starts(name, age=600 - 60 * place)
    starts("one")
    client = starts("four")
    assert [answers(client, name) for name in ("one", "two", "three", "four")] == [200, 404, 200, 200]


def test_every_file_of_a_release_is_there_and_as_it_was(starts, here):
    client = starts("one")
    for name in release.files():
        with client.get(f"/static/one/{name}") as answer:
            assert answer.data == (release.STATIC / name).read_bytes(), name


def test_a_release_s_files_may_be_kept_for_ever_and_what_is_missing_for_no_time(starts):
    client = starts("one")
    with client.get(f"/static/one/{FILE}") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/static/one/css/no-such.css").headers["Cache-Control"] == "no-store"


def test_several_that_start_at_once_lay_it_whole_and_leave_the_one_before(starts, here, empty_sqlite):
    before = starts("before", age=60)

    def start(_):
        told = [str(here), f"sqlite:///{empty_sqlite}", "one"]
        return subprocess.run(  # noqa: S603
            [sys.executable, "-c", STARTER, *told], cwd=ROOT, capture_output=True, text=True, timeout=60
        )

    with ThreadPoolExecutor(6) as pool:
        said = [(ran.stdout.strip(), ran.stderr) for ran in pool.map(start, range(6))]
    assert said == [("200", "")] * 6
    laid = here / "releases"
    assert {path.name for path in laid.iterdir()} == {"before", "one"}, "nothing half laid stays behind"
    assert answers(before, "before") == 200
    there = {path.relative_to(laid / "one") for path in (laid / "one").rglob("*")}
    assert there == {path.relative_to(release.STATIC) for path in release.STATIC.rglob("*")}


def test_what_others_are_still_laying_pushes_out_no_release(starts, here):
    starts("before", age=60)
    for half in range(release.KEPT):
        (here / "releases" / f".half-{half}").mkdir()
    client = starts("now")
    assert [answers(client, name) for name in ("before", "now")] == [200, 200]
    assert len(list((here / "releases").glob(".half-*"))) == release.KEPT


@pytest.mark.parametrize(
    "address",
    [
        "/static/one/../../keys/session",
        "/static/one/..%2f..%2fkeys/session",
        "/static/one/%2e%2e/%2e%2e/keys/session",
        "/static/one//etc/passwd",
        "/static/one/..\\..\\keys\\session",
        "/static/../keys/session",
        "/static/..%2fkeys/session",
        "/static/./keys/session",
        "/static/%2e%2e/keys/session",
    ],
)
def test_a_path_that_leads_out_of_a_release_is_refused(starts, here, address):
    answer = starts("one").get(address)
    assert answer.status_code in {308, 404}
    assert (here / "keys" / "session").read_bytes() not in answer.data


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The app's own files, to be changed."""
    shutil.copytree(release.APP, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(release, "APP", tmp_path / "app")
    monkeypatch.setattr(release, "STATIC", tmp_path / "app" / "static")
    return tmp_path / "app"


@pytest.mark.parametrize(
    "file", ["templates/tools/fill.html", "practice/tools/three-houses.toml", "static/css/child.css", "web/tools.py"]
)
def test_whatever_a_page_is_made_of_makes_another_release(copy, file):
    before = release.digest()
    (copy / file).write_bytes((copy / file).read_bytes() + b"\n")
    assert release.digest() != before


def test_a_file_more_or_under_another_name_makes_another_release(copy):
    seen = [release.digest()]
    (copy / "static" / "more.js").write_text("")
    seen.append(release.digest())
    (copy / "static" / "more.js").rename(copy / "static" / "mere.js")
    seen.append(release.digest())
    assert len(set(seen)) == 3


def test_what_python_leaves_behind_makes_no_other_release(copy):
    before = release.digest()
    (copy / "web" / "__pycache__").mkdir()
    (copy / "web" / "__pycache__" / "tools.cpython-311.pyc").write_bytes(b"compiled")
    assert release.digest() == before


def test_what_a_service_adds_and_sets_makes_another_release(tmp_path):
    told = {"TOOLS": [tmp_path], "TRANSLATIONS": f"translations;{tmp_path}", "HELPLINES": [("Childline", "0800 1111")]}
    seen = [release.digest(told)]
    (tmp_path / "ladder.toml").write_text("title = 1")
    seen.append(release.digest(told))
    (tmp_path / "messages.po").write_text("")
    seen.append(release.digest(told))
    seen.append(release.digest(told | {"HELPLINES": [("Childline", "0800 1112")]}))
    seen.append(release.digest(told | {"LANGUAGES": ["en-GB", "pl"]}))
    assert len(set(seen)) == len(seen)
    assert release.digest(told) == seen[2]


@pytest.mark.parametrize("how", ["HEAD", "not modified"])
def test_a_file_of_which_nothing_is_sent_is_not_left_open(app, how):
    address = f"/static/{app.config['RELEASE']}/{FILE}"
    tag = app.test_client().get(address).headers["ETag"]
    told = {"method": "HEAD"} if how == "HEAD" else {"headers": {"If-None-Match": tag}}
    with app.test_request_context(address, **told):
        response = release.static(app.config["RELEASE"], FILE)
        assert response.response.file.closed
