"""What people are told about what they write: the same for everybody, with each service's own word in it."""

import pytest

from app.records.policy import policy

#: What is printed and shown does not depend on the engine beneath it; that it is kept is tried on both elsewhere.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PAGES = ["/privacy", "/privacy/young", "/accessibility"]


@pytest.fixture
def told(request):
    return getattr(request, "param", {})


def test_anybody_reads_it_and_nobody_is_in_it(client, maria):
    for page in PAGES:
        seen = client.get(page)
        assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "no-cache")
        assert "Set-Cookie" not in seen.headers
        assert maria.get(page).text == seen.text


def test_a_device_keeps_it_for_when_there_is_no_connection(client):
    worker = client.get("/worker.js").text
    assert all(f'"{page}?lang=en-GB"' in worker for page in PAGES)


def test_it_is_found_from_every_page_and_from_every_childs_screen(client, maria, cast, app):
    assert 'href="/privacy"' in client.get("/sign-in").text
    for page in ("/families", "/account", f"/families/{cast.nowaks.id}"):
        assert all(f'href="{told}"' in maria.get(page).text for told in PAGES)
    for slug in app.extensions["tools"]:
        for words in (
            "Your worker looks at what you make here.",
            "Your worker reads this, and the other workers for your family",
            "Your worker and the other workers for your family can read",
        ):
            assert words in client.get(f"/tools/{slug}").text


@pytest.mark.parametrize(
    "told", [{"SERVICE": "Ashby <Council>", "CONTACT": "0800 111 222", "REGULATOR": ("",)}], indirect=True
)
def test_a_service_says_who_it_is_and_whom_to_ask(client):
    page = client.get("/privacy").text
    assert "Ashby &lt;Council&gt; keeps what is written here" in page
    assert 'href="tel:0800111222"' in page
    assert "Commissioner" not in page
    assert 'href="tel:0800111222"' in client.get("/accessibility").text


def test_where_a_service_has_not_said_whom_to_ask_the_page_says_so(client):
    assert "has not yet written down here who looks after privacy" in client.get("/privacy").text
    assert "0303 123 1113" in client.get("/privacy").text


def test_who_is_told_to_read_a_childs_words_is_who_the_table_lets(client, maria, app):
    """Where the table changes, the sentences of privacy/readers.html have to."""
    seeing = {(row["who"], row["relation"]) for row in policy() if row["may"] == "see" and row["what"] == "item"}
    assert seeing == {
        ("worker", "in the family"),
        ("child", "oneself"),
        ("parent", "shown"),
        ("network", "shown"),
        ("child", "shown"),
    }
    sitting = {(row["who"], row["relation"]) for row in policy() if row["may"] == "see" and row["what"] == "document"}
    assert sitting == {("worker", "in the family")}
    blank = [f"/tools/{slug}" for slug in app.extensions["tools"]]
    for page in ("/privacy", "/privacy/young", "/handover", *blank):
        shown = client.get(page).text
        assert "other workers for your family can" in shown or "the child and the family’s workers" in shown, page
        assert "manager" not in shown, page


def test_where_there_is_no_connection_one_still_knows_whom_to_ring(app, client):
    page = client.get("/offline").text
    for _name, number, _hours in app.config["HELPLINES"]:
        assert f'href="tel:{number.replace(" ", "")}"' in page
