"""A parent's day on a phone: what there is to do, a word about it, with and without a connection, and out at once."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from app.records import Action
from app.records.action import Agreed
from app.records.db import now
from app.records.schedule import Repeat, Schedule, rule_of
from tests.browser.conftest import CHROMIUM, QUIET, sign_in, watched
from tests.browser.test_join import PHONE
from tests.browser.test_look import look

WALK, TEA = "Walk Kuba to school", "Ring Basia in the evening"


@pytest.fixture
def phone(browser):
    """Ewa's."""
    context = browser.new_context(**PHONE)
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


@pytest.fixture
def same_phone(playwright, tmp_path):
    """Ewa's, which can be switched off and on again."""
    running = []

    def switch_on():
        profile = str(tmp_path / "profile")
        context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=QUIET, **PHONE)
        running.append(context)
        return watched(context.new_page())

    yield switch_on
    for context in running:
        context.close()


@pytest.fixture
def walk(cast):
    return agree(cast, WALK, "So that he gets there in time, with somebody he trusts.", "08:15", cast.ewa)


def agree(cast, what, why, at, *doers, repeat=Repeat.DAILY):
    days_ago = now() - timedelta(days=3)
    schedule = Schedule(rule_of(repeat), days_ago.date(), time.fromisoformat(at), "Europe/London")
    action = Action.agree(cast.nowaks, cast.maria, Agreed(what, why, doers, schedule))
    Action.update(made_at=days_ago).where(Action.id == action.id).execute()
    return action


def today(page, site):
    sign_in(page, site, "ewa@example.org")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def task(page, what=WALK):
    return page.locator("[data-task]", has=page.get_by_role("heading", name=what)).first


def test_pictures(phone, site, cast, walk):
    agree(cast, TEA, "", "19:00", cast.ewa, cast.basia)
    today(phone, site)
    look(phone, "today")
    phone.emulate_media(color_scheme="dark")
    look(phone, "today-dark")
