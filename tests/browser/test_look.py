"""How every page looks, and reads aloud: no axe violation, nothing wider than the screen, big targets."""

import os
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from app import example_sittings
from app.practice import Role
from app.records import Document, Entry, Flag, Invite, Item, Member, Pass, Reply, User
from app.records.look_back import LookBack
from tests.agreeing import two_weeks
from tests.apart import say, two_versions
from tests.browser.child import (
    GOOD_THINGS,
    WORRIES,
    choose,
    draw,
    enter,
    finish,
    kept,
    look_back,
    sent,
    understand,
    way,
    write,
)
from tests.browser.conftest import ready_for_offline, sign_in, three_houses, until
from tests.browser.lending import activity, agree, begin, give_back, lend, ready, type_pin
from tests.cast import WORDS
from tests.walking import show

PICTURES = Path(os.environ.get("ROOFTREE_PICTURES", ""))
WIDTHS = [(360, 740), (768, 1024), (1280, 800)]
ENDS = [WIDTHS[0], WIDTHS[-1]]
AXE = f"{AXE_SCRIPT}; undefined"  # so that nothing of it comes back


def look(page, name):
    """At every width nothing overflows sideways; axe finds nothing on the narrowest screen or on the widest, by the
    page's name. Leaves a picture where one is asked for."""
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(50)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} is too wide at {width}"
        if PICTURES.name:
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        if (width, height) == ENDS[crc32(name.encode()) % len(ENDS)]:
            assert violations(page) == [], f"{name} at {width}"


