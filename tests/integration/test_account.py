"""Signing in and out, and what keeps others from doing it."""

from datetime import timedelta

import pytest

from app.practice import Role
from app.records import Attempt, Pass, Session, User, passphrase
from app.records.db import now
from app.records.session import IDLE, LONGEST
from tests.cast import WORDS


def signs_in(client, email, words=WORDS, **rest):
    return client.post("/sign-in", data={"email": email, "passphrase": words}, **rest)


def test_the_right_passphrase_opens_whatever_the_capitals_of_the_address(client, cast):
    assert signs_in(client, " MARIA@Example.org").status_code == 303
    assert client.get("/families").status_code == 200


def test_known_and_unknown_addresses_are_answered_alike(client, cast):
    known, unknown = (
        signs_in(client, email, "not the passphrase") for email in (cast.maria.email, "nobody@example.org")
    )
    assert known.status_code == unknown.status_code == 400
    assert known.text.replace(cast.maria.email, "") == unknown.text.replace("nobody@example.org", "")
    assert "not the passphrase" not in known.text


def test_too_many_tries_on_one_account_rest_for_a_while(client, cast):
    for email in (cast.maria.email, "nobody@example.org"):
        answers = [signs_in(client, email, "wrong").status_code for _ in range(12)]
        assert answers == [400] * 10 + [429] * 2
    assert signs_in(client, cast.maria.email).status_code == 429
    Attempt.update(at=now() - timedelta(minutes=16)).execute()
    assert signs_in(client, cast.maria.email).status_code == 303


def test_too_many_tries_from_one_address_rest_whatever_it_says_of_itself(client, cast):
    answers = {
        signs_in(client, f"{n}@example.org", "wrong", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(60)
    }
    assert answers == {400, 429}


def test_when_too_many_sign_in_at_once_it_says_so(client, cast, monkeypatch):
    monkeypatch.setattr(passphrase, "WAIT_SECONDS", 0.01)
    for _ in range(2):
        passphrase._a_few.acquire()
    try:
        response = signs_in(client, cast.maria.email)
    finally:
        for _ in range(2):
            passphrase._a_few.release()
    assert response.status_code == 429
    assert response.headers["Retry-After"]


def test_a_session_ends_when_it_is_idle_or_old(maria):
    for field, age in [(Session.seen_at, IDLE), (Session.started_at, LONGEST)]:
        kept = Session.get()
        Session.update({field: now() - age - timedelta(seconds=1)}).execute()
        assert maria.get("/families").status_code == 303
        Session.update(seen_at=kept.seen_at, started_at=kept.started_at).execute()
        assert maria.get("/families").status_code == 200


def test_signing_out_ends_it_on_the_server(app, maria):
    cookie = maria.get_cookie("__Host-session")
    maria.post("/sign-out", data={"csrf_token": maria.get("/session").json["csrf"]})
    assert Session.select().count() == 0
    thief = app.test_client()
    thief.set_cookie("__Host-session", cookie.value, secure=True)
    assert thief.get("/families").status_code == 303


def test_signing_out_everywhere(app, cast, maria):
    other = app.test_client().signs_in(cast.maria)
    maria.post("/account", data={"csrf_token": maria.get("/session").json["csrf"]})
    assert other.get("/families").status_code == 303


def test_a_session_laid_in_beforehand_is_not_taken_over(client, cast):
    client.get("/sign-in")
    client.set_cookie("__Host-session", "laid in by somebody", secure=True)
    signs_in(client, cast.maria.email)
    assert client.get_cookie("__Host-session").value != "laid in by somebody"


def test_the_cookie_is_bound_to_the_host_where_the_line_is_safe(client, cast):
    safe = signs_in(client, cast.maria.email).headers["Set-Cookie"]
    assert safe.startswith("__Host-session=")
    assert all(part in safe for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    plain = signs_in(client, cast.maria.email, base_url="http://192.168.1.5:8000").headers["Set-Cookie"]
    assert plain.startswith("session=")
    assert "Secure" not in plain


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "javascript:1",
        "/%09/evil.example",
        "/%0a/evil.example",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(client, cast, onward):
    response = client.post(f"/sign-in?next={onward}", data={"email": cast.maria.email, "passphrase": WORDS})
    assert response.location == "/families"


def test_one_is_sent_on_to_where_one_was_going(client, cast):
    asked = client.get(f"/families/{cast.nowaks.id}").location
    assert (
        client.post(asked, data={"email": cast.maria.email, "passphrase": WORDS}).location
        == f"/families/{cast.nowaks.id}"
    )


def test_a_pass_is_given_to_the_signed_in_with_a_token_and_to_nobody_else(maria, client, cast, keys):
    device = {"device": "5f6f8c0e-5b0a-4a4e-9c43-0b2a3b1a6a10"}
    assert client.post("/passes", json=device).status_code == 401
    assert maria.post("/passes", json=device).status_code == 400
    token = {"X-CSRFToken": maria.get("/session").json["csrf"]}
    given = maria.post("/passes", json=device, headers=token)
    assert given.status_code == 201
    assert given.json["seal"]["kid"] == keys.newest_seal_key()[0]
    assert Pass.bearing(given.json["id"], given.json["secret"]).user == cast.maria
    assert Pass.bearing(given.json["id"], "another") is None
    assert maria.post("/passes", json={"device": "no name"}, headers=token).status_code == 400


def test_a_passphrase_is_kept_as_argon2id_and_nowhere_else(cast):
    someone = User.enrol(name="Lena", email="lena@example.org", words=WORDS, role=Role.WORKER)
    assert someone.passphrase.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_stale_token_costs_nothing_that_was_typed(maria):
    response = maria.post("/families/new", data={"csrf_token": "stale", "name": "The Lis family"})
    assert response.status_code == 400
    assert 'value="The Lis family"' in response.text
    assert "This page was open for a long time" in response.text
