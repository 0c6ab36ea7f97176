"""A young person on a phone of their own: home, the activity, and out of it at once when somebody comes."""

from itertools import cycle

import pytest
from playwright.sync_api import expect

from app.practice import Role
from app.records import Flag, Item, Member, User
from app.records.look_back import LookBack
from tests.cast import WORDS

from .child import WORRIES, arrives, choose, enter, kept, look_back, sent, understand, write
from .conftest import ready_for_offline, sign_in, until
from .test_look import look
from .test_readback import PASS
from .test_today import ELSEWHERE, LEAVE, WAYS, somewhere_else

#: A line as slow as a phone's is between two villages, and as it is here.
SLOW = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
QUICK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


@pytest.fixture
def iga(page, site, cast):
    own = User.enrol(name="Iga", email="quiet-heron", words=WORDS, role=Role.CHILD)
    member = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD, user=own)
    comes_in(page, site)
    return member


def comes_in(page, site):
    page.goto(f"{site}/sign-in")
    page.get_by_label("Email address or sign-in name").fill("Quiet-Heron")
    page.get_by_label("Passphrase", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello Iga")).to_be_visible()


def test_what_they_write_on_their_own_phone_comes_in_as_theirs(page, iga):
    page.get_by_role("link", name="Three houses").click()
    sent(write(page, WORRIES, "Going to court"))
    assert (Item.get().content, Item.get().hand, Item.get().entry.author_id) == ("Going to court", "child", iga.user_id)
    page.locator("[data-own]").get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Hello Iga")).to_be_visible()
    expect(page.get_by_text("Going to court")).to_have_count(0)


def test_what_is_plain_stands_first_and_opens_without_a_picture(page, iga):
    """Words first, and nothing drawn around them before it is chosen; and then the same thoughts are still there."""
    names = page.locator(".mine-tools a").all_inner_texts()
    assert names[0] == "My say"
    page.get_by_role("link", name="My say").click()
    understand(page)
    place = page.locator("a.place", has_text="What should change")
    expect(place).to_be_visible()
    for drawn in (".land:visible", ".house:visible", ".choice-picture:visible"):
        assert page.locator(drawn).count() == 0
    expect(page.get_by_text("Who holds the pen?")).to_have_count(0)
    sent(write(page, "What should change", "A say in where I live"))
    item = Item.get()
    assert (item.prompt, item.band) == ("What do you want to happen next?", "older")
    page.locator("a.room-back:visible").click()
    choose(page, "band", "middle")
    expect(page.locator(".land:visible")).to_have_count(1)
    enter(page, "What should change")
    expect(page.locator("[data-wall]").get_by_text("A say in where I live")).to_be_visible()


def test_when_somebody_comes_the_page_is_gone_and_the_open_thought_is_not_lost(page, site, iga):
    page.get_by_role("link", name="Three houses").click()
    ready_for_offline(page)
    enter(page, WORRIES).locator("textarea").fill("He comes into my room")
    page.context.set_offline(True)
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{site}/blank")
    page.context.set_offline(False)
    page.goto(f"{site}/mine")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: Item.select().count() == 1)
    assert Item.get().content == "He comes into my room"


def test_an_open_thought_is_kept_when_the_page_is_put_away_and_goes_on_when_it_comes_back(page, site, iga):
    """A phone may end a page that is put away, at any moment, and tells nobody."""
    page.get_by_role("link", name="Three houses").click()
    ready_for_offline(page)
    words = enter(page, WORRIES).locator("textarea")
    words.fill("He comes")
    put_away(page, "hidden")
    arrives(page, lambda: [item.content for item in Item.latest()] == ["He comes"])
    put_away(page, "visible")
    words.press_sequentially(" into my room")
    put_away(page, "hidden")
    arrives(page, lambda: [item.content for item in Item.latest()] == ["He comes into my room"])
    put_away(page, "visible")
    page.get_by_role("button", name="Put it on the wall").click()
    expect(page.locator(".pin:visible")).to_have_count(1)
    words.fill("At nigh")
    put_away(page, "hidden")
    page.wait_for_timeout(300)
    killed, page = page, page.context.new_page()
    killed.close(run_before_unload=False)
    page.goto(f"{site}/mine")
    arrives(page, lambda: {item.content for item in Item.latest()} == {"He comes into my room", "At nigh"})
    assert Item.select().count() == 3


