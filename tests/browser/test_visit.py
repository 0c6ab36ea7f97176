"""A visit: a worker's tablet becomes one child's, and only the PIN makes it the worker's again."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from app.practice import Role
from app.records import Aside, Document, Handover, Item, Member, Question
from tests.browser.child import WORRIES, arrives, draw, enter, finish, kept, sent, write
from tests.browser.conftest import TABLET, ready_for_offline, sign_in, three_houses, until, watched
from tests.browser.lending import HELD, PIN, activity, agree, begin, give_back, lend, ready, stands_in, type_pin
from tests.browser.test_disk import files_holding
from tests.browser.test_offline import kill

MARK = "zebraquilt"
MODULE = "import(document.querySelector('script[src*=app]').src.replace('app.js', '{}.js'))"
SETTINGS = MODULE.format("store") + ".then(store => store.settings())"
DRAFT_OF_WORRIES = (
    MODULE.format("store")
    + ".then(store => store.settings('draft ')).then(all => all.find(([name]) => name.endsWith(' worries'))?.[1].text)"
)


def drafted(page, does):
    """Do it, and wait until it is kept as it stands on the screen; the house was gone into before."""
    before = until(page, DRAFT_OF_WORRIES)  # a draft is sealed anew each time: its seal tells that it is another
    does()
    until(page, f"{DRAFT_OF_WORRIES}.then(seal => seal !== '{before}')")


def settings(page):
    return dict(page.evaluate(SETTINGS))


def a_while_passes(page):
    """As if the wait after a wrong PIN were over."""
    page.evaluate(
        MODULE.format("store") + ".then(async s => s.set('handover', { ...await s.setting('handover'), notBefore: 0 }))"
    )


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


def test_the_name_and_the_chosen_picture_are_on_every_screen(page, site, cast):
    """So that nobody writes under another's name: from choosing it to the goodbye."""
    lend(page, site, cast.kuba, tools=("Three houses", "Feelings now"))
    type_pin(page)
    bar = page.locator("[data-part=bar]")
    expect(bar).to_contain_text("Kuba")
    page.get_by_role("button", name="Snail").click()
    for go_on in ("I understand", "Three houses"):
        expect(bar.locator("svg.own-picture")).to_be_visible()
        expect(bar).to_contain_text("Kuba")
        page.get_by_role("button", name=go_on).click()
    frame = activity(page)
    write(frame, WORRIES, "Dad shouting")
    expect(bar.locator("svg.own-picture")).to_be_visible()
    finish(frame)
    expect(bar).to_contain_text("Kuba")
    frame.get_by_role("button", name="Do something else").click()
    expect(page.get_by_role("button", name="Feelings now")).to_be_visible()
    expect(page.get_by_role("button", name="Safety house")).to_be_hidden()
    page.locator(".lent-back").click()
    expect(bar.locator("svg.own-picture")).to_be_visible()


def test_the_child_is_told_before_the_first_mark_and_what_they_say_to_it_is_handed_in(page, site, cast):
    lend(page, site, cast.kuba)
    type_pin(page)
    page.get_by_role("button", name="Moon").click()
    told = page.locator("[data-view=before]")
    for words in (
        "Maria reads this",
        r"Maria reads it by \w+day",
        "Nobody is watching this",
        "to tell people whose job",
    ):
        expect(told.get_by_text(re.compile(words)).first).to_be_visible()
    expect(told.get_by_text("This is not a chat")).to_be_hidden()
    page.get_by_role("button", name="Can someone explain?").click()
    expect(page.get_by_text("Ask the grown-up beside you")).to_be_visible()
    page.get_by_role("button", name="I understand").click()
    activity(page)
    arrives(page, lambda: Handover.get().understood == "explained")


@pytest.mark.parametrize(("band", "value"), [("Short questions", "younger"), ("For teenagers", "older")])
def test_the_band_that_was_chosen_is_asked_in(page, site, cast, band, value):
    sign_in(page, site)
    ready_for_offline(page)
    agree(page, site, cast.kuba, tools=("Three houses",), band=band)
    ready(page)
    frame = begin(page)
    expect(frame.locator(f"input[name=band][value={value}]")).to_be_checked()
    room = enter(frame, WORRIES)
    expect(room.locator(".pencase")).to_be_visible()
    assert room.locator("textarea").is_visible() == (value == "older")


