"""What every tool has to be, and what its file is told when it is not."""

import tomllib

import pytest

from app.practice import Band, Kind, Tool, read_tools
from app.practice.tool import FOLDER, ToolMistake

TOOLS = read_tools(FOLDER)
SLUGS = sorted(TOOLS)

WHOLE = """
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


@pytest.fixture
def file(tmp_path):
    """Writes a tool's file and hands back its path."""

    def write(text: str):
        path = tmp_path / "ladder.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_there_are_tools():
    assert "three-houses" in TOOLS


@pytest.mark.parametrize("slug", SLUGS)
def test_each_key_of_a_tool_stands_once(slug):
    sections = [section.key for section in TOOLS[slug].sections]
    questions = [question.key for question in TOOLS[slug].questions]
    assert len(set(sections)) == len(sections)
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_question_is_asked_in_the_words_of_every_band(slug):
    for question in TOOLS[slug].questions:
        assert question.kind in Kind
        for band in Band:
            assert all(prompt.strip() for prompt in question.prompts[band]), question.key
            assert question.asked(band), question.key


@pytest.mark.parametrize("slug", SLUGS)
def test_each_tool_has_a_title_and_a_version_that_can_go_up(slug):
    assert TOOLS[slug].title
    assert TOOLS[slug].version >= 1
    assert all(section.title for section in TOOLS[slug].sections)


def test_a_question_is_found_by_its_key_or_not_at_all(file):
    tool = Tool.read(file(WHOLE))
    assert tool.question("rung").asked(Band.MIDDLE) == "Which rung are you on?"
    assert tool.question("roof") is None


def test_a_file_that_names_no_picture_and_no_hint_is_whole(file):
    tool = Tool.read(file(WHOLE))
    assert (tool.slug, tool.sections[0].picture) == ("ladder", "plain")
    assert list(tool.texts()) == [
        "A ladder",
        "Back to the hill",
        "The rungs",
        "Where are you?",
        "Which rung are you on?",
        "Which rung is it today?",
    ]


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_the_questions_are_open_and_never_leading(tool):
    for text in tool.texts():
        assert not any(
            word in text.lower().split() for word in ("did", "hit", "hurt", "abuse", "blame", "fault", "submit")
        )


def test_the_three_houses_are_the_three_houses_with_people_and_a_first_step_before_them():
    keys = [section.key for section in TOOLS["three-houses"].sections]
    assert keys == ["worries", "good_things", "dreams", "door", "first_step"]


@pytest.mark.parametrize("section", TOOLS["three-houses"].sections[:3], ids=lambda section: section.key)
def test_each_house_takes_a_name_words_a_voice_and_a_drawing(section):
    kinds = [question.kind for question in section.questions]
    assert kinds == [Kind.NAMING, Kind.LINES, Kind.RECORDING, Kind.DRAWING]


def test_the_safety_house_asks_what_the_practice_asks():
    tool = TOOLS["safety-house"]
    asked = {section.key: [question.kind for question in section.questions] for section in tool.sections}
    assert [*asked] == ["inside", "roof", "visitors", "waiting", "path"]
    assert Kind.PEOPLE in asked["inside"]
    assert asked["path"][0] == Kind.SCALE
    assert [place.key for place in tool.question("people").places] == ["house", "garden", "waiting", "far"]


def test_my_say_begins_in_the_words_for_teenagers_and_asks_for_words_before_anything_else():
    tool = TOOLS["my-say"]
    assert tool.band == Band.OLDER
    assert {tool.band for slug, tool in TOOLS.items() if slug != "my-say"} == {Band.MIDDLE}
    for section in tool.sections[:-1]:
        kinds = [question.kind for question in section.questions]
        assert kinds[0] == Kind.LINES
        assert Kind.DRAWING not in kinds


AGAIN = WHOLE[WHOLE.index("[[section]]") :]
TWICE = WHOLE + WHOLE[WHOLE.index("[[section.question]]") :]
MISTAKES = {
    "the TOML is broken": (WHOLE.replace('title = "A ladder"', "title = A ladder"), "line 2"),
    "the title is missing": (WHOLE.replace('title = "A ladder"', ""), "'title'"),
    "the version is missing": (WHOLE.replace("version = 1", ""), "'version'"),
    "there is no section": ('title = "A ladder"\nversion = 1\n', "'section'"),
    "a section asks nothing": (WHOLE[: WHOLE.index("[[section.question]]")], "'question'"),
    "a section has no title": (WHOLE.replace('title = "The rungs"', ""), "'title'"),
    "a question has no key": (WHOLE.replace('key = "rung"\n', ""), "'key'"),
    "a question has no kind": (WHOLE.replace('kind = "lines"\n', ""), "'kind'"),
    "a question has no prompts": (WHOLE[: WHOLE.index("[section.question.prompts]")], "'prompts'"),
    "the kind is unknown": (WHOLE.replace('"lines"', '"song"'), "'song'"),
    "the band is unknown": (WHOLE.replace("older =", "eldest ="), "'eldest'"),
    "a word is unknown": (WHOLE.replace("version = 1", "version = 1\ncolour = 3"), "'colour'"),
    "a band is missing": (WHOLE.replace('older = ["Which rung is it today?"]', ""), "rung: .*older"),
    "it begins in no band": (WHOLE.replace("version = 1", 'version = 1\nband = "eldest"'), "'eldest'"),
    "a band is empty": (WHOLE.replace('["Which rung is it today?"]', "[]"), "rung: .*older"),
    "a prompt is no list": (WHOLE.replace('["Which rung is it today?"]', '"Which rung is it today?"'), "list of texts"),
    "two sections have one key": (WHOLE + AGAIN.replace('"rung"', '"rung2"'), "rungs: .*twice"),
    "a key stands twice": (TWICE, "rung: .*twice"),
    "a key could not be a field's name": (WHOLE.replace('key = "rung"\n', 'key = "rung-1"\n'), "rung-1: a key is"),
}


@pytest.mark.parametrize(("text", "named"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_its_file_and_its_key(file, text, named):
    assert text != WHOLE
    with pytest.raises(ToolMistake, match=rf"^ladder\.toml: .*{named}"):
        Tool.read(file(text))


def test_the_whole_file_is_no_mistake(file):
    assert tomllib.loads(WHOLE)
    assert Tool.read(file(WHOLE)).version == 1


def test_a_folder_more_is_a_tool_more(file):
    assert set(read_tools(FOLDER, file(WHOLE).parent)) == {*TOOLS, "ladder"}
