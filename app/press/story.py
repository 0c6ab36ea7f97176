"""Lays a story in words and pictures out as plain data for the press: a picture a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.practice import Band
from app.records import Story

from .layout import QUIET, Laid, Layout, Words
from .letters import Letters


@dataclass(frozen=True)
class Leaf:
    """One page: what it is called, what it says in the story's language, what it shows (SVG; empty for none), and what
    its child said of it."""

    title: str
    words: str
    svg: str
    said: Sequence[str] = ()


def lay_story(story: Story, leaves: Iterable[Leaf], words: Words, letters: Letters) -> tuple[Laid, dict[str, bytes]]:
    """The data that templates/main.typ sets, and the pictures that it names."""
    layout = Layout(words, letters)
    laid = {
        **layout.head("story", QUIET if story.band == Band.OLDER else "scene"),
        "leaves": [
            {
                "title": layout.text(leaf.title),
                "words": layout.text(leaf.words, story.language) if leaf.words.strip() else None,
                "drawing": layout.picture(leaf.svg, leaf.title) if leaf.svg else None,
                "said": [layout.text(words, story.language) for words in leaf.said],
            }
            for leaf in leaves
        ],
    }
    layout.art("book")
    return laid, layout.pictures