def violations(page, within=None):
    """What axe finds on the page, or within a part of it. It is asked some hundred times: so a page takes it in once,
    and only what is wrong comes back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(
        """part => axe.run(part ?? document, {
            resultTypes: ["violations"], rules: { "target-size": { enabled: true } },
        }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]))""",
        within,
    )


def test_a_workers_pages(page, site, cast):
    page.goto(f"{site}/sign-in")
    look(page, "sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "sign-in-errors")
    sign_in(page, site)
    family = f"/families/{cast.nowaks.id}"
    kuba = f"{family}/members/{cast.kuba.id}"
    addresses = {
        "families": "/families",
        "new-family": "/families/new",
        "family": family,
        "asides": f"{family}/asides",
        "new-member": f"{family}/members/new",
        "child": kuba,
        "new-contact": f"{kuba}/contacts/new",
        "nothing-agreed": f"{family}/actions",
        "new-action": f"{family}/actions/new",
        "account": "/account",
        "nothing-here": f"/families/{cast.okafors.id}",
        "offline": "/offline",
    }
    for name, address in addresses.items():
        page.goto(f"{site}{address}")
        look(page, name)


def test_what_a_worker_sees_of_a_familys_actions(page, site, cast):
    """Two weeks with everything in them that there can be."""
    walk = two_weeks(cast)
    sign_in(page, site)
    look(page, "families-to-look-at")
    family = f"{site}/families/{cast.nowaks.id}"
    page.goto(family)
    look(page, "family-with-actions")
    page.goto(f"{family}/actions")
    expect(page.get_by_role("region", name="Look at this first")).to_be_visible()
    look(page, "actions-first")
    page.reload()
    look(page, "actions")
    page.emulate_media(color_scheme="dark")
    look(page, "actions-dark")
    page.emulate_media(color_scheme="light")
    page.goto(f"{family}/actions/{walk.id}/change")
    look(page, "change-action")
    walk.end(cast.maria)
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Somebody else changed or ended this")).to_be_visible()
    look(page, "change-action-late")
    page.goto(f"{family}/actions/new")
    page.get_by_label("On certain days of the week").check()
    page.get_by_text("The family lives in another time zone").click()
    page.get_by_role("button", name="Agree").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "new-action-errors")


def test_a_childs_pages(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    understand(page)
    look(page, "hill")
    enter(page, WORRIES)
    look(page, "room-empty")
    kept_or_sent = write(page, WORRIES, "Dad shouting at night")
    expect(kept_or_sent).to_be_visible()
    drawing = draw(page, GOOD_THINGS, [(40, 40), (160, 90), (220, 40)], [(60, 120), (200, 130)])
    drawing.get_by_role("button", name="New sheet").click()
    draw(page, GOOD_THINGS, [(40, 60), (160, 30)])
    write(page, GOOD_THINGS, "My dog and my aunt Basia")
    look(page, "room")
    page.locator("a.room-back:visible").click()
    look(page, "hill-with-things")
    finish(page)
    look(page, "goodbye")
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Document.get().id}")
    look(page, "reading")
    page.emulate_media(media="print")
    look(page, "reading-printed")


def test_a_childs_page_without_a_connection(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    site.unplug()
    page.reload()
    understand(page)
    look(page, "hill-offline")
    kept(write(page, WORRIES, "Dad shouting"))
    look(page, "room-offline")


@pytest.mark.parametrize("theme", ["planets", "train"])
def test_the_same_places_in_other_clothes(page, site, cast, theme):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    choose(page, "theme-of-it", theme)
    expect(page.locator("form[data-capture]")).to_have_attribute("data-theme", theme)
    look(page, f"hill-{theme}")
    for place in (1, 4):
        page.locator(f"a[data-place='{place}']").click()
        expect(page.locator(f"#place-{place}")).to_be_visible()
        look(page, f"room-{place}-{theme}")
        page.locator("a.room-back:visible").click()
    choose(page, "band", "younger")
    look(page, f"hill-{theme}-younger")


@pytest.mark.parametrize("band", ["younger", "middle", "older"])
def test_my_say(page, site, cast, band):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/my-say")
    choose(page, "band", band)
    look(page, f"my-say-{band}")
    for place, title in enumerate(("What’s going on", "Something to be read out", "Another way to say it")):
        enter(page, title)
        look(page, f"my-say-{place}-{band}")
    write(page, "What should change", "A say in where I live")
    expect(page.locator("[data-wall] .pin:visible")).to_have_count(1)
    look(page, f"my-say-said-{band}")


@pytest.mark.parametrize("band", ["younger", "middle", "older"])
def test_the_clearing_and_who_stands_in_it(page, site, cast, band):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/characters")
    choose(page, "band", band)
    look(page, f"clearing-{band}")
    for title in ("Who I am", "The coat", "The wings", "The magic"):
        write(page, title, "Dad shouting at night")
        expect(page.locator("[data-wall] .pin:visible")).to_have_count(1)
        look(page, f"clearing-{title.split()[-1]}-{band}")
        hit(page, band)
    room = enter(page, "Who I am")
    way(room, "choice")
    room.locator("label:has([value=wizard])").click()
    page.locator("a.room-back:visible").click()
    look(page, f"clearing-dressed-{band}")
    hit(page, band)


@pytest.mark.parametrize("band", ["younger", "middle", "older"])
def test_the_questions_of_each_band(page, site, cast, band):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    choose(page, "band", band)
    look(page, f"hill-{band}")
    room = enter(page, WORRIES)
    expect(room.locator("[data-prompt]:visible").first).to_be_visible()
    look(page, f"room-{band}")
    room.locator(".naming summary").click()
    room.locator(".naming [data-words]").fill("The cave where it is dark")
    room.locator("label:has([value=moon])").click()
    look(page, f"room-named-{band}")
    page.locator("a.room-back:visible").click()
    look(page, f"hill-named-{band}")


@pytest.mark.parametrize(
    "eyes",
    [
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"reduced_motion": "no-preference"},
    ],
    ids=str,
)
def test_other_eyes(page, site, cast, eyes):
    page.emulate_media(**eyes)
    name = "-".join([*eyes, *eyes.values()])
    sign_in(page, site)
    look(page, f"families-{name}")
    page.goto(three_houses(site, cast))
    understand(page)
    look(page, f"hill-{name}")
    enter(page, WORRIES)
    look(page, f"room-{name}")


def test_children_get_targets_they_can_hit(page, site, cast):
    """Before the first mark, on the hill and in every room of two tools, in both the words for children."""
    sign_in(page, site)
    small = {}
    for tool in ("three-houses", "safety-house"):
        page.goto(three_houses(site, cast).replace("three-houses", tool))
        until(page, "document.querySelector('html[data-ready] body[data-at=first]') !== null")
        small[tool, "first"] = too_small(page)
        for band in ("younger", "middle"):
            choose(page, "band", band)
            small[tool, band] = too_small(page)
            for place in [link.inner_text() for link in page.locator("a.place").all()]:
                enter(page, place)
                small[tool, band, place] = too_small(page)
                page.locator("a.room-back:visible").click()
    assert len(small) == 26
    assert {where: found for where, found in small.items() if found} == {}


def hit(page, band):
    """What children are to touch is big enough for them; who is older has a finger that hits."""
    assert band in {"older", "for"} or too_small(page) == []


def too_small(page):
    """What can be touched and is less than 64 px high or wide."""
    return page.evaluate(
        """[...document.querySelectorAll('a, button, textarea, summary, select, label:has(input)')]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('footer'))
            .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.height < 63.5 || r.width < 63.5))
            .map(([text, r]) => `${text}: ${Math.round(r.width)} × ${Math.round(r.height)}`)"""
    )


def test_a_young_persons_own_pages(page, site, cast):
    """As on a phone of their own: nothing said yet, then what happened, then their own words read back."""
    member = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    _invite, code = Invite.make(member, cast.maria)
    page.goto(f"{site}/join")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Go on").click()
    look(page, "join-young")
    page.get_by_label("Choose a name to sign in with").fill("quiet-heron")
    page.get_by_label("Choose a passphrase").fill(WORDS)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="Hello Iga")).to_be_visible()
    look(page, "mine")
    iga = Member.get_by_id(member.id)
    page.get_by_role("link", name="Three houses").click()
    sent(write(page, WORRIES, "Going to court"))
    item = Item.get()
    LookBack.say(iga, cast.maria, is_safe=True)
    Reply.tell(iga, cast.maria, "The judge will talk with you alone, in a room with toys and tea.", item)
    page.goto(f"{site}/mine")
    look(page, "mine-told")
    page.goto(f"{site}/account")
    expect(page.get_by_text("this one")).to_be_visible()
    look(page, "account-young")
    page.goto(f"{site}/mine")
    page.get_by_role("link", name="What I said before").click()
    expect(page.get_by_text("Going to court")).to_be_visible()
    look(page, "mine-said")
    page.emulate_media(color_scheme="dark")
    look(page, "mine-said-dark")


def test_answering_a_young_person(page, site, cast):
    own = User.enrol(name="Kuba", email="brave-otter", words=WORDS, role=Role.CHILD)
    Member.update(user=own).where(Member.id == cast.kuba.id).execute()
    for sort in ("phone", "tablet"):  # and one of them has counted what has not arrived
        device = Pass.issue(own, uuid4())[0].device
        device.is_a(sort)
    device.has_counted(2)
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}")
    look(page, "child-with-an-account")
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/replies")
    look(page, "replies")


def test_a_child_over_time_and_then_and_now(page, site, cast):
    """What Kuba of the example has said, on his worker's pages."""
    example_sittings.tell(cast.kuba, cast.maria, [cast.ewa, cast.basia])
    sign_in(page, site)
    address = f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    page.goto(address)
    page.get_by_text("23 things").click()
    look(page, "child-over-time")
    page.goto(address)
    page.get_by_role("link", name="Then and now Safety house").click()
    expect(page.get_by_role("heading", name="Over time")).to_be_visible()
    look(page, "then-and-now-path")
    page.get_by_label("Then", exact=True).select_option(index=1)
    page.get_by_role("button", name="Show these two").click()
    expect(page.get_by_text("Dad was here on Saturday")).to_be_visible()
    page.goto(f"{address}/then-and-now/three-houses")
    look(page, "then-and-now")
    page.emulate_media(color_scheme="dark")
    look(page, "then-and-now-dark")
    page.emulate_media(media="print", color_scheme="light")
    look(page, "then-and-now-printed")


