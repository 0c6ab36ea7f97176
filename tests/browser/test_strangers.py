"""What somebody else’s page can get at of what a child said out loud or made on paper: nothing, however it asks."""

import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, expect
from werkzeug.serving import make_server

from app.practice import Kind
from app.records import Item
from app.records.photo import PHOTO
from tests.browser.child import WORRIES, arrives, enter, sent
from tests.browser.conftest import CHROMIUM, TABLET, sign_in, three_houses, watched
from tests.browser.test_photo import sheet
from tests.browser.test_recording import BEEPS, begin, parts, takes

#: Each way in which a page makes use of what is not its own; what comes of it is the name of the event, or the words.
WAYS = """address => Promise.all([
  ...["img", "audio", "video", "script"].map(name => new Promise(done => {
    const element = document.createElement(name);
    for (const event of ["load", "loadedmetadata", "error"]) element["on" + event] = () => done([name, event]);
    try { element.src = address } catch { done([name, "forbidden"]) } // our own pages take no script that is not known
    document.body.append(element);
  })),
  ...["no-cors", "cors"].map(mode => fetch(address, { mode, credentials: "include" }).then(
    answer => [mode, answer.type], () => [mode, "error"],
  )),
])"""
REFUSED = {name: "error" for name in ("img", "audio", "video", "script", "no-cors", "cors")}
FRAMED = """address => new Promise(done => {
  const frame = document.createElement("iframe");
  frame.src = address;
  document.body.append(frame);
  setTimeout(done, 1500); // a file to be saved never says that it was loaded
})"""


@pytest.fixture
def page(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BEEPS)
    yield watched(browser.new_context(**TABLET, permissions=["microphone"]).new_page())
    browser.close()


@pytest.fixture
def strangers() -> Iterator[str]:
    """Another's site on this machine: the same cookies reach ours from it, for a port is no other site to a cookie."""

    def answer(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<!doctype html><title>Win a prize</title><body>"]

    server = make_server("localhost", 0, answer, threaded=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://localhost:{server.port}/"
    server.shutdown()
    server.server_close()


def test_what_was_said_and_what_was_photographed_is_of_no_use_to_anybodys_page(page, site, cast, strangers, tmp_path):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    question = enter(page, WORRIES).locator("[data-kind=recording]")
    begin(question)
    arrives(page, parts(1))
    question.get_by_role("button", name="I have said it").click()
    sent(takes(question))
    page.goto(f"{site}/families/{cast.nowaks.id}/members/{cast.kuba.id}/photos/new")
    page.get_by_label("The photo").set_input_files(sheet(tmp_path / "sheet.png"))
    page.get_by_label("Where does it belong?").select_option(label="Three houses: House of dreams")
    page.get_by_role("button", name="Keep the photo").click()
    expect(page.locator(".work-done")).to_have_text("The photo is kept")
    of = {item.kind: f"{site}/families/{cast.nowaks.id}/items/{item.id}" for item in Item.select()}
    recording, photo = f"{of[Kind.RECORDING]}/recording", f"{of[PHOTO]}/photo"
    page.goto(f"{site}/accessibility")
    ours = dict(page.evaluate(WAYS, recording)) | {"img": dict(page.evaluate(WAYS, photo))["img"]}
    assert (ours["audio"], ours["img"]) == ("loadedmetadata", "load"), "on our own pages it is heard and seen"
    for address in (recording, photo):
        page.goto(strangers)
        assert dict(page.evaluate(WAYS, address)) == REFUSED, address
        page.evaluate(FRAMED, address)
        assert page.frames[-1].url in {"chrome-error://chromewebdata/", "about:blank", ""}, address
        page.goto(f"{site}/accessibility")
        assert dict(page.evaluate(WAYS, address))["script"] == "forbidden", "it is no script on our own pages either"
        with pytest.raises(Error, match=r"[Dd]ownload|ERR_ABORTED"):
            page.goto(address)
        assert page.context.request.get(address).status == 200
        page.context.clear_cookies()
        assert page.context.request.get(address, max_redirects=0).status == 303
        sign_in(page, site)


def test_no_page_of_a_family_is_of_use_to_anybodys_page(page, site, cast, strangers):
    """Neither where the cookies come along, nor on a site that is another to them too."""
    sign_in(page, site)
    for their in (strangers, strangers.replace("localhost", "127.0.0.1")):
        page.goto(their)
        assert dict(page.evaluate(WAYS, f"{site}/families/{cast.nowaks.id}")) == REFUSED
