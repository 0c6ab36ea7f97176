"""Without scripts, and without a safe connection: it works online, and claims no more than that."""

import pytest
from playwright.sync_api import expect

from app.records import Item
from tests.browser.child import choose
from tests.browser.conftest import CHROMIUM, QUIET, TABLET, sign_in, three_houses, watched

SOMEWHERE = "tablet.example"


@pytest.fixture
def unsafe(playwright, site):
    """A tablet that opened the site by an address of the network, over plain http."""
    rules = f"--host-resolver-rules=MAP {SOMEWHERE} 127.0.0.1"
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, rules])
    yield watched(browser.new_context(**TABLET).new_page())
    browser.close()


@pytest.fixture
def no_scripts(browser):
    context = browser.new_context(**TABLET, java_script_enabled=False)
    yield context.new_page()
    context.close()


def thoughts():
    return [(item.question, item.content, item.band, item.hand) for item in Item.latest() if item.kind == "lines"]


def test_without_scripts_the_form_posts_and_every_line_is_a_thought(no_scripts, site, cast):
    page = no_scripts
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    page.locator("textarea[name=worries]").fill("Dad shouting\n\nGoing to court")
    page.locator("textarea[name=dreams]").fill("A dog")
    choose(page, "band", "older")
    choose(page, "hand", "worker")
    page.locator("form[data-capture] [type=submit]:visible").first.click()
    expect(page.locator(".work-done")).to_have_text("Sent")
    assert thoughts() == [
        ("worries", "Dad shouting", "older", "worker"),
        ("worries", "Going to court", "older", "worker"),
        ("dreams", "A dog", "older", "worker"),
    ]
    assert "What’s worrying you?" in Item.select().where(Item.question == "worries").first().prompt


def test_over_plain_http_by_address_it_posts_and_never_says_on_this_tablet(unsafe, site, cast):
    page, away = unsafe, str(site).replace("localhost", SOMEWHERE)
    page.goto(f"{away}/sign-in")
    assert page.evaluate("isSecureContext") is False
    sign_in(page, away)
    page.goto(three_houses(away, cast))
    page.locator("a.place", has_text="House of worries").click()
    page.locator("section.room:visible textarea").fill("Dad shouting")
    page.locator("a.room-back:visible").click()
    expect(page.get_by_text("On this tablet", exact=True).locator("visible=true")).to_have_count(0)
    page.locator("form[data-capture] [type=submit]:visible").first.click()
    expect(page.locator(".work-done")).to_have_text("Sent")
    assert thoughts()[0][1] == "Dad shouting"


def test_a_stale_token_keeps_what_was_typed(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/new")
    page.get_by_label("What do you call this family?").fill("The Lis family")
    page.evaluate("document.querySelector('input[name=csrf_token]').value = 'stale'")
    page.get_by_role("button", name="Make the page").click()
    expect(page.get_by_role("heading", name="The Lis family")).to_be_visible()


def test_a_session_that_ended_says_so_and_keeps_what_was_typed(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/new")
    page.get_by_label("What do you call this family?").fill("The Lis family")
    page.context.clear_cookies()
    page.get_by_role("button", name="Make the page").click()
    expect(page.get_by_text("You are not signed in any more")).to_be_visible()
    expect(page.get_by_label("What do you call this family?")).to_have_value("The Lis family")