def test_two_versions_side_by_side(page, site, cast):
    """Two tablets changed one thing, and one drawing."""
    document = two_versions(cast)
    address = f"{site}/families/{cast.nowaks.id}/documents/{document.id}"
    sign_in(page, site)
    page.goto(address)
    look(page, "reading-apart")
    page.get_by_role("link", name="Bring them together").first.click()
    look(page, "versions")
    first = page.locator("form.bringing").first
    first.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Say which one stands.")).to_be_visible()
    look(page, "versions-errors")
    page.locator("form.bringing").first.get_by_label("This one stands").last.check()
    page.locator("form.bringing").first.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("It was put by.")).to_be_visible()
    look(page, "versions-before")


def test_whom_a_child_shows_a_thing_to(page, site, cast):
    """As the worker writes it down, as it stands where it is read, as Ewa is shown it; and who needs to talk."""
    document = two_versions(cast)
    said = say(document, cast, "lines", "good_things", "When Basia makes soup and we sing, and nobody shouts")
    show(cast, said, cast.ewa, cast.basia)
    sign_in(page, site)
    family = f"{site}/families/{cast.nowaks.id}"
    page.goto(f"{family}/documents/{document.id}")
    expect(page.get_by_text("Kuba said yes to it")).to_be_visible()
    look(page, "reading-shown")
    page.goto(f"{family}/members/{cast.kuba.id}/shares?item={said}")
    look(page, "shares")
    page.get_by_label("Ewa").uncheck()
    page.get_by_label("Basia").uncheck()
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "shares-errors")
    page.goto(f"{family}/members/{cast.ewa.id}/end")
    look(page, "end")
    entry = Entry.create(id=uuid4(), author=cast.maria, release="test", digest="d" * 64, complete=True)
    flag = Flag.put(entry, cast.kuba)
    page.goto(f"{family}/flags/{flag.id}")
    look(page, "flag")
    sign_in(page, site, "ewa@example.org")
    page.goto(f"{site}/shown")
    look(page, "shown")
    cast.ewa.leave(cast.maria)
    page.goto(f"{site}/shown")
    look(page, "shown-nothing-here")


