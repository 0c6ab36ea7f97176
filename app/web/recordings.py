"""What was said aloud, played to those who may read what was said."""

from typing import Any

from flask import Blueprint, abort, make_response, request

from app.records import Item, Journal
from app.records.answer import AnswerUnreadable
from app.records.permissions import May
from app.records.recording import Recording

from .access import needs, user

bp = Blueprint("recordings", __name__, url_prefix="/families/<uuid:family_id>/items")

#: Opened by itself it is a file to keep, never a page: nothing in it may run, frame or load anything.
ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"


@bp.get("/<uuid:item_id>/recording")
@needs(May.SEE)
def play(item: Item) -> Any:
    """Its sound, or the bytes of it that a player asks for. Listening is reading, and is noted once for each time that
    it begins."""
    recording = heard(item)
    if recording is None or not recording.media_type:
        abort(404)
    if not request.range or request.range.ranges[0][0] == 0:
        Journal.note(item.document.family, user(), "heard", item)
    response = make_response(recording.sound())
    response.mimetype = recording.media_type
    response.headers["Content-Disposition"] = f"attachment; filename=recording.{recording.media_type[-4:].strip('/')}"
    response.headers["Content-Security-Policy"] = ALONE
    return response.make_conditional(request, accept_ranges=True, complete_length=len(response.data))


def heard(item: Item) -> Recording | None:
    """None where the item does not say which recording it is."""
    try:
        return Recording.of(item)
    except AnswerUnreadable:
        return None
