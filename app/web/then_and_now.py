"""Then and now: two sittings of one child with the same tool, side by side."""

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import format_date, format_time, gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from app.practice import Kind
from app.records import Document, Member
from app.records.permissions import May
from app.records.then_and_now import Asked, ThenAndNow, repeated

from .access import needs, user
from .forms import Form, uuid_of
from .reading import handed_over, look_up, read

bp = Blueprint("then_and_now", __name__, url_prefix="/families/<uuid:family_id>/members/<uuid:member_id>/then-and-now")


class ChoiceForm(Form):
    """Which two. It changes nothing, so it stands in the address."""

    then = SelectField(_l("Then"), validate_choice=False)
    now = SelectField(_l("Now"), validate_choice=False)

    def offer(self, two: ThenAndNow) -> None:
        choices = [SelectChoice(str(sitting.id), called(sitting)) for sitting in two.sittings]
        self.then.choices = self.now.choices = choices
        self.then.data, self.now.data = str(two.then.id), str(two.now.id)


@bp.get("/<slug>")
@needs(May.SEE)
def show(member: Member, slug: str) -> str:
    """Where there are not two sittings with this tool that one may see, there is nothing to lay side by side. The
    reading is noted of the two, and of every sitting that has a step on a path that is drawn."""
    sittings = repeated(user(), member.id).get(slug) or abort(404)
    form = ChoiceForm(formdata=request.args, meta={"csrf": False})
    chosen = [name for name in map(uuid_of, (form.then.data, form.now.data)) if name]
    tool = current_app.extensions["tools"].get(slug)
    two = ThenAndNow.of(sittings, chosen, tool, user())
    form.offer(two)
    for item in (item for walk in two.walks for item in walk.said):
        handed_over(item)
    look_up(item for said in two.said.values() for item in said)
    return render_template(
        "then_and_now/show.html",
        member=member,
        slug=slug,
        tool=tool,
        two=two,
        form=form,
        over_the_door=over_the_door,
    )


def called(sitting: Document) -> str:
    day = format_date(sitting.began_at, "long")
    told = gettext("%(day)s, %(time)s", day=day, time=format_time(sitting.began_at, "short"))
    return told if sitting.finished_at else gettext("%(when)s (not finished)", when=told)


def over_the_door(asked: Asked) -> bool:
    """Whether all that was answered is what the child calls the part: that stands beside its name already."""
    said = [*asked.then, *asked.now]
    names = all(len(sides) == 1 and sides[0].kind == Kind.NAMING and read(sides[0]) for sides in said)
    return names and len(asked.then) <= 1 and len(asked.now) <= 1
