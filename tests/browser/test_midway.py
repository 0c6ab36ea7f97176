"""A lent tablet that is switched off when a thing lies on its disk, and the screen that says so does not yet."""

from playwright.sync_api import expect

from app.records import Item

from .child import GOOD_THINGS, WORRIES, arrives, draw, enter, finish, kept, waiting, write
from .lending import activity, begin, give_back, lend, type_pin

WORDS, OTHER = "Dad shouts at night", "Dad shouts at night, and the dog hides"
#: Once a box lies on the disk, nothing that stands on the screen is kept as it stands.
NOTHING_AFTER_THE_BOX = """void (put => {
  let boxed = false;
  IDBObjectStore.prototype.put = function (value, name) {
    boxed ||= this.name === "outbox";
    return put.call(this, value, boxed && `${name}`.startsWith("draft ") ? "nowhere" : name);
  };
})(IDBObjectStore.prototype.put)"""


def switched_off_and_on(page):
    page.reload()
    type_pin(page)
    return activity(page)


def hands_in(page, site, frame):
    """What has come in by the time the tablet is given back, in the order in which it was said."""
    site.plug()
    finish(frame)
    give_back(page)
    arrives(page, lambda: Item.select().exists())
    waiting(page, 0)
    return sorted(Item.select(), key=lambda item: item.entry.number)


def test_a_thought_is_on_the_wall_and_comes_once(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    site.unplug()
    enter(frame, WORRIES)
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    kept(write(frame, WORRIES, WORDS))
    frame = switched_off_and_on(page)
    room = enter(frame, WORRIES)
    expect(room.locator("[data-wall] [data-text]")).to_have_text(WORDS)
    expect(room.locator(".desk textarea")).to_have_value("")
    [item] = hands_in(page, site, frame)
    assert item.content == WORDS


def test_a_thought_that_was_changed_has_its_new_words(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    site.unplug()
    pin = write(frame, WORRIES, WORDS)
    kept(pin)
    pin.locator("[data-change]").click()
    room = enter(frame, WORRIES)
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    room.locator(".desk textarea").fill(OTHER)
    room.locator("[data-finish]").click()
    kept(pin)
    frame = switched_off_and_on(page)
    room = enter(frame, WORRIES)
    expect(room.locator("[data-wall] [data-text]")).to_have_text(OTHER)
    expect(room.locator(".desk textarea")).to_have_value("")
    first, second = hands_in(page, site, frame)
    assert [first.content, second.content] == [WORDS, OTHER]
    assert second.replaces == first.id


def test_a_thought_that_was_taken_out_is_off_the_wall_and_what_was_begun_beside_it_stands(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    site.unplug()
    pin = write(frame, WORRIES, WORDS)
    kept(pin)
    room = enter(frame, WORRIES)
    room.locator(".desk textarea").fill("And then")
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    pin.locator("[data-take-out]").click()
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    frame = switched_off_and_on(page)
    room = enter(frame, WORRIES)
    expect(room.locator(".desk textarea")).to_have_value("And then")
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    first, out, last = hands_in(page, site, frame)
    assert [first.content, out.content, last.content] == [WORDS, None, "And then"]
    assert (out.replaces, last.replaces) == (first.id, None)


def test_a_drawing_comes_once_and_what_is_drawn_afterwards_takes_its_place(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    site.unplug()
    enter(frame, GOOD_THINGS)
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    kept(draw(page, GOOD_THINGS, [(40, 40), (160, 90)], frame=frame))
    frame = switched_off_and_on(page)
    question = enter(frame, GOOD_THINGS).locator("[data-kind=drawing]")
    kept(question)
    kept(draw(page, GOOD_THINGS, [(40, 140), (160, 190)], frame=frame))
    first, second = hands_in(page, site, frame)
    assert second.replaces == first.id
    assert len(second.content) > len(first.content)
