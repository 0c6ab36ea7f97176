"""How it looks where a grown-up writes beside a child's words."""

from playwright.sync_api import expect

from app.practice import Kind
from app.records import Document, Item
from tests.apart import SAID, say

from .conftest import sign_in
from .test_look import look


def test_a_note_and_a_translation_stand_apart_from_the_words(page, site, cast):
    document = Document.called(cast.kuba.id, cast.kuba, "three-houses")
    say(document, cast, Kind.LINES, "worries", "Tata krzyczy w nocy")
    say(document, cast, Kind.DRAWING, "worries_drawing", SAID["drawing"][0])
    Item.update(language="pl", asked_in="en-GB", hand="interpreter").execute()
    sign_in(page, site)
    reading = f"{site}/families/{cast.nowaks.id}/documents/{document.id}"
    for sort, words in (
        ("A note of mine", "He looked at the door while he said it."),
        ("The same in another language", "Dad shouts at night"),
    ):
        page.goto(reading)
        page.get_by_role("link", name="Write beside it").first.click()
        expect(page.get_by_label("The interpreter’s name")).to_be_hidden()
        page.get_by_label(sort, exact=True).check()
        page.get_by_label("Beside it", exact=True).fill(words)
        if sort == "A note of mine":
            page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_label("Which one, if it is another?")).to_be_hidden()
    page.get_by_label("The interpreter’s name").fill("Ala Nowak")
    look(page, "gloss-form")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("group", name="In English, by the interpreter Ala Nowak")).to_contain_text("Dad shouts")
    look(page, "gloss-reading")
    page.get_by_role("link", name="Write beside it").first.click()
    page.get_by_role("link", name="Write it anew").last.click()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("What stood here before")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    look(page, "gloss-dark")
