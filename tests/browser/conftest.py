"""A real server that can be unplugged, and real browsers that can be killed."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from socket import SHUT_RDWR, socket
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from werkzeug.serving import WSGIRequestHandler, make_server

from app.records import db
from tests import cast as people
from tests.conftest import Standing, built, missing, sqlite_url

CHROMIUM = shutil.which("chromium")
#: The same engine with no browser's windows around it, where it is to be had: a third quicker, for most journeys.
SHELL = shutil.which("chromium-headless-shell") or CHROMIUM
QUIET = [
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"),
    "--disable-gpu",  # there is none: to draw as if there were costs more
]
TABLET = {"viewport": {"width": 1024, "height": 768}, "has_touch": True, "locale": "en-GB", "reduced_motion": "reduce"}
#: What a kept answer depends on; by the app that gave it.
KEPT_BY = (
    *("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING"),
    *("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_USER_AGENT"),
)
KEPT: WeakKeyDictionary[Any, dict[tuple[str, ...], tuple[str, Any, bytes]]] = WeakKeyDictionary()
#: The server's app that most tests have, one after the other.
standing: list[Standing] = []
#: Journeys about words that could be lost: they have to go well at once.
AT_ONCE = {"test_disk", "test_offline", "test_storage"}
READY = "navigator.serviceWorker.controller !== null"
#: A tablet that fetches all of a release, some two hundred files, only once a test asks it to be ready for offline:
#: many tests pull no cable, and it would cost them a third of their time.
WHEN_ASKED = """if (navigator.serviceWorker && top.name !== "keeps") {
  const container = navigator.serviceWorker;
  container.register = (...how) => new Promise((done) => {
    globalThis.keepRelease = () => (delete container.register, done(container.register(...how)));
  });
}"""

expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser's journey that fails goes its way once more: among four hundred on a busy machine one is now and then
    overtaken by its page. Which ones did is said at the end of the run, and more than a few of them fail it."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.path.stem not in AT_ONCE:
            item.add_marker(pytest.mark.flaky(reruns=1))


class Site:
    """A server that can be unplugged, and plugged in again with another release."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.make, self.app, self.port, self.server = make, make(), 0, None
        #: A browser opens lines before it has anything to ask: these, too, end with the cable.
        self.unasked: WeakSet[socket] = WeakSet()
        self.plug()

    def plug(self, **told: Any) -> None:
        if told:
            self.app = self.make(**told)
            db.connect(reuse_if_open=True)
        quiet = type("Quiet", (Quiet,), {"unasked": self.unasked})
        self.server = make_server("localhost", self.port, whole(self.app), threaded=True, request_handler=quiet)
        self.port = self.server.port
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def unplug(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            for line in list(self.unasked):
                with suppress(OSError):  # it has ended meanwhile
                    line.shutdown(SHUT_RDWR)
        self.server = None

    def __str__(self) -> str:
        return f"http://localhost:{self.port}"


def whole(app: Any) -> Callable[..., list[bytes]]:
    """Hands each answer over in one piece: where a browser is gone before it, this server leaves files open. What every
    tablet keeps of a release is the same for all of them: it is worked out once an app, not for each test's tablet."""
    kept = KEPT.setdefault(app, {})

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        asked = tuple(environ.get(name, "") for name in KEPT_BY)
        may_keep = environ["PATH_INFO"].startswith("/static/") or not environ.get("HTTP_COOKIE")
        status, headers, body = kept.get(asked) if may_keep and asked in kept else ask(app, environ)
        if may_keep and status == "200 OK" and environ["REQUEST_METHOD"] == "GET":
            kept[asked] = status, headers, body
        start_response(status, list(headers))
        return [body]

    return answer


def ask(app: Any, environ: Any) -> tuple[str, Any, bytes]:
    told: list[Any] = []
    parts = app(environ, lambda status, headers, exc_info=None: told.extend((status, headers)))
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", bool)()
    return told[0], told[1], body


class Quiet(WSGIRequestHandler):
    """Says nothing of what was asked: a tablet that keeps a release asks for some two hundred things."""

    unasked: WeakSet[socket]

    def setup(self) -> None:
        super().setup()
        self.unasked.add(self.connection)

    def run_wsgi(self) -> None:
        self.unasked.discard(self.connection)
        super().run_wsgi()

    def log_request(self, *_of: Any) -> None:
        pass


@pytest.fixture
def site(empty_sqlite, tmp_path, instance, this_release) -> Iterator[Site]:
    url = sqlite_url(empty_sqlite, tmp_path)

    def make(**told: Any) -> Any:
        given = {"INSTANCE": instance, "DATABASE_URL": url, "RELEASE": this_release, **told}
        if told:
            return built(**given)
        standing.extend([] if standing else [Standing(built(**given))])
        return standing[0].over(url)

    site = Site(make)
    db.connect(reuse_if_open=True)
    yield site
    site.unplug()
    db.close()


@pytest.fixture
def cast(site) -> people.Cast:
    return people.settle()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    missing("Chromium", CHROMIUM)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright):
    browser = playwright.chromium.launch(executable_path=SHELL, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def windowed(playwright):
    """The whole browser, where a journey needs what is around the engine: notices, what a device grants."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A fresh tablet."""
    context = browser.new_context(**TABLET)
    context.add_init_script(WHEN_ASKED)
    page = watched(context.new_page())
    yield page
    context.close()
    assert page.complaints == []


@pytest.fixture
def tablet(playwright, tmp_path) -> Iterator[Callable[[], BrowserContext]]:
    """The same tablet each time it is switched on: its profile stays on the disk, whatever kills the browser."""
    running: list[BrowserContext] = []

    def switch_on(*args: str, **more: Any) -> BrowserContext:
        told = {"executable_path": CHROMIUM, "args": [*QUIET, *args], **TABLET, **more}
        context = playwright.chromium.launch_persistent_context(str(tmp_path / "profile"), **told)
        running.append(context)
        return context

    yield switch_on
    for context in running:
        context.close()


def watched(page: Page) -> Page:
    """Every page's own errors and whatever the security policy turned away are failures of the test."""
    page.complaints = []
    understood = page.locator("[data-understood]")
    page.add_locator_handler(understood, lambda: understood.click())
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda line: page.complaints.append(line.text) if "Content Security Policy" in line.text else None,
    )
    return page


