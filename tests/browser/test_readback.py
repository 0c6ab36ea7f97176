"""Before the goodbye: each thing once more, whether it is right, and who may see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.practice import Role
from app.records import Item, Member, Share, ShareWith

from .child import DREAMS, WORRIES, arrives, draw, enter, finish, look_back, waiting, way, write
from .conftest import ready_for_offline, sign_in, three_houses
from .lending import activity, begin, lend, type_pin
from .test_look import look

PASS = "import(document.querySelector('script[src*=app]').src.replace('app.js', 'pass.js'))"


@pytest.fixture
def houses(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    return page


def thing(page: Page):
    return page.locator("[data-said]")


def press(page: Page, name: str) -> None:
    page.locator("[data-readback]").get_by_role("button", name=name).click()


def gone_through(page: Page) -> None:
    expect(page.locator("[data-goodbye]")).to_be_visible()


def words_of() -> dict[str, Item]:
    return {item.content: item for item in Item.latest() if item.kind == "lines"}


def test_each_thing_is_held_up_and_said_yes_to(houses):
    write(houses, WORRIES, "Dad shouting")
    write(houses, DREAMS, "Grandma's soup")
    look_back(houses)
    expect(thing(houses)).to_have_text("Dad shouting")
    expect(houses.locator(".whose bdi")).to_have_text("Kuba")
    expect(houses.locator("[data-whence]")).to_contain_text(WORRIES)
    press(houses, "Yes, that is right")
    press(houses, "Go on")
    expect(thing(houses)).to_have_text("Grandma's soup")
    press(houses, "Yes, that is right")
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: Share.select().count() == 2)
    assert {(share.audience, share.agreed) for share in Share.select()} == {(ShareWith.WORKER, True)}


def test_after_the_goodbye_nothing_of_it_can_be_read_on_anybodys_device(houses):
    """Not in what stands behind the goodbye, and not a step back."""
    write(houses, WORRIES, "Dad shouting")
    enter(houses, WORRIES).locator("textarea").fill("half a thought")
    finish(houses)
    told = "() => document.documentElement.outerHTML + [...document.querySelectorAll('textarea')].map(t => t.value)"
    for words in ("Dad shouting", "half a thought"):
        assert words not in houses.evaluate(told)
    houses.go_back()
    houses.go_forward()
    expect(houses.locator("html[data-ready]")).to_have_count(1)
    for words in ("Dad shouting", "half a thought"):
        assert words not in houses.evaluate(told)


def test_who_may_see_it_is_said_by_touching_faces(houses, cast):
    write(houses, WORRIES, "Dad shouting")
    write(houses, DREAMS, "Grandma's soup")
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, "Not sure yet")
    press(houses, "Go on")
    press(houses, "Yes, that is right")
    press(houses, cast.basia.name)
    press(houses, cast.ewa.name)
    press(houses, cast.ewa.name)
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: Share.select().count() == 2)
    said = words_of()
    assert Share.of([said["Dad shouting"].id])[said["Dad shouting"].id][0].audience == ShareWith.UNSURE
    seen = Share.seen_by([item.id for item in said.values()])
    assert {one.name for one in seen[said["Grandma's soup"].id]} == {cast.basia.name}
    assert said["Dad shouting"].id not in seen


def test_at_the_goodbye_it_can_still_be_nobody_but_the_worker(houses, site, cast):
    ready_for_offline(houses)
    write(houses, WORRIES, "Dad shouting")
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, cast.basia.name)
    site.unplug()
    press(houses, "Go on")
    gone_through(houses)
    back = houses.get_by_role("button", name="Show it to nobody but my worker")
    look(houses, "goodbye-shown")
    back.click()
    expect(houses.get_by_text("Nobody else is shown it, once this has gone out.")).to_be_visible()
    expect(back).to_be_hidden()
    site.plug()
    houses.evaluate("dispatchEvent(new Event('online'))")
    expect(houses.get_by_text("Nobody else is shown it.", exact=True)).to_be_visible()
    [item] = words_of().values()
    assert [share.audience for share in Share.of([item.id])[item.id]][0] == ShareWith.WORKER
    assert item.id not in Share.seen_by([item.id])


def test_the_goodbye_offers_it_whoever_was_named_or_not_and_only_where_it_was_asked(houses):
    write(houses, WORRIES, "Dad shouting")
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, "Go on")
    gone_through(houses)
    houses.get_by_role("button", name="Show it to nobody but my worker").click()
    expect(houses.get_by_text("Nobody else is shown it.", exact=True)).to_be_visible()
    houses.reload()
    write(houses, WORRIES, "Dad shouting")
    finish(houses)
    expect(houses.get_by_role("button", name="Show it to nobody but my worker")).to_be_hidden()


def test_what_was_shown_before_the_pin_can_be_taken_back_at_the_goodbye(page, site, cast):
    lend(page, site, cast.kuba)
    frame = begin(page)
    write(frame, WORRIES, "Dad shouting")
    write(frame, DREAMS, "Grandma's soup")
    look_back(frame)
    for name in ("Yes, that is right", cast.basia.name, "Go on", "Change it"):
        press(frame, name)
    page.reload()
    type_pin(page)
    frame = activity(page)
    frame.locator(".safe-stop summary").click()
    frame.locator("[data-at-once]").click()
    gone_through(frame)
    frame.get_by_role("button", name="Show it to nobody but my worker").click()
    expect(frame.get_by_text("Nobody else is shown it.", exact=True)).to_be_visible()
    assert not Share.seen_by([item.id for item in Item.latest()])


def test_each_thing_begins_with_nobody_but_the_worker(houses, cast):
    write(houses, WORRIES, "Dad shouting")
    write(houses, DREAMS, "Grandma's soup")
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, cast.basia.name)
    press(houses, "Go on")
    press(houses, "Yes, that is right")
    expect(houses.locator(".face[aria-pressed=true]")).to_have_text("Only my worker")
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: Share.select().count() == 2)
    said = words_of()
    assert set(Share.seen_by([item.id for item in said.values()])) == {said["Dad shouting"].id}


def test_that_nobody_else_sees_it_can_hold_for_all_that_is_left_and_each_is_still_looked_at(houses, cast):
    """Whoever was chosen for one thing is never chosen for the next."""
    for words in ("Dad shouting", "Moving house", "Court"):
        write(houses, WORRIES, words)
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, "The same for the rest")
    press(houses, cast.basia.name)
    expect(houses.locator("[data-same]")).to_be_hidden()
    press(houses, "Go on")
    press(houses, "Yes, that is right")
    press(houses, "Not sure yet")
    press(houses, "The same for the rest")
    press(houses, "Go on")
    expect(thing(houses)).to_have_text("Court")
    press(houses, "Yes, that is right")
    gone_through(houses)
    arrives(houses, lambda: Share.select().count() == 3)
    said = words_of()
    assert set(Share.seen_by([item.id for item in said.values()])) == {said["Dad shouting"].id}
    assert [share.audience for share in Share.select().where(Share.item == said["Court"].id)] == [ShareWith.UNSURE]


def test_what_is_not_right_is_changed_and_asked_about_again(houses):
    write(houses, WORRIES, "Dad shouting")
    write(houses, DREAMS, "Grandma's soup")
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, "Go on")
    press(houses, "Change it")
    room = enter(houses, DREAMS)
    expect(room.locator("textarea")).to_have_value("Grandma's soup")
    room.locator("textarea").fill("Grandma's red soup")
    room.locator("[data-finish]").click()
    look_back(houses)
    expect(thing(houses)).to_have_text("Grandma's red soup")  # what was right is not asked about twice
    press(houses, "Yes, that is right")
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: "Grandma's red soup" in words_of())
    said = words_of()
    assert set(said) == {"Dad shouting", "Grandma's red soup"}
    arrives(houses, lambda: Share.select().count() == 2)
    assert {share.item for share in Share.select()} == {item.id for item in said.values()}


def test_what_is_taken_out_can_be_put_back_until_one_goes_on(houses):
    write(houses, WORRIES, "Dad shouting")
    write(houses, WORRIES, "Court")
    look_back(houses)
    press(houses, "Take it out")
    press(houses, "Put it back")
    press(houses, "Yes, that is right")  # taken out and put back is not yet said yes to
    press(houses, "Go on")
    expect(thing(houses)).to_have_text("Court")
    press(houses, "Take it out")
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: Item.select().where(Item.content.is_null()).count() == 1)
    assert [item.content for item in Item.latest()] == ["Dad shouting", None]


def test_a_drawing_is_seen_once_more_and_can_be_taken_out(houses):
    draw(houses, DREAMS, [(40, 40), (200, 160)], [(60, 200), (220, 60)])
    look_back(houses)
    paper = thing(houses).locator("canvas").first
    expect(paper).to_be_visible()
    marks = "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 == 3 && v)"
    assert paper.evaluate(marks)
    press(houses, "Take it out")
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: Item.latest().count() == 1 and Item.latest().get().content is None)


@pytest.mark.parametrize("slug", ["feelings", "safety-house"])
def test_a_whole_answer_is_seen_once_more_and_can_be_taken_out(page, site, cast, slug):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/{slug}")
    answers = {"feelings": ("[data-kind=faces]", "label.pick"), "safety-house": ("[data-kind=scale]", "label.stone")}
    kind, answer = answers[slug]
    section = page.locator("section.room", has=page.locator(kind)).first
    expect(page.locator("html[data-ready]")).to_have_count(1)
    page.locator(f"a.place[href='#{section.get_attribute('id')}']").click()
    way(section, kind[11:-1])
    section.locator(kind).locator(answer).nth(2).click()
    word = section.locator(kind).locator(answer).nth(2).locator("span").first.text_content().strip()
    expect(section.locator(kind)).to_have_attribute("data-state", re.compile("kept|sent"))
    look_back(page)
    expect(thing(page)).to_contain_text(word)
    press(page, "Take it out")
    press(page, "Go on")
    gone_through(page)
    arrives(page, lambda: Item.latest().count() == 1 and Item.latest().get().content is None)


def test_it_can_be_left_at_every_step_and_a_yes_is_a_yes(houses, cast):
    """A face that was touched and not gone on from has not been said."""
    for words in ("Dad shouting", "Court"):
        write(houses, WORRIES, words)
    look_back(houses)
    press(houses, "Yes, that is right")
    press(houses, cast.basia.name)
    press(houses, "Enough for now")
    gone_through(houses)
    arrives(houses, lambda: Share.select().count() == 1)
    share = Share.get()
    assert (share.item, share.agreed, share.audience) == (words_of()["Dad shouting"].id, True, ShareWith.UNSURE)
    assert Share.seen_by([item.id for item in words_of().values()]) == {}


def test_who_stops_is_not_asked_anything_and_needs_no_connection_for_it(houses):
    write(houses, WORRIES, "Dad shouting")
    houses.context.set_offline(True)
    houses.locator(".safe-stop summary").click()
    houses.locator(".safe-end").click()
    gone_through(houses)


def test_enter_in_a_line_of_words_does_not_end_the_sitting(houses):
    room = enter(houses, WORRIES)
    room.locator(".naming summary").click()
    room.locator(".naming [data-words]").fill("Grumpy house")
    room.locator(".naming [data-words]").press("Enter")
    expect(room).to_be_visible()
    finish(houses)


def test_nothing_to_go_through_goes_straight_to_the_goodbye(houses):
    enter(houses, WORRIES)
    look_back(houses)
    gone_through(houses)


def test_what_breaks_on_the_way_keeps_nobody_from_the_goodbye(houses):
    draw(houses, DREAMS, [(40, 40), (200, 160)])
    write(houses, WORRIES, "Dad shouting")
    houses.evaluate("void (HTMLCanvasElement.prototype.getContext = () => null)")
    look_back(houses)
    expect(thing(houses)).to_have_text("Dad shouting")  # what cannot be shown is not asked about
    press(houses, "Yes, that is right")
    press(houses, "Go on")
    gone_through(houses)
    arrives(houses, lambda: [share.item for share in Share.select()] == [words_of()["Dad shouting"].id])


def test_a_sheet_that_does_not_come_keeps_nobody_from_the_goodbye(houses):
    write(houses, WORRIES, "Dad shouting")
    houses.evaluate(
        "void (document.querySelector('template[data-sheets]').content.querySelector('link').href = '/nowhere.css')"
    )
    look_back(houses)
    gone_through(houses)


def test_a_tablet_that_may_not_write_any_more_does_not_say_that_it_is_full(houses):
    write(houses, WORRIES, "Dad shouting")
    look_back(houses)
    press(houses, "Yes, that is right")
    houses.evaluate(f"{PASS}.then(pass => pass.forget())")
    press(houses, "Go on")
    expect(houses.locator(".ending").get_by_text("This tablet cannot keep this right now.")).to_be_visible()
    expect(houses.get_by_text("This tablet is full.").filter(visible=True)).to_have_count(0)


def test_on_a_lent_tablet_without_a_signal_it_is_asked_too_and_goes_on_after_the_pin(page, site, cast):
    Member.add(cast.nowaks, cast.maria, name="Uncle Adam", role=Role.NETWORK)
    lend(page, site, cast.kuba)
    page.context.set_offline(True)
    begin(page)
    frame = activity(page)
    for words in ("Dad shouting", "Moving house", "Court"):
        write(frame, WORRIES, words)
    waiting(frame, 3)
    deaf = "void (self.heard ??= self.postMessage, self.postMessage = () => {})"
    page.evaluate(deaf)
    look_back(frame)
    press(frame, "Yes, that is right")
    expect(frame.get_by_role("button", name="Only my worker")).to_be_visible()
    page.evaluate("void (self.postMessage = self.heard)")  # the names did not come in time, and come for the next
    press(frame, "Go on")
    press(frame, "Yes, that is right")
    expect(frame.get_by_role("button", name="Maria")).to_have_count(0)
    press(frame, "Uncle Adam")
    press(frame, "Go on")
    press(frame, "Yes, that is right")
    expect(frame.get_by_role("button", name="Uncle Adam")).to_have_attribute("aria-pressed", "false")
    waiting(frame, 3)  # what is said of a thing is no other thing
    page.reload()
    type_pin(page)
    frame = activity(page)
    expect(thing(frame)).to_have_text("Court")
    press(frame, "Uncle Adam")
    press(frame, "Go on")
    gone_through(frame)
    page.context.set_offline(False)
    arrives(page, lambda: Share.select().count() == 3)
    said = words_of()
    seen = Share.seen_by([item.id for item in said.values()])
    assert set(seen) == {said["Moving house"].id, said["Court"].id}
    assert {one.name for ones in seen.values() for one in ones} == {"Uncle Adam"}


def test_a_blank_page_without_a_signal_asks_without_names(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    page.context.set_offline(True)
    page.goto(three_houses(site, cast))
    write(page, WORRIES, "Dad shouting")
    look_back(page)
    press(page, "Yes, that is right")
    expect(page.locator(".face")).to_have_count(2)
    press(page, "Not sure yet")
    press(page, "Go on")
    gone_through(page)
    page.context.set_offline(False)
    arrives(page, lambda: Share.select().count() == 1)
