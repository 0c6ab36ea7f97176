"""What a thief finds on the disk of a tablet: nothing that anyone wrote, and nobody's name."""

import base64
import json
import os
import random
import re
import shutil
import zlib
from contextlib import suppress

from playwright.sync_api import expect

from app.records import Gloss, Item, Note
from app.records.db import now
from app.records.recording import Part
from tests.agreeing import agree
from tests.browser.child import GOOD_THINGS, WORRIES, arrives, draw, enter, kept, sent, waiting, write
from tests.browser.conftest import CHROMIUM, QUIET, TABLET, ready_for_offline, sign_in, three_houses, watched
from tests.browser.lending import HELD, activity, begin, give_back, lend, stands_in, type_pin
from tests.browser.test_offline import kill
from tests.browser.test_today import task

MARK = "zebraquilt"
#: How often the tablet is killed: each costs ten seconds, so many more only where somebody asks for them.
KILLS = int(os.environ.get("ROOFTREE_TEST_KILLS", "6"))


def test_no_file_of_the_browser_holds_what_was_written_or_whose_it_was(tablet, site, cast, tmp_path):
    context = tablet("--use-fake-device-for-media-stream", permissions=["microphone"])
    page = watched(context.new_page())
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    sent(write(page, WORRIES, f"{MARK} sent"))
    name_and_say(page)
    site.unplug()
    kept(write(page, GOOD_THINGS, f"{MARK} waiting"))
    kept(draw(page, GOOD_THINGS, [(30, 30), (90, 70), (160, 40)]))
    enter(page, WORRIES).locator("textarea").fill(f"{MARK} half")
    site.plug()
    page.evaluate("dispatchEvent(new Event('online'))")
    waiting(page, 0)
    context.close()

    for mark in (*made(), "Kuba"):
        assert files_holding(tmp_path / "profile", mark) == [], mark


def name_and_say(where):
    """What is no line of words: the name of a house, and something said out loud."""
    room = enter(where, WORRIES)
    room.locator(".naming summary").click()
    room.locator("[data-words]").first.fill(f"{MARK} cave")
    said = room.locator("[data-kind=recording]")
    said.get_by_role("button", name="Say it out loud").click()
    said.get_by_role("button", name="Start").click()
    expect(said.get_by_text("Listening now")).to_be_visible()
    said.get_by_role("button", name="I have said it").click()
    kept_or_sent(said.locator("[data-takes] > *"))


def kept_or_sent(thing):
    expect(thing).to_have_attribute("data-state", re.compile("kept|sent"))


def made():
    """What was really made and came: the words, the very strokes, the very sound."""
    contents = [item.content for item in Item.latest() if item.content]
    assert {f"{MARK} waiting"} < set(contents)
    assert json.dumps(f"{MARK} cave") in "".join(contents)
    [drawn] = [json.loads(content) for content in contents if '"strokes"' in content]
    sound = next(bytes(part.sound) for part in Part.select().order_by(Part.place) if part.sound)
    return MARK, ",".join(map(str, drawn["strokes"][0]["d"][:12])), sound[-48:]


def files_holding(folder, mark):
    """Every file in which the mark stands, in any of the ways in which a browser writes text, or bytes."""
    raw = mark if isinstance(mark, bytes) else mark.encode()
    in_base64 = [base64.b64encode(b"x" * n + raw)[4:-4] for n in range(3)] if len(raw) > 8 else []
    found = [*map(re.escape, in_base64), re.escape(raw.decode("latin-1").encode("utf-16-le"))]
    # a name as short as Kuba's stands somewhere within much of what is sealed, by chance
    found.append((b"(?<![A-Za-z0-9+/])" if len(raw) < 6 else b"") + re.escape(raw))
    shape = re.compile(b"|".join(found))
    held = []
    for path in folder.rglob("*"):
        if path.is_file() and any(shape.search(text) for text in readings(path.read_bytes())):
            held.append(path.relative_to(folder).as_posix())
    return held


def readings(content):
    yield content
    at = content.find(b"\x1f\x8b\x08")
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(content[at:])
        at = content.find(b"\x1f\x8b\x08", at + 1)


def test_no_file_of_a_parents_browser_holds_what_they_do_or_what_they_wrote_beside_it(tablet, site, cast, tmp_path):
    agree(cast, what=f"{MARK} to school", why=f"{MARK} why", at="08:15", moment=now())
    agree(cast, what=f"{MARK} in the evening", why="", at="19:00", moment=now())
    page = watched(tablet().new_page())
    sign_in(page, site, "ewa@example.org")
    page.goto(f"{site}/today")
    ready_for_offline(page)
    first, second = task(page, f"{MARK} to school"), task(page, f"{MARK} in the evening")
    first.get_by_text("Add a note first").click()
    first.get_by_label("A short note").first.fill(f"{MARK} noted")
    first.get_by_role("button", name="Done").click()
    expect(first.get_by_text("Sent", exact=True)).to_be_visible()
    site.unplug()
    second.get_by_text("Couldn’t today").click()
    second.get_by_label("It didn’t feel safe").check()
    second.get_by_label("A short note").last.fill(f"{MARK} unsafe")
    second.get_by_role("button", name="Tell my worker").click()
    waiting(page, 1)
    page.context.close()

    assert [note.words for note in Note.select()] == [f"{MARK} noted"], "the mark was really written"
    assert files_holding(tmp_path / "profile", MARK) == []
    assert files_holding(tmp_path / "profile", "Kuba") == []


