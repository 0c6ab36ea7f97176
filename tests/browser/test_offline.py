"""The whole promise: what a child made with the cable pulled is there, once, in order, under the right child."""

import os
import re
import signal
import subprocess

from playwright.sync_api import expect

from app.records import Document, Item
from tests.browser.child import DREAMS, GOOD_THINGS, WORRIES, arrives, draw, enter, finish, kept, sent, waiting, write
from tests.browser.conftest import ready_for_offline, sign_in, three_houses, until, watched


def open_activity(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)


def words():
    return [item.content for item in Item.latest() if item.kind == "lines"]


def test_what_is_written_without_a_connection_arrives_once_and_in_order(page, site, cast):
    open_activity(page, site, cast)
    site.unplug()
    page.reload()
    for house, thought in [(DREAMS, "A dog"), (WORRIES, "Dad shouting"), (WORRIES, "Going to court")]:
        kept(write(page, house, thought))
    waiting(page, 3)
    assert Item.select().count() == 0

    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    assert words() == ["A dog", "Dad shouting", "Going to court"]
    document = Document.get()
    assert (document.member, document.tool) == (cast.kuba, "three-houses")


def test_it_says_sent_only_with_a_receipt(page, site, cast):
    open_activity(page, site, cast)
    page.context.set_offline(True)
    note = write(page, GOOD_THINGS, "My dog")
    kept(note)
    expect(note.get_by_text("On this tablet")).to_be_visible()
    expect(note.get_by_text("Sent", exact=True)).to_be_hidden()
    page.context.set_offline(False)
    sent(note)
    expect(note.get_by_text("Sent", exact=True)).to_be_visible()
    assert words() == ["My dog"]


def test_a_browser_killed_in_the_middle_keeps_what_it_said_it_kept(tablet, site, cast, tmp_path):
    page = watched(tablet().new_page())
    open_activity(page, site, cast)
    site.unplug()
    page.reload()
    kept(write(page, WORRIES, "Dad shouting"))
    kept(draw(page, WORRIES, [(40, 40), (120, 90), (200, 60)]))
    enter(page, DREAMS).locator("textarea").fill("half a thou")
    kill(tmp_path / "profile")

    page = watched(tablet().new_page())
    page.goto(three_houses(site, cast))
    waiting(page, 2)
    expect(page.locator("#outbox")).to_contain_text("2 things are on this tablet")
    kept(write(page, GOOD_THINGS, "My aunt"))
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    assert words() == ["Dad shouting", "My aunt"]
    assert Item.select().where(Item.kind == "drawing").count() == 1
    assert Document.select().count() == 1, "going on after the kill goes on in the same sitting"


def kill(profile):
    """The battery is empty."""
    found = subprocess.run(["pgrep", "-f", str(profile)], capture_output=True, text=True, check=False).stdout  # noqa: S603, S607
    for process in found.split():
        os.kill(int(process), signal.SIGKILL)


def test_a_server_that_comes_back_gets_everything_by_itself(page, site, cast):
    open_activity(page, site, cast)
    site.unplug()
    kept(write(page, WORRIES, "Dad shouting"))
    site.plug()
    until(page, "new Promise(done => setTimeout(done, 300, true))")
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    assert words() == ["Dad shouting"]


def test_it_goes_out_with_nobody_signed_in(page, site, cast):
    open_activity(page, site, cast)
    site.unplug()
    kept(write(page, WORRIES, "Dad shouting"))
    page.context.clear_cookies()
    site.plug()
    page.goto(f"{site}/offline")
    arrives(page, lambda: Item.select().exists())
    assert Item.get().entry.author == cast.maria


def test_the_sitting_ends_with_goodbye_and_what_was_open_is_kept(page, site, cast):
    open_activity(page, site, cast)
    enter(page, DREAMS).locator("textarea").fill("A quiet house")
    finish(page)
    sent(page.locator("[data-goodbye]"))
    assert words() == ["A quiet house"]
    assert Document.get().finished_at is not None


def test_a_thought_can_be_changed_and_taken_out(page, site, cast):
    open_activity(page, site, cast)
    kept_or_sent = write(page, WORRIES, "Dad shouting")
    sent(kept_or_sent)
    kept_or_sent.locator("[data-change]").click()
    room = page.locator("section.room:visible")
    expect(room.locator("textarea")).to_have_value("Dad shouting")
    room.locator("textarea").fill("Dad shouting at Mum")
    room.locator("[data-finish]").click()
    arrives(page, lambda: words() == ["Dad shouting at Mum"])
    room.locator("[data-take-out]").click()
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    arrives(page, lambda: words() == [None])


def test_a_tool_that_was_never_opened_opens_without_a_connection(page, site, cast):
    sign_in(page, site)
    ready_for_offline(page)
    site.unplug()
    page.goto(three_houses(site, cast))
    kept(write(page, WORRIES, "Dad shouting"))


def test_any_other_page_says_that_there_is_no_connection(page, site, cast):
    open_activity(page, site, cast)
    kept(write(page, WORRIES, "Dad shouting"))
    site.unplug()
    page.goto(f"{site}/families")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name="Go on with the last activity").click()
    expect(page.locator("nav.scene")).to_be_visible()


def test_a_server_that_hangs_or_fails_gives_way_to_the_kept_page(page, site, cast):
    open_activity(page, site, cast)
    page.context.route("**/tools/three-houses", lambda route: route.fulfill(status=502, body="<html>proxy</html>"))
    page.goto(three_houses(site, cast))
    expect(page.locator("nav.scene")).to_be_visible()
    kept(write(page, WORRIES, "Dad shouting"))


def test_without_a_pass_it_says_so_before_the_first_mark(page, site, cast):
    sign_in(page, site)
    ready_for_offline(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    site.unplug()
    page.goto(three_houses(site, cast))
    expect(page.locator("body[data-cannot-keep]")).to_have_count(1)
    expect(page.locator("[data-when='cannot-keep']")).to_be_visible()


def test_what_happens_to_what_is_written_is_there_without_a_connection(page, site, cast):
    sign_in(page, site)
    ready_for_offline(page)
    site.unplug()
    for address, heading in (
        ("/privacy", "Privacy"),
        ("/privacy/young", "Who sees this?"),
        ("/accessibility", "Accessibility"),
    ):
        page.goto(f"{site}{address}")
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def test_what_one_tab_ended_is_over_in_the_other_and_not_begun_again_by_it(page, site, cast):
    """What stood open there is kept, in the same sitting; then nothing of it can be read in either."""
    open_activity(page, site, cast)
    other = watched(page.context.new_page())
    other.goto(three_houses(site, cast))
    kept_or_sent(write(page, WORRIES, "Dad shouting"))
    kept_or_sent(write(other, WORRIES, "Court"))
    enter(other, WORRIES).locator("textarea").fill("half a thought")
    finish(page)
    expect(other.locator("[data-goodbye]")).to_be_visible()
    assert "Court" not in other.content()
    arrives(page, lambda: sorted(words()) == ["Court", "Dad shouting", "half a thought"])
    assert Document.select().count() == 1
    other.reload()
    kept_or_sent(write(other, WORRIES, "Tomorrow"))
    arrives(page, lambda: Document.select().count() == 2)
    other.close()


def kept_or_sent(thing):
    expect(thing).to_have_attribute("data-state", re.compile("kept|sent"))
