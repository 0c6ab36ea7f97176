"""Who is signed in: Flask-Login over the sessions that the server keeps."""

from flask import Flask, Request, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import AnonymousUserMixin, LoginManager, UserMixin

from app.records import Session, User


class SignedIn(UserMixin):
    """What Flask-Login calls a user is for us a session of one, so that the server can end it."""

    def __init__(self, session: Session, token: str) -> None:
        self.session, self.token = session, token

    @property
    def user(self) -> User:
        return self.session.user

    def get_id(self) -> str:
        return self.token


class CookieByScheme(SecureCookieSessionInterface):
    """Where the connection is safe, the cookie is bound to this very host and travels no other way. On plain http by
    address, which browsers give no such cookie, it has another name."""

    salt = "rooftree-session"

    def get_cookie_name(self, app: Flask) -> str:
        return "__Host-session" if is_safe(request) else "session"

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_safe(request)


def is_safe(request: Request) -> bool:
    """Whether browsers treat this address as secure: https, or the machine itself."""
    host = request.host.rpartition(":")[0] or request.host
    return request.is_secure or host in {"localhost", "127.0.0.1", "[::1]"}


def init_signing_in(app: Flask) -> None:
    app.session_interface = CookieByScheme()
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_PATH="/")
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a token lives as long as its session
    manager = LoginManager()
    manager.session_protection = None  # telephones change their address; a session is ended on the server
    manager.anonymous_user = AnonymousUserMixin
    manager.init_app(app)

    @manager.user_loader
    def load(token: str) -> SignedIn | None:
        session = Session.holding(token)
        return SignedIn(session, token) if session else None
