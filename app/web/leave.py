"""Leave this page: out at once, signed out on the server, and nothing of it on the screen."""

from flask import Blueprint, current_app, render_template, session
from flask_login import current_user, logout_user

from .access import open_to_all, public

bp = Blueprint("leave", __name__)


@bp.post("/leave")
@open_to_all
def leave() -> str:
    """It asks for no token: a page that was open for days must leave too, and another site is turned away at the door.
    What waits on the device is not touched. The answer goes on by itself, which a form's own redirect may not."""
    if current_user.is_authenticated:
        current_user.session.end()
        logout_user()
    session.clear()
    return render_template("leave/onward.html", to=current_app.config["LEAVE_TO"])


@bp.get("/blank")
@public
def blank() -> str:
    """What an installed app shows when it was left: it has no other site to go to."""
    return render_template("leave/blank.html")
