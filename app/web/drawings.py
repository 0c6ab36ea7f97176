"""What is drawn, as a field: a sheet of its own, or a clear one over a picture of a story with words beside it."""

from typing import Any

from flask_babel import gettext
from wtforms import HiddenField, ValidationError

from app.records.drawing import Drawing, DrawingUnreadable
from app.records.layer import Layer, in_words

from .kinds import WholeField


class DrawingField(WholeField, HiddenField):
    """Strokes, as JSON text (records/drawing.py)."""

    def pre_validate(self, form: Any) -> None:
        try:
            if self.data:
                Drawing.read(self.data)
        except DrawingUnreadable as reason:
            raise ValidationError(gettext("This drawing did not arrive whole.")) from reason


class LayerField(WholeField, HiddenField):
    """Strokes on top of a picture of a story and words beside them, as JSON text (records/layer.py); without scripts,
    the words alone."""

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        self.data: str | None = None
        super().process(formdata, *rest, **more)
        words, over = ((formdata or {}).get(f"{self.name}-{part}", "") for part in ("words", "over"))
        if words.strip() and not self.data:
            self.data = in_words(over, words.strip())

    @property
    def words(self) -> str:
        try:
            return Layer.read(self.data).words if self.data else ""
        except DrawingUnreadable:
            return ""

    def pre_validate(self, form: Any) -> None:
        try:
            if self.data:
                Layer.read(self.data)
        except DrawingUnreadable as reason:
            raise ValidationError(gettext("This drawing did not arrive whole.")) from reason
