"""A young person's own pages: what they can do, what they said before, what happened because of it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, current_app, render_template

from app.practice import Band, Role, Tool
from app.records import Document, Item, Journal, Member
from app.records.look_back import LookBack
from app.records.permissions import May, items, members, replies

from .access import signed_in, user
from .account import ButtonForm
from .reading import look_up

bp = Blueprint("mine", __name__, url_prefix="/mine")


@bp.get("")
@signed_in
def index() -> str:
    """What they can do here. That there is more to read is said only where it may be read."""
    places = own_places()
    return render_template(
        "mine/index.html",
        places=places,
        form=ButtonForm(),
        tools=plain_ones_first(current_app.extensions["tools"]),
        may_look_back=may_look_back(places),
        replies=list(replies(user(), May.SEE).where(Member.id.in_(places))),
    )


@bp.get("/said")
@signed_in
def said() -> Any:
    """Their own words, read back, where a worker has set that it is safe. It is theirs, and the reading is noted all
    the same: it shows when somebody may have read it who is not them."""
    places = own_places()
    if not may_look_back(places):
        abort(404)
    sittings = Document.select().where(Document.member.in_(places)).order_by(Document.began_at.desc())
    things = items(user(), May.SEE).where(Item.document.in_(sittings.select(Document.id)), Item.content.is_null(False))
    its: dict[Any, list[Item]] = {sitting: [] for sitting in sittings}
    for item in things:
        its[item.document].append(item)
    look_up(item for found in its.values() for item in found)
    for sitting in (sitting for sitting, found in its.items() if found):
        Journal.note(sitting.family, user(), "read", sitting)
    return render_template("mine/said.html", places=places, sittings=its, tools=current_app.extensions["tools"])


def plain_ones_first(tools: Mapping[str, Tool]) -> dict[str, Tool]:
    """What begins in the words for teenagers stands first: an account of one's own is theirs."""
    return dict(sorted(tools.items(), key=lambda tool: tool[1].band != Band.OLDER))


def may_look_back(places: list[Member]) -> bool:
    return LookBack.safe().where(LookBack.member.in_(places)).exists()


@bp.app_context_processor
def where_they_are_the_child() -> dict[str, Any]:
    """For what stands at the end of each of a young person's own pages."""
    return {"places_of_mine": places_of_mine}


def places_of_mine() -> list[Member]:
    """Where they are the young person."""
    return list(members(user(), May.WRITE_ABOUT).where(Member.user == user(), Member.role == Role.CHILD))


def own_places() -> list[Member]:
    """The same. Anybody else's account has nothing here."""
    places = places_of_mine()
    return places or ([] if user().role == Role.CHILD and Member.has_ended(user()) else abort(404))
