"""A translation written on the tablet at once, beside a child's words: never instead."""

import re

from playwright.sync_api import expect

from app.records import Document, Gloss, Item

from .child import WORRIES, arrives, enter, finish, kept, sent, waiting, write
from .conftest import sign_in
from .lending import activity, begin, give_back, lend, type_pin
from .test_look import look
from .test_visit import drafted

#: From now on nothing that stands on the screen is kept as it stands.
NO_MORE_DRAFTS = """void (put => IDBObjectStore.prototype.put = function (value, name) {
  return put.call(this, value, `${name}`.startsWith("draft ") ? "nowhere" : name);
})(IDBObjectStore.prototype.put)"""
POLISH, ENGLISH = "Tata krzyczy w nocy", "Dad shouts at night"


def translates(pin, words, name=""):
    beside = pin.locator(".beside")
    beside.locator("summary").click()
    beside.get_by_label("In English", exact=True).fill(words)
    if name:
        beside.get_by_label("The interpreter’s name").fill(name)
    beside.get_by_role("button", name="Put it beside").click()
    expect(beside.locator("[data-said]")).to_have_text(words)
    return beside


def test_the_same_in_english_stands_beside_the_childs_polish_and_is_the_workers_to_read(page, site, cast):
    lend(page, site, cast.kuba, spoken="Polish")
    frame = begin(page)
    site.unplug()
    pin = write(frame, WORRIES, POLISH)
    beside = translates(pin, "Dad shots at night", "Ala Nowak")
    kept(beside)
    beside.get_by_role("button", name="Change the translation").click()
    beside.get_by_label("In English", exact=True).fill(ENGLISH)
    beside.get_by_role("button", name="Put it beside").click()
    kept(beside)
    look(page, "beside-lent")
    expect(pin.locator("[data-text]")).to_have_text(POLISH)
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    sent(beside)
    [item] = Item.select()
    assert (item.content, item.language) == (POLISH, "pl")
    glosses = list(Gloss.select().order_by(Gloss.said_at))
    assert [(one.item, one.sort, one.words, one.language) for one in glosses] == [
        (item.id, "translation", "Dad shots at night", "en-GB"),
        (item.id, "translation", ENGLISH, "en-GB"),
    ]
    assert glosses[1].replaces == glosses[0].id
    finish(frame)
    give_back(page)
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Document.get().id}")
    expect(page.get_by_role("group", name="In English, by the interpreter Ala Nowak").first).to_contain_text(ENGLISH)
    expect(page.locator(".said-words", has_text=POLISH)).to_have_count(1)


def test_a_translation_that_was_begun_comes_back_after_the_pin_and_one_left_open_is_kept(page, site, cast):
    lend(page, site, cast.kuba, spoken="Polish")
    pin = write(begin(page), WORRIES, POLISH)
    sent(pin)
    pin.locator(".beside summary").click()
    drafted(page, lambda: pin.locator("[data-same]").fill(ENGLISH))
    page.reload()
    type_pin(page)
    frame = activity(page)
    room = enter(frame, WORRIES)
    expect(room.locator("[data-same]")).to_have_value(ENGLISH)
    room.locator("[data-same]").focus()
    room.locator(".desk textarea").focus()
    arrives(page, lambda: [one.words for one in Gloss.select()] == [ENGLISH])


def test_a_translation_that_is_on_the_disk_comes_once_though_the_screen_was_not_kept_since(page, site, cast):
    """Switched off between the two: what stood on the screen last says that it is still open."""
    lend(page, site, cast.kuba, spoken="Polish")
    frame = begin(page)
    site.unplug()
    pin = write(frame, WORRIES, POLISH)
    kept(pin)
    pin.locator(".beside summary").click()
    drafted(page, lambda: pin.locator("[data-same]").fill(ENGLISH))
    frame.evaluate(NO_MORE_DRAFTS)
    pin.get_by_role("button", name="Put it beside").click()
    kept(pin.locator(".beside"))
    page.reload()
    type_pin(page)
    frame = activity(page)
    beside = enter(frame, WORRIES).locator(".beside")
    kept(beside)
    expect(beside.locator("[data-said]")).to_have_text(ENGLISH)
    site.plug()
    finish(frame)
    give_back(page)
    arrives(page, lambda: Item.select().count() == 1 and Gloss.select().exists())
    waiting(page, 0)
    assert [one.words for one in Gloss.select()] == [ENGLISH]


def test_in_the_pages_own_language_there_is_nothing_to_translate(page, site, cast):
    lend(page, site, cast.kuba)
    pin = write(begin(page), WORRIES, ENGLISH)
    expect(pin).to_have_attribute("data-state", re.compile("kept|sent"))
    expect(pin.locator(".beside")).to_have_count(0)
