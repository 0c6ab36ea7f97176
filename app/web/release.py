"""The release: one digest over everything the app is made of. Its files answer under it, and so do the last one's."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Flask, Response, abort, current_app, request, send_from_directory

from .access import public

APP = Path(__file__).parents[1]
STATIC = APP / "static"
KEPT = 3  #: this release, the one before, and one more for a tablet that was away
ONE_YEAR = 31_536_000
NOT_MODIFIED = 304
#: Settings that stand on the pages a device keeps: a helpline's new number has to reach it.
SHOWN = ("APP_NAME", "HELPLINES", "LANGUAGES", "LEAVE_TO")


def digest(config: Mapping[str, Any] | None = None) -> str:
    """Of everything in the app, and of what a service adds to it: the pages a device keeps come out of templates,
    tools, catalogues and settings, not out of files alone."""
    told = config or {}
    all_of_it = sha256(repr([told.get(name) for name in SHOWN]).encode())
    for folder in (APP, *added(told)):
        for path in every_file(folder):
            all_of_it.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return all_of_it.hexdigest()[:12]


def added(told: Mapping[str, Any]) -> list[Path]:
    """A service's own folders of tools and translations, where they are outside the app."""
    translations = [APP / folder for folder in told.get("TRANSLATIONS", "").split(";") if folder]
    return [folder for folder in (*told.get("TOOLS", []), *translations) if not folder.is_relative_to(APP)]


def every_file(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".pyc", ".mo"})


def files() -> list[str]:
    """What a device keeps of the static files, by their names."""
    return [path.relative_to(STATIC).as_posix() for path in every_file(STATIC)]


def keep_release(app: Flask) -> None:
    """Lay this release's files beside those of the ones before, so that a page of the last release still finds its own
    while it finishes. Each is laid whole or not at all, however many processes start."""
    folder = app.config["INSTANCE"] / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    app.config["RELEASES"] = folder
    here = folder / app.config["RELEASE"]
    if not here.exists():
        part = Path(mkdtemp(dir=folder, prefix="."))
        shutil.copytree(STATIC, part, dirs_exist_ok=True)
        try:
            os.rename(part, here)
        except OSError:  # another process was first
            shutil.rmtree(part, ignore_errors=True)
    os.utime(here)
    for old in newest_first(folder)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)

    @app.url_defaults
    def of_this_release(endpoint: str, values: dict) -> None:
        if endpoint == "static":
            values.setdefault("release", app.config["RELEASE"])


def newest_first(folder: Path) -> list[Path]:
    """The releases that are laid whole. What another process is laying has a dot before its name, and what it takes
    away may be gone before we look."""
    laid: dict[Path, float] = {}
    for path in folder.glob("[!.]*"):
        with suppress(FileNotFoundError):
            laid[path] = path.stat().st_mtime
    return sorted(laid, key=laid.__getitem__, reverse=True)


@public
def static(release: str, filename: str) -> Response:
    if not release.isalnum():
        abort(404)
    response = send_from_directory(current_app.config["RELEASES"] / release, filename)
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    if request.method == "HEAD" or response.status_code == NOT_MODIFIED:
        response.close()  # nothing of the file is sent, and whoever sends would leave it open
    return response
