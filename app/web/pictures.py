"""What a tool's pictures are: named in its file, drawn in templates/art/. A name without a drawing is told at start."""

from collections.abc import Iterator

from flask import Flask

from app.practice import Tool, ToolMistake

from .release import STATIC


def check_pictures(app: Flask, tool: Tool) -> None:
    """Raises ToolMistake, naming the file, the key and the drawing that is not there."""
    drawn = {name.removeprefix("art/") for name in app.jinja_env.list_templates() if name.startswith("art/")}
    laid = {f"css/{path.name}" for path in (STATIC / "css").iterdir()}
    for key, name in wanted(tool):
        if name not in drawn | laid:
            raise ToolMistake(f"{tool.slug}.toml: {key}: there is no drawing {name}")


def wanted(tool: Tool) -> Iterator[tuple[str, str]]:
    """Which drawings a tool needs, each with the key that names it."""
    yield "picture", f"house-{tool.picture}.svg"
    yield from (("scene", name) for name in (f"land-{tool.scene}.svg", f"land-{tool.scene}-tall.svg"))
    yield "scene", f"css/land-{tool.scene}.css"
    for section in tool.sections:
        yield section.key, f"house-{section.picture}.svg"
        yield section.key, f"room-{section.inside}.svg"
    for question in tool.questions:
        yield from ((f"{question.key}: {one.key}", f"pick-{one.picture}.svg") for one in question.options)
        yield from ((f"{question.key}: {one.key}", f"place-{one.picture}.svg") for one in question.places)
