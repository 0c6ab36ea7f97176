"""What a worker and a child do with a tablet that is lent, in the words of its pages."""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Frame, Page, expect

from app.records.db import now
from tests.browser.conftest import Site, ready_for_offline, sign_in, until

PIN = "471182"
#: Everything that scripts could read on this tablet.
HELD = """(async () => {
  const told = { cookies: document.cookie, local: { ...localStorage }, session: { ...sessionStorage } };
  told.caches = await caches.keys();
  told.databases = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise(done => { indexedDB.open(name).onsuccess = e => done(e.target.result) });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      const ask = what => new Promise(done => { what.onsuccess = () => done(what.result) });
      told.databases[`${name}/${store}`] = [await ask(all.getAllKeys()), await ask(all.getAll())];
    }
  }
  return JSON.stringify(told);
})()"""


def stands_in(held: str, words: str) -> bool:
    """Whether these words stand there; by chance a name of four letters stands within much of what is sealed."""
    return re.search(rf"(?<![A-Za-z0-9+/]){re.escape(words)}", held) is not None


def lend(
    page: Page,
    site: Site | str,
    member: Any,
    *,
    tools: tuple[str, ...] = ("Three houses",),
    pin: str = PIN,
    email: str = "maria@example.org",
    spoken: str = "",
) -> None:
    """Maria signs in, agrees on everything, and makes the tablet this child's. It then asks for its PIN."""
    sign_in(page, site, email)
    ready_for_offline(page)
    agree(page, site, member, tools=tools, spoken=spoken)
    ready(page, pin)


def agree(
    page: Page,
    site: Site | str,
    member: Any,
    *,
    tools: tuple[str, ...],
    band: str = "Longer questions",
    spoken: str = "",
) -> None:
    page.goto(f"{site}/families/{member.family_id}/members/{member.id}/handovers/new")
    for tool in tools:
        page.get_by_label(re.compile(rf"^\s*{re.escape(tool)}\s*(\(|$)")).check()  # a story says which one it is
    page.get_by_label(band).check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Who agreed, or why was nobody asked?").fill("Ewa, on the telephone")
    page.get_by_label("Which language do you speak together?").fill(spoken)
    page.get_by_label("What happens next?").fill("I will talk with Mum on Friday")
    page.get_by_label("By which day will you have read it?").fill((now() + timedelta(days=2)).date().isoformat())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Is this tablet ready")).to_be_visible()


def ready(page: Page, pin: str = PIN) -> None:
    until(
        page,
        "document.querySelectorAll('[data-found=well]').length >= 4 && "
        "!document.querySelector('[data-found=stops], [data-found=looking]')",
    )
    page.get_by_label("PIN", exact=True).fill(pin)
    page.get_by_label("The same PIN again").fill(pin)
    page.get_by_role("button", name="Give the tablet").click()
    page.wait_for_url("**/handover")
    expect(page.get_by_role("heading", name="Type the PIN")).to_be_visible()


def type_pin(page: Page, pin: str = PIN) -> None:
    for digit in pin:
        page.locator(f"[data-key='{digit}']").click()
    page.locator("[data-key=done]").click()


def begin(page: Page, picture: str = "Boat") -> Frame:
    """The PIN, the child’s picture, what is told before the first mark. Returns the activity, where there is one."""
    type_pin(page)
    page.get_by_role("button", name=picture).click()
    page.get_by_role("button", name="I understand").click()
    return activity(page)


def activity(page: Page) -> Frame:
    expect(page.locator("[data-part=frame] iframe")).to_be_visible()
    frame = page.locator("[data-part=frame] iframe").element_handle().content_frame()
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    return frame


def give_back(page: Page, pin: str = PIN) -> None:
    page.locator(".lent-back").click()
    type_pin(page, pin)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
