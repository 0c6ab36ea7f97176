"""A story in words and pictures, from its first word until a child has drawn on it."""

import json

import pytest
from playwright.sync_api import expect

from app.records import Aside, Asked, Document, Item, Panel, Remark, Showing, Stance, Story, Version
from app.records.look_back import LookBack
from app.records.story import Drew
from tests.agreeing import with_account
from tests.browser.child import arrives
from tests.browser.conftest import sign_in, until
from tests.browser.lending import activity, give_back, lend, stands_in, type_pin
from tests.browser.lending import begin as begin_visit
from tests.browser.test_look import look
from tests.browser.test_visit import HELD
from tests.cast import WORDS
from tests.telling import HELLO as HELLO_TOLD
from tests.telling import LOUDER, tell
from tests.telling import NOW as NOW_TOLD

HELLO, NOW = "You like to sing with Mum and Basia.", "Now you live at Basia’s house. Mum visits every day."


@pytest.fixture
def story(cast):
    told = {"tool": "words-and-pictures", "short": True, "band": "younger", "language": "en"}
    return Story.begin(cast.kuba, cast.maria, **told)


def address(site, story, rest=""):
    return f"{site}/families/{story.family_id}/stories/{story.id}{rest}"


def picture(page, key):
    return page.locator(f"#{key}")


def draws(page, where, *ways):
    """With the mouse, each way a stroke in CSS pixels from the paper's corner."""
    paper = where.locator("canvas").first
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    for (x, y), *rest in ways:
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.down()
        for x, y in rest:
            page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
        page.mouse.up()


def test_a_worker_writes_and_draws_and_nothing_is_lost_without_a_connection(page, site, cast, story):
    sign_in(page, site)
    page.goto(address(site, story, "/make"))
    until(
        page,
        "import(document.querySelector('script[src*=app]').src.replace('app.js', 'pass.js')).then(p => p.current())",
    )
    site.unplug()
    now = picture(page, "now")
    now.get_by_label("What it says").fill(NOW)
    now.get_by_role("button", name="Draw", exact=True).click()
    draws(page, now, [(40, 40), (160, 90), (220, 40)], [(60, 120), (200, 130)])
    now.get_by_role("button", name="Keep this picture").click()
    expect(now.get_by_text("On this device")).to_be_visible()
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(now.get_by_text("Sent", exact=True)).to_be_visible()
    [[panel]] = story.panels().values()
    assert panel.words == NOW
    assert len(json.loads(panel.drawing)["strokes"]) == 2


def test_a_finger_that_scrolls_draws_nothing_until_the_pens_are_out(page, site, cast, story):
    sign_in(page, site)
    page.goto(address(site, story, "/make"))
    now = picture(page, "now")
    expect(now.get_by_role("button", name="Draw", exact=True)).to_be_visible()
    draws(page, now, [(40, 40), (160, 90)])
    assert now.locator("[name=drawing]").input_value() == ""
    now.get_by_role("button", name="Draw", exact=True).click()
    draws(page, now, [(40, 40), (160, 90)])
    assert now.locator("[name=drawing]").input_value() != ""


def test_what_two_write_at_the_same_time_both_stands_and_one_is_chosen(page, site, cast, story, browser):
    sign_in(page, site)
    page.goto(address(site, story, "/make"))
    context = browser.new_context()
    other = context.new_page()
    sign_in(other, site)
    other.goto(address(site, story, "/make"))
    for tab, words in ((page, HELLO), (other, NOW)):
        now = picture(tab, "now")
        now.get_by_label("What it says").fill(words)
        now.get_by_role("button", name="Keep this picture").click()
        expect(now.get_by_text("Sent", exact=True)).to_be_visible()
    context.close()
    page.reload()
    look(page, "story-both")
    both = picture(page, "now").locator(".story-both")
    expect(both.get_by_text(HELLO)).to_be_visible()
    both.locator("figure", has_text=NOW).get_by_role("button", name="This one stays").click()
    expect(picture(page, "now").get_by_label("What it says")).to_have_value(NOW)
    page.get_by_role("link", name="2 earlier drafts").click()
    expect(page.get_by_text("This stands there now")).to_be_visible()
    look(page, "story-drafts")
    assert [panel.words for panel in story.panels()["now"]] == [NOW]
    assert Panel.select().count() == 3


