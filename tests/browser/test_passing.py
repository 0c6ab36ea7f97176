"""How it looks to pass on what a child said, and to tell them."""

from datetime import timedelta

from playwright.sync_api import expect

from app.records import Passing
from app.records.db import now
from app.records.passing import PassedOn
from tests.apart import two_versions
from tests.browser.conftest import sign_in
from tests.browser.test_look import look

WHOM, WHY = "The police", "Kuba said that his dad hits him. He could be hurt tonight."
WHY_NOT = "He was asleep, and it could not wait."


def test_passing_something_on_and_telling_the_child(page, site, cast):
    document = two_versions(cast)
    sign_in(page, site)
    expect(page.get_by_text("nobody has read it")).to_be_visible()
    look(page, "families-unread")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{document.id}")
    look(page, "reading-with-passing-on")
    page.get_by_role("link", name="Pass all of this on").click()
    look(page, "passing-new")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "passing-errors")
    page.get_by_label("To whom?").fill(WHOM)
    page.get_by_label("Why?", exact=True).fill(WHY)
    page.get_by_label("No", exact=True).check()
    page.get_by_label("If not, why not?").fill(WHY_NOT)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="What Kuba said was passed on")).to_be_visible()
    look(page, "passing-to-tell")
    page.goto(f"{site}/families")
    look(page, "families-to-tell")
    page.get_by_role("link", name="Tell Kuba").click()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Told since, by")).to_be_visible()
    Passing.get().correct(cast.maria, PassedOn("The school", WHY, False, WHY_NOT, now() - timedelta(hours=1)))
    page.reload()
    look(page, "passing-corrected")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{document.id}")
    look(page, "reading-passed-on")
