"""The way in: a worker's invitation, the code, the account; and what a stranger or a mail scanner gets to see."""

import re
from datetime import timedelta

import pytest

from app.practice import Role
from app.records import Attempt, Invite, Item, Member, Session, User
from app.records.attempt import MOST_BY_ADDRESS, MOST_BY_INVITE
from app.records.db import now
from tests.cast import WORDS

NEW = "a red kettle on the stove"
NO_MORE = "This code does not work any more. Ask for a new one."
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Safari/604.1"
PERSONAL = ("Tomek", "Nowak", "Kuba", "Maria", "Ewa")


def token(browser):
    return {"csrf_token": browser.get("/session").json["csrf"]}


def page_of(member):
    return f"/families/{member.family_id}/members/{member.id}"


def invites(browser, member):
    return browser.post(f"{page_of(member)}/invites", data=token(browser))


def code_on(page):
    return re.search(r'class="invite-code">\s*<bdi>([\w-]+)</bdi>', page)[1]


@pytest.fixture
def code(maria, cast):
    return code_on(invites(maria, cast.tomek).text)


def joins(browser, code, email="tomek@example.org", words=NEW, **rest):
    return browser.post("/join/account", data={"code": code, "email": email, "passphrase": words, **rest})


def test_a_worker_invites_and_the_one_invited_comes_in(maria, client, cast):
    page = maria.get(page_of(cast.tomek)).text
    assert "Invite Tomek to use their phone" in page
    told = invites(maria, cast.tomek)
    assert told.status_code == 201
    code = code_on(told.text)
    assert f"http://localhost/join#code={code}" in told.text
    assert "<svg" in told.text
    assert "style=" not in told.text
    assert "Invited, not in yet" in maria.get(page_of(cast.tomek)).text

    asked = client.post("/join", data={"code": code.lower().replace("-", " ")})
    assert asked.status_code == 200
    assert "Hello Tomek" in asked.text
    came = joins(client, code)
    assert (came.status_code, came.location) == (303, "/")
    assert [user.name for user in User.select().where(User.email == "tomek@example.org")] == ["Tomek"]
    assert f"/families/{cast.nowaks.id}" in client.get("/families").text
    assert "Uses Rooftree since" in maria.get(page_of(cast.tomek)).text


def test_who_came_in_has_their_own_family_and_their_own_part(client, code, cast, tablet):
    tablet.receipts(tablet.writes(cast.kuba, worries="Dad shouting"))
    joins(client, code)
    seen = client.get("/families").text
    assert "Nowak" in seen
    assert "Okafor" not in seen
    assert client.get(f"/families/{cast.okafors.id}").status_code == 404
    assert client.get(f"/families/{cast.nowaks.id}/documents/{Item.get().document_id}").status_code == 404
    assert cast.basias_phone.value not in client.get(f"/families/{cast.nowaks.id}").text
    assert client.get("/families/new").status_code == 404
    assert User.get(User.email == "tomek@example.org").role == Role.PARENT


def test_the_code_is_told_once_and_never_again(maria, cast, code):
    for path in (page_of(cast.tomek), f"/families/{cast.nowaks.id}", "/families"):
        assert code not in maria.get(path).text
    assert maria.get(f"{page_of(cast.tomek)}/invites").status_code == 405


def test_a_mail_scanner_uses_nothing_up_and_learns_nothing(app, client, code):
    for _ in range(5):
        for scanner in (app.test_client(), client):
            for method in ("GET", "HEAD", "OPTIONS"):
                for address in ("/join", f"/join?code={code}", f"/join#code={code}", "/join/account", "/join/as-me"):
                    seen = scanner.open(address, method=method, headers={"Sec-Fetch-Site": "none"})
                    assert not any(name in seen.text for name in PERSONAL), address
                    assert code not in seen.text, address
                    assert seen.headers["Cache-Control"] == "no-store"
    assert Attempt.select().count() == 0
    assert joins(client, code).status_code == 303


def test_nobody_learns_anything_before_the_code(client, code):
    blank = client.get("/join").text
    wrong = client.post("/join", data={"code": "AAAA-AAAA-AAAA"})
    assert wrong.status_code == 400
    assert NO_MORE in wrong.text
    for page in (blank, wrong.text):
        assert not any(name in page for name in PERSONAL)


