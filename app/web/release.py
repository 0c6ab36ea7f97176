"""The release: one digest over everything the app is made of. Its files answer under it, and so do the last one's."""

import os
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from flask import Flask, Response, abort, current_app, send_from_directory

from .access import public

APP = Path(__file__).parents[1]
STATIC = APP / "static"
KEPT = 3  #: this release, the one before, and one more for a tablet that was away
ONE_YEAR = 31_536_000


def digest() -> str:
    """Of everything in the app: the pages a device keeps come out of templates and tools, not out of files alone."""
    all_of_it = sha256()
    for path in every_file(APP):
        all_of_it.update(path.relative_to(APP).as_posix().encode() + path.read_bytes())
    return all_of_it.hexdigest()[:12]


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
    for old in sorted(folder.iterdir(), key=lambda kept: kept.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)

    @app.url_defaults
    def of_this_release(endpoint: str, values: dict) -> None:
        if endpoint == "static":
            values.setdefault("release", app.config["RELEASE"])


@public
def static(release: str, filename: str) -> Response:
    if not release.isalnum():
        abort(404)
    response = send_from_directory(current_app.config["RELEASES"] / release, filename)
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response