def put_away(page, how):
    page.evaluate(
        """how => {
            Object.defineProperty(document, "visibilityState", { value: how, configurable: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        how,
    )


def test_without_a_connection_the_way_out_is_there_too(page, site, iga):
    page.get_by_role("link", name="Three houses").click()
    ready_for_offline(page)
    expect(page.locator("[data-own]")).to_be_visible()
    site.unplug()
    page.reload()
    expect(page.get_by_role("button", name="Leave this page")).to_be_visible()
    page.locator("textarea").first.wait_for(state="attached")
    page.evaluate("for (let n = 0; n < 3; n++) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))")
    expect(page.locator("form[data-capture]")).to_have_count(0)


def test_each_of_their_pages_is_gone_at_once_on_the_slowest_line_and_no_step_back_shows_it(page, site, cast, iga):
    LookBack.say(iga, cast.maria, is_safe=True)
    somewhere_else(page)
    line = page.context.new_cdp_session(page)
    activity = f"/families/{iga.family_id}/members/{iga.id}/tools/three-houses"
    ways = cycle(WAYS.values())
    for path in ("/mine", "/mine/said", "/account", activity):
        page.goto(f"{site}{path}")
        if path == activity:
            write(page, WORRIES, "He comes into my room")
            look_back(page)
        expect(page.locator("form[data-leave]:visible")).to_have_count(1)
        line.send("Network.emulateNetworkConditions", SLOW)
        assert page.evaluate(LEAVE % next(ways)) < 100
        page.wait_for_url(f"{ELSEWHERE}**")
        line.send("Network.emulateNetworkConditions", QUICK)
        page.go_back()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        for private in ("Iga", "He comes"):
            assert private not in page.content()
        comes_in(page, site)
    arrives(page, lambda: [item.content for item in Item.select()] == ["He comes into my room"])


def test_the_icon_of_their_phone_leads_to_help_and_to_what_they_can_do_without_a_connection(page, site, cast, iga):
    ready_for_offline(page)
    site.unplug()
    page.goto(f"{site}/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    look(page, "home-offline")
    page.get_by_role("button", name="Tell my worker that I need to talk").click()
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    expect(page.get_by_role("link", name="Go on with the last activity")).to_be_hidden()
    page.get_by_role("link", name="Three houses").click()
    kept(write(page, WORRIES, "Going to court"))
    page.goto(f"{site}/")
    expect(page.get_by_role("link", name="Go on with the last activity")).to_be_visible()
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    arrives(page, lambda: Item.select().count() == Flag.select().count() == 1)
    assert (Item.get().content, Item.get().entry.author_id) == ("Going to court", iga.user_id)
    assert (Flag.get().member, Flag.get().despite) == (iga, None)


def test_who_left_their_phone_finds_nothing_of_theirs_without_a_connection(page, site, cast, iga):
    ready_for_offline(page)
    page.context.set_offline(True)
    page.goto(f"{site}/")
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{site}/blank")
    page.goto(f"{site}/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name="Three houses")).to_be_hidden()
    expect(page.get_by_role("button", name="Tell my worker that I need to talk")).to_be_hidden()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()


def test_where_somebody_is_asked_to_sign_in_the_phone_leads_nobody_to_anothers_activities(page, site, cast, iga):
    """Their session ended by itself, and whoever holds the phone has opened it since."""
    ready_for_offline(page)
    page.context.clear_cookies()
    page.goto(f"{site}/mine")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    until(page, f"{PASS}.then(pass => pass.current()).then(held => held && held.about === '')")
    site.unplug()
    page.goto(f"{site}/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name="Three houses")).to_be_hidden()


def test_without_a_connection_whoever_holds_a_device_can_leave(page, site, cast):
    sign_in(page, site, "ewa@example.org")
    ready_for_offline(page)
    page.context.set_offline(True)
    page.goto(f"{site}/families")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name="Three houses")).to_be_hidden()
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(f"{site}/blank")
    page.context.set_offline(False)
    page.goto(f"{site}/today")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
