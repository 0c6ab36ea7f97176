"""Hostile words in every place for words, on every page, in a real browser: none of them ever does anything."""

import re

import pytest
from playwright.sync_api import expect

from app.records import Member, Question
from tests.browser.child import WORRIES, enter
from tests.browser.lending import begin, lend
from tests.cast import WORDS
from tests.hostile import FIFTY
from tests.walking import addresses, dress, everything

#: Whatever would speak up, ask, open or go elsewhere is counted by the page itself before anything of it is read.
WATCH = """
globalThis.done = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"]) globalThis[name] = () => done.push(name);
addEventListener("securitypolicyviolation", ({ violatedDirective }) => done.push(violatedDirective));
"""


@pytest.mark.parametrize("who", ["maria@example.org", "ewa@example.org", "brave-otter"])
def test_hostile_words_do_nothing_at_all(page, site, cast, who):
    everything(cast)
    paths = [path for path in addresses(site.app, cast) if not path.startswith(("/knock", "/leave", "/worker"))]
    page.goto(f"{site}/sign-in")
    page.get_by_label("Email address").fill(who)
    page.get_by_label("Passphrase", exact=True).fill(WORDS)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/(families|today|mine)$"))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith(str(site)) else None)
    page.add_init_script(WATCH)
    dress(lambda _place: "\n".join(FIFTY))
    pages = 0
    for path in paths:
        answer = page.request.get(f"{site}{path}", max_redirects=0)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(f"{site}{path}")
        for opened in page.locator("details > summary").all():
            opened.dispatch_event("click")
        assert page.evaluate("done") == [], path
        assert page.url.startswith(str(site)), path
        pages += 1
    assert asked == []
    assert pages > 15


def test_hostile_words_told_to_a_lent_tablet_do_nothing_at_all(page, site, cast):
    """Names, and what a worker asks besides, come to it as data and are put in by scripts."""
    everything(cast)
    dress(lambda place: FIFTY[place % len(FIFTY)])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith(str(site)) else None)
    page.add_init_script(WATCH)
    lend(page, site, cast.kuba)
    frame = begin(page)
    enter(frame, WORRIES)
    expect(frame.get_by_text(Question.get().words).first).to_be_attached()
    told = Member.get_by_id(cast.kuba.id).name
    assert told in page.locator("body").evaluate("body => body.textContent"), "and the child's name"
    assert (page.evaluate("done"), frame.evaluate("done"), asked) == ([], [], [])
