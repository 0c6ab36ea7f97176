"""The booklets: the child's exact words and drawings, for whoever may read them, and nothing else."""

import json
import resource
import socket
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest

from app.practice import Role
from app.press import Press
from app.records import Document, Entry, Item, Journal, Member, Share
from tests.pdf import Pdf
from tests.sounding import parts, webm
from tests.sounding import says as says_aloud
from tests.walking import show

#: What is printed and shown does not depend on the engine beneath it; that it is kept is tried on both elsewhere.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LINE = {"c": "brick", "s": 60, "k": "pen", "t": 0, "d": [900, 900, 150, 0, 800, 300, 10, 40, 500, 900, 5, 40]}
DRAWING = json.dumps({"v": 1, "w": 4096, "h": 2731, "strokes": [LINE]})
ARABIC = "أحب عندما نأكل معا، ونضحك كثيرا"
URDU = "میں گھر جانا چاہتا ہوں"


@pytest.fixture
def told():
    return {"TIME_ZONE": "Asia/Tokyo"}


@pytest.fixture
def booklet(cast, tablet, maria):
    """Makes the booklet of what was said on Maria's tablet, as a PDF that can be read."""

    def make(edition="worker", browser=maria, **query):
        address = f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet"
        response = browser.get(address, query_string={"edition": edition, **query})
        assert response.status_code == 200, response.text
        return Pdf(response.data)

    return make


@pytest.fixture
def says(cast, tablet):
    """Kuba says something, on Maria's tablet."""

    def say(question="worries", words="Dad shouting", **rest):
        (receipt,) = tablet.receipts(tablet.writes(cast.kuba, **{question: words, **rest}))
        assert receipt["status"] == "kept"
        return Item.select().order_by(Item.entry).first()

    return say


def test_the_childs_edition_holds_their_exact_words_and_drawings_in_order_and_nothing_official(says, booklet):
    says("dreams", "A dog, and nobody shouts")
    says("worries", "When it's  dark…")
    says("worries_drawing", DRAWING)
    says("good_things", "Ciocia Basia 🐶")
    pdf = booklet("child")
    assert "When it's  dark…" in pdf.glyphs()
    words = pdf.words()
    places = [words.index(part) for part in ("by Kuba", "good things", "Basia", "House of worries", "dark…", "nobody")]
    assert places == sorted(places)
    assert [figure.alt for figure in pdf.tree().all("Figure")] == ["A drawing by Kuba"]
    for official in ("Nowak", "Maria", "Received", "pen", "What worries you?", "English", "Page"):
        assert official not in words


def test_the_workers_edition_tells_what_is_known_about_each_thing(says, booklet):
    says("worries", "Dad shouting", hand="worker", band="older", language="pl", worries__prompt="Co cię martwi?")
    pdf = booklet("worker")
    entry = Entry.get()
    assert "Co cię martwi?" in pdf.text()
    for fact in ("Kuba", "Nowak", "The worker, in the child’s exact words", "For teenagers", "Polish", "Maria"):
        assert fact in pdf.words()
    tokyo = entry.received_at + timedelta(hours=9)
    assert tokyo.strftime("%d %b %Y, %H:%M:%S") in pdf.words()
    assert "Asia/Tokyo" in pdf.words()
    assert [f"Page {number} of {len(pdf.pages())}" in page for number, page in enumerate(pdf.pages(), 1)] == [True]


def test_what_was_taken_out_is_in_neither_edition(cast, tablet, says, booklet):
    name = str(uuid4())
    says("worries", "Secret", worries__id=name)
    says("worries", "Stays")
    tablet.receipts(tablet.writes(cast.kuba, worries__out=name))
    for edition in ("child", "worker"):
        pdf = booklet(edition)
        assert "Stays" in pdf.text()
        assert "Secret" not in pdf.text()
        assert "this was taken out" not in pdf.words()
        assert len(list(pdf.tree().all("BlockQuote"))) == 1


def test_what_was_changed_on_one_tablet_and_taken_out_on_another_stands_and_the_worker_is_told(
    cast, tablet, says, booklet
):
    name = str(uuid4())
    says("worries", "Dad", worries__id=name)
    says("worries", "Dad at night", worries__replaces=name, worries__id=str(uuid4()))
    tablet.receipts(tablet.writes(cast.kuba, worries__out=name))
    assert "this was taken out" in booklet("worker").words()
    assert "Dad at night" in booklet("worker").words()
    assert "this was taken out" not in booklet("child").words()
    assert "Dad at night" in booklet("child").words()


