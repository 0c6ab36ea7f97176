"""The pages of a story: who comes in to which, what is posted, what goes wrong, and what the child makes of it."""

import json
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.practice import Role
from app.records import (
    Aside,
    Asked,
    Document,
    Handover,
    Item,
    Journal,
    Member,
    Panel,
    Pass,
    Showing,
    Stance,
    Story,
    Version,
)
from app.records.consent import Agreement, Consented
from app.records.db import now
from app.records.handover import Beforehand
from app.records.look_back import LookBack
from tests.agreeing import with_account
from tests.pdf import Pdf
from tests.sealing import Tablet
from tests.telling import DRAWING, HELLO, LINE, LOUD, LOUDER, NOW, OTHERWISE, begin, layer, tell, write_apart, writes


@pytest.fixture
def story(cast) -> Story:
    return begin(cast)


def address(story, rest=""):
    return f"/families/{story.family_id}/stories/{story.id}{rest}"


def of_version(version, rest=""):
    return f"/families/{version.family_id}/versions/{version.id}{rest}"


def pages(cast):
    return f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/words-and-pictures"


def posts(browser, path, **fields):
    return browser.post(path, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def signed_in(app, user):
    return app.test_client().signs_in(user)


def test_a_story_is_begun_for_a_child_and_for_nobody_else(maria, cast):
    for member, there in ((cast.kuba, 200), (cast.ewa, 404)):
        new = f"/families/{cast.nowaks.id}/members/{member.id}/stories/new"
        assert maria.get(new).status_code == there
    new = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/stories/new"
    assert posts(maria, new, band="younger").status_code == 400
    answer = posts(maria, new, shape="short", band="younger")
    story = Story.get()
    assert answer.location == address(story, "/make")
    page = maria.get(answer.location).text
    assert (story.short, story.band, page.count("data-panel")) == (True, "younger", 4)
    assert "Who noticed" in page
    assert "A good start" not in page


def test_a_picture_that_is_posted_plainly_is_kept_and_posting_twice_keeps_once(maria, story):
    fields = {"panel": str(uuid4()), "words": NOW, "drawing": DRAWING, "drew": "child", "over": ""}
    for _ in range(2):
        assert posts(maria, address(story, "/panels/now"), **fields).location.endswith("/make#now")
    [panel] = Panel.select()
    assert (panel.words, json.loads(panel.drawing), panel.drew) == (NOW, json.loads(DRAWING), "child")
    again = posts(maria, address(story, "/panels/now"), **{**fields, "words": LOUD})
    assert again.status_code == 303
    assert {panel.words for panel in Panel.select()} == {NOW, LOUD}, "the page was gone back to: nothing is lost"


def test_what_is_wrong_is_said_beside_its_field_and_nothing_that_was_typed_is_gone(maria, story):
    page = posts(maria, address(story, "/panels/now"), words="x" * 2001, drawing=DRAWING)
    assert page.status_code == 400
    beside = page.text[page.text.index('id="now"') : page.text.index('id="if_worried"')]
    assert "That is too long." in beside
    assert "x" * 2001 in beside
    assert "That is too long." not in page.text.replace(beside, "")
    assert "did not arrive whole" in posts(maria, address(story, "/panels/now"), words=NOW, drawing="{not").text
    assert not Panel.select().count()
    assert posts(maria, address(story, "/panels/worries"), words=NOW).status_code == 404


def test_a_picture_comes_in_a_box_and_one_from_who_may_not_is_put_aside_and_stands_beside_what_is_there(
    app, maria, cast, keys, story
):
    writes(story, cast.maria, "now", NOW)
    for user, status in ((cast.maria, "kept"), (cast.ewa_user, "aside")):
        tablet = Tablet(app.test_client(), keys, user)
        [standing] = story.panels()["now"]
        fields = {"words": LOUD, "drawing": "", "drew": "adult", "over": str(standing.id)}
        content = {**tablet.entry(cast.kuba), "path": address(story, "/panels/now"), "fields": list(fields.items())}
        [receipt] = tablet.receipts(tablet.box(content))
        assert receipt["status"] == status
    assert [panel.words for panel in story.panels()["now"]] == [LOUD]
    aside = f"/families/{cast.nowaks.id}/asides/{Aside.get().id}"
    assert LOUD in maria.get(aside).text
    assert posts(maria, aside).location == address(story)
    assert [panel.words for panel in story.panels()["now"]] == [LOUD, LOUD], "a person chooses"


def test_of_two_wordings_one_is_chosen_and_the_other_stays_among_the_drafts(maria, cast, story):
    writes(story, cast.maria, "now", NOW)
    write_apart(story, cast)
    page = maria.get(address(story, "/make")).text
    assert "at the same time" in page
    assert "Choose first which one stays" in posts(maria, address(story, "/ask")).text
    assert not Version.select().count()
    chosen = next(panel for panel in Panel.select() if panel.words == LOUDER)
    for _ in range(2):
        posts(maria, address(story, f"/panels/now/{chosen.id}/stays"))
    assert [panel.words for panel in story.panels()["now"]] == [LOUDER]
    drafts = maria.get(address(story, "/panels/now/drafts")).text
    assert all(words in drafts for words in (NOW, LOUD, LOUDER))
    assert "3 earlier drafts" in maria.get(address(story, "/make")).text
    assert posts(maria, address(story, f"/panels/now/{uuid4()}/stays")).status_code == 404


def test_any_draft_can_stand_there_again_and_none_is_lost(maria, cast, story):
    first = writes(story, cast.maria, "now", NOW, drawing=DRAWING)
    writes(story, cast.maria, "now", LOUD, first)
    for _ in range(2):
        answer = posts(maria, address(story, f"/panels/now/{first.id}/stays"))
        assert answer.location.endswith("/make#now")
    [stands] = story.panels()["now"]
    assert (stands.words, stands.drawing, Panel.select().count()) == (NOW, DRAWING, 3)
    other = begin(cast)
    assert posts(maria, address(other, f"/panels/now/{first.id}/stays")).status_code == 404
    assert posts(maria, address(story, f"/panels/hopes/{first.id}/stays")).status_code == 404
    assert maria.get(address(story, "/panels/worries/drafts")).status_code == 404


def test_nothing_yet_is_no_version(maria, story):
    assert "Nothing is written or drawn yet." in posts(maria, address(story, "/ask")).text


def test_who_is_asked_reads_that_version_says_their_word_and_sees_no_other_word(app, maria, cast, story):
    basia, tomek = with_account(cast.basia), with_account(cast.tomek)
    first = writes(story, cast.maria, "now", LOUD)
    posts(maria, address(story, "/ask"), who=[str(cast.basia.id), str(cast.tomek.id), str(cast.kuba.id)])
    [version] = Version.select()
    assert {row.member_id for row in Asked.select()} == {cast.basia.id, cast.tomek.id}, "a child is asked nothing"
    writes(story, cast.maria, "now", LOUDER, first)
    for user in (basia, tomek):
        browser = signed_in(app, user)
        assert "There is a story for you to read" in browser.get("/today").text
        page = browser.get(of_version(version)).text
        assert LOUD in page
        assert "Showing it to" not in page
        said = posts(browser, of_version(version, "/stances"), answer="otherwise", words=OTHERWISE)
        assert said.status_code == 303
        assert "There is a story for you to read" not in browser.get("/today").text
    hers = signed_in(app, basia)
    assert hers.get(of_version(version)).text.count("You said on") == 1
    assert OTHERWISE not in hers.get(of_version(version)).text, "whoever takes the phone next does not read it"
    assert cast.tomek.name not in re.sub(r"<title>.*?</title>", "", hers.get(of_version(version)).text)
    assert hers.get(address(story, "/make")).status_code == 404
    assert hers.get(address(story)).location == of_version(version)
    assert LOUDER in signed_in(app, tomek).get(address(story, "/make")).text, "a parent makes it with the others"
    for user in (cast.ewa_user, cast.otto):
        other = signed_in(app, user)
        for path in (of_version(version), address(story), address(story, "/make"), address(story, "/ask")):
            assert other.get(path).status_code == 404
    worker = maria.get(of_version(version)).text
    assert worker.count(OTHERWISE) == 2
    assert "everybody is asked anew" in maria.get(address(story, "/ask")).text


def test_nobody_speaks_for_another_and_a_worker_says_for_whom(app, maria, cast, story):
    basia = with_account(cast.basia)
    writes(story, cast.maria, "now", LOUD)
    posts(maria, address(story, "/ask"), who=[str(cast.basia.id), str(cast.ewa.id)])
    version = Version.get()
    posts(signed_in(app, basia), of_version(version, "/stances"), answer="agrees", who=str(cast.ewa.id))
    assert [stance.member_id for stance in Stance.select()] == [cast.basia.id]
    answer = posts(maria, of_version(version, "/stances"), answer="agrees")
    assert answer.status_code == 400
    assert "Choose who says this." in answer.text
    assert posts(maria, of_version(version, "/stances"), answer="agrees", who=str(cast.ewa.id)).status_code == 303
    assert Stance.latest(version)[cast.ewa.id].told_by == cast.maria
    assert "written down by Maria" in maria.get(of_version(version)).text


def test_what_was_agreed_to_does_not_hold_for_a_changed_story(maria, cast):
    story, version = tell(cast)
    [standing] = story.panels()["now"]
    writes(story, cast.maria, "now", LOUD, standing)
    answer = posts(maria, address(story, "/ask"), who=[str(cast.ewa.id)])
    newest = story.versions().first()
    assert answer.location == of_version(newest)
    assert "has not said yet" in maria.get(of_version(newest)).text
    older = maria.get(of_version(version)).text
    assert "The story was changed after this" in older
    assert "agrees" in older


def test_it_is_shown_now_or_was_and_how_the_child_took_it_is_written_down(maria, cast, story):
    writes(story, cast.maria, "now", NOW)
    version = story.close(cast.maria)
    assert maria.get(pages(cast)).status_code == 404, "nothing was shown yet"
    assert "Write a day that has been." in posts(maria, of_version(version, "/showings"), shown_on="2999-01-01").text
    assert posts(maria, of_version(version, "/showings"), shown_on="2026-01-05").location == of_version(version)
    assert posts(maria, of_version(version, "/showings"), present="Mum with Basia").location == pages(cast)
    page = maria.get(pages(cast)).text
    assert NOW in page
    days = sorted(showing.shown_at.date().isoformat() for showing in Showing.select())
    assert days[0] == "2026-01-05"
    showing = Showing.get(present="Mum with Basia")
    remarks = of_version(version, f"/showings/{showing.id}/remarks")
    assert "Write how it was" in posts(maria, remarks).text
    assert posts(maria, remarks, words="He asked for the dog").status_code == 303
    assert "He asked for the dog" in maria.get(of_version(version)).text
    assert posts(maria, of_version(version, f"/showings/{uuid4()}/remarks"), words="x").status_code == 404
    acts = [line.act for line in Journal.select().order_by(Journal.number)]
    assert acts.count("showed") == 2


@pytest.fixture
def drawn(cast, tablet):
    """Kuba has drawn on the picture of how it is now, on Maria's tablet."""
    story, version = tell(cast)
    panel = next(panel for panel in version.panels() if panel.key == "now")
    named = {"now_layer": layer(panel), "now_layer__prompt": "You can draw on this picture."}
    [receipt] = tablet.receipts(tablet.writes(cast.kuba, tool="words-and-pictures", **named))
    assert receipt["status"] == "kept"
    return story, version, panel


def test_what_a_child_draws_is_a_sitting_of_their_own_and_changes_nothing_beneath(drawn, maria, cast):
    story, version, panel = drawn
    [item] = Item.select()
    assert (item.kind, item.document.member, item.entry.complete) == ("layer", cast.kuba, True)
    assert Panel.get_by_id(panel.id).drawing == panel.drawing == ""
    assert [row.words for row in version.panels() if row.key == "now"] == [NOW]
    stroke = 'fill="#2f8f83"'
    read = maria.get(f"/families/{cast.nowaks.id}/documents/{Document.get().id}").text
    assert stroke in read
    assert stroke in maria.get(pages(cast)).text.split('data-question="now_layer"')[1], "it is there again next time"


def test_what_a_child_drew_is_not_shown_to_the_grown_ups_who_are_asked(drawn, app, cast):
    _story, version, _panel = drawn
    ewa = signed_in(app, cast.ewa_user).get(of_version(version)).text
    assert NOW in ewa
    assert ewa.count('fill="#2f8f83"') == 1, "the grown-ups’ own drawing alone"


OWN = "The dog is still at home"


def test_what_a_child_says_of_a_picture_in_words_stands_beside_it_as_their_own(drawn, maria, cast, tablet, app):
    """For the same people as what they draw: on paper, by scripts or without them."""
    _story, version, panel = drawn
    tablet.receipts(tablet.writes(cast.kuba, tool="words-and-pictures", now_layer=layer(panel, (), words=OWN)))
    browser = signed_in(app, cast.maria)
    form = browser.get(pages(cast)).text.split('data-question="now_layer"')[1]
    assert f'name="now_layer-over" value="{panel.id}"' in form
    posted = {"document": str(tablet.document), "now_layer-words": "And the cat", "now_layer-over": str(panel.id)}
    assert posts(browser, pages(cast), band="middle", hand="child", **posted).status_code == 303
    assert {item.entry.complete for item in Item.select()} == {True}
    sitting = f"/families/{cast.nowaks.id}/documents/{tablet.document}"
    for page in (sitting, of_version(version), pages(cast)):
        told = maria.get(page).text
        assert OWN in told, page
        assert "And the cat" in told, page
    for paper in (f"{sitting}/booklet", f"{sitting}/booklet?edition=worker", of_version(version, "/booklet")):
        assert OWN in Pdf(maria.get(paper).data).words(), paper
    assert OWN not in Pdf(maria.get(of_version(version, "/booklet?drawn=no")).data).words()
    assert OWN not in signed_in(app, cast.ewa_user).get(of_version(version)).text


def test_a_layer_that_would_cover_what_is_beneath_or_names_nothing_is_kept_as_it_came(drawn, maria, cast, tablet):
    _story, _version, panel = drawn
    for content in (layer(panel, [{**LINE, "c": "paper"}]), DRAWING, "{not strokes"):
        tablet.receipts(tablet.writes(cast.kuba, tool="words-and-pictures", now_layer=content))
        newest = Item.select().order_by(Item.id).where(Item.content == content).first()
        assert newest.content == content
        assert not newest.entry.complete
    page = maria.get(f"/families/{cast.nowaks.id}/documents/{Document.get().id}").text
    assert "cannot be shown" in page
    assert maria.get(pages(cast)).status_code == 200


def test_a_young_person_reads_on_their_own_device_what_was_shown_where_that_is_safe(app, cast):
    kuba = with_account(cast.kuba)
    _story, version = tell(cast)
    browser = signed_in(app, kuba)
    assert "My story" not in browser.get("/mine").text
    assert browser.get(pages(cast)).status_code == 404
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    assert "My story" in browser.get("/mine").text
    page = browser.get(pages(cast)).text
    assert HELLO in page
    told = re.sub(r"<template data-around.*?</template>", "", page)  # those whom Kuba may show a thing to
    assert all(words not in told for words in (OTHERWISE, "Tomek", "Mum with Basia"))
    assert browser.get(of_version(version)).location == pages(cast)
    assert posts(browser, of_version(version, "/stances"), answer="agrees").status_code == 404
    assert posts(browser, of_version(version, "/showings")).status_code == 404
    LookBack.say(cast.kuba, cast.maria, is_safe=False)
    assert browser.get(pages(cast)).status_code == 404


def test_the_blank_book_has_nobody_in_it(client, cast):
    tell(cast)
    page = client.get("/tools/words-and-pictures").text
    assert all(words not in page for words in (HELLO, NOW, "Kuba"))


def test_the_booklet_holds_the_story_a_picture_a_page_and_says_nothing_official(drawn, maria, cast):
    _story, version, _panel = drawn
    answer = maria.get(of_version(version, "/booklet"))
    assert answer.headers["Content-Disposition"] == "attachment; filename=booklet.pdf"
    pdf = Pdf(answer.data)
    pages = pdf.pages()
    assert "A story for Kuba" in pages[0]
    assert [HELLO in pages[1], LOUDER in pages[2], NOW in pages[3]] == [True] * 3
    assert all(words not in pdf.words() for words in ("Tomek", "Maria", "Nowak", "otherwise", "at work"))
    assert [figure.alt for figure in pdf.tree().all("Figure")] == ["A good start", "How it is now"]
    plain = Pdf(maria.get(of_version(version, "/booklet?drawn=no")).data)
    assert [figure.alt for figure in plain.tree().all("Figure")] == ["A good start"]


def test_a_booklet_that_another_prints_has_nothing_of_what_the_child_drew(drawn, app, cast, otto):
    _story, version, _panel = drawn
    ewa = Pdf(signed_in(app, cast.ewa_user).get(of_version(version, "/booklet")).data)
    assert [figure.alt for figure in ewa.tree().all("Figure")] == ["A good start"]
    assert otto.get(of_version(version, "/booklet")).status_code == 404


def test_what_a_child_drew_on_a_story_is_in_the_booklet_of_what_they_said(drawn, maria, cast):
    document = Document.get()
    for edition in ("child", "worker"):
        pdf = Pdf(maria.get(f"/families/{cast.nowaks.id}/documents/{document.id}/booklet?edition={edition}").data)
        assert [figure.alt for figure in pdf.tree().all("Figure")] == ["A drawing by Kuba"]
        assert "strokes" not in pdf.words()


def opens(tablet, version, member):
    """A lent tablet tells that the book was opened on it."""
    content = {**tablet.entry(member), "path": of_version(version, "/showings"), "fields": [("present", "Basia")]}
    [receipt] = tablet.receipts(tablet.box(content))
    return receipt["status"]


def lent(app, cast, keys, *tools):
    """A tablet that Maria has lent to Kuba."""
    told = Beforehand(tools, Consented(Agreement.AGREED, "Ewa"), "We talk", date(2999, 1, 1))
    tablet = Tablet.__new__(Tablet)
    tablet.client, tablet.keys, tablet.number, tablet.document = app.test_client(), keys, 0, str(uuid4())
    tablet.held, tablet.secret = Pass.lend(Handover.begin(cast.kuba, cast.maria, uuid4(), told))
    return tablet


def test_a_lent_tablet_tells_that_its_own_childs_story_was_opened_and_no_others(app, cast, keys):
    story = begin(cast)
    writes(story, cast.maria, "now", NOW)
    version = story.close(cast.maria)
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    told = {"tool": "words-and-pictures", "short": True, "band": "middle", "language": "en"}
    adams = Story.begin(adam, cast.maria, **told)
    writes(adams, cast.maria, "now", LOUD)
    of_adam = adams.close(cast.maria)
    tablet = lent(app, cast, keys, "words-and-pictures")
    assert opens(tablet, version, cast.kuba) == "kept"
    shown = Showing.get()
    assert (shown.version, shown.present, shown.shown_by) == (version, "Basia", cast.maria)
    assert opens(tablet, of_adam, cast.kuba) == "aside"
    assert opens(lent(app, cast, keys, "three-houses"), version, cast.kuba) == "aside"
    assert Showing.select().count() == 1


def test_a_book_is_lent_where_there_is_a_story_to_show_and_carries_that_alone(app, cast, maria):
    new = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/handovers/new"
    assert "Words and pictures" not in maria.get(new).text
    _story, version = tell(cast)
    assert "Words and pictures" in maria.get(new).text
    agreed = {"band": "younger", "agreement": "agreed", "agreed_words": "Ewa", "next_step": "We talk"}
    agreed |= {"read_by": (now() + timedelta(days=1)).date().isoformat(), "device": str(uuid4())}
    csrf = {"csrf_token": maria.get("/session").json["csrf"], "tools": ["words-and-pictures"]}
    told = maria.post(new, data={**agreed, **csrf}, headers={"Accept": "application/json"}).json["told"]["story"]
    assert (told["version"], {page["key"] for page in told["pages"]}) == (
        str(version.id),
        {"good_start", "what_happened", "now"},
    )
    assert OTHERWISE not in json.dumps(told)
