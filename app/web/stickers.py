"""Stickers on the wall of a house: what a device wrote, and the page that an open activity takes them from."""

from flask import Blueprint, render_template
from wtforms import HiddenField

from app.practice import Sticker
from app.records.answer import Stuck

from .access import public
from .kinds import AnswerField

bp = Blueprint("stickers", __name__)


@bp.get("/stickers")
@public
def index() -> str:
    """All there are, and a list of the same."""
    return render_template("stickers/index.html")


class StickersField(AnswerField, HiddenField):
    """What is stuck where. Its list is made by scripts out of what they write here."""

    answers = Stuck

    def put_together(self, values: list[str]) -> str:
        return "".join(values)

    def in_order(self, answer: Stuck) -> bool:
        return {one.sticker for one in answer.stuck} <= set(Sticker)
