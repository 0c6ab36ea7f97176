"""Every text that people read: plain and kind, with none of the words that are never used."""

import re
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file

from app.practice.tool import FOLDER

APP = Path("app")
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "plurals": (1, 2)}
#: What DESIGN says is never said, words that blame or push, and the marks of others (but where the methods' makers are
#: named). Whole words, in any of their forms.
NEVER = r"""submi\w* sync\w* upload\w* cases? caseload perpetrator\w* complian\w* fail\w* saved streaks? points? scores?
    leaderboard countdown non-?engag\w* refus\w* must\s+complete you\s+forgot you\s+missed overdue
    are\s+you\s+sure\s+you\s+want\s+to\s+stop signs\s+of\s+safety my\s+three\s+houses family\s+safety\s+circles?"""
FORBIDDEN = re.compile(rf"\b({'|'.join(NEVER.split())})\b", re.IGNORECASE)


def texts():
    for path, _line, text, *_rest in extract_from_dir(APP, METHODS, keywords=KEYWORDS):
        for words in text if isinstance(text, tuple) else (text,):
            yield path, words
    for path in [*FOLDER.glob("*.toml"), *FOLDER.glob("themes/*.toml")]:
        for _line, words, *_rest in extract_from_file("app.texts:of_a_tool", path):
            yield path.name, words


def test_nobody_reads_a_word_that_is_never_said():
    assert len({words for _path, words in texts()}) > 800, "all of them are looked at"
    found = [(path, words) for path, words in texts() if FORBIDDEN.search(words)]
    assert found == []
