"""A story as it is told to its child: the version that was shown, what the child has drawn on it, and on paper."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from flask import Blueprint, Response, current_app, request
from flask_babel import format_date, gettext
from markupsafe import Markup
from peewee import JOIN, fn

from app.practice import Kind, Section, Tool
from app.press import Leaf, lay_story
from app.records import Asked, Document, Item, Journal, Member, Panel, Showing, Stance, Story, Version
from app.records.db import now
from app.records.drawing import DrawingUnreadable
from app.records.layer import Layer
from app.records.permissions import May, items, versions

from .access import needs, user
from .booklets import as_file, words
from .language import say
from .panels import sections_of
from .reading import handed_over, pictured

bp = Blueprint("telling", __name__, url_prefix="/families/<uuid:family_id>/versions/<uuid:version_id>")


@dataclass(frozen=True)
class Told:
    """One version of a story, by the keys of its pictures, and what its child has drawn on each."""

    version: Version
    panels: dict[str, Panel]
    layers: dict[UUID, list[Layer]]

    def picture(self, key: str, *, with_layers: bool = True) -> Markup:
        panel = self.panels[key]
        return pictured(panel, *(self.layers.get(panel.id, []) if with_layers else []))

    def shows(self, key: str) -> bool:
        """Whether anything is drawn there."""
        panel = self.panels[key]
        return bool(panel.drawing or any(layer.strokes for layer in self.layers.get(panel.id, [])))

    def said(self, key: str) -> list[str]:
        """What its child has said of it in words."""
        return [layer.words for layer in self.layers.get(self.panels[key].id, []) if layer.words.strip()]


def told_to(member: Member, tool: Tool) -> Told | None:
    """What this child was shown last of what this tool made, where the reader may see it."""
    shown = (
        versions(user(), May.SEE)
        .join_from(Version, Showing, JOIN.INNER)
        .where(Story.member == member, Story.tool == tool.slug)
        .group_by(Version, Story)
        .order_by(fn.MAX(Showing.shown_at).desc(), fn.MAX(Showing.told_at).desc())
    )
    version = shown.first()
    return told(version) if version else None


def to_show(member: Member, tool: Tool) -> Told | None:
    """What this child would be shown: the newest version that all agree to, or what they were shown last if that is
    newer; where there is neither, the newest that there is."""
    found = versions(user(), May.SHOW).where(Story.member == member, Story.tool == tool.slug)
    newest = list(found.order_by(Version.made_at.desc()))
    agreed, shown = next(filter(Stance.all_agree, newest), None), told_to(member, tool)
    if shown and not (agreed and agreed.made_at > shown.version.made_at):
        return shown
    version = agreed or next(iter(newest), None)
    return told(version) if version else None


def stands(version: Version) -> str:
    """Which version it is, and whether the grown-ups agree to it, for whoever is about to show it."""
    day = format_date(version.made_at, "long")
    if Stance.all_agree(version):
        return gettext("as it stood on %(day)s; everybody who was asked agrees", day=day)
    if Asked.of(version):
        return gettext("as it stood on %(day)s; not everybody who was asked has agreed", day=day)
    return gettext("as it stood on %(day)s; nobody was asked yet whether they agree", day=day)


def carried_book(told: Told) -> dict[str, Any]:
    """The same for a device, as plain data: drawings as strokes, the grown-ups' first."""
    pages = [
        {
            "key": key,
            "panel": panel.id,
            "words": panel.words,
            "said": told.said(key),
            "sheets": [
                *filter(None, [panel.drawing]),
                *(msgspec.json.encode(layer).decode() for layer in told.layers.get(panel.id, [])),
            ],
        }
        for key, panel in told.panels.items()
    ]
    version = told.version
    return {"version": version.id, "family": version.family_id, "language": version.story.language, "pages": pages}


def told(version: Version) -> Told:
    panels = version.panels()
    return Told(version, {panel.key: panel for panel in panels}, layers_of(version.story.member))


def layers_of(member: Member) -> dict[UUID, list[Layer]]:
    """What a child has drawn on pictures, as far as the reader may see it, by the panel it lies on."""
    theirs = Document.select(Document.id).where(Document.member == member)
    drawn: Any = items(user(), May.SEE).where(Item.document.in_(theirs), Item.kind == Kind.LAYER.value)
    found: dict[UUID, list[Layer]] = {}
    for item in drawn:
        with suppress(DrawingUnreadable):
            layer = Layer.read(item.content or "")
            handed_over(item)
            found.setdefault(layer.over, []).append(layer)
    return found


@bp.get("/booklet")
@needs(May.SEE)
def booklet(version: Version) -> Response:
    """A booklet to give: with what the child drew and wrote on it as far as the reader may see that, or, where `drawn`
    is "no", as the grown-ups made it."""
    story, shown = version.story, told(version)
    with_layers = request.args.get("drawn") != "no"
    leaves = [
        leaf_of(shown, section, with_layers=with_layers)
        for section in sections_of(story)
        if section.key in shown.panels
    ]
    labels = {
        "title": gettext("Words and pictures"),
        "for_child": gettext("A story for %(name)s", name=story.member.name),
        "made": gettext("Made by grown-ups, %(day)s", day=format_date(version.made_at, "long")),
        "yours": gettext("This story is yours: to keep, to show to someone, or to put away.\nYou can ask about it."),
    }
    press = current_app.extensions["press"]
    laid, pictures = lay_story(story, leaves, words(labels), press.letters)
    Journal.note(version.family, user(), "read", version)
    return as_file(press.prints(laid, pictures, now()))


def leaf_of(shown: Told, section: Section, *, with_layers: bool) -> Leaf:
    words, said = shown.panels[section.key].words, shown.said(section.key) if with_layers else []
    return Leaf(say(section.title), words, svg_of(shown, section.key, with_layers), said)


def svg_of(shown: Told, key: str, with_layers: bool) -> str:
    drawn = shown.panels[key].drawing or (with_layers and shown.shows(key))
    return str(shown.picture(key, with_layers=with_layers)) if drawn else ""
