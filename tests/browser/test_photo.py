"""A photo of work on paper, as the worker brings it and sees it."""

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from app.records import Item
from tests.browser.conftest import sign_in
from tests.browser.test_look import look


def sheet(path):
    """A sheet of paper with a house on it, lying on a table."""
    photo = Image.new("RGB", (1600, 1200), "#b98b5e")
    pen = ImageDraw.Draw(photo)
    pen.rectangle((150, 90, 1450, 1110), fill="#fdfcf7")
    pen.polygon([(500, 560), (800, 300), (1100, 560)], outline="#26348b", width=14)
    pen.rectangle((560, 560, 1040, 940), outline="#26348b", width=14)
    pen.line([(300, 960), (1300, 960)], fill="#2c7a3f", width=16)
    photo.save(path)
    return path


def test_a_worker_brings_what_was_made_on_paper(page, site, cast, tmp_path):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}")
    page.get_by_role("link", name="Add a photo of something made on paper").click()
    look(page, "photo-new")
    words = tmp_path / "house.jpg"
    words.write_text("this is no photo")
    page.get_by_label("The photo").set_input_files(words)
    page.get_by_role("button", name="Keep the photo").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#where-error")).to_contain_text("Say where it belongs")
    expect(page.locator("#photo-error")).to_contain_text("This is not a photo that can be shown.")
    look(page, "photo-errors")
    page.get_by_label("The photo").set_input_files(sheet(tmp_path / "sheet.png"))
    page.get_by_label("Where does it belong?").select_option(label="Three houses: House of dreams")
    page.get_by_label("What did the child say about it?").fill("That is our house and nobody shouts")
    page.get_by_role("button", name="Keep the photo").click()
    expect(page.locator(".work-done")).to_have_text("The photo is kept")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Item.get().document_id}")
    photo = page.get_by_role("img", name="Something made on paper")
    expect(photo).to_be_visible()
    photo.scroll_into_view_if_needed()
    assert photo.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600
    expect(page.get_by_text("That is our house and nobody shouts")).to_be_visible()
    look(page, "photo-reading")
