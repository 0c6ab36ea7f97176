"""How a tablet comes to trust this machine's own certificates. Only there with `make run TLS=1`."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, render_template, request

from .access import public

bp = Blueprint("trust", __name__)

SECURE = 8443


@bp.get("/trust")
@public
def steps() -> str:
    host = urlsplit(f"//{request.host}").hostname
    return render_template("trust.html", secure=f"https://{host}:{SECURE}")


@bp.get("/trust/root.crt")
@public
def root() -> Response:
    """The certificate alone: its key never leaves this machine."""
    return Response(
        Path(current_app.config["TLS_ROOT"]).read_bytes(),
        mimetype="application/x-x509-ca-cert",
        headers={"Content-Disposition": "inline; filename=rooftree-root.crt"},  # an attachment is no profile to an iPad
    )
