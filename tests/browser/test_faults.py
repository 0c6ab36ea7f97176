"""What goes wrong around a child's words, and what the screen says then."""

from playwright.sync_api import expect

from app.records import Entry, Item, Pass
from app.records.db import now
from tests.browser.child import DREAMS, WORRIES, arrives, enter, kept, sent, write
from tests.browser.conftest import READY, ready_for_offline, sign_in, three_houses, until

FULL = """void (IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); })"""


def open_activity(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)


def test_a_full_tablet_keeps_the_words_on_the_screen_and_never_says_on_this_tablet(page, site, cast):
    open_activity(page, site, cast)
    page.evaluate("void (self.keepPut = IDBObjectStore.prototype.put)")
    page.evaluate(FULL)
    room = enter(page, WORRIES)
    room.locator("textarea").fill("Dad shouting")
    room.locator("[data-finish]").click()
    question = room.locator("[data-kind=lines]")
    expect(question).to_have_attribute("data-state", "failed")
    expect(question.locator("[data-when=failed]")).to_be_visible()
    expect(room.locator("textarea")).to_have_value("Dad shouting")
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    expect(page.get_by_text("On this tablet", exact=True).locator("visible=true")).to_have_count(0)

    page.evaluate("void (IDBObjectStore.prototype.put = self.keepPut)")
    room.locator("[data-finish]").click()
    sent(room.locator("[data-wall] > *").last)
    assert Item.get().content == "Dad shouting"


def test_a_full_tablet_does_not_let_the_sitting_end_over_unkept_words(page, site, cast):
    open_activity(page, site, cast)
    enter(page, WORRIES).locator("textarea").fill("Dad shouting")
    page.evaluate(FULL)
    page.locator("a.room-back:visible").click()
    page.locator("form[data-capture] [type=submit]:visible").first.click()
    expect(page.locator("section.room:visible textarea")).to_have_value("Dad shouting")
    expect(page.locator("[data-goodbye]")).to_be_hidden()


def test_a_captive_portal_takes_nothing_away(page, site, cast):
    open_activity(page, site, cast)
    portal = "<html><body>Welcome to the hotel</body></html>"
    page.context.route("**/sealed", lambda route: route.fulfill(status=200, content_type="text/html", body=portal))
    note = write(page, WORRIES, "Dad shouting")
    kept(note)
    until(page, "new Promise(done => setTimeout(done, 500, true))")
    kept(note)
    page.context.unroute_all(behavior="wait")
    page.evaluate("dispatchEvent(new Event('online'))")
    sent(note)


def test_a_server_that_dies_after_it_kept_and_before_it_answered_keeps_once(page, site, cast):
    open_activity(page, site, cast)
    lost = []

    def lose_the_answer(route):
        response = route.fetch()
        lost.append(response.status)
        route.abort()

    page.context.route("**/sealed", lose_the_answer)
    note = write(page, WORRIES, "Dad shouting")
    kept(note)
    until(page, "new Promise(done => setTimeout(done, 500, true))")
    assert (lost[0], Entry.select().count()) == (200, 1)
    kept(note)
    page.context.unroute_all(behavior="wait")
    page.evaluate("dispatchEvent(new Event('online'))")
    sent(note)
    assert (Entry.select().count(), Item.select().count()) == (1, 1)


def test_a_revoked_pass_brings_its_box_aside_and_the_tablet_says_sent(page, site, cast):
    open_activity(page, site, cast)
    Pass.update(revoked_at=now()).execute()
    sent(write(page, WORRIES, "Dad shouting"))
    assert Entry.select().count() == 0
    page.goto(f"{site}/families/{cast.nowaks.id}")
    page.get_by_role("link", name="1 thing came that needs a look").click()
    page.locator("main .work-list a").click()
    expect(page.get_by_text("Dad shouting")).to_be_visible()
    page.get_by_role("button", name="Take it in, for Kuba").click()
    expect(page.locator(".work-done")).to_have_text("Taken in")
    expect(page.get_by_text("Dad shouting")).to_be_visible()
    assert Item.get().content == "Dad shouting"


