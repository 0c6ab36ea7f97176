"""A parent's way in, on a phone: invited by a worker, the code typed or brought by a link, an account, and in."""

import re

import pytest
import segno
from playwright.sync_api import expect

from app.practice import Role
from app.records import Invite, Member, User
from tests.browser.conftest import CHROMIUM, QUIET, sign_in, watched
from tests.browser.test_look import look

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "locale": "en-GB"}
ANDROID = "Mozilla/5.0 (Linux; Android 15; SM-A135F) AppleWebKit/537.36 Chrome/157.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Safari/604.1"
WORDS = "paper boats on the river"


@pytest.fixture
def phone(browser):
    """Tomek's, on which nothing has happened yet."""
    context = browser.new_context(**PHONE, user_agent=ANDROID)
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


def invite_tomek(page, site, cast):
    sign_in(page, site)
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.tomek.id}")
    page.get_by_role("button", name="Invite Tomek to use their phone").click()
    return page.locator(".invite-code").inner_text().strip()


def type_code(phone, site, code):
    phone.goto(f"{site}/sign-in")
    phone.get_by_role("link", name="I was given a code").click()
    phone.get_by_label("Your code").fill(code)
    phone.get_by_role("button", name="Go on").click()


def choose_words(phone, words=WORDS):
    phone.get_by_label("Email address").fill("tomek@example.org")
    phone.get_by_label("Choose a passphrase", exact=True).fill(words)
    phone.get_by_role("button", name="Come in").click()


def test_the_partner_of_ewa_comes_in_with_the_code_he_was_told(page, phone, site, cast):
    code = invite_tomek(page, site, cast)
    look(page, "invitation")
    assert page.locator(".invite-code").evaluate("it => it.scrollWidth - it.clientWidth") <= 0
    phone.goto(f"{site}/join")
    look(phone, "join")
    type_code(phone, site, code.lower().replace("-", " "))
    expect(phone.get_by_role("heading", name="Hello Tomek")).to_be_visible()
    look(phone, "join-account")
    choose_words(phone, "too short")
    expect(phone.locator(".govuk-error-summary")).to_be_focused()
    look(phone, "join-account-errors")
    expect(phone.get_by_label("Email address")).to_have_value("tomek@example.org")
    phone.get_by_role("button", name="Show the passphrase").click()
    choose_words(phone)
    expect(phone.get_by_text("You are in, Tomek.")).to_be_visible()
    expect(phone.locator("details[open] summary")).to_have_text("Chrome on Android")
    look(phone, "install")
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Uses Rooftree since")).to_be_visible()
    look(page, "member-who-came-in")


def test_a_link_brings_the_code_and_leaves_it_in_no_address(page, phone, site, cast):
    seen = []
    invite_tomek(page, site, cast)
    link = page.locator("#invite-link").inner_text().strip()
    phone.on("request", lambda request: seen.append((request.url, request.headers.get("referer", ""))))
    phone.goto(link)
    expect(phone.get_by_label("Your code")).to_have_value(link.partition("#code=")[2])
    assert phone.url == f"{site}/join"
    assert Invite.get().used_at is None
    phone.get_by_role("button", name="Go on").click()
    choose_words(phone)
    expect(phone.get_by_text("You are in, Tomek.")).to_be_visible()
    code = link.partition("#code=")[2]
    assert not any(code in referer or (code in address and "#code=" not in address) for address, referer in seen)
    phone.goto(link)
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_text("This code does not work any more").first).to_be_visible()


def test_the_picture_is_the_link(page, site, cast):
    invite_tomek(page, site, cast)
    link = page.locator("#invite-link").inner_text().strip()
    drawn = page.locator(".invite-picture svg path").last.get_attribute("d")
    assert drawn == re.search(r' d="([^"]+)"', segno.make(link, error="m").svg_inline(light=None))[1]


