"""Closed unless opened: every view says who may come in. Only what is public may be kept by a browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Flask, Response, abort, current_app, redirect, request, url_for
from flask_login import current_user

from app.records import Action, Aside, Document, Family, Flag, Handover, Item, Member, Passing, Story, User, Version
from app.records.permissions import (
    May,
    actions,
    asides,
    documents,
    families,
    flags,
    handovers,
    items,
    members,
    passings,
    stories,
    versions,
)

View = Callable[..., Any]

PUBLIC, SIGNED_IN, PASS, OPEN = "public", "signed in", "pass", "open"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}

#: What each view declared: PUBLIC, OPEN, SIGNED_IN, PASS, or the action it needs.
declared: dict[View, str] = {}

#: For each id in an address: the model, and the query of those a person may do this to.
FINDERS: dict[str, tuple[Any, Any]] = {
    "action_id": (Action, actions),
    "aside_id": (Aside, asides),
    "handover_id": (Handover, handovers),
    "flag_id": (Flag, flags),
    "passing_id": (Passing, passings),
    "item_id": (Item, items),
    "version_id": (Version, versions),
    "story_id": (Story, stories),
    "document_id": (Document, documents),
    "member_id": (Member, members),
    "family_id": (Family, families),
}


def public(view: View) -> View:
    """For anyone, and with nobody's data in it: the same bytes for everybody, which a device may keep."""
    declared[view] = PUBLIC
    return view


def open_to_all(view: View) -> View:
    """For anyone, and about the one who asks: no one may keep it."""
    declared[view] = OPEN
    return view


def with_pass(view: View) -> View:
    """For whoever brings a pass in each box. No cookie is read, so no other site can borrow one."""
    declared[view] = PASS
    return view


def signed_in(view: View) -> View:
    @wraps(view)
    def guarded(**rest: Any) -> Any:
        return view(**rest) if current_user.is_authenticated else ask_to_sign_in()

    declared[guarded] = SIGNED_IN
    return guarded


def needs(action: May, to: str = "family") -> Callable[[View], View]:
    """Hand the view the one thing its address names, found among those this person may do this to; any other is not
    found, whether it is there or not. The name of its argument is the id's, without `_id`. A page about all things of
    one sort in a family names the sort: not everybody who sees the family sees those."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**ids: Any) -> Any:
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            name, found = find(current_user.user, action, ids, to) or abort(404)
            rest = {key: value for key, value in ids.items() if key not in FINDERS}
            return view(**{name: found}, **rest)

        declared[guarded] = action
        return guarded

    return decorate


def find(user: User, action: May, ids: dict[str, Any], to: str) -> tuple[str, Any] | None:
    """The innermost thing these ids name, if this person may do this to it and it is in the family of the address."""
    key = next(key for key in FINDERS if key in ids)
    model, query = FINDERS[key]
    if model is Family:
        found = families(user, action, to).where(Family.id == ids[key])
    else:
        found = query(user, action).where(model.id == ids[key], in_family(model, ids["family_id"]))
    thing = found.first()
    return (key.removesuffix("_id"), thing) if thing else None


def in_family(model: Any, family: UUID) -> Any:
    """What is said in a sitting is in the family that the sitting is in."""
    if model is Item:
        return Item.document.in_(Document.select(Document.id).where(Document.family == family))
    return model.family == family


def user() -> User:
    """Who is signed in."""
    return current_user.user


def ask_to_sign_in() -> Any:
    """A page is answered with the way in; what a script asks is told in its own tongue."""
    if request.method != "GET" or request.accept_mimetypes.best == "application/json":
        abort(401)
    return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")), 303)


def close_by_default(app: Flask) -> None:
    app.before_request(refuse_undeclared)
    app.before_request(refuse_other_sites)
    app.after_request(let_only_public_be_kept)
    app.context_processor(lambda: {"public_page": declaration() == PUBLIC})


def refuse_undeclared() -> None:
    if request.endpoint and declaration() is None:
        abort(403)


def refuse_other_sites() -> None:
    """What changes something must come from a page of ours; what comes with a pass needs no such word."""
    if request.method not in SAFE_METHODS and declaration() != PASS and not from_our_own_page():
        abort(403)


def let_only_public_be_kept(response: Response) -> Response:
    if declaration() == PUBLIC and request.method in SAFE_METHODS and response.status_code < 400:
        response.headers.setdefault("Cache-Control", "no-cache")
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def declaration() -> str | None:
    return declared.get(current_app.view_functions[request.endpoint]) if request.endpoint else None


def from_our_own_page() -> bool:
    """Every browser that runs this says where a request comes from, in one of two ways."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin", "").partition("://")[2] == request.host
