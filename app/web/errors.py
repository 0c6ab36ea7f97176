"""What went wrong, in plain words: one page for people, one line for scripts. Never a trace, never what was written."""

from traceback import format_tb

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from peewee import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from app.records import db
from app.records.passphrase import Busy

#: For each status: what to say, and what to do about it.
WORDS = {
    400: (_l("That did not arrive whole"), _l("Go back and try again.")),
    401: (
        _l("You are not signed in any more"),
        _l("Go back: what you wrote is still there. Sign in in another tab first."),
    ),
    403: (_l("That is not possible from here"), _l("Open the page again and try once more.")),
    404: (_l("There is nothing here for you"), _l("The address may be wrong, or it is not yours to see.")),
    405: (_l("That is not possible here"), _l("Go back and try another way.")),
    413: (_l("That is too big"), _l("Send it in smaller parts.")),
    429: (_l("Too many tries"), _l("Wait a little, then try again.")),
    503: (
        _l("Very busy at this moment"),
        _l("Wait a little, then try again. Nothing you wrote here is lost."),
    ),
}
OTHERWISE = (
    _l("Something went wrong on our side"),
    _l("It has been noted. Please try again in a little while."),
)
SOON_SECONDS = 5


def handle_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def tell(error: HTTPException) -> Response:
        return answer(error)

    @app.errorhandler(Busy)
    def too_busy(_error: Busy) -> Response:
        response = answer(HTTPException(), 429)
        response.headers["Retry-After"] = str(SOON_SECONDS)
        return response

    @app.errorhandler(InterfaceError)
    @app.errorhandler(OperationalError)
    def database_away(error: OperationalError | InterfaceError) -> Response:
        db.close()  # it may be broken: the next request gets a new one
        app.logger.error("the database did not answer: %s", type(error).__name__)
        response = answer(ServiceUnavailable())
        response.headers["Retry-After"] = str(SOON_SECONDS)
        return response

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        app.logger.error("unforeseen: %s in %s\n%s", type(error).__name__, request.endpoint, way_to(error))
        return answer(InternalServerError())


def way_to(error: Exception) -> str:
    """Where it happened, in our own text. What it happened to may be somebody's words: not a letter of it."""
    return "".join(format_tb(error.__traceback__))


def answer(error: HTTPException, status: int | None = None) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = status or error.code or 500
    title, advice = WORDS.get(status, OTHERWISE)
    if request.is_json or request.accept_mimetypes.best == "application/json":
        response = jsonify(error=str(title))
    else:
        response = make_response(render_template("error.html", title=title, advice=advice))
    response.status_code = status
    for name in ("Allow", "Retry-After"):
        if name in error.get_response().headers:
            response.headers[name] = error.get_response().headers[name]
    return response
