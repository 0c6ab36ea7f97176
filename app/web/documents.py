"""What someone said in one sitting, thing by thing, for those who may read it."""

from flask import Blueprint, current_app, render_template
from markupsafe import Markup

from app.practice import Kind
from app.records import Document, Entry, Item, Journal
from app.records.drawing import Drawing, DrawingUnreadable
from app.records.permissions import May, items
from app.records.receipt import missing

from .access import needs, user
from .forms import BANDS, HANDS

bp = Blueprint("documents", __name__, url_prefix="/families/<uuid:family_id>/documents")


@bp.get("/<uuid:document_id>")
@needs(May.SEE)
def show(document: Document) -> str:
    """Every thing that stands, in the writer's exact words, and what is known about it. The reading is noted."""
    said = list(items(user(), May.SEE).where(Item.document == document))
    Journal.note(document.family, user(), "read", document)
    devices = {entry.device for entry in Entry.select().where(Entry.document == document) if entry.device}
    return render_template(
        "documents/show.html",
        document=document,
        tool=current_app.extensions["tools"].get(document.tool),
        said=said,
        sides={item.replaces for item in said if sum(other.replaces == item.replaces for other in said) > 1} - {None},
        taken_out=sum(item.content is None for item in said),
        incomplete=Entry.select().where(Entry.document == document, ~Entry.complete).exists(),
        missing=sum(len(missing(device)) for device in devices),
        drawing=drawing,
        bands=BANDS,
        hands=HANDS,
    )


def drawing(item: Item, label: str) -> Markup | None:
    """The drawing as it was drawn, or None where what came cannot be shown. Built here out of checked numbers."""
    if item.kind != Kind.DRAWING or item.content is None:
        return None
    try:
        return Markup(Drawing.read(item.content).svg(label))  # noqa: S704
    except DrawingUnreadable:
        return None
