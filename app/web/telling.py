"""A story as it is told to its child: the version that was shown, and what the child has drawn on it."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup
from peewee import JOIN, fn

from app.practice import Kind, Tool
from app.records import Document, Item, Member, Panel, Showing, Story, Version
from app.records.drawing import DrawingUnreadable
from app.records.layer import Layer
from app.records.permissions import May, items, versions

from .access import user
from .reading import pictured


@dataclass(frozen=True)
class Told:
    """One version of a story, by the keys of its pictures, and what its child has drawn on each."""

    version: Version
    panels: dict[str, Panel]
    layers: dict[UUID, list[Layer]]

    def picture(self, key: str) -> Markup:
        panel = self.panels[key]
        return pictured(panel, *self.layers.get(panel.id, []))


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
            found.setdefault(layer.over, []).append(layer)
    return found
