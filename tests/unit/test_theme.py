"""Other clothes for a tool: what each has to be, and what its file is told when it is not."""

import pytest
from flask import Flask

from app import create_app
from app.practice import read_tools
from app.practice.tool import FOLDER, ToolMistake

LADDER = """
title = "A ladder"
version = 1
[[section]]
key = "rungs"
title = "The rungs"
[[section.question]]
key = "rung"
kind = "lines"
[section.question.prompts]
younger = ["Where are you?"]
middle = ["Which rung are you on?"]
older = ["Which rung is it today?"]
"""
TREE = """
tool = "ladder"
title = "A tree"
scene = "rails"
back = "Back to the tree"
[[part]]
key = "rungs"
title = "The branches"
picture = "signal"
room = "carriage"
"""
MISTAKES = {
    "the TOML is broken": (TREE.replace('"A tree"', "A tree"), "line 3"),
    "it dresses nothing": (TREE.replace('tool = "ladder"', ""), "tool: is missing"),
    "what it dresses is not there": (TREE.replace('"ladder"', '"stairs"'), "tool: there is no stairs.toml"),
    "it has no title": (TREE.replace('title = "A tree"', ""), "title: is missing"),
    "a title is empty": (TREE.replace('"The branches"', '" "'), "rungs: title: is a text"),
    "a title is no text": (TREE.replace('"The branches"', "3"), "rungs: title: is a text, and not 3"),
    "a word is unknown": (TREE.replace("scene =", "colour = 3\nscene ="), "colour: nothing here goes by this name"),
    "a part is missing": (TREE[: TREE.index("[[part]]")], "part: is missing"),
    "a part stands in one bracket": (TREE.replace("[[part]]", "[part]"), r"part: stands in two brackets"),
    "a band is unknown": (f'{TREE}[part.titles]\neldest = "Boughs"\n', "rungs: titles: there is no band 'eldest'"),
    "a part is of no section": (TREE.replace('"rungs"', '"roots"'), "rungs: each part of ladder.toml"),
    "a part stands twice": (TREE + TREE[TREE.index("[[part]]") :], "rungs: each part of ladder.toml"),
}
UNDRAWN = {
    "no such land": (TREE.replace('"rails"', '"moss"'), r"scene: there is no drawing .*land-moss"),
    "no such picture": (TREE.replace('"signal"', '"moss"'), r"rungs: there is no drawing house-moss\.svg"),
    "no such room": (TREE.replace('"carriage"', '"moss"'), r"rungs: there is no drawing room-moss\.svg"),
}


@pytest.fixture
def folder(tmp_path):
    """A service's own folder of tools, with a ladder in it and one theme."""

    def write(theme: str):
        (tmp_path / "themes").mkdir()
        (tmp_path / "ladder.toml").write_text(LADDER, encoding="utf-8")
        (tmp_path / "themes" / "tree.toml").write_text(theme, encoding="utf-8")
        return tmp_path

    return write


def test_the_three_houses_may_be_planets_or_a_train():
    assert [theme.slug for theme in read_tools(FOLDER)["three-houses"].themes] == ["planets", "train"]


def test_a_theme_names_every_part_of_its_tool():
    for tool in read_tools(FOLDER).values():
        for theme in tool.themes:
            assert [theme.part(section.key).key for section in tool.sections] == [s.key for s in tool.sections]


def test_a_service_brings_a_theme_of_its_own(folder):
    (theme,) = read_tools(folder(TREE))["ladder"].themes
    assert list(theme.texts()) == ["A tree", "Back to the tree", "The branches"]


@pytest.mark.parametrize(("text", "named"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_its_file_and_its_key(folder, text, named):
    assert text != TREE
    with pytest.raises(ToolMistake, match=rf"^themes/tree\.toml: .*{named}"):
        read_tools(folder(text))


@pytest.mark.parametrize(("text", "named"), UNDRAWN.values(), ids=UNDRAWN)
def test_a_drawing_that_is_not_there_is_named_at_start(folder, instance, tmp_path, text, named):
    told = {"INSTANCE": instance, "DATABASE_URL": f"sqlite:///{tmp_path}/x.db", "TOOLS": [folder(text)]}
    with pytest.raises(ToolMistake, match=rf"^themes/tree\.toml: {named}"):
        create_app(**told)
    (tmp_path / "themes" / "tree.toml").write_text(TREE, encoding="utf-8")
    assert isinstance(create_app(**told), Flask)