def sign_in(page: Page, site: Site | str, email: str = "maria@example.org") -> None:
    """By hand; on a fresh device, which has no page of ours open, straight at the door where its form knocks: most
    journeys begin so, and it would be a quarter of the shortest."""
    if page.url == "about:blank" and "//localhost" in str(site):
        said = {"email": email, "passphrase": people.WORDS}
        here = {"Origin": str(site), "Accept-Language": "en-GB"}
        page.context.request.post(f"{site}/sign-in", form=said, headers=here, max_redirects=0)
        page.goto(f"{site}/")
    else:
        page.goto(f"{site}/sign-in")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Passphrase", exact=True).fill(people.WORDS)
        page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1").filter(has_text=re.compile("^(Families|Today)$"))).to_be_visible()


def three_houses(site: Site, cast: people.Cast) -> str:
    return f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/tools/three-houses"


def ready_for_offline(page: Page) -> None:
    """The worker rules the page, and the device has its pass."""
    page.wait_for_load_state()
    page.evaluate("top.name = 'keeps'; globalThis.keepRelease?.(); navigator.serviceWorker.ready.then(() => {})")
    page.reload()
    until(page, READY)
    until(
        page,
        "import(document.querySelector('script[src*=app]').src.replace('app.js', 'pass.js')).then(p => p.current())",
    )


def until(page: Page, script: str, seconds: float = 20) -> Any:
    """Wait from outside the page until a script in it comes to something: the page's own policy forbids eval."""
    for _ in range(int(seconds * 20)):
        with suppress(PlaywrightError):  # the page may be on its way to another
            found = page.evaluate(script)
            if found:
                return found
        page.wait_for_timeout(50)
    raise AssertionError(f"not within {seconds} s: {script}")


def profile_of(tmp_path: Path) -> Path:
    return tmp_path / "profile"
