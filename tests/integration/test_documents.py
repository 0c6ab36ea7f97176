"""What was said in one sitting, as its worker reads it: all of it, in its part, and no slower for being more."""

from uuid import uuid4

import pytest

from app.practice import read_tools
from app.practice.tool import FOLDER
from app.records import Item, db
from tests.apart import say, two_versions
from tests.pdf import Pdf
from tests.sounding import says as says_aloud
from tests.sounding import webm

DRAWING = '{"v":1,"w":4096,"h":3072,"strokes":[{"c":"teal","s":40,"k":"pen","t":0,"d":[400,900,128,0]}]}'


@pytest.fixture
def asked(app, monkeypatch):
    """How many times the database is asked while something is done."""
    told = []
    execute = type(db.obj).execute_sql

    def telling(self, sql, *rest, **more):
        told.append(sql)
        return execute(self, sql, *rest, **more)

    monkeypatch.setattr(type(db.obj), "execute_sql", telling)

    def count(what):
        told.clear()
        what()
        return len(told)

    return count


def says_everything(cast, tablet, times):
    """So many times a thought, a drawing, something aloud, and a thought that was changed in two places."""
    for _ in range(times):
        name = str(uuid4())
        tablet.receipts(tablet.writes(cast.kuba, worries="Dad", worries__id=name, worries_drawing=DRAWING))
        for words in ("Dad shouts", "Dad is loud"):
            told = {"worries__id": str(uuid4()), "worries__replaces": name}
            tablet.receipts(tablet.writes(cast.kuba, worries=words, **told))
        tablet.receipts(*says_aloud(tablet, cast.kuba, webm())[1])


def test_many_things_are_read_with_as_many_questions_to_the_database_as_few(asked, cast, tablet, maria):
    page = f"/families/{cast.nowaks.id}/documents/{tablet.document}"
    paper = f"{page}/booklet?edition=worker"
    counts = []
    for times in (1, 5):
        says_everything(cast, tablet, times)
        assert maria.get(page).text.count("<audio") == Item.select().where(Item.kind == "recording").count()
        counts.append(asked(lambda: maria.get(page)))
    assert counts[0] == counts[1]
    assert maria.get(paper).status_code == 200


def test_what_the_tool_asks_no_more_is_read_all_the_same(app, cast, maria):
    """A part, or the whole tool, may be gone from the service since it was asked."""
    document = two_versions(cast)
    say(document, cast, "lines", "gone_for_good", "My old house")
    say(document, cast, "lines", "good_things", "My dog")
    page = f"/families/{cast.nowaks.id}/documents/{document.id}"
    reading = maria.get(page).text
    parts, left = reading.split("Asked before, and not any more")
    assert "My old house" not in parts
    assert "My old house" in left
    for words in ("Dad shouts", "My dog"):
        assert words in parts
    app.extensions["tools"] = {}
    reading = maria.get(page).text
    for words in ("Dad shouts", "Bring them together", "My dog", "My old house"):
        assert words in reading
    assert "Asked before" not in reading
    app.extensions["tools"] = read_tools(FOLDER)
    assert "My old house" in Pdf(maria.get(f"{page}/booklet").data).words()


def test_otto_reads_none_of_it(cast, otto):
    document = two_versions(cast)
    assert otto.get(f"/families/{cast.nowaks.id}/documents/{document.id}").status_code == 404
