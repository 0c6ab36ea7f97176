"""In which language a thing was said, and in which it was asked: two things, and each is marked as what it is."""

import re
from uuid import uuid4

import pytest

from app.records import Item, LookBack, Member, User
from app.web.tongues import called, named, spoken, tag
from tests.cast import WORDS
from tests.pdf import Pdf

#: What is printed and shown does not depend on the engine beneath it; that it is kept is tried on both elsewhere.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SAID = "Tata krzyczy"


@pytest.fixture
def told():
    return {"LANGUAGES": ["en-GB", "ar"]}


def page_of(browser, item):
    return browser.get(f"/families/{item.document.family_id}/documents/{item.document_id}").text


def test_polish_words_on_an_english_page_are_polish_and_what_was_asked_stays_english(tablet, maria, cast):
    tablet.receipts(
        tablet.writes(
            cast.kuba, worries=SAID, language="en-GB", tongue="pl", hand="interpreter", worries__prompt="Why?"
        )
    )
    item = Item.get()
    assert (item.language, item.asked_in, item.hand) == ("pl", "en-GB", "interpreter")
    page = page_of(maria, item)
    assert re.search(rf'<blockquote class="said-words" lang="pl" dir="auto">{SAID}</blockquote>', page)
    assert '<dd lang="en-GB" dir="auto">Why?</dd>' in page
    assert "<dd>Polish</dd>" in page
    assert "The interpreter, in the child’s exact words" in page
    pdf = Pdf(maria.get(f"/families/{cast.nowaks.id}/documents/{item.document_id}/booklet?edition=worker").data)
    assert "The interpreter, in the child’s exact words" in pdf.words()
    assert "pl" in {part.lang for kind in ("P", "Span", "BlockQuote") for part in pdf.tree().all(kind)}


def test_a_tablet_that_tells_no_language_speaks_that_of_its_page(tablet, cast):
    """What lies in outboxes from before, and a young person's own telephone."""
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, language="ar"))
    assert (Item.get().language, Item.get().asked_in, Item.get().prompt_language) == ("ar", None, "ar")


@pytest.mark.parametrize(
    ("words", "kept", "marked", "shown"),
    [
        ("Polish", "pl", "pl", "Polish"),
        (" haitian creole ", "ht", "ht", "Haitian Creole"),
        ("Śląsk, home", "Śląsk, home", "", "Śląsk, home"),
        ("a very long way of speaking", "a very long way", "", "a very long way"),
        ("", "en-GB", "en-GB", "English"),
    ],
)
def test_another_language_is_kept_by_its_tag_or_as_the_worker_calls_it(tablet, maria, cast, words, kept, marked, shown):
    fields = {"language": "en-GB", "tongue": "other", "other_tongue": words}
    tablet.receipts(tablet.writes(cast.kuba, worries=SAID, **fields))
    item = Item.get()
    assert item.language == kept
    assert item.content == SAID
    page = page_of(maria, item)
    assert f'<blockquote class="said-words" lang="{marked}" dir="auto">' in page
    assert shown in page


def test_a_page_without_scripts_tells_whose_hand_and_which_language(maria, cast):
    address = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses"
    page = maria.get(address).text
    assert '<details class="holder" id="holder" data-holder open>' in page
    assert page.count('href="#holder"') == page.count("data-section="), "from every house there is a way to it"
    fields = {"worries": SAID, "hand": "interpreter", "tongue": "other", "other_tongue": "Polish", "language": "en-GB"}
    token = maria.get("/session").json["csrf"]
    assert maria.post(address, data={"csrf_token": token, "document": str(uuid4()), **fields}).status_code == 303
    assert (Item.get().hand, Item.get().language, Item.get().asked_in) == ("interpreter", "pl", "en-GB")


def test_on_a_young_persons_own_device_the_pen_is_theirs(app, cast):
    account = User.enrol(name="Kuba", email="kuba@example.org", words=WORDS, role="child")
    Member.update(user=account).where(Member.id == cast.kuba.id).execute()
    phone = app.test_client().signs_in(account)
    page = phone.get(f"/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/my-say").text
    assert page.count('name="hand"') == 1
    assert 'name="tongue"' not in page
    assert 'name="band"' in page


def test_they_are_told_on_their_own_page_whose_pen_it_was(app, cast, tablet):
    for hand in ("child", "worker", "interpreter"):
        tablet.receipts(tablet.writes(cast.kuba, worries=hand, hand=hand))
    account = User.enrol(name="Kuba", email="kuba@example.org", words=WORDS, role="child")
    Member.update(user=account).where(Member.id == cast.kuba.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    page = app.test_client().signs_in(account).get("/mine/said").text
    assert page.count("Your worker wrote this, in your words") == 1
    assert page.count("The interpreter wrote this, in your words") == 1


def test_what_is_spoken_together_is_found_in_the_workers_words(app):
    with app.test_request_context():
        assert spoken("Polish, and a little English with Ewa") == [("pl", "Polish"), ("en", "English")]
        assert spoken("Haitian Creole") == [("ht", "Haitian Creole")]
        assert spoken("Śląsk at home") == [("Śląsk at home", "Śląsk at home")]
        assert spoken("what his grandmother taught him") == spoken("") == []
        assert (tag("pl"), tag("zh-Hans"), tag("Śląsk"), tag("xq")) == ("pl", "zh-Hans", "", "")
        assert (named("ARABIC"), called("ar")) == ("ar", "Arabic")
        assert called("ga") == "Irish", "though another language is called Ga"