def used(client, code, cast):
    joins(client, code)


def taken_back(_client, _code, cast):
    Invite.take_back(cast.tomek, cast.maria)


def old(_client, _code, cast):
    Invite.update(until=now() - timedelta(seconds=1)).execute()


def left(_client, _code, cast):
    cast.tomek.leave(cast.maria)


def replaced(_client, _code, cast):
    Invite.make(cast.tomek, cast.maria)


@pytest.mark.parametrize("ended", [used, taken_back, old, left, replaced], ids=lambda end: end.__name__)
def test_every_code_that_lets_nobody_in_is_answered_alike(app, client, code, cast, ended):
    ended(client, code, cast)
    before = User.select().count()
    made_up = "AAAA-AAAA-AAAA"
    for path, rest in [("/join", {}), ("/join/account", {"email": "x@example.org", "passphrase": NEW})]:
        somebody = app.test_client()
        one, other = (somebody.post(path, data={"code": typed, **rest}) for typed in (code, made_up))
        assert one.status_code == other.status_code == 400
        assert one.text.replace(code, "") == other.text.replace(made_up, "")
        assert NO_MORE in one.text
    assert User.select().count() == before


@pytest.mark.parametrize(
    ("email", "words", "said"),
    [
        ("", NEW, "Write your email address"),
        ("tomek", NEW, "Write it like this: name@example.org"),
        ("to mek@example.org", NEW, "Write it like this: name@example.org"),
        ("tomek@example.org", "", "Choose a passphrase"),
        ("tomek@example.org", "fourteen chars", "Make it longer: 15 letters or more"),
        ("tomek@example.org", "x" * 2000, "That is too long."),
        ("tomek@example.org", "Purple kettle under seven clouds", "That is our example"),
        ("ewa@example.org", NEW, "This address has an account already. Sign in first, then type the code."),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_costs_nothing_but_the_passphrase(client, code, email, words, said):
    answer = joins(client, code, email, words)
    assert answer.status_code == 400
    assert said in answer.text
    assert f'value="{email}"' in answer.text or not email
    assert f'value="{code}"' in answer.text
    assert not words or words not in answer.text
    assert joins(client, code).status_code == 303


def test_a_mistyped_code_stays_in_its_field(client, cast):
    for typed in ("AAAA-AAAA", "ąę", "x" * 200):
        answer = client.post("/join", data={"code": typed})
        assert answer.status_code == 400
        assert f'value="{typed}"' in answer.text
    assert "Write the code that you were given" in client.post("/join", data={}).text


def test_guessing_rests_for_a_while_from_one_address(client, code):
    answers = [client.post("/join", data={"code": "AAAA-AAAA-AAAA"}).status_code for _ in range(MOST_BY_ADDRESS + 1)]
    assert answers == [400] * MOST_BY_ADDRESS + [429]
    assert client.post("/join", data={"code": code}).status_code == 429
    assert joins(client, code).status_code == 429
    Attempt.update(at=now() - timedelta(minutes=16)).execute()
    assert joins(client, code).status_code == 303


def test_guessing_rests_for_a_while_from_all_addresses_together(client, code):
    for n in range(MOST_BY_INVITE):
        Attempt.failed("any invitation", f"10.0.{n // 250}.{n % 250}")
    assert client.post("/join", data={"code": code}).status_code == 429


def test_one_code_does_not_ask_after_any_number_of_addresses(client, code):
    answers = [joins(client, code, "ewa@example.org").status_code for _ in range(MOST_BY_ADDRESS + 1)]
    assert answers[-2:] == [400, 429]


def test_only_the_families_worker_invites_and_only_those_who_may_be(app, cast, maria, otto):
    ewa = app.test_client().signs_in(cast.ewa_user)
    hanna = app.test_client().signs_in(cast.hanna)
    for browser in (ewa, otto, hanna):
        assert invites(browser, cast.tomek).status_code == 404
        assert browser.post(f"{page_of(cast.tomek)}/invites/end", data=token(browser)).status_code == 404
    assert "Invite" not in ewa.get(page_of(cast.tomek)).text
    assert "Uses Rooftree" not in ewa.get(page_of(cast.ewa)).text
    assert invites(maria, Member.get(user=cast.maria)).status_code == 404
    assert Invite.select().count() == 0


def test_whoever_is_in_already_is_not_invited(maria, cast):
    page = maria.get(page_of(cast.ewa)).text
    assert "Uses Rooftree since" in page
    assert "Invite Ewa" not in page
    assert invites(maria, cast.ewa).location == page_of(cast.ewa)
    assert Invite.select().count() == 0


def test_an_invitation_is_taken_back_from_the_persons_page(maria, client, cast, code):
    assert "Take the invitation back" in maria.get(page_of(cast.tomek)).text
    maria.post(f"{page_of(cast.tomek)}/invites/end", data=token(maria))
    assert "Invite Tomek to use their phone" in maria.get(page_of(cast.tomek)).text
    assert joins(client, code).status_code == 400


def test_who_comes_in_is_signed_in_afresh(client, code, cast):
    client.signs_in(cast.otto)
    before, ottos = client.get_cookie("__Host-session").value, token(client)
    assert joins(client, code).status_code == 303
    assert client.get_cookie("__Host-session").value != before
    assert Session.select().order_by(Session.started_at.desc()).first().user.name == "Tomek"
    assert client.post("/sign-out", data=ottos).status_code == 400, "nothing of the session before is left"


def test_somebody_with_an_account_joins_with_one_button(app, cast):
    hanna, ewa = app.test_client().signs_in(cast.hanna), app.test_client().signs_in(cast.ewa_user)
    aunt = Member.add(cast.okafors, cast.hanna, name="Auntie", role=Role.NETWORK)
    code = code_on(invites(hanna, aunt).text)
    before = User.select().count()
    page = ewa.post("/join", data={"code": code}).text
    assert "Join as Ewa" in page
    assert "passphrase" not in page.lower()
    assert ewa.post("/join/as-me", data={"code": code}).status_code == 400, "no token"
    assert ewa.post("/join/as-me", data={"code": "AAAA-AAAA-AAAA", **token(ewa)}).status_code == 400
    assert ewa.post("/join/as-me", data={"code": code, **token(ewa)}).location == "/"
    assert User.select().count() == before
    assert "Okafor" in ewa.get("/families").text


def test_another_account_is_not_let_in_by_mistake(app, cast, maria, otto, code):
    ewa = app.test_client().signs_in(cast.ewa_user)
    for browser in (maria, otto, ewa):
        for path in ("/join", "/join/as-me"):
            answer = browser.post(path, data={"code": code, **token(browser)})
            assert answer.status_code == 400
            assert "This code is not for the account you are in now" in answer.text
    assert Member.get_by_id(cast.tomek.id).user is None


def test_another_site_cannot_bring_anybody_in(client, code):
    data = {"code": code, "email": "evil@example.org", "passphrase": NEW}
    assert client.post("/join/account", data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert joins(client, code).status_code == 303


def test_neither_code_nor_passphrase_is_in_a_log(client, code, caplog):
    caplog.set_level("DEBUG")
    client.post("/join", data={"code": code})
    joins(client, code, words="short")
    joins(client, code)
    assert code not in caplog.text
    assert NEW not in caplog.text


@pytest.mark.parametrize(
    ("name", "own"),
    [
        (IPHONE, "ios"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/157.0.0.0 Mobile Safari/537.36", "android"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0 Mobile", "samsung"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:160.0) Gecko/160.0 Firefox/160.0", "firefox"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0", "computer"),
        ("", "computer"),
    ],
)
def test_the_steps_of_ones_own_phone_are_open_and_all_others_are_there(client, name, own):
    page = client.get("/install", headers={"User-Agent": name}).text
    steps = re.findall(r'data-steps="(\w+)" (open)?', page)
    assert [name for name, opened in steps if opened] == [own]
    assert len(steps) == 5


def test_on_a_phone_the_next_page_is_how_to_put_it_there_unless_it_is(client, cast, code, maria):
    client.environ_base["HTTP_USER_AGENT"] = IPHONE
    assert "put Rooftree on the home screen first" in client.get("/join").text
    assert joins(client, code).location == "/install"
    code = code_on(invites(maria, cast.basia).text)
    assert joins(client, code, "basia@example.org", installed="yes").location == "/"


def test_the_way_in_is_found_from_the_sign_in_page(client):
    assert 'href="/join"' in client.get("/sign-in").text
    assert WORDS not in client.get("/join").text
