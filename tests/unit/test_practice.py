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
    assert keys == ["good_things", "worries", "dreams", "door", "first_step"]


@pytest.mark.parametrize("section", TOOLS["three-houses"].sections[:3], ids=lambda section: section.key)
def test_each_house_takes_a_name_words_a_voice_a_drawing_and_stickers(section):
    kinds = [question.kind for question in section.questions]
    assert kinds == [Kind.NAMING, Kind.LINES, Kind.RECORDING, Kind.DRAWING, Kind.STICKERS]


def test_the_safety_house_asks_what_the_practice_asks():
    tool = TOOLS["safety-house"]
    asked = {section.key: [question.kind for question in section.questions] for section in tool.sections}
    assert [*asked] == ["inside", "roof", "visitors", "waiting", "path"]
    assert Kind.PEOPLE in asked["inside"]
    assert asked["path"][0] == Kind.SCALE
    assert [place.key for place in tool.question("people").places] == ["house", "garden", "waiting", "far"]


WITHOUT_WRITING = {"safety-house", "three-houses", "characters", "feelings"}


@pytest.mark.parametrize(
    "section",
    [section for slug in sorted(WITHOUT_WRITING) for section in TOOLS[slug].sections],
    ids=lambda section: section.key,
)
def test_whoever_does_not_write_can_say_it_in_every_room(section):
    kinds = [question.kind for question in section.questions]
    assert Kind.RECORDING in kinds
    assert set(kinds) & {Kind.DRAWING, Kind.SCALE, Kind.CHOICE}


def test_people_and_pets_are_put_at_the_door_and_told_of_as_well():
    section = next(section for section in TOOLS["three-houses"].sections if section.key == "door")
    assert [question.kind for question in section.questions] == [Kind.PEOPLE, Kind.LINES, Kind.RECORDING, Kind.DRAWING]


@pytest.mark.parametrize(
    "question", [q for tool in TOOLS.values() for q in tool.questions if q.options], ids=lambda q: q.key
)
def test_whatever_may_be_chosen_something_else_may_be_too(question):
    assert [option.key for option in question.options if option.words] == ["other"]


def test_no_question_takes_for_granted_what_another_one_says():
    """A part may be opened first: nothing in it is “that”."""
    older = TOOLS["safety-house"].question("path").prompts[Band.OLDER]
    assert not [prompt for prompt in older if prompt.rstrip("?").endswith(" to that")]


def test_a_part_is_called_in_each_band_what_its_file_says(file):
    (section,) = Tool.read(file(WHOLE.replace('"The rungs"', '"The rungs"\ntitles = {older = "Steps"}'))).sections
    assert [section.called(band) for band in Band] == ["The rungs", "The rungs", "Steps"]


