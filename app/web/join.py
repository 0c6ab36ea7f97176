"""The way in for somebody who was invited.

The link carries the code in its fragment, which no server, log or Referer ever gets: a script fills it into the page
and takes it out of the address, and without a script the person types it. So nothing that only looks at a link, such
as a mail scanner, can use it up or learn anything from it: before the code is posted, the page is the same for all.
"""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import EmailField, HiddenField, PasswordField, StringField, ValidationError, validators

from app.practice import Role
from app.records import Attempt, Invite
from app.records.attempt import ANY_INVITE, MOST_BY_INVITE
from app.records.invite import AddressTaken, NotWithThisAccount, Worthless
from app.records.passphrase import LONGEST, SHORTEST

from .access import open_to_all, signed_in, user
from .account import begin
from .forms import Form, at_most
from .install import Platform, platform

bp = Blueprint("join", __name__, url_prefix="/join")

NO_MORE = _l("This code does not work any more. Ask for a new one.")
OTHER_ACCOUNT = _l("This code is not for the account you are in now. Sign out, then type the code again.")


class CodeForm(Form):
    """No token: there is no session yet to bind one to, and another site's form is turned away at the door."""

    class Meta:
        csrf = False

    code = StringField(
        _l("Your code"),
        [validators.DataRequired(_l("Write the code that you were given")), at_most(99)],
        description=_l("Twelve letters and numbers. Capitals and dashes do not matter."),
    )


class AccountForm(CodeForm):
    code = HiddenField()
    email = EmailField(
        _l("Email address"),
        [
            validators.InputRequired(_l("Write your email address")),
            validators.Regexp(r"\s*\S+@\S+\s*$", message=_l("Write it like this: name@example.org")),
            at_most(320),
        ],
        description=_l("You sign in with it. Nothing is sent to it."),
    )
    passphrase = PasswordField(
        _l("Choose a passphrase"),
        [
            validators.InputRequired(_l("Choose a passphrase")),
            validators.Length(
                min=SHORTEST, message=_l("Make it longer: %(least)s letters or more. Spaces count too.", least=SHORTEST)
            ),
            at_most(LONGEST),
        ],
        description=_l(
            "At least %(least)s letters. Four or five words that nobody near you would guess, like:"
            " purple kettle under seven clouds",
            least=SHORTEST,
        ),
    )
    installed = HiddenField()

    taken = _l("This address has an account already. Sign in first, then type the code.")

    def validate_passphrase(self, field: PasswordField) -> None:
        if field.data.strip().casefold() in str(field.description).casefold():
            raise ValidationError(gettext("That is our example. Choose words of your own."))


class YoungAccountForm(AccountForm):
    """For a young person, who may have no address, or none that nobody else reads."""

    email = StringField(
        _l("Choose a name to sign in with"),
        [
            validators.InputRequired(_l("Choose a name to sign in with")),
            validators.Length(min=4, message=_l("Make it longer: four letters or more.")),
            at_most(100),
        ],
        description=_l("Not your real name. Something that only you would think of, like: quiet-otter-42"),
    )
    taken = _l("Somebody has this name already. Choose another.")


class JoinForm(Form):
    code = HiddenField()


@bp.route("", methods=["GET", "POST"])
@open_to_all
def code() -> Any:
    """Where the code is typed; to look at it uses nothing up."""
    form = CodeForm()
    invite = opened(form) if form.is_submitted() else None
    if invite is None:
        return code_page(form)
    if not current_user.is_authenticated:
        return account_page(account_form(invite)(formdata=None, code=form.code.data), invite)
    if not invite.suits(user()):
        return refused(form, OTHER_ACCOUNT)
    return render_template("join/as_me.html", form=JoinForm(formdata=None, code=form.code.data))


@bp.route("/account", methods=["GET", "POST"])
@open_to_all
def account() -> Any:
    """Makes the account. That an address has one already is told here: only to somebody with a code that works, who
    would otherwise not know how to go on."""
    typed = CodeForm()
    invite = opened(typed) if typed.is_submitted() else None
    if invite is None:
        return code_page(typed)
    form = account_form(invite)()
    if not form.validate():
        return account_page(form, invite, 400)
    try:
        someone = Invite.let_in(form.code.data, email=form.email.data, words=form.passphrase.data)
    except AddressTaken:
        Attempt.failed(ANY_INVITE, request.remote_addr or "")  # or a code could ask after any number of addresses
        form.email.errors = [str(form.taken)]
        return account_page(form, invite, 400)
    except Worthless:
        return refused(typed, NO_MORE)
    begin(someone)
    flash(gettext("You are in, %(name)s.", name=someone.name))
    on_a_phone = platform(request.user_agent.string) != Platform.COMPUTER and someone.role != Role.CHILD
    return redirect(url_for("install.show" if on_a_phone and not form.installed.data else "account.home"), 303)


@bp.post("/as-me")
@signed_in
def as_me() -> Any:
    """For somebody who has an account already, such as an aunt in two families."""
    form, typed = JoinForm(), CodeForm()
    if not form.validate_on_submit():
        abort(400)
    if opened(typed) is None:
        return code_page(typed)
    try:
        Invite.let_in_as(form.code.data, user())
    except NotWithThisAccount:
        return refused(typed, OTHER_ACCOUNT)
    except Worthless:
        return refused(typed, NO_MORE)
    flash(gettext("You are in, %(name)s.", name=user().name))
    return redirect(url_for("account.home"), 303)


def account_form(invite: Invite) -> type[AccountForm]:
    return YoungAccountForm if invite.member.role == Role.CHILD else AccountForm


def opened(form: CodeForm) -> Invite | None:
    """The invitation that this code opens. Where it opens none, that stands beside the field afterwards."""
    address = request.remote_addr or ""
    if Attempt.too_many(ANY_INVITE, address, MOST_BY_INVITE):
        abort(429)
    if not form.validate():
        return None
    invite = Invite.bearing(form.code.data)
    if invite is None:
        Attempt.failed(ANY_INVITE, address)
        form.code.errors = [str(NO_MORE)]
    return invite


def refused(form: CodeForm, why: Any) -> Any:
    form.code.errors = [str(why)]
    return code_page(form)


def code_page(form: CodeForm) -> Any:
    words = {"form": form, "platform": platform(request.user_agent.string)}
    return render_template("join/code.html", **words), 400 if form.errors else 200


def account_page(form: AccountForm, invite: Invite, status: int = 200) -> Any:
    return render_template("join/account.html", form=form, invite=invite), status
