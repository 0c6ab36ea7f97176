"""What one young person is asked that nobody else is: a worker puts a question into a tool, and takes it off again."""

from collections import Counter
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField, StringField, validators

from app.practice import Kind
from app.records import Document, Item, Member, Question
from app.records.permissions import May, items

from .access import needs, user
from .forms import Form, at_most, one_of, uuid_of
from .language import say

bp = Blueprint("questions", __name__, url_prefix="/families/<uuid:family_id>/members/<uuid:member_id>/questions")

WAYS = {Kind.LINES: _l("In words"), Kind.DRAWING: _l("By drawing"), Kind.FACES: _l("With faces")}


class QuestionForm(Form):
    words = StringField(
        _l("What do you want to ask?"),
        [validators.DataRequired(_l("Write the question")), at_most(300)],
        description=_l(
            "Ask openly, in their words: what, who, when, how. Not “Did he …?”: a question that holds its own answer"
            " makes what is said worth less. Name nobody they have not named."
        ),
    )
    where = SelectField(_l("Where is it asked?"))
    kind = one_of(_l("How do they answer?"), WAYS, default=Kind.LINES.value)


class EndForm(Form):
    end = HiddenField()


def places() -> dict[str, str]:
    """Each part of each tool that has a way to answer, by `tool/part`."""
    tools = [tool for tool in current_app.extensions["tools"].values() if tool.layout == "scene"]
    return {
        f"{tool.slug}/{section.key}": f"{say(tool.title)}: {say(section.title)}"
        for tool in tools
        for section in tool.sections
    }


@bp.route("", methods=["GET", "POST"])
@needs(May.PUT_QUESTIONS)
def index(member: Member) -> Any:
    form, ending = QuestionForm(), EndForm()
    form.where.choices = [SelectChoice(value, label) for value, label in places().items()]
    if ending.end.data and ending.validate_on_submit():
        return end(member, ending.end.data)
    if form.validate_on_submit() and can_answer(form):
        tool, _slash, section = form.where.data.partition("/")
        words = form.words.data.strip()
        Question.ask(member, user(), tool=tool, section=section, kind=form.kind.data, words=words)
        flash(
            gettext(
                "%(name)s is asked this from now on. A tablet that is lent already does not know it yet.",
                name=member.name,
            )
        )
        return redirect(url_for(".index", family_id=member.family_id, member_id=member.id), 303)
    return render_template(
        "questions/index.html",
        member=member,
        form=form,
        ending=ending,
        questions=list(Question.put_to(member)),
        answers=answers(member),
        places=places(),
        ways=WAYS,
    ), 400 if form.is_submitted() else 200


def can_answer(form: QuestionForm) -> bool:
    """A tool without a sheet of paper cannot take a drawing."""
    tool = current_app.extensions["tools"][form.where.data.partition("/")[0]]
    if form.kind.data in tool.kinds:
        return True
    form.kind.errors = [
        gettext("“%(tool)s” has no place for this. Choose another way to answer.", tool=say(tool.title))
    ]
    return False


def end(member: Member, name: str) -> Any:
    asked = Question.asked(member).where(Question.id == uuid_of(name)).first()
    if asked:
        asked.end(user())
        flash(gettext("It is asked no more. What was answered stays."))
    return redirect(url_for(".index", family_id=member.family_id, member_id=member.id), 303)


def answers(member: Member) -> Counter[str]:
    """How many things this reader may see that were said to each question."""
    mine = Document.select(Document.id).where(Document.member == member)
    keys = [question.key for question in Question.put_to(member)]
    said = items(user(), May.SEE).where(Item.document.in_(mine), Item.question.in_(keys), Item.content.is_null(False))
    return Counter(item.question for item in said)
