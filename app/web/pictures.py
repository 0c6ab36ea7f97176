"""What pictures are called, and where a tool's own are: named in its file, drawn in templates/art/. A name without a
drawing is told at start."""

import re
from collections.abc import Iterator
from functools import cache

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.practice import Emblem, Face, Figure, Sticker, Theme, Tint, Tool, ToolMistake

from .release import STATIC

FACES = {
    Face.HAPPY: _l("Happy"),
    Face.CALM: _l("Calm"),
    Face.PROUD: _l("Proud"),
    Face.LOVED: _l("Loved"),
    Face.SAD: _l("Sad"),
    Face.SCARED: _l("Scared"),
    Face.ANGRY: _l("Angry"),
    Face.WORRIED: _l("Worried"),
    Face.LONELY: _l("Lonely"),
    Face.CONFUSED: _l("Confused"),
    Face.TIRED: _l("Tired"),
    Face.MIXED: _l("Mixed"),
    Face.DONT_KNOW: _l("I don’t know"),
    Face.OTHER: _l("Something else"),
}
#: What a child has at the top of the screen while they have the tablet.
OWN_PICTURES = {
    "sun": _l("Sun"),
    "moon": _l("Moon"),
    "boat": _l("Boat"),
    "kite": _l("Kite"),
    "leaf": _l("Leaf"),
    "fish": _l("Fish"),
    "snail": _l("Snail"),
    "drum": _l("Drum"),
    "rocket": _l("Rocket"),
    "cloud": _l("Cloud"),
    "tree": _l("Tree"),
    "heart": _l("Heart"),
}
FIGURES = {
    Figure.SMALL: _l("A child"),
    Figure.BABY: _l("A baby"),
    Figure.MIDDLE: _l("A young person"),
    Figure.TALL: _l("A grown-up"),
    Figure.BROAD: _l("Another grown-up"),
    Figure.GLASSES: _l("Someone with glasses"),
    Figure.SCARF: _l("Someone with a headscarf"),
    Figure.TURBAN: _l("Someone with a turban"),
    Figure.STICK: _l("Someone with a stick"),
    Figure.CHAIR: _l("Someone in a wheelchair"),
    Figure.DOG: _l("A dog"),
    Figure.CAT: _l("A cat"),
    Figure.BIRD: _l("A bird"),
    Figure.PET: _l("Another pet"),
}
EMBLEMS = {
    Emblem.SUN: _l("Sun"),
    Emblem.CLOUD: _l("Cloud"),
    Emblem.RAIN: _l("Rain"),
    Emblem.STAR: _l("Star"),
    Emblem.MOON: _l("Moon"),
    Emblem.HEART: _l("Heart"),
    Emblem.FLOWER: _l("Flower"),
    Emblem.TREE: _l("Tree"),
    Emblem.FISH: _l("Fish"),
    Emblem.KEY: _l("Key"),
}
STICKERS = {
    Sticker.SUN: _l("Sun"),
    Sticker.RAIN: _l("Rain"),
    Sticker.STORM: _l("Thunderstorm"),
    Sticker.MOON: _l("Moon"),
    Sticker.TREE: _l("Tree"),
    Sticker.FLOWER: _l("Flower"),
    Sticker.HEART: _l("Heart"),
    Sticker.HOUSE: _l("House"),
    Sticker.DOOR: _l("Door"),
    Sticker.BED: _l("Bed"),
    Sticker.BOWL: _l("Something to eat"),
    Sticker.TEDDY: _l("Teddy"),
    Sticker.BALL: _l("Ball"),
    Sticker.BOOK: _l("Book"),
    Sticker.MUSIC: _l("Music"),
    Sticker.CAR: _l("Car"),
    Sticker.BUS: _l("Bus"),
    Sticker.PAW: _l("Paw"),
}
#: Where on a wall a sticker is: row and column (records/answer.py).
SPOTS = {
    "11": _l("Top left"),
    "12": _l("Top"),
    "13": _l("Top right"),
    "21": _l("Left"),
    "22": _l("In the middle"),
    "23": _l("Right"),
    "31": _l("Bottom left"),
    "32": _l("Bottom"),
    "33": _l("Bottom right"),
}
TINTS = {
    Tint.TEAL: _l("Sea green"),
    Tint.SUN: _l("Yellow"),
    Tint.CORAL: _l("Pink"),
    Tint.LILAC: _l("Purple"),
    Tint.SKY: _l("Blue"),
    Tint.LEAF: _l("Green"),
    Tint.SLATE: _l("Blue grey"),
    Tint.BRICK: _l("Red"),
}


@cache
def colours() -> dict[str, str]:
    """What each tint looks like, where no style sheet can say so: css/figures.css is where they are told."""
    laid = (STATIC / "css" / "figures.css").read_text(encoding="utf-8")
    return dict(re.findall(r'\[data-tint="(\w+)"\] \{ --tint: (#[0-9a-f]{6}); \}', laid))


def coloured(svg: str, tint: str) -> str:
    """The drawing with its own colour in it."""
    return svg.replace('class="own"', f'fill="{colours().get(tint, colours()[Tint.TEAL])}"')


def check_pictures(app: Flask, tool: Tool) -> None:
    """Raises ToolMistake, naming the file, the key and the drawing that is not there."""
    drawn = {name.removeprefix("art/") for name in app.jinja_env.list_templates() if name.startswith("art/")}
    laid = {f"css/{path.name}" for path in (STATIC / "css").iterdir()}
    named = [(f"{tool.slug}.toml", key, name) for key, name in wanted(tool)]
    named += [(f"themes/{theme.slug}.toml", key, name) for theme in tool.themes for key, name in wanted_by(theme)]
    for file, key, name in named:
        if name not in drawn | laid:
            raise ToolMistake(f"{file}: {key}: there is no drawing {name}")


def wanted_by(theme: Theme) -> Iterator[tuple[str, str]]:
    """Which drawings a theme needs, each with the key that names it."""
    land = theme.scene
    yield from (("scene", name) for name in (f"land-{land}.svg", f"land-{land}-tall.svg", f"theme-{land}.svg"))
    yield "scene", f"css/land-{land}.css"
    for part in theme.parts:
        yield part.key, f"house-{part.picture}.svg"
        yield part.key, f"room-{part.inside}.svg"


def wanted(tool: Tool) -> Iterator[tuple[str, str]]:
    """Which drawings a tool needs, each with the key that names it."""
    if tool.themes:
        yield "scene", f"theme-{tool.scene}.svg"
    yield "picture", f"house-{tool.picture}.svg"
    yield from (("scene", name) for name in (f"land-{tool.scene}.svg", f"land-{tool.scene}-tall.svg"))
    yield "scene", f"css/land-{tool.scene}.css"
    for section in tool.sections:
        yield section.key, f"house-{section.picture}.svg"
        yield section.key, f"room-{section.inside}.svg"
    for question in tool.questions:
        yield from ((f"{question.key}: {one.key}", f"pick-{one.picture}.svg") for one in question.options)
        yield from ((f"{question.key}: {one.key}", f"place-{one.picture}.svg") for one in question.places)
