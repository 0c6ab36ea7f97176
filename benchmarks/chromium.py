"""A tablet with a stopwatch in it: real Chromium, its profile on the disk, Maria signed in, ready to go offline."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.child import understand
from tests.browser.conftest import CHROMIUM, QUIET, TABLET, ready_for_offline, sign_in

from .house import House

STOPWATCH = Path(__file__).with_name("stopwatch.js")


def site(it: House) -> str:
    return f"http://localhost:{it.server.port}"


def activity(it: House) -> str:
    child = it.children[0]
    return f"{site(it)}/families/{child.family_id}/members/{child.id}/tools/three-houses"


@contextmanager
def tablet(playwright: Playwright, profile: Path) -> Iterator[BrowserContext]:
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, args=QUIET, **TABLET
    )
    context.set_default_timeout(30_000)
    context.add_init_script(path=STOPWATCH)
    yield context
    context.close()


@contextmanager
def at_the_activity(playwright: Playwright, profile: Path, it: House) -> Iterator[Page]:
    """The activity is open on a tablet that has its pass and has kept the release."""
    with tablet(playwright, profile) as context:
        page = context.pages[0]
        sign_in(page, site(it), it.worker.email)
        page.goto(activity(it))
        ready_for_offline(page)
        understand(page)
        yield page


def slow(page: Page, times: float) -> None:
    """An old tablet: the page's own thread runs this many times slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})
