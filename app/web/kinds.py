"""Each kind of answer, as a field: what a device wrote, or what the plain controls of a page without scripts bring."""

from collections.abc import Collection
from typing import Any

from flask_babel import gettext
from wtforms import Field, HiddenField, RadioField, SelectChoice, TextAreaField, ValidationError

from app.practice import Emblem, Face, Figure, Question, Tint
from app.records.answer import STEPS, Answer, AnswerUnreadable, Person, Picked, Placed
from app.records.recording import Piece, Recorded


def told_nothing(_question: Question) -> dict[str, Any]:
    """What most kinds need to know of their question."""
    return {}


class LinesField(TextAreaField):
    """Thoughts. Each line is one; but a thought that has a name of its own is one, however many lines it has."""

    def thoughts(self, named: bool) -> list[str]:
        text = self.data or ""
        return [part for part in ([text] if named else text.split("\n")) if part.strip()]


class WholeField(Field):
    """An answer that is one thing: the newest takes the place of the one before."""

    def thoughts(self, named: bool) -> list[str]:
        return [self.data] if self.data else []


class ScaleField(WholeField, RadioField):
    """A step of the path, 0 to 10. Nothing is chosen before the child does."""

    def __init__(self, label: Any, validators: Any, **rest: Any) -> None:
        super().__init__(label, validators, choices=[SelectChoice(step, step) for step in STEPS], **rest)

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in STEPS:
            raise ValidationError(gettext("This did not arrive whole."))


class AnswerField(WholeField):
    """JSON text of records/answer.py: written by a device, or here from what a page's controls bring."""

    answers: type[Answer]

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        self.given = formdata
        super().process(formdata, *rest, **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        values = [value for value in valuelist if value]
        written = len(values) == 1 and values[0].startswith("{")
        self.data = values[0] if written else self.put_together(values)

    def put_together(self, values: list[str]) -> str:
        raise NotImplementedError

    def beside(self, name: str) -> list[str]:
        """What the page's controls of this name bring."""
        return self.given.getlist(f"{self.name}-{name}") if self.given else []

    @property
    def answer(self) -> Any:
        """What it says, or None where nothing was said or it cannot be read."""
        try:
            return self.answers.read(self.data) if self.data else None
        except AnswerUnreadable:
            return None

    def pre_validate(self, form: Any) -> None:
        if self.data and not (self.answer and self.in_order(self.answer)):
            raise ValidationError(gettext("This did not arrive whole."))

    def in_order(self, answer: Any) -> bool:
        raise NotImplementedError


class PickedField(AnswerField):
    """One or several of `keys`, and words of one's own."""

    answers = Picked

    def __init__(self, label: Any, validators: Any, keys: Collection[str] = (), several: bool = True, **rest: Any):
        super().__init__(label, validators, **rest)
        self.keys, self.several = set(keys), several

    def put_together(self, values: list[str]) -> str:
        words = "".join(self.beside("words")).strip()
        return Picked(values, words).written() if values or words else ""

    def in_order(self, answer: Picked) -> bool:
        each_once = len(set(answer.picked)) == len(answer.picked)
        return each_once and set(answer.picked) <= self.keys and (self.several or len(answer.picked) <= 1)

    @property
    def picked(self) -> list[str]:
        return self.answer.picked if self.answer else []

    @property
    def words(self) -> str:
        return self.answer.words if self.answer else ""


class PeopleField(AnswerField):
    """Figures, their names, and in which of `places` they are; whoever was told of may be in none."""

    answers = Placed

    def __init__(self, label: Any, validators: Any, places: Collection[str] = (), **rest: Any):
        super().__init__(label, validators, **rest)
        self.places = set(places)

    def put_together(self, values: list[str]) -> str:
        rows = zip(*(self.beside(part) for part in ("who", "figure", "tint", "where")), strict=False)
        told = [Person(name.strip(), *rest) for name, *rest in rows]
        people = [one for one in told if one.name or one.place or one.figure != next(iter(Figure))]
        return Placed(people).written() if people else ""

    def in_order(self, answer: Placed) -> bool:
        return all(
            person.figure in set(Figure) and person.tint in set(Tint) and person.place in {*self.places, ""}
            for person in answer.people
        )

    @property
    def people(self) -> list[Person]:
        return self.answer.people if self.answer else []


class RecordingField(AnswerField, HiddenField):
    """The name of what was said aloud (records/recording.py). Its parts come beside it, as they are made."""

    answers = Recorded

    def put_together(self, values: list[str]) -> str:
        return "".join(values)

    def in_order(self, answer: Recorded) -> bool:
        return True


class PartField(HiddenField):
    """A few seconds of it."""

    @property
    def piece(self) -> Piece | None:
        """None where nothing came, or nothing that can be read."""
        try:
            return Piece.read(self.data) if self.data else None
        except ValueError:
            return None

    def pre_validate(self, form: Any) -> None:
        if self.data and not self.piece:
            raise ValidationError(gettext("This did not arrive whole."))


def of_faces(_question: Question) -> dict[str, Any]:
    return {"keys": list(Face)}


def of_naming(_question: Question) -> dict[str, Any]:
    """A name of the child's own for a part, and one small picture to hang on it."""
    return {"keys": list(Emblem), "several": False}


def of_choice(question: Question) -> dict[str, Any]:
    return {"keys": [option.key for option in question.options], "several": question.several}


def of_people(question: Question) -> dict[str, Any]:
    return {"places": [place.key for place in question.places]}
