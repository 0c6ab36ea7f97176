"""What a grown-up writes beside a child's words: apart from them, for the workers, and never in their place."""

import json
from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Aside, Beside, Document, Gloss, GlossSort, Item, Journal, LookBack, Member, Refiling, User
from app.records.permissions import May, glosses
from tests import cast as people
from tests.pdf import Pdf
from tests.sealing import Tablet

SAID = "Tata krzyczy w nocy"
NOTE, SAME, DRAWN = "He looked at the door while he said it", "Dad shouts at night", "This is me, under the table"


@pytest.fixture
def thing(tablet, cast):
    """What Kuba said, in Polish."""
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, tongue="pl", hand="worker"))
    return Item.get()


@pytest.fixture
def ewa(app, cast):
    return app.test_client().signs_in(cast.ewa_user)


@pytest.fixture
def kuba(app, cast):
    """Kuba's telephone, on which it is safe to look back."""
    account = User.enrol(name="Kuba", email="kuba@example.org", words=people.WORDS, role=Role.CHILD)
    Member.update(user=account).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    return app.test_client().signs_in(account)


def address(thing):
    return f"/families/{thing.document.family_id}/members/{thing.document.member_id}/glosses"


def page_of(thing):
    return f"/families/{thing.document.family_id}/documents/{thing.document_id}"


def writes(browser, thing, sort="note", words=NOTE, **rest):
    token = browser.get("/session").json["csrf"]
    data = {"csrf_token": token, "item": str(thing.id), "sort": sort, "words": words, "tongue": "en-GB", **rest}
    return browser.post(address(thing), data=data)


def all_of_them(browser, thing):
    """One of each sort, by Maria, of what Kuba said."""
    assert writes(browser, thing).status_code == 303
    translated = {"translator": "Ala Nowak", "readers": "along"}
    assert writes(browser, thing, "translation", SAME, **translated).status_code == 303
    assert writes(browser, thing, "shows", DRAWN, tongue="other", other_tongue="Polish").status_code == 303
    assert Gloss.select().count() == 3


def shows(tablet, thing, *to):
    """Kuba shows it to somebody."""
    member = thing.document.member
    path = f"/families/{member.family_id}/members/{member.id}/shares"
    fields = [("item", str(thing.id)), ("audience", "people"), *(("people", str(one.id)) for one in to)]
    tablet.receipts(tablet.box(tablet.entry(member) | {"path": path, "fields": fields}))


def test_each_stands_beside_the_words_under_its_writers_name_and_the_words_stay(maria, cast, thing):
    page = maria.get(page_of(thing)).text
    assert f'href="{address(thing)}?item={thing.id}"' in page
    all_of_them(maria, thing)
    page = maria.get(page_of(thing)).text
    assert page.index(SAID) < page.index(NOTE) < page.index(SAME) < page.index(DRAWN) < page.index("Who held the pen")
    for title in (
        "Maria’s note",
        "In English, by the interpreter Ala Nowak",
        "as the child told Maria",
    ):
        assert title in page
    assert f'<blockquote class="said-words" lang="pl" dir="auto">{SAID}</blockquote>' in page
    assert f'<p class="gloss-words" lang="en-GB" dir="auto">{SAME}</p>' in page
    assert f'<p class="gloss-words" lang="pl" dir="auto">{DRAWN}</p>' in page
    assert Item.get().content == SAID
    assert Item.select().count() == 1
    assert [line.act for line in Journal.select().where(Journal.thing == "entry")].count("wrote") == 4


