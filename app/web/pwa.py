"""What makes the pages an app on the device: the worker, the manifest, the page for when there is no connection."""

import re

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, url_for

from app.practice import Layout
from app.practice.notice import SENTENCE

from . import release
from .access import public
from .language import each
from .mine import plain_ones_first

bp = Blueprint("pwa", __name__)

INK, PAPER = "#3b2c4a", "#fffaf0"
ICONS = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
]
#: Not kept on devices: what no page there fetches.
NOT_KEPT = re.compile(r"\.(map|md|txt)$|^lib/icons/")


@bp.get("/worker.js")
@public
def worker() -> Response:
    """The worker lives at the root to rule the whole site; only the release's data is made here."""
    response = make_response(render_template("worker.js", kept=kept()))
    response.mimetype = "text/javascript"
    return response


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Neutral words and pictures: they stand on a shared tablet for all to see."""
    name = current_app.config["APP_NAME"]
    icons = [
        {
            "src": url_for("static", filename=f"art/{file}"),
            "sizes": sizes,
            "type": "image/png",
            "purpose": purpose,
        }
        for file, sizes, purpose in ICONS
    ]
    told = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "name": name,
        "short_name": name,
    }
    response = jsonify(**told, icons=icons, background_color=PAPER, theme_color=PAPER)
    response.mimetype = "application/manifest+json"
    return response


@bp.get("/offline")
@public
def offline() -> str:
    """For everybody the same. On a young person's own device it leads to what they can do without a connection."""
    return render_template("offline.html", tools=plain_ones_first(current_app.extensions["tools"]))


def kept() -> dict:
    """All that a device keeps of a release: the files, and the pages with nobody in them, in each language offered."""
    languages = current_app.config["LANGUAGES"]
    files = [url_for("static", filename=name) for name in release.files() if not NOT_KEPT.search(name)]
    files += [
        url_for("tools.clothes", slug=tool.slug, theme=theme.slug)
        for tool in current_app.extensions["tools"].values()
        for theme in tool.themes
    ]
    files += [url_for("stickers.index", lang=tag) for tag in languages]
    scenes = [tool.slug for tool in current_app.extensions["tools"].values() if tool.layout == Layout.SCENE]
    files += [url_for("tools.chest", slug=slug, lang=tag) for slug in scenes for tag in languages]
    pages = [
        *(url_for(".offline", lang=tag) for tag in languages),
        *(url_for("leave.blank", lang=tag) for tag in languages),
        *(url_for("handovers.outer", lang=tag) for tag in languages),
        *(url_for(f"privacy.{page}", lang=tag) for page in ("grown_up", "young", "accessibility") for tag in languages),
        *(url_for("tools.blank", slug=slug, lang=tag) for slug in current_app.extensions["tools"] for tag in languages),
    ]
    kept = {"release": current_app.config["RELEASE"], "languages": languages, "files": files, "pages": pages}
    return kept | {"notice": notice()}


def notice() -> dict:
    """What a notice looks like, whoever it is for: the same constant words in each language offered."""
    icon, badge = (url_for("static", filename=f"art/{name}.png") for name in ("icon-192", "badge-96"))
    return {"title": current_app.config["APP_NAME"], "bodies": each(SENTENCE), "icon": icon, "badge": badge}