def test_whatever_is_asked_for_the_tablet_shows_its_own_page(page, site, cast):
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    lend(page, site, cast.kuba)
    begin(page)
    family = f"/families/{cast.nowaks.id}"
    addresses = [
        "/",
        "/families",
        family,
        f"{family}/members/{cast.kuba.id}",
        f"{family}/members/{cast.kuba.id}/tools/three-houses",
        f"{family}/members/{cast.kuba.id}/tools/feelings",
        f"{family}/members/{adam.id}/tools/three-houses",
        f"{family}/documents/{uuid4()}",
        "/tools/three-houses",
        "/sign-in",
        "/account",
        "/blank",
        "/offline",
        "/manifest.webmanifest",
        "/sealed",
    ]
    for address in addresses:
        page.goto(f"{site}{address}")
        expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()
        assert page.url == f"{site}/handover", address
        assert "Kuba" not in page.content()
    assert page.context.cookies() == []
    assert page.evaluate("fetch('/families').then(answer => answer.url)").startswith(f"{site}/sign-in")


def test_inside_it_no_other_activity_and_no_other_child_opens(page, site, cast):
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    lend(page, site, cast.kuba)
    frame = begin(page)
    for member, tool in ((adam, "three-houses"), (cast.kuba, "feelings")):
        there = f"/families/{cast.nowaks.id}/members/{member.id}/tools/{tool}"
        frame.evaluate(f"void setTimeout(() => location.assign('{there}'))")
        page.get_by_role("button", name="Three houses").click()
        frame = activity(page)
        write(frame, WORRIES, "Dad shouting")
    assert all("frame-ancestors" in complaint for complaint in page.complaints)
    page.complaints.clear()