def test_a_later_one_takes_its_place_and_the_earlier_stays_readable(maria, thing):
    writes(maria, thing, "translation", "Dad shouts")
    first = Gloss.get()
    form = maria.get(f"{address(thing)}?item={thing.id}&replaces={first.id}").text
    assert "Dad shouts</textarea>" in form
    assert writes(maria, thing, "translation", SAME, replaces=str(first.id)).status_code == 303
    writes(maria, thing, "translation", "Daddy shouts", replaces=str(first.id))
    [beside] = Gloss.of(Gloss.where_it_belongs(), [thing.id]).values()
    assert [gloss.words for gloss in beside] == [SAME, "Daddy shouts"], "two that replace the same one both stand"
    assert [[before.words for before in gloss.earlier] for gloss in beside] == [["Dad shouts"], ["Dad shouts"]]
    page = maria.get(page_of(thing)).text
    assert page.count("What stood here before") == 2
    assert Gloss.get_by_id(first.id).words == "Dad shouts"


def test_what_goes_round_in_a_ring_is_still_shown(maria, cast, thing):
    for _ in range(2):
        writes(maria, thing)
    one, other = Gloss.select()
    Gloss.update(replaces=other.id).where(Gloss.id == one.id).execute()
    Gloss.update(replaces=one.id).where(Gloss.id == other.id).execute()
    assert NOTE in maria.get(page_of(thing)).text


def test_the_child_sees_none_of_it_nor_does_their_edition(maria, kuba, cast, tablet, thing):
    all_of_them(maria, thing)
    shows(tablet, thing, cast.kuba, cast.ewa)
    own = [
        "/mine",
        "/mine/said",
        "/shown",
        f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/shares?item={thing.id}",
        f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses",
    ]
    pages = [kuba.get(one).text for one in own]
    assert SAID in pages[1]
    assert not any(words in page for page in pages for words in (NOTE, SAME, DRAWN))
    assert kuba.get(f"{address(thing)}?item={thing.id}").status_code == 404
    assert writes(kuba, thing).status_code == 404
    child, worker = (Pdf(maria.get(f"{page_of(thing)}/booklet?edition={name}").data) for name in ("child", "worker"))
    assert SAID in child.text()
    for words in (NOTE, SAME, DRAWN):
        assert words not in child.text()
        assert words in worker.text()
    assert "by the interpreter Ala Nowak" in worker.text()


def test_whom_the_child_shows_the_words_sees_a_translation_where_the_worker_says_so_and_nothing_else(
    maria, ewa, cast, tablet, thing
):
    writes(maria, thing)
    writes(maria, thing, "translation", "Dad is loud")
    writes(maria, thing, "shows", DRAWN, readers="along")
    shows(tablet, thing, cast.ewa)
    page = ewa.get("/shown").text
    assert SAID in page
    assert not any(words in page for words in (NOTE, "Dad is loud", DRAWN)), "not unless the worker says so"
    writes(maria, thing, "translation", SAME, readers="along")
    assert SAME in ewa.get("/shown").text
    assert "Write it anew" not in ewa.get("/shown").text
    along = Gloss.get(Gloss.goes_along)
    writes(maria, thing, "translation", SAME, replaces=str(along.id))
    assert SAME not in ewa.get("/shown").text, "the worker has taken it back"
    writes(maria, thing, "translation", SAME, readers="along")
    shows(tablet, thing)
    assert SAME not in ewa.get("/shown").text, "and so has the child"


@pytest.mark.parametrize("stranger", ["otto", "hanna", "ewa_user"])
def test_nobody_else_reads_or_writes_beside_it(app, cast, maria, thing, stranger):
    all_of_them(maria, thing)
    user = getattr(cast, stranger)
    browser = app.test_client().signs_in(user)
    assert glosses(user, May.SEE).count() == 0
    for answer in (
        browser.get(f"{address(thing)}?item={thing.id}"),
        browser.get(f"/families/{cast.okafors.id}/members/{cast.zosia.id}/glosses?item={thing.id}"),
        writes(browser, thing),
        browser.get(page_of(thing)),
    ):
        assert answer.status_code == 404
    assert Gloss.select().count() == 3


def test_it_says_what_it_is_and_something_and_beside_what(maria, thing):
    for told, wanted in (({"sort": ""}, "Say what it is"), ({"words": "  "}, "Write something")):
        answer = writes(maria, thing, **told)
        assert answer.status_code == 400
        assert wanted in answer.text
    assert writes(maria, thing, item=str(uuid4())).status_code == 404
    assert Gloss.select().count() == 0