def test_a_sitting_under_the_wrong_child(page, site, cast):
    document = two_versions(cast)
    Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{document.id}")
    page.get_by_role("link", name="This was written under the wrong child").click()
    look(page, "wrong-child")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "wrong-child-errors")
    page.get_by_label("I cannot say yet").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="Under the wrong child", exact=True)).to_be_visible()
    look(page, "child-with-one-out-of-sight")
    page.goto(f"{site}/families")
    look(page, "families-whose-is-it")
    page.get_by_role("link", name="Whose is it?").click()
    look(page, "wrong-child-out-of-sight")
    page.get_by_label("Iga").check()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("It was first written under another child.")).to_be_visible()
    look(page, "reading-put-here")


def test_what_happens_to_what_is_written_here(page, site, cast):
    for name in ("privacy", "privacy/young", "accessibility"):
        page.goto(f"{site}/{name}")
        look(page, name.replace("/", "-"))
    page.goto(f"{site}/privacy/young")
    page.get_by_label("Short words").check()
    look(page, "privacy-younger")
    site.unplug()
    site.plug(SERVICE="Ashby Council", CONTACT="privacy@ashby.example", PRIVACY_NOTICE="https://ashby.example/privacy")
    page.goto(f"{site}/privacy")
    expect(page.get_by_role("link", name="privacy@ashby.example")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    look(page, "privacy-of-a-service-dark")


@pytest.mark.parametrize("band", ["younger", "middle", "older"])
def test_who_sees_this_on_a_childs_screen(page, site, cast, band):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    choose(page, "band", band)
    page.get_by_text("Who sees this?").click()
    expect(page.locator(".safe-see .told p:visible")).to_have_count(2)
    look(page, f"who-sees-{band}")
    page.get_by_text("More about this").click()
    expect(page.locator(".safe-see .told p:visible")).to_have_count(6)
    look(page, f"who-sees-more-{band}")


def test_questions_for_one_young_person(page, site, cast):
    sign_in(page, site)
    address = f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/questions"
    page.goto(address)
    look(page, "questions-none")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "questions-errors")
    for words in ("What happens when you come home from school?", "Who would you like to sit beside you?"):
        page.get_by_label("What do you want to ask?").fill(words)
        page.get_by_label("Where is it asked?").select_option("three-houses/worries")
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    page.get_by_role("button", name="Ask it no more").first.click()
    expect(page.get_by_text("asked until")).to_be_visible()
    look(page, "questions")
    page.goto(three_houses(site, cast))
    choose(page, "band", "younger")
    enter(page, WORRIES)
    expect(page.get_by_text("Who would you like to sit beside you?").first).to_be_visible()
    look(page, "room-with-a-question")


