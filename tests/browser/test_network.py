"""Whom the whole browser talks to while a child uses it: our own server, and nobody else."""

import re

from app.records import Item
from tests.browser import lending
from tests.browser.child import GOOD_THINGS, WORRIES, arrives, draw, enter, finish, write
from tests.browser.conftest import watched
from tests.browser.test_recording import begin

ASKED = re.compile(r'"url":"[a-z]+://([^"/:]+)[:0-9]*([^"?]*)')
#: What this browser asks its maker whatever page is open: whether there is a newer one, whose it is, what the fields of
#: a form may be for, as a sum over their names. Nothing that stands in a field is in any of it.
MAKER = re.compile(r"(^|\.)(google|googleapis|gstatic|gvt1)\.com$")
#: What it would ask to have words spoken, corrected, gone on with or translated.
WORDS = re.compile(r"speech|spell|tts|translate|suggest|complete|predict", re.IGNORECASE)


def asked(log):
    """Whom anything in the whole browser asked, and for what, beside us."""
    return {(host, path) for host, path in ASKED.findall(log) if host != "localhost"}


def test_nobody_but_us_hears_of_a_childs_sitting(tablet, site, cast, tmp_path):
    """Words that no dictionary knows, pictures of letters, a drawing, something said aloud. (This machine has no
    voice: that none which sends words away is ever offered is in test_aloud.py.)"""
    log = tmp_path / "asked.json"
    beeping = {"permissions": ["microphone"]}
    page = watched(tablet().new_page())
    lending.lend(page, site, cast.kuba)
    page.context.close()
    page = watched(tablet(f"--log-net-log={log}", "--use-fake-device-for-media-stream", **beeping).new_page())
    page.goto(f"{site}/")
    frame = lending.begin(page)
    write(frame, WORRIES, "Tata krzyczy, a ja sie chowam 🙈 teh mispeled wrods https://example.com/ 0123456789")
    said = enter(frame, WORRIES).locator("[data-kind=recording]")
    begin(said)
    page.wait_for_timeout(1500)
    said.get_by_role("button", name="I have said it").click()
    draw(page, GOOD_THINGS, [(30, 30), (90, 70), (160, 40)], frame=frame)
    finish(frame)
    arrives(page, lambda: Item.select().count() >= 3)
    page.context.close()
    told = log.read_text("utf-8", errors="replace")
    assert "//localhost:" in told, "the browser did write down whom it asked"
    assert [host for host, _path in asked(told) if not MAKER.search(host)] == []
    assert [path for _host, path in asked(told) if WORDS.search(path)] == []
    for words in ("krzyczy", "mispeled"):
        assert words not in told