def test_a_step_back_stays_where_it_was(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    write(frame, WORRIES, "Dad shouting")
    for _ in range(3):
        page.evaluate("history.back()")
        page.wait_for_timeout(200)
    expect(activity(page).get_by_text("Dad shouting")).to_be_visible()


def test_what_was_on_the_screen_comes_back_after_the_battery_was_empty(tablet, site, cast, tmp_path):
    """At most the last seconds are lost; and only after the PIN, and nobody else has it meanwhile."""
    page = watched(tablet().new_page())
    lend(page, site, cast.kuba)
    site.unplug()
    frame = begin(page)
    kept(write(frame, WORRIES, "Dad shouting"))
    draw(page, WORRIES, [(40, 40), (160, 90)], frame=frame)
    enter(frame, WORRIES).get_by_role("button", name="New sheet").click()
    draw(page, WORRIES, [(40, 40), (160, 90)], [(60, 140), (160, 110)], frame=frame)
    enter(frame, WORRIES).locator("textarea").fill(f"{MARK} half a thou")
    page.wait_for_timeout(2500)
    kill(tmp_path / "profile")
    assert files_holding(tmp_path / "profile", MARK) == []

    site.plug()
    page = watched(tablet().new_page())
    page.goto(f"{site}/families")
    expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()
    assert MARK not in page.evaluate(HELD)
    type_pin(page)
    frame = activity(page)
    room = enter(frame, WORRIES)
    expect(room.locator("textarea")).to_have_value(f"{MARK} half a thou")
    expect(room.locator("[data-wall]").get_by_text("Dad shouting")).to_be_visible()
    arrives(page, lambda: drawings() == [1, 2])
    expect(room.locator(".hung")).to_have_count(1)
    room.locator(".hung").get_by_role("button", name="Change").click()
    draw(page, WORRIES, [(40, 40), (160, 90)], [(60, 140), (160, 110)], frame=frame)
    arrives(page, lambda: drawings() == [2, 3])
    assert not [item for item in Item.select() if MARK in (item.content or "")], "nobody sees a draft"
    finish(frame)
    words = lambda: sorted(item.content for item in Item.latest() if item.kind == "lines")  # noqa: E731
    arrives(page, lambda: words() == ["Dad shouting", f"{MARK} half a thou"])
    assert Document.select().count() == 1
    assert drawings() == [2, 3]


def drawings():
    """How many strokes are on each."""
    return sorted(item.content.count('"d"') for item in Item.latest().where(Item.kind == "drawing") if item.content)


def test_a_thought_that_came_back_can_be_changed_and_is_still_one(page, site, cast):
    """And answers what it answered, whatever is asked by then."""
    lend(page, site, cast.kuba)
    frame = begin(page)
    sent(write(frame, WORRIES, "Dad shouting"))
    room = enter(frame, WORRIES)
    room.get_by_role("button", name="Another question").click()
    room.locator("textarea").fill("At night")
    page.wait_for_timeout(1500)
    page.reload()
    type_pin(page)
    frame = activity(page)
    room = enter(frame, WORRIES)
    expect(room.get_by_text("When does it happen?")).to_be_visible()
    room.locator("[data-wall] [data-change]").first.click()
    room.locator("textarea").fill("Dad shouting at Mum")
    room.locator("[data-finish]").click()
    said = {("Dad shouting at Mum", "What worries you?"), ("At night", "When does it happen?")}
    arrives(page, lambda: {(item.content, item.prompt) for item in Item.latest()} == said)


def test_nothing_of_one_child_is_there_for_the_next(page, site, cast):
    adam = Member.add(cast.nowaks, cast.maria, name="Adam", role=Role.CHILD)
    lend(page, site, cast.kuba)
    frame = begin(page)
    sent(write(frame, WORRIES, f"{MARK} shouting"))
    enter(frame, WORRIES).locator("textarea").fill(f"{MARK} open")
    page.wait_for_timeout(1500)
    give_back(page)
    arrives(page, lambda: Item.select().count() == 2)
    lend(page, site, adam)
    frame = begin(page, "Moon")
    held = page.evaluate(HELD)
    for trace in (MARK, "Kuba", str(cast.kuba.id)):
        assert not stands_in(held, trace)
        assert trace not in page.content()
        assert trace not in frame.content()
    assert settings(page)["handover"]["picture"] == "moon"
    room = enter(frame, WORRIES)
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    expect(room.locator("textarea")).to_have_value("")
    expect(page.locator("#outbox")).not_to_contain_text("2")
    sent(write(frame, WORRIES, "A spider"))
    assert Item.get(content="A spider").document.member == adam
    assert Document.select().where(Document.member == cast.kuba).count() == 1


def test_after_it_was_given_back_nothing_of_the_visit_is_on_it(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    sent(write(frame, WORRIES, f"{MARK} shouting"))
    give_back(page)
    held = json.loads(page.evaluate(HELD))
    assert (held["cookies"], set(held["local"]), held["session"]) == ("", {"counted"}, {})
    assert set(json.loads(held["local"]["counted"])) == {"device", "counted"}, "a name that means nothing, and a number"
    assert [name for name in held["caches"] if not name.startswith("release-")] == []
    assert sorted(held["databases"]["rooftree/settings"][0]) == ["device", "language"]
    assert set(held["databases"]) == {"rooftree/settings", "rooftree/outbox"}
    assert page.context.cookies() == []
    for _ in range(6):
        page.go_back()
        assert MARK not in page.content()
        assert "Kuba" not in page.content()


def test_after_it_was_given_back_without_a_connection_nothing_comes_back_either(page, site, cast):
    lend(page, site, cast.kuba)
    site.unplug()
    frame = begin(page)
    kept(write(frame, WORRIES, f"{MARK} shouting"))
    page.locator(".lent-back").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.goto(three_houses(site, cast))
    assert MARK not in page.content()
    expect(page.locator("[data-when='cannot-keep']")).to_be_visible()
    site.plug()
    page.goto(f"{site}/sign-in")
    arrives(page, lambda: [item.content for item in Item.select()] == [f"{MARK} shouting"])


def test_ten_wrong_pins_leave_nothing_to_read_and_what_was_made_still_arrives(page, site, cast):
    lend(page, site, cast.kuba)
    site.unplug()
    kept(write(begin(page), WORRIES, "Dad shouting"))
    page.reload()
    for tries in range(10):
        expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()
        type_pin(page, "998899")
        if tries < 9:
            says = "Wait" if tries >= 2 else "Try again"
            expect(page.locator("[data-pin-says]:visible")).to_contain_text(says)
            assert settings(page)["handover"]["tries"] == tries + 1
            if tries == 4:
                type_pin(page)
                expect(page.locator("[data-pin-says=wait]")).to_be_visible()
            a_while_passes(page)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    assert sorted(settings(page)) == ["device", "language"]
    site.plug()
    page.goto(f"{site}/sign-in")
    arrives(page, lambda: [item.content for item in Item.select()] == ["Dad shouting"])


def test_a_tablet_that_was_taken_back_forgets_at_the_next_contact(page, site, cast):
    lend(page, site, cast.kuba)
    site.unplug()
    kept(write(begin(page), WORRIES, "Dad shouting"))
    Handover.get().take_back(cast.maria)
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "handover" not in settings(page)
    assert "pass" not in settings(page)
    arrives(page, lambda: Aside.select().count() >= 1)
    assert Item.select().count() == 0


def test_nothing_shows_where_apps_are_switched(page, site, cast):
    lend(page, site, cast.kuba)
    begin(page)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))"
    )
    assert page.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    assert page.evaluate("getComputedStyle(document.querySelector('iframe')).visibility") == "hidden"


