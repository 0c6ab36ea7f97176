"""How the app comes onto a phone: the steps of each browser, the visitor's own first."""

from enum import StrEnum

from flask import Blueprint, render_template, request

from .access import open_to_all

bp = Blueprint("install", __name__)


class Platform(StrEnum):
    """What the steps differ by. An iPad calls itself a Mac, so its page says where its steps are."""

    IOS = "ios"
    ANDROID = "android"
    SAMSUNG = "samsung"
    FIREFOX = "firefox"
    COMPUTER = "computer"


#: What a browser calls itself by; the first that fits.
NAMES = {
    "iPhone": Platform.IOS,
    "iPad": Platform.IOS,
    "iPod": Platform.IOS,
    "SamsungBrowser": Platform.SAMSUNG,
    "Android": Platform.ANDROID,
}


def platform(user_agent: str) -> Platform:
    """Guessed from what the browser says of itself: good enough to open one's own steps; the others stand beside."""
    found = next((told for name, told in NAMES.items() if name in user_agent), Platform.COMPUTER)
    return Platform.FIREFOX if found == Platform.ANDROID and "Firefox" in user_agent else found


@bp.get("/install")
@open_to_all
def show() -> str:
    own = platform(request.user_agent.string)
    return render_template("install/show.html", platforms=[own, *(other for other in Platform if other != own)])
