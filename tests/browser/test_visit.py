"""A visit: a worker's tablet becomes one child's, and only the PIN makes it the worker's again."""

from playwright.sync_api import expect

from app.records import Handover, Item
from tests.browser.child import WORRIES, arrives, finish, kept, write
from tests.browser.lending import begin, lend, type_pin


def test_a_child_uses_a_lent_tablet_without_a_connection_and_gives_it_back(page, site, cast):
    lend(page, site, cast.kuba)
    site.unplug()
    frame = begin(page)
    expect(page.locator(".lent-name")).to_have_text("Kuba")
    kept(write(frame, WORRIES, "Dad shouting"))
    finish(frame)
    expect(frame.locator("[data-next-step]")).to_have_text("I will talk with Mum on Friday")
    site.plug()
    frame.get_by_role("button", name="Give the tablet back").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: Item.select().count() == 1 and not Handover.get().is_open())
    assert (Item.get().content, Item.get().entry.author, Handover.get().understood) == (
        "Dad shouting",
        cast.maria,
        "yes",
    )
