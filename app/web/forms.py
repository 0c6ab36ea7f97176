"""A tool's definition, as a form: one class for what a page posts and for what a box brings."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, SelectChoice, ValidationError, validators

from app.practice import Band, Hand, Kind, Question, Tool, ToolMistake
from app.records.db import exact
from app.records.item import Said
from app.records.recording import Piece

from . import tongues
from .drawings import DrawingField, LayerField
from .kinds import (
    LinesField,
    PartField,
    PeopleField,
    PickedField,
    RecordingField,
    ScaleField,
    of_choice,
    of_faces,
    of_naming,
    of_people,
    told_nothing,
)
from .stickers import StickersField

LONGEST_THOUGHT = 10_000

BANDS = {
    Band.YOUNGER: _l("Short questions"),
    Band.MIDDLE: _l("Longer questions"),
    Band.OLDER: _l("For teenagers"),
}
HANDS = {
    Hand.CHILD: _l("Me"),
    Hand.WORKER: _l("My worker, in my words"),
    Hand.INTERPRETER: _l("The interpreter, in my words"),
}
#: The same, as whoever reads it is told.
PENS = {
    Hand.CHILD: _l("The child"),
    Hand.WORKER: _l("The worker, in the child’s exact words"),
    Hand.INTERPRETER: _l("The interpreter, in the child’s exact words"),
}


def one_of(label: Any, words: Mapping[Any, Any], **rest: Any) -> Field:
    """One to choose from a table of values and what they are called."""
    choices = [SelectChoice(str(value), label) for value, label in words.items()]
    return RadioField(label, choices=choices, invalid_choice_message=_l("Choose one of these."), **rest)


def at_most(letters: int) -> Any:
    return validators.Length(max=letters, message=_l("That is too long."))


class Form(FlaskForm):
    """Takes the writer's letters, from a page and from a box alike: the end of a line counts as one letter."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            given = super().wrap_formdata(form, formdata)
            texts = ((name, text) for name, text in (given or MultiDict()).items(multi=True) if isinstance(text, str))
            return given and MultiDict([(name, exact(text)) for name, text in texts])


#: One row a kind: the field that takes its answer, what is asked of it, and what it is told of its question.
FIELDS: dict[Kind, tuple[type[Field], list[Any], Callable[[Question], dict[str, Any]]]] = {
    Kind.LINES: (LinesField, [at_most(LONGEST_THOUGHT)], told_nothing),
    Kind.DRAWING: (DrawingField, [], told_nothing),
    Kind.LAYER: (LayerField, [], told_nothing),
    Kind.SCALE: (ScaleField, [], told_nothing),
    Kind.FACES: (PickedField, [], of_faces),
    Kind.CHOICE: (PickedField, [], of_choice),
    Kind.PEOPLE: (PeopleField, [], of_people),
    Kind.NAMING: (PickedField, [], of_naming),
    Kind.RECORDING: (RecordingField, [], told_nothing),
    Kind.STICKERS: (StickersField, [], told_nothing),
}


def is_name(_form: Any, field: Field) -> None:
    """What a device names, it names by UUID."""
    if uuid_of(field.data) is None:
        raise ValidationError(gettext("This name is not one."))


class ToolForm(Form):
    """What every tool asks beside its own questions. `language` is the page's, and `tongue` that of what is said. A
    question `worries` brings its answer as `worries` and, where the device named what it sends, `worries-id`,
    `worries-prompt`, and `worries-replaces` or `worries-out`."""

    entry = HiddenField(validators=[validators.Optional(), is_name])
    document = HiddenField(validators=[is_name])
    language = HiddenField(validators=[at_most(16)])
    band = one_of(_l("Which questions?"), BANDS, default=Band.MIDDLE.value)
    hand = one_of(_l("Who holds the pen?"), HANDS, default=Hand.CHILD.value)
    tongue = HiddenField(validators=[at_most(tongues.LONGEST)])
    other_tongue = HiddenField(validators=[at_most(tongues.LONGEST)])
    finished = HiddenField()

    @property
    def asked_in(self) -> str:
        """The language of the page."""
        return exact(self.language.data or "")[: tongues.LONGEST]

    @property
    def spoken(self) -> str:
        """The language of what is said on it: that of the page, where nothing else is told."""
        return tongues.told(self.tongue.data, self.other_tongue.data) or self.asked_in


@lru_cache(maxsize=128)
def form_for(tool: Tool) -> type[ToolForm]:
    """The tool as a form. One class a tool: making it costs more than filling it. A tool with one young person's own
    questions in it is another tool each time."""
    fields: dict[str, Field] = {"band": one_of(_l("Which questions?"), BANDS, default=tool.band.value)}
    for question in tool.questions:
        if hasattr(ToolForm, question.key):
            raise ToolMistake(f"{tool.slug}.toml: {question.key}: the page itself goes by this name")
        kind, checks, told = FIELDS[question.kind]
        fields[question.key] = kind(question.asked(Band.MIDDLE), [validators.Optional(), *checks], **told(question))
        fields |= {f"{question.key}-{name}": HiddenField() for name in ("prompt",)}
        if question.kind == Kind.RECORDING:
            fields[f"{question.key}-part"] = PartField()
        for name in ("id", "replaces", "out"):
            fields[f"{question.key}-{name}"] = HiddenField(validators=[validators.Optional(), is_name])
    return type("ToolForm", (ToolForm,), fields)


def said(form: ToolForm, tool: Tool, entry: UUID) -> list[Said]:
    """The things this form says, whether or not all of it is in order: nothing that was written is left out."""
    return [thing for question in tool.questions for thing in _answers(form, tool, question, entry)]


def pieces(form: ToolForm) -> list[Piece]:
    """The parts of recordings that came with it. Raises ValueError where one cannot be read."""
    return [Piece.read(field.data) for field in form if isinstance(field, PartField) and field.data]


def _answers(form: ToolForm, tool: Tool, question: Question, entry: UUID) -> list[Said]:
    named = uuid_of(form[f"{question.key}-id"].data)
    replaces = uuid_of(form[f"{question.key}-replaces"].data)
    out = uuid_of(form[f"{question.key}-out"].data)
    contents: list[str | None] = [*form[question.key].thoughts(named is not None)]
    if out and not contents:
        contents, replaces = [None], out
    band = _one_of(Band, form.band.data, tool.band)
    return [
        Said(
            id=named if named and place == 0 else uuid5(NAMESPACE_OID, f"{entry}/{question.key}/{place}"),
            question=question.key,
            kind=question.kind.value,
            content=content,
            prompt=form[f"{question.key}-prompt"].data or shown(question, band),
            band=band.value,
            language=form.spoken,
            asked_in=form.asked_in,
            hand=_one_of(Hand, form.hand.data, Hand.CHILD).value,
            replaces=replaces if place == 0 else None,
        )
        for place, content in enumerate(contents)
    ]


def shown(question: Question, band: Band) -> str:
    """What was asked, in the language of the page: each prompt is a text of its own for the translators."""
    return " ".join(gettext(prompt) for prompt in question.prompts[band])


def _one_of(choices: Any, told: str | None, otherwise: Any) -> Any:
    return choices(told) if told in set(choices) else otherwise


def uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
