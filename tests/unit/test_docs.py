"""The pages that tell how it is built stay true."""

import re
from pathlib import Path

import pytest

from app.config import settings

ROOT = Path(__file__).parents[2]
README, ARCHITECTURE = (ROOT / name for name in ("README.md", "ARCHITECTURE.md"))


@pytest.mark.parametrize("name", settings({}))
def test_every_setting_stands_in_the_readme_and_says_what_it_is_for(name):
    assert f"ROOFTREE_{name}" in README.read_text()
    assert f"- {name} " in settings.__doc__


def test_every_file_says_in_its_first_line_what_it_is_for():
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in [*(ROOT / "app").rglob("*.py"), *(ROOT / "app/static/pwa").glob("*.js")]
        if not path.read_text().startswith(('"""', "//"))
    ]
    assert silent == []


def test_no_file_is_longer_than_a_noun_needs():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in [*(ROOT / "app").rglob("*.py"), *(ROOT / "app/static/pwa").glob("*.js")]
        if (lines := len(path.read_text().splitlines())) > 200
    }
    assert long == {}


def test_no_file_is_named_for_no_noun():
    nameless = re.compile(r"/(utils?|helpers?|services?|common|core|misc)(/|\.|$)")
    assert [
        path for path in (ROOT / "app").rglob("*") if nameless.search(path.as_posix().removeprefix(str(ROOT)))
    ] == []


@pytest.mark.parametrize("page", [README, ARCHITECTURE, ROOT / "STYLE.md"], ids=lambda page: page.name)
def test_every_path_that_is_named_is_there(page):
    named = re.findall(r"`((?:app|tests|migrations|practice|records|web|static|templates)/[\w./-]+)`", page.read_text())
    gone = [path for path in named if not ((ROOT / path).exists() or (ROOT / "app" / path).exists())]
    assert [path for path in gone if not path.startswith("app/static/lib")] == []


def test_every_dependency_has_its_reason():
    reasons = ARCHITECTURE.read_text().lower()
    wanted = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL | re.MULTILINE)
    names = re.findall(r'^\s*"([\w-]+)', wanted.group(1), re.MULTILINE)
    assert [name for name in names if name.lower() not in reasons] == []
