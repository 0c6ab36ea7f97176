"""“I need to talk to someone now”, and the two beside it, on every screen of a child, with a connection or without."""

from playwright.sync_api import expect

from app.records import Flag
from tests.browser.child import WORRIES, choose, finish, write
from tests.browser.conftest import ready_for_offline, sign_in, three_houses
from tests.browser.lending import activity, begin, lend, type_pin

SAFE = ("safe-stop", "safe-see", "safe-talk")


def touches(screen):
    """The talk sign, and what it opens; then one touch tells the worker."""
    talk = screen.locator("details.safe-talk")
    talk.locator("summary").first.click()
    expect(talk.locator("a[href^='tel:']").first).to_be_visible()
    talk.get_by_role("button", name="Tell my worker that I need to talk").click()
    return talk


def test_a_lent_tablet_says_that_it_has_not_been_sent_until_the_server_has_answered(page, site, cast):
    """On its own page before the PIN, and inside an activity: both without a connection."""
    lend(page, site, cast.kuba)
    site.unplug()
    before = touches(page)
    expect(before.get_by_text("Not sent yet.")).to_be_visible()
    before.locator("summary").first.click()
    inside = touches(begin(page))
    expect(inside.get_by_text("Not sent yet.")).to_be_visible()
    expect(inside.get_by_text("Sent.", exact=True)).to_be_hidden()
    assert Flag.select().count() == 0
    site.plug()
    expect(inside.get_by_text("Sent.", exact=True)).to_be_visible()
    assert Flag.select().count() == 2
    assert {(flag.member, flag.despite) for flag in Flag.select()} == {(cast.kuba, None)}


def test_where_nobody_can_be_told_it_does_not_say_sent(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    site.unplug()
    page.goto(three_houses(site, cast).replace(str(cast.kuba.id), str(cast.nowaks.id)))
    talk = touches(page)
    expect(talk.get_by_text("Not sent yet.")).to_be_visible()
    site.plug()
    expect(talk.get_by_text("This cannot be passed on from here.")).to_be_visible()
    expect(talk.get_by_text("Sent.", exact=True)).to_be_hidden()


def places(screen):
    """Where the three stand, from the top of the page."""
    screen.evaluate("scrollTo(0, 0)")
    boxes = {name: screen.locator(f".{name} > summary").bounding_box() for name in SAFE}
    assert all(boxes.values()), "one of the three is not on this screen"
    return {name: (round(box["x"]), round(box["y"])) for name, box in boxes.items()}


def test_the_three_are_on_every_screen_of_a_child_in_one_place_without_a_connection(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    tools = sorted(site.app.extensions["tools"])
    site.unplug()
    stand = {}
    for slug in tools:
        page.goto(three_houses(site, cast).replace("three-houses", slug))
        expect(page.locator("html[data-ready]")).to_have_count(1)
        for band in ("younger", "middle", "older"):
            if page.locator(f"label:has([name=band][value={band}]):visible").count():
                choose(page, "band", band)
            stand[slug, band] = places(page)
    page.goto(three_houses(site, cast))
    write(page, WORRIES, "Dad shouting")
    stand["room"] = places(page)
    finish(page)
    stand["goodbye"] = places(page)
    assert len({tuple(where.items()) for where in stand.values()}) == 1, stand


def test_the_three_stay_where_they_are_all_through_a_visit(page, site, cast):
    """Only the bar with the child's name comes above them."""
    lend(page, site, cast.kuba, tools=("Three houses", "Feelings now"))
    site.unplug()
    locked = places(page)
    stand = []
    type_pin(page)
    for button in ("Boat", "I understand", "Three houses"):
        expect(page.get_by_role("button", name=button)).to_be_visible()
        stand.append(places(page))
        page.get_by_role("button", name=button).click()
    frame = activity(page)
    stand.append(places(frame))
    finish(frame)
    stand.append(places(frame))
    assert len({tuple(where.items()) for where in stand}) == 1, stand
    assert {where[0] for where in locked.values()} == {where[0] for where in stand[0].values()}