@pytest.mark.parametrize("band", ["Short questions", "Longer questions", "For teenagers"])
def test_a_lent_tablets_pages(page, site, cast, band):
    sign_in(page, site)
    ready_for_offline(page)
    name = band.split()[0].lower()
    agree(page, site, cast.kuba, tools=("Three houses", "Feelings now"), band=band)
    ready(page)
    look(page, f"lent-pin-{name}")
    hit(page, name)
    type_pin(page)
    expect(page.get_by_role("heading", name="Choose your picture")).to_be_visible()
    look(page, f"lent-picture-{name}")
    hit(page, name)
    page.get_by_role("button", name="Rocket").click()
    look(page, f"lent-before-{name}")
    hit(page, name)
    page.get_by_role("button", name="Tell me again").click()
    look(page, f"lent-again-{name}")
    page.get_by_role("button", name="I understand").click()
    look(page, f"lent-tools-{name}")
    hit(page, name)
    page.get_by_role("button", name="Three houses").click()
    frame = activity(page)
    write(frame, WORRIES, "Dad shouting")
    look(page, f"lent-room-{name}")
    finish(frame)
    look(page, f"lent-goodbye-{name}")
    frame.get_by_role("button", name="Give the tablet back").click()
    look(page, f"lent-back-{name}")
    hit(page, name)


def test_what_a_worker_sees_before_a_lending(page, site, cast):
    sign_in(page, site)
    ready_for_offline(page)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/handovers/new")
    look(page, "handover-new")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look(page, "handover-new-errors")
    agree(page, site, cast.kuba, tools=("Three houses",))
    page.wait_for_timeout(500)
    look(page, "handover-ready")


def test_what_a_worker_reads_of_a_lending(page, site, cast):
    lend(page, site, cast.kuba)
    begin(page)
    give_back(page)
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}")
    look(page, "child-had-the-tablet")
    page.locator("a[href*='/handovers/']").last.click()
    expect(page.get_by_role("heading", name="Kuba had the tablet")).to_be_visible()
    look(page, "handover")


@pytest.mark.parametrize("band", ["younger", "middle", "older"])
def test_everything_once_more_before_the_goodbye(page, site, cast, band):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    choose(page, "band", band)
    write(page, WORRIES, "When Dad shouts at Mum I hide under my bed with the cat")
    draw(page, GOOD_THINGS, [(40, 40), (200, 160), (300, 60)], [(60, 200), (220, 60)])
    look_back(page)
    look(page, f"readback-words-{band}")
    hit(page, band)
    readback = page.locator("[data-readback]")
    readback.get_by_role("button", name="Yes, that is right").click()
    look(page, f"readback-faces-{band}")
    hit(page, band)
    readback.get_by_role("button", name="Basia").click()
    readback.get_by_role("button", name="Go on").click()
    look(page, f"readback-drawing-{band}")
    hit(page, band)
    readback.get_by_role("button", name="Take it out").click()
    look(page, f"readback-taken-out-{band}")
    hit(page, band)


def test_whole_answers_once_more(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/safety-house")
    expect(page.locator("html[data-ready]")).to_have_count(1)
    path = page.locator("section.room", has=page.locator("[data-kind=scale]")).first
    page.locator(f"a.place[href='#{path.get_attribute('id')}']").click()
    way(path, "scale")
    path.locator("label.stone").nth(6).click()
    path.locator("a.room-back").click()
    rooms = page.locator("section.room", has=page.locator("[data-kind=people]")).first
    page.locator(f"a.place[href='#{rooms.get_attribute('id')}']").click()
    way(rooms, "people")
    for figure, spot in ((0, 0), (3, 1)):
        rooms.locator("[data-figure]").nth(figure).click()
        rooms.locator("[data-put]").nth(spot).click()
    look_back(page)
    look(page, "readback-people")
    page.locator("[data-readback]").get_by_role("button", name="Yes, that is right").click()
    page.locator("[data-readback]").get_by_role("button", name="Go on").click()
    look(page, "readback-scale")