def test_two_changes_to_one_thing_stand_side_by_side_and_a_thing_that_came_in_part_says_so(says, booklet):
    name = str(uuid4())
    says("worries", "Dad", worries__id=name)
    says("worries", "Dad at night", worries__replaces=name, worries__id=str(uuid4()))
    says("worries", "Dad, always", worries__replaces=name, worries__id=str(uuid4()))
    says("good_things_drawing", "{not strokes")
    pdf = booklet("worker")
    assert "changed twice" in pdf.words()
    sides = [line for line in pdf.text().split("\n") if "Dad at night" in line or "Dad, always" in line]
    assert sides == ["Dad at night Dad, always"] or len(sides) == 2
    assert "This did not arrive whole" in pdf.words()
    assert "A drawing came that cannot be shown" in pdf.words()
    assert {"Dad at night", "Dad, always"} <= set(booklet("child").text().split("\n"))


def test_it_is_tagged_for_a_screen_reader(says, booklet):
    says("worries", "Dad shouting")
    says("dreams", ARABIC, language="ar")
    says("dreams_drawing", DRAWING)
    for edition, title in (("child", "Three houses"), ("worker", "What was said")):
        pdf = booklet(edition)
        assert pdf.catalog["/MarkInfo"]["/Marked"]
        assert pdf.catalog["/Lang"] == "en-GB"
        assert pdf.catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.reader.metadata.title == title
        assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.xmp()
        tree = pdf.tree()
        headings = [kind for kind in tree.kinds() if kind in {"H1", "H2", "H3"}]
        assert headings == ["H1", "H2", "H2"]
        assert len(list(tree.all("BlockQuote"))) == 2
        assert all(figure.alt for figure in tree.all("Figure"))
        assert "ar" in {tag.lang for kind in ("P", "Span", "BlockQuote") for tag in tree.all(kind)}


def test_arabic_and_urdu_come_out_letter_by_letter_whichever_way_the_booklet_runs(app, says, booklet):
    app.config["LANGUAGES"] = ["en-GB", "ar"]
    says("worries", ARABIC, language="ar")
    says("worries", URDU, language="ur")
    says("dreams", "A house with a garden", language="en")
    for lang in ("en-GB", "ar"):
        for edition in ("child", "worker"):
            pdf = booklet(edition, lang=lang)
            assert pdf.catalog["/Lang"] == lang
            assert {words in pdf.words() for words in (ARABIC, URDU)} == {True}
            assert "A house with a garden" in pdf.glyphs()
            width = pdf.reader.pages[0].mediabox.width
            assert pdf.reach("أح")[1] > width * 0.78, "begins at the right"
            assert pdf.reach("g")[0] < width * 0.5, "begins at the left"
            assert pdf.catalog["/ViewerPreferences"].get("/Direction", "/L2R") == ("/R2L" if lang == "ar" else "/L2R")


HOSTILE = [
    '#import "@preview/cetz:0.3.0"',
    '#read("/etc/passwd")',
    '#image("https://evil.example/x.png")',
    "= Not a heading *nor bold* _nor_ $x^2$ `code` @label <label> // comment /* more */ \\ ~",
    "<link rel=attachment href=file:///etc/passwd><img src=x onerror=alert(1)>",
    "@import url(https://evil.example); background: url(//evil.example)",
    ']} #sys.inputs #eval("1") {{ 7*7 }} {% raw %} ${7*7} %PDF-1.7 /JS (app.alert(1))',
    "https://evil.example/?a=1&b=2",
    '{"lines": [[{"t": "x"}]]}',
]


def test_what_a_child_writes_is_printed_as_it_is_and_is_never_run(says, booklet):
    for words in HOSTILE:
        says("worries", words)
    for edition in ("child", "worker"):
        pdf = booklet(edition)
        for words in HOSTILE:
            assert words.replace(" ", "") in pdf.words().replace(" ", ""), edition
        assert "root:" not in pdf.text()
        assert b"/JavaScript" not in pdf.data
        assert b"/URI" not in pdf.data


@contextmanager
def no_door_opens():
    """This process can open no file and no socket, in whatever language the code that tries is written."""
    open_files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, most))


def test_printing_opens_no_file_and_fetches_nothing(app, says, booklet, monkeypatch):
    for words in HOSTILE:
        says("worries", words)
    says("worries_drawing", DRAWING)
    booklet("child")  # the fonts are read the first time
    printed = []

    def behind_closed_doors(*given):
        with no_door_opens():
            with pytest.raises(OSError, match="Too many open files"):
                socket.socket()
            printed.append(Press.prints(app.extensions["press"], *given))
        return printed[-1]

    monkeypatch.setattr(app.extensions["press"], "prints", behind_closed_doors)
    assert "evil.example" in booklet("child").words() + booklet("worker").words()
    assert len(printed) == 2


