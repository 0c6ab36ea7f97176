"""Signing in and out."""

import re
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_user, logout_user
from wtforms import BooleanField, HiddenField, PasswordField, StringField, validators

from app.practice import Role
from app.practice.role import OF_THE_SERVICE
from app.records import Attempt, Pass, Session, Subscription, User
from app.records.passphrase import LONGEST

from .access import open_to_all, signed_in, user
from .devices import SORTS
from .forms import Form, at_most, uuid_of
from .signing_in import SignedIn

bp = Blueprint("account", __name__)

#: The first page of each; of anybody else, their families.
FIRST = {Role.PARENT: "today.index", Role.NETWORK: "today.index", Role.CHILD: "mine.index"}


class SignInForm(Form):
    """No token: there is no session yet to bind one to, and another site's form is turned away at the door."""

    class Meta:
        csrf = False

    email = StringField(
        _l("Email address or sign-in name"),
        [validators.InputRequired(_l("Write your email address, or the name you sign in with")), at_most(320)],
    )
    passphrase = PasswordField(
        _l("Passphrase"),
        [validators.InputRequired(_l("Write your passphrase")), at_most(LONGEST)],
    )


class ButtonForm(Form):
    """A button that changes something, and nothing to fill in."""


def button_form() -> ButtonForm:
    """A button anywhere on a page. It reads nothing of the request."""
    return ButtonForm(formdata=None)


class EverywhereForm(ButtonForm):
    stop = BooleanField(_l("Stop every device where I write, too"))


class SignOutForm(ButtonForm):
    """The script fills in which device this is, which then is not knocked at any more."""

    device = HiddenField()


def sign_out_form() -> SignOutForm:
    """The button on every page. It reads nothing of the request, which may be one that cannot be read."""
    return SignOutForm(formdata=None)


@bp.get("/")
@open_to_all
def home() -> Any:
    return redirect(first_page() if current_user.is_authenticated else url_for(".sign_in"), 303)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> Any:
    form = SignInForm()
    if not form.validate_on_submit():
        return page(form, 400 if form.is_submitted() else 200)
    address = request.remote_addr or ""
    if Attempt.too_many(form.email.data, address):
        abort(429)
    someone = User.signing_in(form.email.data, form.passphrase.data)
    if someone is None:
        Attempt.failed(form.email.data, address)
        form.passphrase.errors = [gettext("The address or name, or the passphrase, is not right.")]
        return page(form, 400)
    begin(someone)
    return redirect(onward(request.args.get("next", "")), 303)


@bp.post("/sign-out")
@signed_in
def sign_out() -> Any:
    form = SignOutForm()
    if not form.validate_on_submit():
        abort(400)
    device = uuid_of(form.device.data)
    if device:
        Subscription.forget(device)  # whoever it rings for: the one who leaves holds it
    current_user.session.end()
    logout_user()
    session.clear()
    return redirect(url_for(".sign_in"), 303)


@bp.route("/account", methods=["GET", "POST"])
@signed_in
def show() -> Any:
    form = EverywhereForm()
    devices = Pass.devices(user())
    if form.validate_on_submit():
        for device in devices if form.stop.data else ():
            Pass.stop(user(), device, user())
        Session.end_all(user())
        Subscription.forget_all(user())
        session.clear()
        flash(gettext("You are signed out everywhere."))
        return redirect(url_for(".sign_in"), 303)
    places = Session.select().where(Session.user == user()).count()
    told = {"sessions": places, "devices": devices, "sorts": SORTS, "reminders": Subscription.is_for(user())}
    return render_template("account/show.html", form=form, **told), 400 if form.is_submitted() else 200


def begin(someone: User) -> None:
    """Sign them in with nothing left over from before."""
    session.clear()
    login_user(SignedIn(*Session.start(someone)))


def onward(address: str) -> str:
    """Where they were going, when that is a page of ours: letters of an address, and no second slash of any kind."""
    return address if re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", address) else first_page()


def first_page() -> str:
    """Where the person who is signed in begins."""
    return url_for(FIRST.get(user().role, "families.index"))


def dress(app: Flask) -> None:
    """A page that workers and families both see wears the skin of whoever looks at it."""

    @app.context_processor
    def skin() -> dict[str, Any]:
        worker = current_user.is_authenticated and user().role in OF_THE_SERVICE
        return {"skin": "work.html" if worker else "family.html", "first_page": first_page}


def page(form: SignInForm, status: int) -> Any:
    return render_template("account/sign_in.html", form=form), status
