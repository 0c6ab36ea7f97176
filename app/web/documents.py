"""What someone said in one sitting, thing by thing, for those who may read it."""

from flask import Blueprint, current_app, render_template

from app.records import Bringing, Consent, Document, Entry, Item, Reading, Refiling
from app.records.arrival import missing_of
from app.records.passage import passages, still_said
from app.records.permissions import May, items

from .access import needs, user
from .consents import AGREEMENTS
from .glosses import beside_each
from .lending import lent_for
from .passed import passed_on
from .reading import look_up

bp = Blueprint("documents", __name__, url_prefix="/families/<uuid:family_id>/documents")


@bp.get("/<uuid:document_id>")
@needs(May.SEE)
def show(document: Document) -> str:
    """Every thing that stands, in the writer's exact words, and what is known about it. The reading is noted."""
    until = Reading.newest(document)
    said = list(items(user(), May.SEE).where(Item.document == document))
    look_up(said)
    Reading.keep(document, user(), until)
    tool = current_app.extensions["tools"].get(document.tool)
    return render_template(
        "documents/show.html",
        document=document,
        tool=tool,
        said=said,
        passages=passages(tool, still_said(said)),
        handovers=lent_for(document),
        consents=list(Consent.of(document)),
        agreements=AGREEMENTS,
        brought=Bringing.of(document).count(),
        refilings=Refiling.of(document),
        glosses=beside_each(said),
        taken_out=sum(item.content is None for item in said),
        incomplete=Entry.select().where(Entry.document == document, ~Entry.complete).exists(),
        missing=missing_of([document.id])[document.id],
        **passed_on(document, said),
    )
