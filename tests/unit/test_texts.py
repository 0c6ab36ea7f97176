"""What the translators are handed."""

from babel.messages.extract import extract_from_file

from app.practice import read_tools
from app.practice.tool import FOLDER


def test_every_text_of_every_tool_reaches_the_translators():
    for slug, tool in read_tools(FOLDER).items():
        handed = [
            text
            for _line, text, _comments, _context in extract_from_file("app.texts:of_a_tool", FOLDER / f"{slug}.toml")
        ]
        assert handed == list(dict.fromkeys(tool.texts()))


def test_every_text_of_every_theme_reaches_the_translators():
    themes = [theme for tool in read_tools(FOLDER).values() for theme in tool.themes]
    assert {theme.slug for theme in themes} >= {"planets", "train"}
    for theme in themes:
        path = FOLDER / "themes" / f"{theme.slug}.toml"
        handed = [text for _line, text, _comments, _context in extract_from_file("app.texts:of_a_tool", path)]
        assert handed == list(dict.fromkeys(theme.texts()))