def test_a_story_from_its_first_word_until_a_child_has_drawn_on_it(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}")
    page.get_by_role("link", name="Begin a story for Kuba").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, "story-new-errors")
    page.get_by_label("A first story").check()
    page.get_by_label("About 4 to 7").check()
    page.get_by_role("button", name="Begin").click()
    now = picture(page, "now")
    now.get_by_label("What it says").fill(NOW)
    now.get_by_role("button", name="Draw", exact=True).click()
    draws(page, now, [(40, 140), (100, 60), (160, 140), (40, 140)], [(80, 140), (80, 100), (110, 100), (110, 140)])
    look(page, "story-make-drawing")
    page.set_viewport_size({"width": 1024, "height": 768})
    now.get_by_role("button", name="Put the pens away").click()
    worried = picture(page, "if_worried")
    worried.get_by_label("What it says").fill(
        "If you feel worried, you can tell Basia, or Maria. You can say: I have a cloud."
    )
    worried.get_by_role("button", name="Keep this picture").click()
    expect(worried.get_by_text("Sent", exact=True)).to_be_visible()
    page.get_by_role("button", name="Look at the whole story").click()
    expect(page.get_by_text(NOW)).to_be_visible()
    look(page, "story-draft")
    page.get_by_role("button", name="Put it before the grown-ups").click()
    look(page, "story-ask")
    page.get_by_label("Ewa").check()
    page.get_by_label("Tomek").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Who agrees")).to_be_visible()
    page.get_by_label("Who says this?").select_option(label="Tomek")
    page.get_by_label("I see it otherwise").check()
    page.get_by_label("In your own words, if you like").fill("I never said that Mum may not visit")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("sees it otherwise")).to_be_visible()
    look(page, "story-version")
    page.get_by_label("Who is there?").fill("Mum and Basia")
    page.get_by_role("button", name="Show it now").click()
    expect(page.get_by_role("link", name="Open the book")).to_be_visible()
    look_as_child(page, "story-cover")
    page.get_by_role("link", name="Open the book").click()
    leaf = page.locator("section.leaf:visible")
    expect(leaf.get_by_text(NOW)).to_be_visible()
    look_as_child(page, "story-leaf")
    leaf.get_by_role("button", name="Draw on it").click()
    draws(page, leaf, [(200, 40), (260, 90), (320, 40)])
    expect(leaf.locator("[data-question]")).to_have_attribute("data-state", "sent")
    look_as_child(page, "story-leaf-drawing")
    leaf.get_by_role("link", name="Next").click()
    page.locator("section.leaf:visible").get_by_role("button", name="The end").click()
    look_as_child(page, "story-once-more")
    page.get_by_role("button", name="Yes, that is right").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-goodbye]")).to_be_visible()
    [item] = Item.select()
    [version] = Version.select()
    drawn = next(panel for panel in version.panels() if panel.key == "now")
    assert (item.kind, json.loads(item.content)["over"], item.hand) == ("layer", str(drawn.id), "child")
    assert (Asked.select().count(), Stance.get().agrees, Showing.get().present) == (2, False, "Mum and Basia")
    assert drawn.drew == Drew.ADULT
    page.goto(f"{site}/families/{cast.nowaks.id}/versions/{version.id}")
    look(page, "story-shown")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{item.document_id}")
    expect(page.locator(".said-drawing svg")).to_be_visible()
    look(page, "story-layer-read")


def look_as_child(page, name):
    """As on a child's tablet, both ways round; and small."""
    look(page, name)
    page.set_viewport_size({"width": 1024, "height": 768})


