"""What happens to what people write here, told to grown-ups and to young people; and what works for whom."""

from typing import Any

from flask import Blueprint, current_app, render_template

from .access import public
from .forms import BANDS

bp = Blueprint("privacy", __name__)


@bp.get("/privacy")
@public
def grown_up() -> str:
    return render_template("privacy/grown-up.html", **service())


@bp.get("/privacy/young")
@public
def young() -> str:
    """The same for young people, in words for three ages, with pictures. Each child's screen has it too."""
    return render_template("privacy/young.html", bands=BANDS, **service())


@bp.get("/accessibility")
@public
def accessibility() -> str:
    return render_template("privacy/accessibility.html", **service())


def service() -> dict[str, Any]:
    """Who answers for what is kept here, and whom to ask: what each service says of itself."""
    told = {name.lower(): current_app.config[name] for name in ("SERVICE", "CONTACT", "ACCESS_CONTACT", "REGULATOR")}
    return told | {"whole_notice": current_app.config["PRIVACY_NOTICE"], "reach": reach}


def reach(contact: str) -> str:
    """Where a contact leads: a letter, a call, or nowhere that a device could go by itself."""
    if "@" in contact and " " not in contact:
        return f"mailto:{contact}"
    digits = contact.replace(" ", "")
    return f"tel:{digits}" if digits.lstrip("+").isdigit() else ""
