"""A booklet comes as a file, through the worker that stands between the page and the server."""

from pathlib import Path

from app.records import Document
from tests.browser.child import GOOD_THINGS, WORRIES, draw, enter, finish, write
from tests.browser.conftest import ready_for_offline, sign_in, three_houses
from tests.pdf import Pdf


def test_a_worker_takes_both_editions_away_as_files(page, site, cast):
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    ready_for_offline(page)
    enter(page, WORRIES)
    write(page, WORRIES, "Dad shouting at night")
    draw(page, GOOD_THINGS, [(40, 40), (160, 90), (220, 40)])
    page.locator("a.room-back:visible").click()
    finish(page)
    page.goto(f"{site}/families/{cast.nowaks.id}/documents/{Document.get().id}")
    for button in ("Booklet for Kuba to keep", "Booklet for the worker"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=button).click()
        assert coming.value.suggested_filename == "booklet.pdf"
        pdf = Pdf(Path(coming.value.path()).read_bytes())
        assert "Dad shouting at night" in pdf.words()
        assert len(list(pdf.tree().all("Figure"))) == 1