def test_teenagers_read_no_title_out_of_a_fairy_tale():
    titles = [section.called(Band.OLDER) for tool in TOOLS.values() for section in tool.sections]
    assert {"Gear", "Back-up", "Plan"} <= set(titles)
    assert not [
        title for title in titles if set(title.lower().split()) & {"house", "coat", "wings", "magic", "pets", "roof:"}
    ]


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
    "the title is missing": (WHOLE.replace('title = "A ladder"', ""), "title: is missing"),
    "the title is no text": (WHOLE.replace('title = "A ladder"', "title = 3"), "title: is a text, and not 3"),
    "the title is empty": (WHOLE.replace('title = "A ladder"', 'title = " "'), "title: is a text"),
    "the version is missing": (WHOLE.replace("version = 1", ""), "version: is missing"),
    "the version is no number": (WHOLE.replace("version = 1", 'version = "x"'), "version: is a whole number .*'x'"),
    "the version is yes": (WHOLE.replace("version = 1", "version = true"), "version: is a whole number .*True"),
    "there is no section": ('title = "A ladder"\nversion = 1\n', "section: is missing"),
    "a section stands in one bracket": (WHOLE.replace("[[section]]", "[section]"), "section: stands in two brackets"),
    "a section is empty": ('title = "A ladder"\nversion = 1\nsection = [3]\n', "section 1: it is a table"),
    "a section has no key": (WHOLE.replace('key = "rungs"', ""), "section 1: key: is missing"),
    "a section's key is a number": (WHOLE.replace('key = "rungs"', "key = 4"), "section 1: key: is a text, and not 4"),
    "a section asks nothing": (WHOLE[: WHOLE.index("[[section.question]]")], "rungs: question: is missing"),
    "a section has no title": (WHOLE.replace('title = "The rungs"', ""), "rungs: title: is missing"),
    "a section is called something in no band": (
        WHOLE.replace('title = "The rungs"', 'title = "The rungs"\ntitles = {eldest = "Rungs"}'),
        "rungs: titles: there is no band 'eldest'",
    ),
    "a section is called nothing in a band": (
        WHOLE.replace('title = "The rungs"', 'title = "The rungs"\ntitles = {older = ""}'),
        "rungs: titles: older: a text",
    ),
    "a question stands in one bracket": (
        WHOLE.replace("[[section.question]]", "[section.question]"),
        "rungs: question: stands in two brackets",
    ),
    "a question has no key": (WHOLE.replace('key = "rung"\n', ""), "rungs: question 1: key: is missing"),
    "a question's key is a number": (WHOLE.replace('"rung"', "3"), "rungs: question 1: key: is a text, and not 3"),
    "a question has no kind": (WHOLE.replace('kind = "lines"\n', ""), "rung: kind: is missing"),
    "a question has no prompts": (WHOLE[: WHOLE.index("[section.question.prompts]")], "rung: prompts: is missing"),
    "the prompts are one text": (
        WHOLE[: WHOLE.index("[section.question.prompts]")] + 'prompts = "x"\n',
        "rung: prompts: is a table of bands, and not 'x'",
    ),
    "the kind is unknown": (WHOLE.replace('"lines"', '"song"'), "rung: kind: there is no 'song'"),
    "the kind is a list": (WHOLE.replace('"lines"', '["lines"]'), "rung: kind: there is no"),
    "the band is unknown": (WHOLE.replace("older =", "eldest ="), "rung: prompts: there is no band 'eldest'"),
    "the layout is unknown": (WHOLE.replace("version = 1", 'version = 1\nlayout = "map"'), "layout: there is no 'map'"),
    "a word is unknown": (WHOLE.replace("version = 1", "version = 1\ncolour = 3"), "colour: nothing here"),
    "a question's word is unknown": (WHOLE.replace('"lines"\n', '"lines"\nsize = 3\n'), "rung: size: nothing here"),
    "a hint is no text": (WHOLE.replace('"lines"\n', '"lines"\nhint = 3\n'), "rung: hint: is a text"),
    "retired is no yes or no": (
        WHOLE.replace('"lines"\n', '"lines"\nretired = 1\n'),
        "rung: retired: is true or false",
    ),
    "a band is missing": (WHOLE.replace('older = ["Which rung is it today?"]', ""), "rung: .*older"),
    "it begins in no band": (
        WHOLE.replace("version = 1", 'version = 1\nband = "eldest"'),
        "band: there is no 'eldest'",
    ),
    "a band is empty": (WHOLE.replace('["Which rung is it today?"]', "[]"), "rung: prompts: older: a list"),
    "a prompt is no list": (WHOLE.replace('["Which rung is it today?"]', '"Which rung?"'), "rung: .*list of texts"),
    "a prompt is a number": (WHOLE.replace('["Which rung is it today?"]', "[3]"), "rung: prompts: older: a list"),
    "a prompt is empty": (WHOLE.replace('["Which rung is it today?"]', '[""]'), "rung: prompts: older: a list"),
    "two sections have one key": (WHOLE + AGAIN.replace('"rung"', '"rung2"'), "rungs: .*twice"),
    "a key stands twice": (TWICE, "rung: .*twice"),
    "a key could not be a field's name": (WHOLE.replace('key = "rung"\n', 'key = "rung-1"\n'), "rung-1: a key is"),
    "a scale has no ends": (WHOLE.replace('"lines"', '"scale"'), "rung: ends: is missing"),
    "a scale has one end": (
        WHOLE.replace('"lines"\n', '"scale"\nends = {younger = ["Low"]}\n'),
        "rung: ends: younger: two texts",
    ),
    "a choice offers nothing": (WHOLE.replace('"lines"', '"choice"'), "rung: options: is missing"),
    "a choice offers one thing": (
        WHOLE.replace('"lines"\n', '"choice"\noptions = [{key = "a", word = "A"}]\n'),
        "rung: options: two or more",
    ),
    "what is chosen has no word": (
        WHOLE.replace('"lines"\n', '"choice"\noptions = [{key = "a", word = "A"}, {key = "b"}]\n'),
        "rung: options: b: word: is missing",
    ),
    "what is told is for another kind": (
        WHOLE.replace('"lines"\n', '"lines"\nplaces = []\n'),
        "rung: places: is for another kind",
    ),
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