def test_an_unknown_pass_leaves_the_box_on_the_tablet_and_says_so(page, site, cast):
    open_activity(page, site, cast)
    Pass.update(secret_digest="0" * 64).execute()
    write(page, WORRIES, "Dad shouting")
    expect(page.locator("#outbox")).to_have_attribute("data-help", "1")
    expect(page.locator("#outbox [data-when=help]")).to_be_visible()
    assert Entry.select().count() == 0


def test_a_clock_ten_years_off_changes_nothing_but_the_claim(page, site, cast):
    open_activity(page, site, cast)
    page.clock.set_fixed_time("2016-11-23T12:00:00Z")
    kept_or_sent = write(page, WORRIES, "Dad shouting")
    sent(kept_or_sent)
    entry = Entry.get()
    assert entry.written_at.year == 2016
    assert abs((entry.received_at - now()).total_seconds()) < 60


def test_strange_letters_arrive_as_they_were(page, site, cast):
    open_activity(page, site, cast)
    strange = "Z͑ͫa̴l̴g̴o 👩‍👩‍👧 مرحبا <script>alert(1)</script> {{ 7*7 }} Ł"
    sent(write(page, WORRIES, strange))
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Item.get().document_id}")
    assert page.locator(".said-words").text_content() == strange
    assert Item.get().content == strange


def test_a_new_release_waits_until_nothing_is_open_and_loses_nothing(page, site, cast, tmp_path):
    open_activity(page, site, cast)
    site.unplug()
    kept(write(page, WORRIES, "Dad shouting"))
    room = enter(page, DREAMS)
    room.locator("textarea").fill("A quiet hou")
    site.plug(RELEASE="abcabcabcabc")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.update())")
    until(page, "navigator.serviceWorker.ready.then(ready => !!ready.waiting)")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(room.locator("textarea")).to_have_value("A quiet hou")

    page.evaluate("dispatchEvent(new Event('online'))")
    room.locator("[data-finish]").click()
    arrives(page, lambda: [item.content for item in Item.latest()] == ["Dad shouting", "A quiet hou"])
    page.goto(f"{site}/families")
    until(page, "caches.keys().then(names => names.join() === 'release-abcabcabcabc')", seconds=75)
    site.unplug()
    page.goto(three_houses(site, cast))
    until(page, READY)
    assert page.evaluate("document.documentElement.dataset.release") == "abcabcabcabc"


def test_a_new_release_waits_for_a_form_that_is_half_written(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/new")
    ready_for_offline(page)
    name = page.get_by_label("What do you call this family?")
    name.press_sequentially("The Lis fam")
    site.unplug()
    site.plug(RELEASE="abcabcabcabc")
    page.evaluate("navigator.serviceWorker.ready.then(ready => ready.update())")
    until(page, "navigator.serviceWorker.ready.then(ready => !!ready.waiting)")
    page.wait_for_timeout(500)
    expect(name).to_have_value("The Lis fam")
    assert page.evaluate("document.documentElement.dataset.release") != "abcabcabcabc"


def test_two_tablets_that_change_the_same_thing_leave_both_to_be_read(page, site, cast, keys):
    from uuid import uuid4

    from tests.sealing import Tablet

    first = Tablet(site.app.test_client(), keys, cast.maria)
    name = str(uuid4())
    first.receipts(first.writes(cast.kuba, worries="Dad", worries__id=name))
    for words in ("Dad shouts", "Dad is loud"):
        first.receipts(first.writes(cast.kuba, worries=words, worries__id=str(uuid4()), worries__replaces=name))
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{first.document}")
    both = page.locator(".reading-both")
    expect(both.locator(".said-words")).to_have_text(["Dad shouts", "Dad is loud"])
