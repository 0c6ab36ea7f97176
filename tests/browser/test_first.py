"""Before the first mark on a device that was not lent, a break in between, and what is said at the end."""

import pytest
from playwright.sync_api import expect

from app.records import Item

from .child import WORRIES, arrives, choose, enter, finish, write
from .conftest import TABLET, ready_for_offline, sign_in, three_houses
from .test_look import look

LATER = "Nobody is watching this now. It is read later."


@pytest.fixture
def page(browser):
    """A tablet on which nobody has understood anything yet."""
    context = browser.new_context(**TABLET)
    yield context.new_page()
    context.close()


def told(page):
    return page.locator("[data-first]")


def test_it_is_told_once_a_sitting_in_the_words_chosen_and_without_a_connection(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    site.unplug()
    page.reload()
    expect(told(page).get_by_text(LATER)).to_be_visible()
    expect(page.locator(".hill")).to_be_hidden()
    look(page, "first")
    choose(page, "band", "younger")
    expect(told(page).get_by_text("Nobody is looking right now. They look later.")).to_be_visible()
    expect(told(page).get_by_text(LATER)).to_be_hidden()
    told(page).get_by_role("button", name="I understand").click()
    expect(page.locator(".hill [name=band][value=younger]")).to_be_checked()
    page.reload()
    expect(page.locator(".hill")).to_be_visible()
    expect(told(page)).to_be_hidden()
    finish(page)
    page.reload()
    expect(told(page)).to_be_visible()


def test_a_break_covers_everything_keeps_what_was_open_and_ends_at_a_touch(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    enter(page, WORRIES).locator("textarea").fill("Dad shouting")
    page.locator(".safe-stop summary").click()
    page.get_by_role("button", name="Have a break").click()
    cover = page.locator("[data-rest]")
    expect(cover).to_be_visible()
    assert cover.bounding_box() == {"x": 0, "y": 0, **TABLET["viewport"]}
    arrives(page, lambda: Item.select().count() == 1)
    look(page, "rest")
    page.locator(".safe-talk summary").click()
    expect(page.get_by_role("button", name="Tell my worker that I need to talk")).to_be_visible()
    expect(cover).to_be_visible()
    look(page, "rest-talk")
    page.locator(".safe-talk summary").click()
    cover.click(position={"x": 30, "y": 500})
    expect(cover).to_be_hidden()
    page.locator(".safe-talk summary").click()
    expect(page.get_by_role("button", name="Tell my worker that I need to talk")).to_be_visible()
    page.locator(".safe-talk summary").click()
    expect(page.locator(".pin:visible")).to_contain_text("Dad shouting")


def test_the_goodbye_says_what_is_true_of_the_device(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    write(page, WORRIES, "Dad shouting")
    finish(page)
    goodbye = page.locator("[data-goodbye]")
    expect(goodbye.get_by_text("You can give the tablet back now.")).to_be_visible()
    page.locator("[data-own]").evaluate("bar => bar.hidden = false")
    expect(goodbye.get_by_text("You can give the tablet back now.")).to_be_hidden()
    expect(goodbye.get_by_text("You can close this page now. It is read later, not right now.")).to_be_visible()
