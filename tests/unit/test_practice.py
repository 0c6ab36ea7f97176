"""The tools' files: complete, and a mistake in one is named."""

import pytest

from app.practice import Band, Tool, ToolMistake, read_tools
from app.practice.tool import FOLDER

TOOLS = read_tools(FOLDER)
GOOD = (FOLDER / "three-houses.toml").read_text()


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_every_question_is_asked_in_all_three_bands(tool):
    for question in tool.questions:
        assert all(prompt.strip() for band in Band for prompt in question.prompts[band])
        assert len({question.prompts[band] for band in Band}) == len(Band), "each band has words of its own"


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_the_questions_are_open_and_never_leading(tool):
    for text in tool.texts():
        assert not any(
            word in text.lower().split() for word in ("did", "hit", "hurt", "abuse", "blame", "fault", "submit")
        )


def test_the_three_houses_are_the_three_houses():
    assert [section.key for section in TOOLS["three-houses"].sections] == ["worries", "good_things", "dreams"]


MISTAKES = {
    "broken TOML": (GOOD.replace("version = 1", "version ="), ""),
    "no sections": ('title = "x"\nversion = 1', "section"),
    "an unknown kind": (GOOD.replace('kind = "lines"', 'kind = "song"', 1), "song"),
    "an unknown band": (GOOD.replace("younger =", "babies =", 1), "babies"),
    "a band left out": (GOOD.replace('older = ["If drawing says it better, draw."]', "", 1), "older"),
    "a key twice": (GOOD.replace('key = "dreams_drawing"', 'key = "worries_drawing"'), "worries_drawing"),
    "a key that is none": (GOOD.replace('key = "dreams_drawing"', 'key = "dreams-drawing"'), "dreams-drawing"),
    "a word nobody knows": (GOOD.replace("version = 1", 'version = 1\ncolour = "red"'), "colour"),
}


@pytest.mark.parametrize(("text", "named"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_file_and_its_key(tmp_path, text, named):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(ToolMistake, match=r"mine\.toml") as mistake:
        Tool.read(path)
    assert named in str(mistake.value)
