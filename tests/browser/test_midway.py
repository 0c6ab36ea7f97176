"""A lent tablet that is switched off when a thing lies on its disk, and the screen that says so does not yet."""

from playwright.sync_api import expect

from app.records import Item

from .child import GOOD_THINGS, WORRIES, arrives, draw, enter, finish, kept, waiting, write
from .lending import activity, begin, give_back, lend, type_pin

WORDS, OTHER = "Dad shouts at night", "Dad shouts at night, and the dog hides"
#: Once a new box lies on the disk, nothing that stands on the screen is kept as it stands.
NOTHING_AFTER_THE_BOX = """void (put => {
  let boxed = false;
  IDBObjectStore.prototype.put = function (value, name) {
    boxed ||= this.name === "outbox" && !value.number;
    return put.call(this, value, boxed && `${name}`.startsWith("draft ") ? "nowhere" : name);
  };
})(IDBObjectStore.prototype.put)"""


def test_what_was_on_the_disk_is_where_it_belongs_and_comes_once(page, site, cast):
    """A thought, one that was changed, one that was taken out beside one that is begun, and a drawing."""
    lend(page, site, cast.kuba)
    frame = begin(page)
    site.unplug()

    room = enter(frame, WORRIES)
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    kept(write(frame, WORRIES, WORDS))
    room, frame = switched_off_and_on(page, WORRIES)
    expect(room.locator("[data-wall] [data-text]")).to_have_text(WORDS)
    expect(room.locator(".desk textarea")).to_have_value("")

    room.locator("[data-wall] [data-change]").click()
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    room.locator(".desk textarea").fill(OTHER)
    room.locator("[data-finish]").click()
    expect(room.locator("[data-wall] [data-text]")).to_have_text(OTHER)  # which it has once it lies on the disk
    room, frame = switched_off_and_on(page, WORRIES)
    expect(room.locator("[data-wall] [data-text]")).to_have_text(OTHER)
    expect(room.locator(".desk textarea")).to_have_value("")

    room.locator(".desk textarea").fill("And then")
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    room.locator("[data-wall] [data-take-out]").click()
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    room, frame = switched_off_and_on(page, WORRIES)
    expect(room.locator("[data-wall] > *")).to_have_count(0)
    expect(room.locator(".desk textarea")).to_have_value("And then")
    room.locator("[data-finish]").click()
    kept(room.locator("[data-wall] > *"))

    enter(frame, GOOD_THINGS)
    frame.evaluate(NOTHING_AFTER_THE_BOX)
    kept(draw(page, GOOD_THINGS, [(40, 40), (160, 90)], frame=frame))
    room, frame = switched_off_and_on(page, GOOD_THINGS)
    kept(room.locator("[data-kind=drawing]"))
    kept(draw(page, GOOD_THINGS, [(40, 140), (160, 190)], frame=frame))

    site.plug()
    finish(frame)
    give_back(page)
    arrives(page, lambda: Item.select().count() >= 6)
    waiting(page, 0)
    first, second, out, then, sheet, more = sorted(Item.select(), key=lambda item: item.entry.number)
    assert [one.content for one in (first, second, out, then)] == [WORDS, OTHER, None, "And then"]
    assert [one.replaces for one in (first, second, out, then)] == [None, first.id, second.id, None]
    assert (sheet.replaces, more.replaces) == (None, sheet.id)
    assert len(more.content) > len(sheet.content)


def switched_off_and_on(page, house):
    """In this house again, after the PIN: its room, and the activity."""
    page.reload()
    type_pin(page)
    frame = activity(page)
    return enter(frame, house), frame