LONG = {"Latin": "a" * 9_990 + "the end", "Arabic": "ب" * 9_999}
HARD = {
    "Zalgo": ("Z" + "\u0351\u036b\u0343\u036a\u0302" * 40 + "algo", ["algo"]),
    "emoji": ("👨\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 👍🏽 🇵🇱 ❤️ 🫠", ["👨\u200d👩\u200d👧\u200d👦", "👍🏽", "🇵🇱", "🫠"]),
    "controls": ("a\x01b\x07c\x0bd\x1be\x7ff\x85g", ["u+0007", "u+001b"]),
    "joiners": ("\u202eabc\u202c \u2066d\u2069 e\u200bf\u00adg\ufeffh می\u200cخواهم \U000e0041", []),
    "no font": ("你好 \ue000 \U0010fffd \ufffe \ufdd0 \u0378", ["cjk unified ideograph-4f60", "u+e000", "u+fdd0"]),
    "line ends": ("\n\n  one\n\n\ttwo\u2028three \n", ["one", "two", "three"]),
    "scripts": ((scripts := "Ж Ω ש न ব ਪ ગ த አ ☆ ✓ → ♥ ½ Żółć ŵŷ Ştiință ئەو ښه"), scripts.split()),
}


@pytest.mark.parametrize("what", HARD)
def test_there_is_nothing_a_child_can_write_that_cannot_be_printed(says, booklet, what):
    """PDF/UA forbids a box in a letter's place, and typst keeps to it: that it was made says that there is none."""
    words, shown = HARD[what]
    says("worries", words, worries__id=str(uuid4()))
    for edition in ("child", "worker"):
        told = booklet(edition).words()
        assert [part for part in shown if part not in told] == []


@pytest.mark.parametrize("script", LONG)
@pytest.mark.parametrize("edition", ["child", "worker"])
def test_a_word_of_ten_thousand_letters_is_all_there_and_stays_on_the_page(says, booklet, script, edition):
    says("worries", LONG[script])
    pdf = booklet(edition)
    assert sum(letter in LONG[script] for letter in pdf.glyphs()) >= len(LONG[script])
    assert pdf.beyond_the_edge() == 0


def test_a_recording_is_listed_by_its_time_and_length(tablet, cast, booklet):
    tablet.receipts(*says_aloud(tablet, cast.kuba, webm())[1])
    for edition in ("child", "worker"):
        words = booklet(edition).words()
        assert "A recording" in words
        assert "6 s" in words
        assert "{" not in words


def test_a_recordings_time_is_not_that_of_a_clock_which_is_wrong(tablet, cast, booklet):
    """A tablet that lay in a drawer thinks it is 1999."""
    boxes = [tablet.box({**one, "written_at": "1999-12-01T23:00:00+00:00"}) for one in aloud(tablet, cast.kuba)]
    tablet.receipts(*boxes)
    for edition in ("child", "worker"):
        shown = next(line for line in booklet(edition).text().splitlines() if "A recording" in line)
        assert "1999" not in shown
    assert "1999" in booklet("worker").words(), "what the tablet claims is among what is known of it"


def aloud(tablet, member):
    """What says something aloud, before it is sealed."""
    recording = str(uuid4())
    named = {"worries_aloud": json.dumps({"recording": recording}), "worries_aloud__id": str(uuid4())}
    told = [named, *({"worries_aloud__part": part} for part in parts(webm(), recording))]
    return [tablet.entry(member, **fields) for fields in told]


def test_who_may_see_it_and_that_it_was_read_back_is_in_the_workers_edition(cast, tablet, says, booklet, maria):
    """A name that was taken back is gone from the booklet, as from the page that is read."""
    says("worries", "Dad shouting", worries__id=str(uuid4()))
    says("dreams", "A dog")
    item = Item.get(Item.question == "worries").id
    show(cast, item, cast.basia)
    page = f"/families/{cast.nowaks.id}/documents/{tablet.document}"
    for told in (booklet("worker").words(), " ".join(maria.get(page).text.split())):
        assert told.count("Basia") == 1
        assert "Kuba said yes to it" in told
        assert told.count("Kuba has not been asked yet") == 1, "the dog"
    assert "Basia" not in booklet("child").words()
    show(cast, item)
    for told in (booklet("worker").words(), maria.get(page).text):
        assert "Basia" not in told