def test_the_link_is_copied_with_one_press(page, site, cast):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    invite_tomek(page, site, cast)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#invite-link").inner_text().strip()


def test_without_scripts_the_code_is_typed_and_everything_goes_on(browser, site, cast):
    context = browser.new_context(**PHONE, java_script_enabled=False)
    phone = context.new_page()
    type_code(phone, site, Invite.make(cast.tomek, cast.maria)[1])
    choose_words(phone, "too short")
    expect(phone.get_by_text("Make it longer").last).to_be_visible()
    phone.get_by_label("Choose a passphrase", exact=True).fill(WORDS)
    phone.get_by_role("button", name="Come in").click()
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    assert User.signing_in("tomek@example.org", WORDS)
    context.close()


def test_on_an_iphone_the_home_screen_comes_first(browser, site, cast):
    context = browser.new_context(**PHONE, user_agent=IPHONE)
    phone = watched(context.new_page())
    code = Invite.make(cast.tomek, cast.maria)[1]
    phone.goto(f"{site}/join#code={code}")
    first = phone.get_by_text("put Rooftree on the home screen first")
    expect(first).to_be_visible()
    expect(phone.get_by_label("Your code")).to_have_value(code)
    look(phone, "join-iphone")
    phone.get_by_role("link", name="Show me how").click()
    expect(phone.get_by_text("Reminders work only from the icon")).to_be_visible()
    look(phone, "install-iphone")
    context.close()
    assert phone.complaints == []


def test_from_the_icon_one_goes_straight_in(playwright, tmp_path, site, cast):
    """A window without an address bar is what a browser opens an app's icon in."""
    how = {"executable_path": CHROMIUM, "args": [*QUIET, f"--app={site}/"], "no_viewport": True, "user_agent": IPHONE}
    context = playwright.chromium.launch_persistent_context(str(tmp_path / "icon"), **how)
    [phone] = map(watched, context.pages)
    code = Invite.make(cast.tomek, cast.maria)[1]
    phone.goto(f"{site}/join")
    expect(phone.get_by_text("on the home screen first")).to_be_hidden()
    type_code(phone, site, code)
    choose_words(phone)
    expect(phone.get_by_role("heading", name="Today", exact=True)).to_be_visible()
    phone.goto(f"{site}/install")
    expect(phone.get_by_text("opened it from its own icon")).to_be_visible()
    expect(phone.locator("summary").first).to_be_hidden()
    context.close()
    assert phone.complaints == []


def test_on_a_computer_nobody_is_told_of_iphones(page, site, cast):
    page.goto(f"{site}/join")
    expect(page.get_by_label("Your code")).to_be_visible()
    expect(page.get_by_text("on the home screen first")).to_be_hidden()


def test_the_other_pages_about_an_invitation(page, site, cast):
    invite_tomek(page, site, cast)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Invited, not in yet")).to_be_visible()
    look(page, "member-invited")
    page.get_by_role("button", name="Take the invitation back").click()
    look(page, "member-invitation-taken-back")
    page.goto(f"{site}/join")
    page.get_by_label("Your code").fill("AAAA-AAAA")
    page.get_by_role("button", name="Go on").click()
    look(page, "join-wrong")
    sign_in(page, site, "ewa@example.org")
    code = Invite.make(auntie(cast), cast.hanna)[1]
    page.goto(f"{site}/join#code={code}")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Join as Ewa")).to_be_visible()
    look(page, "join-as-me")


def auntie(cast):
    """Ewa, as someone of the Okafors' network too."""
    return Member.add(cast.okafors, cast.hanna, name="Ewa", role=Role.NETWORK)


def test_in_the_dark(page, site, cast):
    page.emulate_media(color_scheme="dark")
    invite_tomek(page, site, cast)
    look(page, "invitation-dark")
    page.goto(f"{site}/install")
    look(page, "install-dark")
    page.goto(f"{site}/join")
    look(page, "join-dark")
