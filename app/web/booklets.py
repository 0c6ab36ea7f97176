"""What a child said, on paper: to keep, or to work with."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from flask_babel import format_date, format_datetime, gettext

from app.practice import Band, Hand
from app.press import Words, lay
from app.records import Document, Journal, Member
from app.records.booklet import Booklet, Edition
from app.records.db import now
from app.records.permissions import May, documents

from .access import needs, user
from .forms import BANDS, PENS
from .glosses import title_of
from .language import direction, language, say
from .passed import passed_words
from .pictures import EMBLEMS, FACES, FIGURES, SPOTS, STICKERS, coloured
from .sharing import seen_words
from .tongues import called

bp = Blueprint("booklets", __name__, url_prefix="/families/<uuid:family_id>")

#: What the name of a figure's drawing tells, after "figure-".
FIGURE = ("figure", "tint")
SVG = 'xmlns="http://www.w3.org/2000/svg"'


@bp.get("/documents/<uuid:document_id>/booklet")
@needs(May.SEE)
def show(document: Document) -> Response:
    """One sitting, in the edition that is asked for. Making it is reading it, and is noted."""
    return printed(Booklet.of(document, [document], user()))


@bp.get("/members/<uuid:member_id>/booklet")
@needs(May.SEE)
def everything(member: Member) -> Response:
    """Every sitting of one child. Where there is none that this person may see, there is no booklet."""
    sittings = list(documents(user(), May.SEE).where(Document.member == member).order_by(Document.began_at))
    return printed(Booklet.of(member, sittings or abort(404), user()))


def printed(booklet: Booklet) -> Response:
    """The PDF of a booklet."""
    edition = asked_for()
    press = current_app.extensions["press"]
    said = words({**around(booklet, edition), **told_of_each(booklet), **told_of_all(booklet)})
    laid, drawings = lay(booklet, edition, current_app.extensions["tools"], said, press.letters)
    Journal.note(booklet.child.family, user(), "read", booklet)
    return as_file(press.prints(laid, drawings, now()))


def as_file(pdf: bytes) -> Response:
    """To be kept: its name says nothing of anybody."""
    response = make_response(pdf)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = "attachment; filename=booklet.pdf"
    return response


def asked_for() -> Edition:
    told = request.args.get("edition", Edition.CHILD)
    return Edition(told) if told in set(Edition) else abort(404)


def art(name: str) -> bytes:
    """One of our own drawings, as a file of its own: one that stands in a page needs no namespace, and has its colours
    from the page's styles."""
    sort, _, one = name.partition("-")
    told = {sort_of: {sort_of: one} for sort_of in ("face", "emblem", "sticker")}
    told |= {"figure": dict(zip(FIGURE, one.split("-"), strict=False))}
    drawn = f"art/{sort}.svg" if sort in told else f"art/{name}.svg"
    svg = render_template(drawn, **told.get(sort, {})).replace("<svg ", f"<svg {SVG} ", 1)
    return coloured(svg, told.get(sort, {}).get("tint", "")).encode()


def words(labels: dict[str, Any]) -> Words:
    """What stands around what was said, in the language of the page."""
    return Words(
        language=language(),
        direction=direction(),
        labels=labels,
        say=say,
        when=moment,
        day=lambda at: format_date(at, "long"),
        lasts=lasts,
        speech=called,
        gloss=title_of,
        passed=passed_words,
        art=art,
    )


def moment(at: datetime) -> str:
    return format_datetime(at, "medium")


def lasts(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return gettext("%(seconds)s s", seconds=rest)
    return gettext("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=rest)


def around(booklet: Booklet, edition: Edition) -> dict[str, Any]:
    """The title is in print queues and on window frames, so it names nobody."""
    tools, name = current_app.extensions["tools"], booklet.child.name
    kept = {chapter.document.tool for chapter in booklet.chapters} & set(tools)
    theirs = say(tools[kept.pop()].title) if len(kept) == 1 else gettext("What I have said")
    return {
        "title": theirs if edition == Edition.CHILD else gettext("What was said"),
        "everything": gettext("What I have said"),
        "by": gettext("by %(name)s", name=name),
        "yours": gettext("You made this.\nIt is yours: to keep, to show to someone, or to put away."),
        "drawing": gettext("A drawing by %(name)s", name=name),
        "recording": gettext("A recording"),
        "photo": gettext("A photo of something made on paper by %(name)s", name=name),
        "nowhere": gettext("Not put anywhere"),
        "unreadable": gettext("A drawing came that cannot be shown. It is kept as it came."),
        "taken_out": gettext("On one of the tablets this was taken out."),
        **{f"emblem_{emblem}": str(word) for emblem, word in EMBLEMS.items()},
        **{f"faces_{face}": str(word) for face, word in FACES.items()},
        **{f"figure_{figure}": str(word) for figure, word in FIGURES.items()},
        **{f"sticker_{sticker}": str(word) for sticker, word in STICKERS.items()},
        **{f"spot_{spot}": str(word) for spot, word in SPOTS.items()},
    }


def told_of_each(booklet: Booklet) -> dict[str, Any]:
    """What is known about one thing."""
    return {
        "asked": gettext("Asked"),
        "both": gettext("The same thing was changed twice, apart. Both stand."),
        "incomplete": gettext("This did not arrive whole. It is kept as it came."),
        "pen": gettext("Who held the pen"),
        **{f"pen_{hand}": str(PENS[hand]) for hand in Hand},
        "band": gettext("Questions"),
        **{f"band_{band}": str(BANDS[band]) for band in Band},
        "language": gettext("Language"),
        "tablet": gettext("Whose tablet"),
        "seen": gettext("Who may see it"),
        **{f"seen_{said}": words for said, words in seen_words(booklet.child.name).items()},
        "agreed": gettext("Read back"),
        "said_yes": gettext("%(name)s said yes to it", name=booklet.child.name),
        "written": gettext("Written"),
        "received": gettext("Received"),
        "clock_wrong": gettext("by the tablet’s clock, which is not right"),
    }


def told_of_all(booklet: Booklet) -> dict[str, Any]:
    zone = current_app.config["TIME_ZONE"]
    told = {"reader": booklet.reader.name, "moment": moment(now()), "zone": zone}
    return {
        "child": gettext("Child"),
        "family": gettext("Family"),
        "when": gettext("When"),
        "about": gettext(
            "Everything stands in the exact words in which it was written. What was taken out is not in here."
        ),
        "unfinished": gettext("Not finished yet."),
        "nothing": gettext("Nothing is written here yet."),
        "missing": gettext("The tablet has more that has not arrived yet."),
        "some_incomplete": gettext("Something in here did not arrive whole. It is kept as it came."),
        "made": gettext("Made for %(reader)s, %(moment)s (%(zone)s)", **told),
        "page": gettext("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    }