def test_however_many_things_there_are_it_is_asked_once_who_may_see_them(monkeypatch, says, booklet):
    asked, holding = [], Share.holding
    monkeypatch.setattr(Share, "holding", lambda items: asked.append(list(items)) or holding(asked[-1]))
    for n in range(3):
        says("worries", f"{n}")
    booklet("worker")
    assert [len(names) for names in asked] == [3]
    booklet("child")
    assert len(asked) == 1


def test_nobody_gets_what_they_may_not_read(app, cast, tablet, says, otto):
    says("worries", "Dad shouting")
    sitting = f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet"
    everything = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/booklet"
    ewa, hanna = (app.test_client().signs_in(user) for user in (cast.ewa_user, cast.hanna))
    before = Journal.select().count()
    for browser in (otto, ewa, hanna):
        for address in (sitting, everything):
            for edition in ("child", "worker"):
                assert browser.get(address, query_string={"edition": edition}).status_code == 404
    assert Journal.select().count() == before


def test_it_holds_what_its_reader_may_see_and_no_more(cast, says, monkeypatch):
    """Whatever the table says one day about single things: a booklet is made of that query."""
    from app.records import booklet, permissions

    says("worries", "Dad shouting")
    says("dreams", "A dog")

    def only_dreams(user, may):
        return permissions.items(user, may).where(Item.question == "dreams")

    document = Document.get()
    made = booklet.Booklet.of(document, [document], cast.maria)
    assert [side.content for sides in made.chapters[0].said for side in sides] == ["Dad shouting", "A dog"]
    monkeypatch.setattr(booklet, "items", only_dreams)
    made = booklet.Booklet.of(document, [document], cast.maria)
    assert [side.content for sides in made.chapters[0].said for side in sides] == ["A dog"]
    assert booklet.Booklet.of(document, [document], cast.otto).chapters[0].said == []


def test_it_is_a_file_that_names_nobody_and_its_reading_is_noted(cast, tablet, says, maria):
    says("worries", "Dad shouting")
    address = f"/families/{cast.nowaks.id}/documents/{tablet.document}/booklet"
    response = maria.get(address, query_string={"edition": "worker"})
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment; filename=booklet.pdf"
    assert response.headers["Cache-Control"] == "no-store"
    line = Journal.select().order_by(Journal.number.desc()).where(Journal.family == cast.nowaks).first()
    assert (line.user, line.act, line.thing, line.thing_id) == (cast.maria, "read", "booklet", tablet.document)
    assert list(Journal.broken()) == []
    assert maria.get(address, query_string={"edition": "press"}).status_code == 404
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{tablet.document}").text
    assert "Booklet for Kuba to keep" in page
    assert "edition=worker" in page


def test_everything_of_one_child_is_one_booklet(cast, tablet, says, booklet, maria):
    says("worries", "First time")
    tablet.document = str(uuid4())
    says("worries", "Second time")
    zosia = Member.add(cast.nowaks, cast.maria, name="Ola", role=Role.CHILD)
    tablet.document = str(uuid4())
    tablet.receipts(tablet.writes(zosia, worries="Of another child"))
    for edition in ("child", "worker"):
        response = maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/booklet?edition={edition}")
        words = Pdf(response.data).words()
        assert words.index("First time") < words.index("Second time")
        assert "Of another child" not in words


def test_a_tool_that_is_gone_and_a_person_of_many_letters_are_printed_too(app, cast, tablet, says, booklet, maria):
    Member.update(name="Kuba\x01 #x *y* " + "w" * 180).where(Member.id == cast.kuba.id).execute()
    says("worries", "The cat", band="older")
    tablet.document = str(uuid4())
    says("worries", "The dog", band="younger")
    app.extensions["tools"].clear()
    for edition in ("child", "worker"):
        assert "The dog" in booklet(edition).text()
        assert "#x *y*" in booklet(edition).words()
        both = maria.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/booklet?edition={edition}")
        assert "The cat" in Pdf(both.data).text()


def test_teenagers_get_one_without_a_scene(says, booklet):
    says("worries", "Dad", band="older")
    quiet = booklet("child")
    says("worries", "Dad", band="younger")
    says("worries", "Dad", band="younger")
    scene = booklet("child")
    assert len(quiet.data) < len(scene.data) / 1.5
    assert "House of worries" in scene.words()
    assert "House of" not in quiet.words()
    assert "Worries" in quiet.words()
