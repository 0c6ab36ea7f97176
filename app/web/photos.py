"""A photo of what a child made on paper: brought by the worker, into the house that it belongs to."""

from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4, uuid5

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import FileField, HiddenField, SelectChoice, SelectField, TextAreaField, ValidationError, validators

from app.practice import Band, Hand, Kind, Question, Tool
from app.records import Document, Entry, Item, Journal, Member, Photo, writing
from app.records.answer import AnswerUnreadable
from app.records.entry import Origin
from app.records.item import Said
from app.records.permissions import May, items
from app.records.photo import BIGGEST_FILE, PHOTO, NotAPhoto, Photographed, TooBig, redrawn
from app.records.receipt import HandedIn, take_in

from .access import needs, user
from .entries import digest_of
from .forms import BANDS, LONGEST_THOUGHT, PENS, Form, at_most, one_of, uuid_of
from .language import language, say
from .recordings import ALONE

bp = Blueprint("photos", __name__, url_prefix="/families/<uuid:family_id>")

ROUND_IT = 2**20  #: bytes that a form may bring beside its file
TOO_BIG = _l("This photo is too big. Take it again with a smaller size, or send yourself a smaller copy first.")


class PhotoForm(Form):
    """Takes a file too: what it is shows in its content."""

    class Meta(Form.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            given = super().wrap_formdata(form, formdata)
            if given is not None:
                given.update(request.files)
            return given

    entry = HiddenField()
    photo = FileField(_l("The photo"), description=_l("Only the picture is kept: not where or when it was taken."))
    where = SelectField(_l("Where does it belong?"), [validators.InputRequired(_l("Say where it belongs"))])
    band = one_of(_l("Which questions was it made to?"), BANDS, default=Band.MIDDLE.value)
    hand = one_of(_l("Who made it?"), PENS, default=Hand.CHILD.value)
    words = TextAreaField(
        _l("What did the child say about it?"),
        [at_most(LONGEST_THOUGHT)],
        description=_l("In their own words. You can leave this empty."),
    )

    picture: tuple[bytes, int, int]

    def validate_photo(self, field: FileField) -> None:
        came_as_file = isinstance(field.data, FileStorage)
        with field.data.stream if came_as_file else BytesIO() as came:  # nothing of it stays on the disk
            file = came.read(BIGGEST_FILE + 1)
        if not file:
            raise ValidationError(gettext("Choose a photo"))
        try:
            self.picture = redrawn(file)
        except TooBig as reason:
            raise ValidationError(str(TOO_BIG)) from reason
        except NotAPhoto as reason:
            raise ValidationError(
                gettext("This is not a photo that can be shown. Take one, or choose a JPEG or PNG file.")
            ) from reason


@bp.route("/members/<uuid:member_id>/photos/new", methods=["GET", "POST"])
@needs(May.PHOTOGRAPH)
def new(member: Member) -> Any:
    request.max_content_length = BIGGEST_FILE + ROUND_IT
    too_big = False
    try:
        form = PhotoForm()
    except RequestEntityTooLarge:
        form, too_big = PhotoForm(formdata=None), True
    rooms = places()
    nothing = SelectChoice("", gettext("Choose a house or a part"))
    form.where.choices = [nothing, *(SelectChoice(value, label) for value, (label, _tool, _question) in rooms.items())]
    if not too_big and form.validate_on_submit():
        keep(form, member, *rooms[form.where.data][1:])
        flash(gettext("The photo is kept"))
        return redirect(url_for("members.show", family_id=member.family_id, member_id=member.id), 303)
    if too_big:
        form.photo.errors = [TOO_BIG]
    form.entry.data = form.entry.data or str(uuid4())
    if request.method == "GET":
        form.band.data = band_of(member)
    return render_template("photos/new.html", form=form, member=member), 400 if request.method == "POST" else 200


def band_of(member: Member) -> str:
    """The band in which this child was asked last."""
    theirs = Document.select(Document.id).where(Document.member == member)
    asked: Any = items(user(), May.SEE).where(Item.document.in_(theirs)).order_by(Entry.received_at.desc())
    latest = asked.first()
    return latest.band if latest else Band.MIDDLE.value


def places() -> dict[str, tuple[str, Tool, Question]]:
    """Every part of every tool, by how it is called in the form, with the question that it is put under there."""
    found = {}
    for tool in current_app.extensions["tools"].values():
        for section in tool.sections:
            question = room_for(section.questions)
            if question:
                found[f"{tool.slug}/{section.key}"] = (f"{say(tool.title)}: {say(section.title)}", tool, question)
    return found


def room_for(questions: tuple[Question, ...]) -> Question | None:
    """A photo hangs where one may draw, or else where one may write."""
    asked = [question for kind in (Kind.DRAWING, Kind.LINES) for question in questions if question.kind == kind]
    return next((question for question in asked if not question.retired), None)


def keep(form: PhotoForm, member: Member, tool: Tool, question: Question) -> None:
    """A sitting of its own, which the photo is all of. The page named it once: sent twice, it is kept once."""
    picture, wide, tall = form.picture
    digest = digest_of(repr([form.where.data, form.hand.data, form.words.data, picture]).encode("utf-8", "replace"))
    name, photo = uuid5(uuid_of(form.entry.data) or uuid4(), digest), uuid4()
    asked = {
        "question": question.key,
        "prompt": gettext("Made on paper"),
        "language": language(),
        "band": form.band.data,
    }
    said = [Said(id=uuid4(), kind=PHOTO, content=Photographed(photo).written(), hand=form.hand.data, **asked)]
    if (form.words.data or "").strip():
        said.append(Said(id=uuid4(), kind=Kind.LINES, content=form.words.data, hand=Hand.WORKER, **asked))
    handed = HandedIn(name, digest, Origin(user()))
    put = partial(Photo.put, id=photo, picture=picture, wide=wide, tall=tall)
    with writing():
        take_in(handed, said, document=uuid4(), member=member, tool=tool, finished=True, beside=put)


@bp.get("/items/<uuid:item_id>/photo")
@needs(May.SEE)
def show(item: Item) -> Any:
    """The picture alone: nothing in it may run, frame or load anything."""
    photo = seen(item) or abort(404)
    Journal.note(item.document.family, user(), "saw", item)
    response = make_response(bytes(photo.picture))
    response.mimetype = "image/jpeg"
    response.headers["Content-Disposition"] = "attachment; filename=photo.jpg"
    response.headers["Content-Security-Policy"] = ALONE
    return response


def seen(item: Item) -> Photo | None:
    """None where the item does not say which photo it is, or it is not there."""
    try:
        return Photo.of(item)
    except AnswerUnreadable:
        return None
