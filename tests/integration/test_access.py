"""Who may come in, at every address: closed unless opened, and what is not yours is not there."""

import re
from uuid import uuid4

import pytest

from app.records import MODELS, Member
from app.web.access import OPEN, PASS, PUBLIC, declared
from app.web.headers import HEADERS, POLICIES, WITH_MICROPHONE, headers_of

ALL_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def counts():
    return {model.__name__: model.select().count() for model in MODELS if model.__name__ not in {"Session", "Attempt"}}


def views(app):
    return [(rule, app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()]


def address(app, rule, family, member):
    """An address of this rule about this family; ids that are nobody's where there is nothing of that sort."""
    ids = {"family_id": family, "member_id": member, "document_id": uuid4(), "aside_id": uuid4(), "action_id": uuid4()}
    ids |= {"handover_id": uuid4(), "story_id": uuid4(), "version_id": uuid4(), "panel_id": uuid4()}
    ids |= {"showing_id": uuid4(), "key": "now"}
    ids |= {"item_id": uuid4(), "flag_id": uuid4(), "device_id": uuid4(), "passing_id": uuid4()}
    ids |= {"slug": "three-houses", "filename": "css/base.css", "release": app.config["RELEASE"]}
    ids |= {"name": "AAAAAAAAAAAAAAAAAAAAAA", "theme": "planets"}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, {name: ids[name] for name in rule.arguments})


def family_rules(app):
    return [rule for rule, _view in views(app) if "family_id" in rule.arguments]


def answer(response):
    """What a stranger gets to see of an answer, but for what differs each time."""
    page = re.sub(r'value="[\w.-]{60,}"', "", response.text)
    return response.status_code, page, sorted(name for name, _value in response.headers)


def test_every_view_says_who_may_come_in(app):
    assert [rule.endpoint for rule, view in views(app) if view not in declared] == []


@pytest.mark.own_app
def test_a_view_that_does_not_say_is_refused(app, client):
    app.add_url_rule("/forgotten", "forgotten", lambda: "all of it")
    assert client.get("/forgotten").status_code == 403


@pytest.mark.parametrize("who", ["otto", "maria"])
def test_what_is_not_yours_is_answered_like_what_is_not_there(app, cast, request, who):
    """For Otto that is Kuba's family; for Maria, who has a family of her own, it is Zosia's."""
    browser = request.getfixturevalue(who)
    family, member = (cast.nowaks, cast.kuba) if who == "otto" else (cast.okafors, cast.zosia)
    browser.get("/families")  # the first page gives a cookie, whatever it is
    before = counts()
    for rule in family_rules(app):
        real, made_up = (address(app, rule, *ids) for ids in [(family.id, member.id), (uuid4(), uuid4())])
        for method in ALL_METHODS:
            one, other = (browser.open(path, method=method) for path in (real, made_up))
            assert answer(one) == answer(other), f"{method} {rule}"
            assert one.status_code in {404, 405} or method == "OPTIONS", f"{method} {rule}"
            assert family.name not in one.text
    assert counts() == before


def test_a_parent_sees_the_people_and_nothing_a_child_said(app, cast):
    ewa = app.test_client().signs_in(cast.ewa_user)
    page = ewa.get(f"/families/{cast.nowaks.id}").text
    assert "Kuba" in page
    assert cast.ewas_phone.value in page
    assert cast.basias_phone.value not in page
    kuba = f"/families/{cast.nowaks.id}/members/{cast.kuba.id}"
    assert "Three houses" not in ewa.get(kuba).text
    assert ewa.get(f"{kuba}/tools/three-houses").status_code == 404
    assert ewa.get(f"/families/{cast.nowaks.id}/members/new").status_code == 404
    assert ewa.get("/families/new").status_code == 404


def test_a_worker_whose_part_has_ended_finds_nothing_at_the_next_click(cast, maria):
    assert maria.get(f"/families/{cast.nowaks.id}").status_code == 200
    Member.get(user=cast.maria, family=cast.nowaks).leave(cast.maria)
    assert maria.get(f"/families/{cast.nowaks.id}").status_code == 404
    assert "Nowak" not in maria.get("/families").text


def test_nobody_is_asked_to_sign_in_whether_it_is_there_or_not(app, cast, client):
    for rule in family_rules(app):
        for ids in [(cast.nowaks.id, cast.kuba.id), (uuid4(), uuid4())]:
            if "GET" in rule.methods:
                assert client.get(address(app, rule, *ids)).location.startswith("/sign-in?next="), rule
            if "POST" in rule.methods:
                assert client.post(address(app, rule, *ids)).status_code == 401, rule