def test_no_file_of_a_lent_tablet_holds_what_the_child_made_or_who_is_around_them(tablet, site, cast, tmp_path):
    """While it is open, when it was killed at any moment, and after it was given back."""
    names = ("Kuba", "Tomek", "Basia", "Ewa, on the telephone", "I will talk with Mum on Friday")
    beeping = {"permissions": ["microphone"]}
    page = watched(tablet("--use-fake-device-for-media-stream", **beeping).new_page())
    lend(page, site, cast.kuba)
    frame = begin(page)
    sent(write(frame, WORRIES, f"{MARK} sent"))
    site.unplug()
    name_and_say(frame)
    kept(write(frame, GOOD_THINGS, f"{MARK} waiting"))
    kept(draw(page, GOOD_THINGS, [(30, 30), (90, 70), (160, 40)], frame=frame))
    enter(frame, WORRIES).locator("textarea").fill(f"{MARK} half")
    chance = random.Random(4)  # noqa: S311
    for again in range(KILLS):
        page.wait_for_timeout(chance.randrange(2500))
        kill(tmp_path / "profile")
        for mark in (MARK, *names):
            assert files_holding(tmp_path / "profile", mark) == [], f"{mark} in the {again}. time"
        page = watched(tablet().new_page())
        page.goto(f"{site}/")
        type_pin(page)
        frame = activity(page)
        enter(frame, WORRIES).locator("textarea").press_sequentially(f" {MARK} more")
    site.plug()
    give_back(page)
    arrives(page, lambda: f"{MARK} waiting" in [item.content for item in Item.select()])
    waiting(page, 0)
    page.context.close()
    for mark in (*made(), *names):
        assert files_holding(tmp_path / "profile", mark) == [], mark


def test_no_file_of_a_lent_tablet_holds_own_words_beside_what_was_picked_or_a_translation(tablet, site, cast, tmp_path):
    """The words of a face and of a choice of one's own, and what an interpreter wrote beside a thought."""
    page = watched(tablet().new_page())
    lend(page, site, cast.kuba, tools=("Feelings now",), spoken="Polish")
    frame = begin(page)
    site.unplug()
    for kind in ("faces", "choice"):
        question = frame.locator(f"[data-question][data-kind={kind}]", has=frame.locator("[data-opens]"))
        section = frame.locator("section.room", has=question)
        if frame.locator("a.room-back:visible").count():
            frame.locator("a.room-back:visible").click()
        frame.locator(f"a.place[href='#{section.get_attribute('id')}']").click()
        question.locator("label.pick", has=frame.locator("[data-opens]")).click()
        question.locator("[data-words]").fill(f"{MARK} {kind}")
        question.locator("[data-words]").blur()
        kept(question)
    pin = write(frame, "How I feel", f"{MARK} po polsku")
    pin.locator(".beside summary").click()
    pin.locator("[data-same]").fill(f"{MARK} in English")
    pin.locator("[data-keep]").click()
    kept(pin.locator(".beside"))
    kill(tmp_path / "profile")
    assert files_holding(tmp_path / "profile", MARK) == [], "when it was killed"
    page = watched(tablet().new_page())
    page.goto(f"{site}/")
    type_pin(page)
    activity(page)
    site.plug()
    give_back(page)
    arrives(page, lambda: Gloss.select().count() == 1)
    waiting(page, 0)
    page.context.close()
    said = "".join(item.content for item in Item.select()) + Gloss.get().words
    assert all(f"{MARK} {what}" in said for what in ("faces", "choice", "po polsku", "in English"))
    assert files_holding(tmp_path / "profile", MARK) == []


def test_a_copy_of_a_lent_tablets_disk_shows_nothing_without_the_pin(tablet, playwright, site, cast, tmp_path):
    page = watched(tablet().new_page())
    lend(page, site, cast.kuba)
    frame = begin(page)
    site.unplug()
    kept(write(frame, WORRIES, f"{MARK} kept"))
    enter(frame, WORRIES).locator("textarea").fill(f"{MARK} half")
    page.wait_for_timeout(1500)
    kill(tmp_path / "profile")
    shutil.copytree(tmp_path / "profile", tmp_path / "copy", symlinks=True)
    for lock in (tmp_path / "copy").glob("Singleton*"):
        lock.unlink()
    thief = playwright.chromium.launch_persistent_context(
        str(tmp_path / "copy"), executable_path=CHROMIUM, args=QUIET, **TABLET
    )
    page = thief.new_page()
    page.goto(f"{site}/families/{cast.nowaks.id}")
    expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()
    held = page.evaluate(HELD)
    for mark in (MARK, "Kuba", "Maria", "Mum on Friday"):
        assert mark not in page.content()
        assert not stands_in(held, mark)
    thief.close()