def test_away_for_a_minute_or_still_for_three_it_asks_for_the_pin(page, site, cast):
    page.clock.install()
    lend(page, site, cast.kuba)
    frame = begin(page)
    enter(frame, WORRIES)
    drafted(page, lambda: expect(write(frame, WORRIES, "Dad shouting")).to_be_visible())
    page.clock.fast_forward("02:00")
    expect(page.locator("[data-part=frame] iframe")).to_be_visible()
    page.clock.fast_forward("01:30")
    expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()
    assert "Kuba" not in page.content()
    type_pin(page)
    expect(enter(activity(page), WORRIES).get_by_text("Dad shouting")).to_be_visible()


def test_when_the_two_hours_are_over_nothing_more_is_written_and_what_was_is_safe(page, site, cast):
    page.clock.install()
    lend(page, site, cast.kuba)
    frame = begin(page)
    write(frame, WORRIES, "Dad shouting")
    for _ in range(70):
        page.clock.fast_forward("01:50")
        page.locator(".lent-name").click()
    expect(page.get_by_role("heading", name="The time with the tablet is over")).to_be_visible()
    page.locator("[data-view=over] button").click()
    type_pin(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    arrives(page, lambda: [item.content for item in Item.select()] == ["Dad shouting"])


def test_two_pins_that_differ_and_one_that_is_too_short_or_easy_begin_nothing(page, site, cast):
    sign_in(page, site)
    ready_for_offline(page)
    agree(page, site, cast.kuba, tools=("Three houses",))
    until(page, "!document.querySelector('[data-found=looking]')")
    for one, other, says in (
        ("12345", "12345", "six, seven or eight"),
        ("123456", "123456", "easy to guess"),
        (PIN, f"{PIN}3", "not the same"),
    ):
        page.get_by_label("PIN", exact=True).fill(one)
        page.get_by_label("The same PIN again").fill(other)
        page.get_by_role("button", name="Give the tablet").click()
        expect(page.get_by_text(re.compile(says))).to_be_visible()
    assert Handover.select().count() == 0


def test_each_thing_that_is_not_ready_says_what_to_do_and_two_of_them_stop(windowed, site, cast):
    """Missing pages and no connection stop; what can be done without is told, and the worker decides."""
    page = watched(windowed.new_context(**TABLET).new_page())
    sign_in(page, site)
    ready_for_offline(page)
    agree(page, site, cast.kuba, tools=("Three houses",))

    def found(name):
        page.get_by_role("button", name="Look again").click()
        line = page.locator(f"[data-check={name}]")
        expect(page.locator("[data-found=looking]")).to_have_count(0)
        return line.get_attribute("data-found"), line.locator(".ready-says:visible").text_content()

    def refused():
        for field in ("PIN", "The same PIN again"):
            page.get_by_label(field, exact=True).fill(PIN)
        page.get_by_role("button", name="Give the tablet").click()
        expect(page.get_by_text("The tablet is not ready yet.")).to_be_visible()
        return Handover.select().count() == 0

    until(page, "document.querySelectorAll('[data-found=well]').length >= 4")
    kept = "caches.keys().then(([name]) => caches.open(name)).then(kept => kept.{}('/tools/three-houses?lang=en-GB'))"
    assert page.evaluate(kept.format("delete"))
    assert found("pages") == ("stops", "Not all of them are here yet. Wait a moment, then look again")
    assert refused()
    page.evaluate(kept.format("add"))
    page.context.set_offline(True)
    assert found("connection") == ("stops", "There is none. Go where there is one, then look again")
    assert found("clock") == ("unseen", "It could not be looked at")  # and is not said to be wrong
    assert refused()
    page.context.set_offline(False)
    page.evaluate("navigator.storage.persisted = navigator.storage.persist = () => Promise.resolve(false), true")
    assert found("room")[0] == "mind"
    assert "Put the app on the home screen" in found("room")[1]
    box = "{ v: 1, id: 'x', kid: '', key: '', iv: '', text: '', state: 'later', after: Date.now() + 600_000 }"
    page.evaluate(MODULE.format("store") + f".then(store => store.put({box}))")
    assert found("sent") == ("mind", "Some of it still waits here. It is safe, and goes out by itself")
    page.evaluate("(now => void (Date.now = () => now() + 6 * 60_000))(Date.now.bind(Date))")
    assert found("clock") == ("mind", "It is wrong by more than five minutes. Times will be wrong too")
    expect(page.locator("[data-found=stops]")).to_have_count(0)
    page.get_by_role("button", name="Give the tablet").click()
    expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()
    assert Handover.get().is_open()
    page.context.close()
    assert page.complaints == []


def test_what_one_child_is_asked_besides_stands_on_the_lent_tablet_without_a_connection(page, site, cast):
    words = "What happens when you come home from school?"
    asked = [
        Question.ask(cast.kuba, cast.maria, tool="three-houses", section="worries", kind=kind, words=f"{words} {kind}")
        for kind in ("lines", "drawing")
    ]
    besides = "Who else comes to your house?"
    third = Question.ask(cast.kuba, cast.maria, tool="three-houses", section="door", kind="lines", words=besides)
    lend(page, site, cast.kuba)
    assert words not in page.evaluate("localStorage.length + JSON.stringify(Object.entries(localStorage))")
    site.unplug()
    frame = begin(page)
    room = enter(frame, WORRIES)
    own = room.locator(f"[data-question={asked[0].key}]")
    expect(own.locator("[data-prompt]:visible")).to_have_text(f"{words} lines")
    own.locator("textarea").fill("I am alone")
    own.locator("[data-finish]").click()
    kept(room.locator("[data-wall] > *").last)
    expect(room.locator(f"[data-question={asked[1].key}] canvas").first).to_be_visible()
    door = enter(frame, "People and pets")
    more = door.locator(f"[data-question={third.key}]")
    more.locator("textarea").fill("Uncle Otto")
    more.locator("[data-finish]").click()
    note = door.locator("[data-wall] > *").last
    kept(note)
    note.get_by_role("button", name="Change").click()
    more.locator("textarea").fill("Uncle Otto and his dog")
    more.locator("[data-finish]").click()
    finish(frame)
    site.plug()
    frame.get_by_role("button", name="Give the tablet back").click()
    type_pin(page)
    arrives(page, lambda: Item.latest().where(Item.content == "Uncle Otto and his dog").count() == 1)
    assert Item.latest().count() == 2
    said = Item.get(Item.question == asked[0].key)
    assert (said.question, said.content, said.prompt) == (asked[0].key, "I am alone", f"{words} lines")


def test_a_sitting_that_is_over_begins_anew_with_nothing_on_its_walls(page, site, cast):
    lend(page, site, cast.kuba, tools=("Three houses", "Feelings now"))
    type_pin(page)
    for name in ("Moon", "I understand", "Three houses"):
        page.get_by_role("button", name=name).click()
    frame = activity(page)
    sent(write(frame, WORRIES, "Dad shouting"))
    page.wait_for_timeout(1200)
    finish(frame)
    assert "Dad shouting" not in frame.content()
    page.wait_for_timeout(1500)
    assert [name for name in settings(page) if name.startswith("draft")] == []
    frame.get_by_role("button", name="Do something else").click()
    page.get_by_role("button", name="Three houses").click()
    expect(enter(activity(page), WORRIES).locator("[data-wall] > *")).to_have_count(0)


def test_what_was_begun_when_the_battery_was_empty_can_be_finished_after_the_two_hours(page, site, cast):
    page.clock.install()
    lend(page, site, cast.kuba)
    frame = begin(page)
    room = enter(frame, WORRIES)
    drafted(page, lambda: room.locator("textarea").fill("half a thought"))
    page.clock.fast_forward("00:01")
    page.goto(f"{site}/blank")
    page.clock.fast_forward("03:00:00")
    page.goto(f"{site}/")
    type_pin(page)
    frame = activity(page)
    expect(enter(frame, WORRIES).locator("textarea")).to_have_value("half a thought")
    finish(frame)
    arrives(page, lambda: [item.content for item in Item.select()] == ["half a thought"])


def test_what_the_worker_had_open_beside_it_is_gone_from_the_screen(page, site, cast):
    other = watched(page.context.new_page())
    sign_in(other, site)
    other.goto(f"{site}/families/{cast.nowaks.id}")
    ready_for_offline(other)
    lend(page, site, cast.kuba)
    expect(other.get_by_role("heading", name="Type the PIN")).to_be_visible()
    other.close()