def test_a_story_is_told_on_a_lent_tablet_without_a_connection(page, site, cast):
    """The child hears it, draws on it and gives the tablet back; that it was shown, by whom and when, comes with it."""
    _story, version = tell(cast)
    Remark.delete().execute()
    Showing.delete().execute()
    lend(page, site, cast.kuba, tools=("Words and pictures",))
    site.unplug()
    frame = begin_visit(page)
    expect(frame.get_by_role("heading", name="A story for Kuba")).to_be_visible()
    frame.get_by_role("link", name="Open the book").click()
    leaf = frame.locator("section.leaf:visible")
    expect(leaf.get_by_text(HELLO_TOLD)).to_be_visible()
    expect(leaf.locator("[data-beneath] path")).to_have_count(1)
    leaf.get_by_role("button", name="Draw on it").click()
    draws(page, leaf, [(120, 40), (160, 90), (220, 40)])
    leaf.get_by_label("In your own words").fill("My song")
    expect(leaf.locator("[data-question]")).to_have_attribute("data-state", "kept")
    drawn = leaf.locator("[data-question]").get_attribute("data-item")
    look(page, "story-lent")
    page.set_viewport_size({"width": 1024, "height": 768})
    page.reload()
    type_pin(page)
    frame = activity(page)
    frame.get_by_role("link", name="Open the book").click()
    leaf = frame.locator("section.leaf:visible")
    for words in (LOUDER, NOW_TOLD):
        leaf.get_by_role("link", name="Next").click()
        expect(leaf.get_by_text(words)).to_be_visible()
    expect(frame.locator(f"[data-question][data-item='{drawn}']")).to_have_count(1)  # kept once, under one name
    leaf.get_by_role("button", name="The end").click()
    activity(page).get_by_role("button", name="Enough for now").click()
    site.plug()
    give_back(page)
    arrives(
        page,
        lambda: Showing.select().exists() and Document.select().where(Document.finished_at.is_null(False)).exists(),
    )
    [item], shown = Item.latest(), Showing.get()
    first = next(panel for panel in version.panels() if panel.key == "good_start")
    drawn = json.loads(item.content)
    assert (drawn["over"], drawn["words"], len(drawn["strokes"])) == (str(first.id), "My song", 1)
    assert (shown.version, shown.shown_by, item.document.finished_at is not None) == (version, cast.maria, True)
    assert list(Aside.select()) == []


def test_a_story_is_put_before_a_parent_on_their_phone(page, site, cast):
    _story, version = tell(cast)
    Stance.delete().execute()
    sign_in(page, site, "ewa@example.org")
    page.goto(f"{site}/today")
    look(page, "story-today")
    page.get_by_role("link", name="There is a story for you to read").click()
    expect(page.get_by_role("heading", name="What do you say to it?")).to_be_visible()
    look(page, "story-asked")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "story-asked-errors")
    page.get_by_label("I agree to this story").check()
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("you agree")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    look(page, "story-asked-dark")
    page.get_by_role("link", name="Write and draw in it yourself").click()
    look(page, "story-make-dark")
    page.emulate_media(color_scheme="light")
    page.goto(f"{site}/families/{version.family_id}/stories")
    look(page, "stories-family")


def test_a_teenager_reads_it_plainly(page, site, cast):
    story, version = tell(cast)
    Story.update(band="older").where(Story.id == story.id).execute()
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    with_account(cast.kuba)
    page.goto(f"{site}/sign-in")
    page.get_by_label("Email address").fill("kuba@example.org")
    page.get_by_label("Passphrase", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="My story").click()
    look(page, "story-older-cover")
    page.get_by_role("link", name="Open the book").click()
    expect(page.locator("section.leaf:visible").get_by_text(HELLO_TOLD)).to_be_visible()
    look(page, "story-older")
    assert version.number == 1


def test_a_worker_writes_the_childs_words_beside_a_picture_and_they_are_not_told_as_the_childs_hand(page, site, cast):
    tell(cast)
    lend(page, site, cast.kuba, tools=("Words and pictures",), spoken="Polish")
    frame = begin_visit(page)
    frame.get_by_role("link", name="Open the book").click()
    leaf = frame.locator("section.leaf:visible")
    leaf.locator(".holder > summary").click()
    look(page, "story-holder")
    page.set_viewport_size({"width": 1024, "height": 768})
    leaf.locator("label:has([name=hand][value=worker])").click()
    leaf.get_by_role("button", name="Draw on it").click()
    leaf.get_by_label("In your own words").fill("Moja piosenka")
    expect(leaf.locator("[data-question]")).to_have_attribute("data-state", "sent")
    [item] = Item.latest()
    assert (item.hand, item.language, json.loads(item.content)["words"]) == ("worker", "pl", "Moja piosenka")


def test_a_lent_tablet_holds_nothing_of_a_story_that_could_be_read(page, site, cast):
    """It lies there sealed with the visit's names: not in clear while the book is open, nor after it was given back."""
    tell(cast)
    lend(page, site, cast.kuba, tools=("Words and pictures",))
    frame = begin_visit(page)
    frame.get_by_role("link", name="Open the book").click()
    expect(frame.locator("section.leaf:visible").get_by_text(HELLO_TOLD)).to_be_visible()
    held = page.evaluate(HELD)
    give_back(page)
    for on_it, lent in ((held, True), (page.evaluate(HELD), False)):
        assert ('"told"' in on_it) == lent
        assert not [words for words in (HELLO_TOLD, LOUDER, NOW_TOLD, "Kuba") if stands_in(on_it, words)]