POSTED = {"name": "x", "role": "child", "kind": "phone", "value": "1", "audience": "family", "worries": "x"}


def test_nothing_changes_without_a_token_or_from_another_site(app, cast, maria):
    before = counts()
    for rule, view in views(app):
        if "POST" not in rule.methods or declared[view] in {PASS, OPEN}:
            continue
        path = address(app, rule, cast.nowaks.id, cast.kuba.id)
        for headers in [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        ]:
            assert maria.post(path, data=POSTED, headers=headers).status_code == 403, f"{rule} {headers}"
        assert maria.post(path, data=POSTED).status_code in {400, 404}, rule
    assert counts() == before
    assert maria.get("/families").status_code == 200, "still signed in"


def test_another_site_cannot_sign_anybody_in(client, cast):
    words = {"email": cast.maria.email, "passphrase": "three houses on a green hill"}
    assert client.post("/sign-in", data=words, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_what_a_page_posts_beside_its_fields_changes_nothing(maria, cast):
    token = maria.get("/session").json["csrf"]
    extra = {
        "id": str(uuid4()),
        "user": str(cast.otto.id),
        "left_at": "1",
        "made_at": "1",
        "family": str(cast.okafors.id),
    }
    data = {"csrf_token": token, "name": "Adam", "role": "child", **extra}
    maria.post(f"/families/{cast.nowaks.id}/members/new", data=data)
    adam = Member.select().order_by(Member.made_at.desc()).first()
    assert (adam.name, adam.family, adam.user, adam.left_at) == ("Adam", cast.nowaks, None, None)
    assert str(adam.id) != extra["id"]


def test_a_worker_cannot_be_made_through_the_page(maria, cast):
    data = {"csrf_token": maria.get("/session").json["csrf"], "name": "Otto", "role": "worker"}
    assert maria.post(f"/families/{cast.nowaks.id}/members/new", data=data).status_code == 400


#: Pages on which somebody may say something out loud.
LISTENING = {"tools.blank", "tools.fill", "handovers.outer"}


def test_every_answer_tells_the_browser_what_it_may_do(app, cast, maria, client):
    for browser in (maria, client):
        for rule, _view in views(app):
            response = browser.get(address(app, rule, cast.nowaks.id, cast.kuba.id))
            told = dict(response.headers)
            if rule.endpoint in LISTENING and told["Permissions-Policy"] == WITH_MICROPHONE:
                told |= {"Permissions-Policy": HEADERS["Permissions-Policy"]}
            assert headers_of(rule.endpoint).items() <= told.items(), rule
    for response in (client.get("/nothing"), client.post("/sealed", data=b"x"), client.put("/sign-in")):
        assert HEADERS.items() <= dict(response.headers).items()
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    framed = {rule.endpoint for rule, view in views(app) if "ancestors 'self'" in str(headers_of(rule.endpoint))}
    assert framed == {"tools.blank"}, "what may stand inside another page has nobody in it"
    assert all(declared[app.view_functions[endpoint]] == PUBLIC for endpoint in POLICIES)


def test_only_what_is_public_may_be_kept_and_sets_no_cookie(app, cast, maria):
    for rule, view in views(app):
        response = maria.get(address(app, rule, cast.nowaks.id, cast.kuba.id))
        public = declared[view] == PUBLIC and response.status_code == 200
        assert ("no-store" in response.headers["Cache-Control"]) != public, rule
        if public:
            assert "Set-Cookie" not in response.headers, rule
            assert "Maria" not in response.text, rule


@pytest.mark.own_app
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 429, 500, 503])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_goes_wrong_is_told_in_plain_words(app, client, status, accept):
    from flask import abort

    from app.web.access import open_to_all

    app.add_url_rule("/wrong", "wrong", open_to_all(lambda: abort(status)))
    response = client.get("/wrong", headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (status, accept)
    assert not re.search(r"Traceback|Error|werkzeug|\.py", response.text)


@pytest.mark.own_app
def test_a_fault_of_ours_leaves_nothing_of_anybodys_words_in_the_log(app, client, caplog):
    from app.web.access import open_to_all

    words = " ".join(["Dad", "shouting"])

    def falls_over():
        raise ValueError(words)

    app.add_url_rule("/wrong", "wrong", open_to_all(falls_over))
    response = client.get("/wrong")
    assert response.status_code == 500
    assert words not in response.text + caplog.text
    assert "ValueError" in caplog.text
