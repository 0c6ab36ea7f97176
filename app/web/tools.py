"""A tool, to be filled in: with nobody in it for a device to keep, or about one child."""

import re
from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext

from app.practice import Kind, Role, Tool
from app.records import LookBack, Member, Question, writing
from app.records.aside import CannotTakeIn
from app.records.entry import Origin
from app.records.permissions import May
from app.records.question import with_own

from .access import needs, public, user
from .account import first_page
from .entries import digest_of, keep, keep_under_new_names
from .forms import ToolForm, form_for, uuid_of
from .headers import let_microphone
from .language import language
from .shares import around
from .telling import Told, told_to
from .tongues import offered

bp = Blueprint("tools", __name__)

BOOK = "book"
#: How a tool stands on the screen: a land to walk about in, or a book to leaf through.
PAGES = {"scene": "tools/fill.html", BOOK: "stories/tell.html"}


@bp.get("/tools/<slug>")
@public
def blank(slug: str) -> Response:
    """The form with nobody in it: what the worker answers with where there is no connection."""
    tool = tool_called(slug)
    return page(tool, form_for(tool)(formdata=None, meta={"csrf": False}), child=None)


@bp.get("/tools/<slug>/themes/<theme>")
@public
def clothes(slug: str, theme: str) -> str:
    """Pictures alone, without a word: what a page that is open takes in their place."""
    tool = tool_called(slug)
    found = next((one for one in tool.themes if one.slug == theme), None)
    return render_template("tools/clothes.html", theme=found or abort(404), tool=tool)


@bp.get("/tools/<slug>/chest")
@public
def chest(slug: str) -> str:
    """What a house is furnished with when somebody goes in to it: the blank page comes down a weak line without it."""
    return render_template("tools/chest.html", tool=tool_called(slug))


@bp.route("/families/<uuid:family_id>/members/<uuid:member_id>/tools/<slug>", methods=["GET", "POST"])
@needs(May.WRITE_ABOUT)
def fill(member: Member, slug: str) -> Any:
    tool = own_tool(tool_called(slug), member)
    form = form_for(tool)()
    if form.validate_on_submit():
        hand_in(form, tool, member)
        flash(gettext("Sent"))
        worker_reads = url_for("members.show", family_id=member.family_id, member_id=member.id)
        return redirect(first_page() if user().role == Role.CHILD else worker_reads, 303)
    told = told_to(member, tool) if tool.layout == BOOK else None
    if tool.layout == BOOK and told is None:
        abort(404)  # nothing of it was shown to this child
    return page(tool, form, child=member, told=told), 400 if form.is_submitted() else 200


def hand_in(form: ToolForm, tool: Tool, member: Member) -> None:
    """Keep what a signed-in person posted. The page named it once; sent again with other words, it is another entry."""
    fields = sorted(pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token")
    digest, origin = digest_of(repr(fields).encode("utf-8", "replace")), Origin(user())
    with writing():
        try:
            keep(form, tool, member, origin, uuid_of(form.entry.data) or uuid4(), digest)
        except CannotTakeIn:
            keep_under_new_names(form, tool, member, origin, uuid5(NAMESPACE_OID, digest), digest)


def own_tool(tool: Tool, member: Member) -> Tool:
    """The tool with what this child is asked besides; and what is answered here, though it is asked no more. On a young
    person's own device a question may say too much to whoever else opens it: there it waits until that is safe."""
    asked = Question.asked(member) if user().role != Role.CHILD or looks_back(member) else ()
    put = [*asked, *Question.put_to(member).where(Question.ended_at.is_null(False))] if request.form else asked
    return with_own(tool, put)


def looks_back(member: Member) -> bool:
    return LookBack.safe().where(LookBack.member == member).exists()


def tool_called(slug: str) -> Tool:
    return current_app.extensions["tools"].get(slug) or abort(404)


def without_indents(shown: str) -> str:
    """A tenth less to come down a weak line. Not for a page with what somebody wrote in it: every letter is theirs."""
    return re.sub(r"\n\s+", "\n", shown)


def page(tool: Tool, form: ToolForm, child: Member | None, told: Told | None = None) -> Response:
    """The microphone is for pages alone on which something may be said aloud."""
    if not form.is_submitted():
        form.entry.data, form.document.data, form.language.data = "", "", language()
        if child:
            form.entry.data, form.document.data = str(uuid4()), str(uuid4())
    shown = render_template(
        PAGES[tool.layout],
        tool=tool,
        form=form,
        child=child,
        bands=form.band.choices,
        hands=form.hand.choices,
        tongues=offered(),
        alone=child is not None and user().role == Role.CHILD,
        kept_note=not child,
        told=told,
        around=around(child) if child else (),
    )
    response = make_response(shown if form.is_submitted() else without_indents(shown))
    return let_microphone(response) if Kind.RECORDING in tool.kinds else response