def test_a_note_stays_in_the_family_it_was_written_in_and_a_translation_goes_with_the_words(app, cast, maria, thing):
    all_of_them(maria, thing)
    Member.add(cast.okafors, cast.hanna, name="Maria", role=Role.WORKER, user=cast.maria)
    iga = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    Refiling.begin(thing.document, cast.maria)
    assert glosses(cast.maria, May.SEE).count() == 0, "out of sight with its thing"
    Refiling.waiting().get().place(iga, cast.maria)
    assert glosses(cast.maria, May.SEE).count() == 3, "those who read it are the same"
    Refiling.begin(Document.get_by_id(thing.document_id), cast.maria).place(cast.zosia, cast.maria)
    assert {gloss.sort for gloss in glosses(cast.maria, May.SEE)} == {"translation", "shows"}
    page = app.test_client().signs_in(cast.hanna).get(f"/families/{cast.okafors.id}/documents/{thing.document_id}").text
    assert SAME in page
    assert NOTE not in page
    Refiling.begin(Document.get_by_id(thing.document_id), cast.maria).place(cast.kuba, cast.maria)
    assert glosses(cast.maria, May.SEE).count() == 3, "it was right after all"


def test_beside_another_childs_words_it_is_seen_by_nobody(cast, tablet, maria, thing):
    """A tablet says that it stands beside what a child of another family said."""
    other = Tablet(tablet.client, tablet.keys, cast.hanna)
    other.receipts(other.writes(cast.zosia, worries="My brother"))
    hers = Item.get(Item.content == "My brother")
    assert brings(tablet, cast.kuba, hers, "translation", SAME)["status"] == "kept"
    assert glosses(cast.hanna, May.SEE).count() == glosses(cast.maria, May.SEE).count() == 0


def brings(tablet, member, thing, sort, words, **rest):
    fields = {"item": str(thing.id), "sort": sort, "words": words, "language": "en-GB", **rest}
    path = f"/families/{member.family_id}/members/{member.id}/glosses"
    content = tablet.entry(member) | {"path": path, "fields": list(fields.items())}
    [receipt] = tablet.receipts(tablet.box(json.loads(json.dumps(content))))
    return receipt


def test_a_tablet_brings_it_as_it_brings_the_words_and_once(cast, tablet, maria, thing):
    assert brings(tablet, cast.kuba, thing, "translation", SAME, tongue="en-GB", translator="Ala")["status"] == "kept"
    assert "by the interpreter Ala" in maria.get(page_of(thing)).text
    assert brings(tablet, cast.kuba, thing, "translation", " ")["status"] == "refused"
    assert brings(tablet, cast.kuba, thing, "poem", SAME)["status"] == "refused"
    assert Gloss.select().count() == 1


def test_put_aside_it_takes_nothing_elses_place_and_goes_along_with_nothing(cast, tablet, maria, thing):
    writes(maria, thing)
    first = Gloss.get()
    tablet.gets_a_pass(cast.otto)
    rest = {"replaces": str(first.id), "readers": "along"}
    assert brings(tablet, cast.kuba, thing, "translation", SAME, **rest)["status"] == "aside"
    where = f"/families/{cast.nowaks.id}/asides/{Aside.get().id}"
    assert SAME in maria.get(where).text
    assert maria.post(where, data={"csrf_token": maria.get("/session").json["csrf"]}).status_code == 303
    taken = Gloss.get(Gloss.words == SAME)
    assert (taken.replaces, taken.goes_along) == (None, False)


def test_what_is_no_translation_has_no_translator_and_goes_along_with_nothing(cast, tablet, thing):
    told = Beside(GlossSort.NOTE, NOTE, "en", "Ala", goes_along=True)
    note = Gloss.put(thing.entry, cast.kuba, thing.id, told)
    assert (note.translator, note.goes_along) == ("", False)
