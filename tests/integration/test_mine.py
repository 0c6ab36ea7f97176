"""A young person with an account of their own: in by a code, writing freely, reading back only where it is safe."""

from uuid import uuid4

import pytest

from app.practice import Role
from app.records import Invite, Item, Journal, Member, Question, Reply, Share, User
from app.records.look_back import LookBack
from app.records.permissions import May, items, replies
from tests.cast import WORDS
from tests.pdf import Pdf
from tests.sealing import Tablet
from tests.walking import addresses, everything, seen_by, show

SAID = "Dad shouting at night"
MARK = "zebraquilt"
TOLD = "We asked your dad to sleep at grandpa’s for now."


@pytest.fixture
def iga(cast):
    """Kuba's sister, fifteen, who comes in with a code and a name of her own choosing."""
    member = Member.add(cast.nowaks, cast.maria, name="Iga", role=Role.CHILD)
    _invite, code = Invite.make(member, cast.maria)
    Invite.let_in(code, email="quiet-heron", words=WORDS)
    return Member.get_by_id(member.id)


@pytest.fixture
def phone(app, iga):
    return app.test_client().signs_in(User.get_by_id(iga.user_id))


@pytest.fixture
def said(iga, client, keys):
    tablet = Tablet(client, keys, User.get_by_id(iga.user_id))
    assert [kept["status"] for kept in tablet.receipts(tablet.writes(iga, worries=SAID))] == ["kept"]
    return Item.get(Item.content == SAID)


def page_of(member):
    return f"/families/{member.family_id}/members/{member.id}"


def post(browser, address, **fields):
    return browser.post(address, data={"csrf_token": browser.get("/session").json["csrf"], **fields})


def test_a_young_person_comes_in_with_a_code_and_a_name_that_is_no_address(maria, client, cast):
    made = post(maria, f"{page_of(cast.kuba)}/invites")
    code = made.text.split('class="invite-code">')[1].split("<bdi>")[1].split("<")[0]
    asked = client.post("/join", data={"code": code})
    assert "Choose a name to sign in with" in asked.text
    assert "Email address" not in asked.text
    short = client.post("/join/account", data={"code": code, "email": "kub", "passphrase": WORDS})
    assert "Make it longer: four letters or more." in short.text
    taken = client.post("/join/account", data={"code": code, "email": "ewa@example.org", "passphrase": WORDS})
    assert "Somebody has this name already." in taken.text
    came = client.post("/join/account", data={"code": code, "email": "Brave Otter", "passphrase": WORDS})
    assert (came.status_code, came.location) == (303, "/")
    assert client.get("/").location == "/mine"
    assert "Hello Kuba" in client.get("/mine").text
    assert client.get("/session").json["user"] == str(Member.get_by_id(cast.kuba.id).user_id)
    again = client.post("/sign-in", data={"email": " brave otter ", "passphrase": WORDS})
    assert (again.status_code, again.location) == (303, "/mine")


def test_what_was_said_is_read_back_nowhere_until_a_worker_says_that_it_is_safe(phone, iga, said):
    sitting = f"/families/{iga.family_id}/documents/{said.document_id}"
    assert list(items(iga.user, May.SEE)) == []
    for address in (sitting, "/mine/said", f"{sitting}/booklet?edition=child", f"{page_of(iga)}/booklet?edition=child"):
        answer = phone.get(address)
        assert SAID not in answer.text
        assert answer.status_code in {404, 405}, address
    for address in ("/mine", page_of(iga), f"{page_of(iga)}/tools/three-houses", f"/families/{iga.family_id}"):
        page = phone.get(address)
        assert page.status_code == 200, address
        assert SAID not in page.text
        assert "What I said before" not in page.text


def test_what_they_showed_is_taken_back_also_where_nothing_is_read_back(app, phone, iga, said, cast):
    ewa = app.test_client().signs_in(cast.ewa_user)
    show(cast, said.id, cast.ewa, whose=iga)
    assert SAID in ewa.get("/shown").text
    page = phone.get("/mine").text
    assert "Take back everything I showed" in page
    assert "Ewa" not in page
    for _twice in range(2):
        assert post(phone, f"{page_of(iga)}/shares/none").location == "/mine"
        assert "nobody sees what you made" in phone.get("/mine").text
        assert SAID not in ewa.get("/shown").text
    assert [share.audience for share in Share.of([said.id])[said.id]] == ["worker", "people"]
    assert post(ewa, f"{page_of(iga)}/shares/none").status_code == 404


def test_where_it_is_safe_they_read_it_and_it_is_gone_at_the_next_touch_when_it_is_not(phone, maria, iga, said, cast):
    assert "sees nothing of what they wrote before" in maria.get(page_of(iga)).text
    post(maria, f"{page_of(iga)}/look-back", answer="safe")
    assert "What I said before" in phone.get("/mine").text
    assert SAID in phone.get("/mine/said").text
    assert ("read", str(iga.user_id)) in [(line.act, str(line.user_id)) for line in Journal.select()]
    post(maria, f"{page_of(iga)}/look-back", answer="not")
    assert phone.get("/mine/said").status_code == 404
    assert list(items(iga.user, May.SEE)) == []


def test_of_two_words_of_one_moment_the_careful_one_holds(iga, cast):
    moment = LookBack.say(iga, cast.maria, is_safe=False).said_at
    said = LookBack.say(iga, cast.maria, is_safe=True)
    assert LookBack.safe().where(LookBack.member == iga).exists() == (said.said_at > moment)
    LookBack.update(said_at=moment).execute()
    assert not LookBack.safe().where(LookBack.member == iga).exists()


def test_a_worker_tells_what_happened_and_they_read_it_where_it_is_safe(phone, maria, iga, said):
    address = f"{page_of(iga)}/replies"
    assert SAID in maria.get(f"{address}?item={said.id}").text
    nothing = post(maria, address, words="  ", item=str(said.id))
    assert nothing.status_code == 400
    assert "Write what happened" in nothing.text
    assert post(maria, address, words=TOLD, item=str(said.id)).status_code == 303
    assert TOLD in maria.get(address).text
    assert TOLD not in phone.get("/mine").text
    post(maria, f"{page_of(iga)}/look-back", answer="safe")
    home = phone.get("/mine").text
    assert TOLD in home
    assert SAID in home


def test_nobody_but_the_one_it_is_for_and_the_worker_reads_it(app, maria, iga, said, cast):
    post(maria, f"{page_of(iga)}/replies", words=TOLD, item=str(said.id))
    post(maria, f"{page_of(iga)}/look-back", answer="safe")
    for user in (cast.otto, cast.hanna, cast.ewa_user):
        browser = app.test_client().signs_in(user)
        assert list(replies(user, May.SEE)) == []
        assert TOLD not in browser.get("/mine").text
        for address in ("/mine", "/mine/said", f"{page_of(iga)}/replies"):
            assert browser.get(address).status_code == 404, address
        assert post(browser, f"{page_of(iga)}/replies", words="x").status_code == 404
        assert post(browser, f"{page_of(iga)}/look-back", answer="not").status_code == 404
    assert Reply.select().count() == 1
    assert LookBack.latest(iga).is_safe


def test_a_thing_of_another_child_is_not_what_an_answer_is_about(maria, iga, said, cast):
    post(maria, f"{page_of(cast.kuba)}/replies", words=TOLD, item=str(said.id))
    assert Reply.get().item_id is None


def test_what_they_write_without_scripts_comes_in_and_leads_home(phone, iga):
    address = f"{page_of(iga)}/tools/three-houses"
    page = phone.get(address).text
    assert "Who holds the pen?" not in page
    sent = post(phone, address, worries="School", document=str(uuid4()), hand="child", band="older")
    assert (sent.status_code, sent.location) == (303, "/mine")
    assert (Item.get().content, Item.get().hand, Item.get().entry.complete) == ("School", "child", True)
    assert 'name="hand" value="child"' in page


def marked(answer):
    words = Pdf(answer.data).words() if answer.mimetype == "application/pdf" else answer.data.decode("utf-8", "replace")
    return MARK in words


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("never_said", [True, False], ids=["nobody has said", "said to be unsafe"])
def test_where_reading_back_is_off_no_address_there_is_shows_a_word(app, cast, keys, never_said):
    """Neither their own words, nor what they were told or asked because of them; by account or by pass."""
    own = everything(cast)
    if never_said:
        LookBack.delete().execute()
    else:
        LookBack.say(cast.kuba, cast.maria, is_safe=False)
    for model, field in ((Item, "content"), (Item, "prompt"), (Reply, "words"), (Question, "words")):
        model.update({field: MARK}).execute()
    phone, paths = app.test_client().signs_in(own), list(addresses(app, cast))
    pages = [path for path, answer in seen_by(phone, paths) if answer.mimetype == "text/html"]
    assert len(pages) > 8
    assert [path for path, answer in seen_by(phone, paths) if marked(answer)] == []
    assert "What I said before" not in phone.get("/mine").text
    for path in (path for path in paths if path.startswith("/families/")):
        assert not marked(post(phone, path, words="x", whose=str(cast.kuba.id), item=str(Item.get().id)))
    tablet = Tablet(app.test_client(), keys, own)
    assert MARK not in tablet.brings(tablet.writes(cast.kuba, worries="x")).text
    LookBack.say(cast.kuba, cast.maria, is_safe=True)
    assert [path for path, answer in seen_by(phone, paths) if marked(answer)], "where it is on, the same walk finds it"


def test_stop_and_who_sees_this_and_someone_to_talk_to_are_on_each_of_their_own_pages(phone, iga, said, cast):
    LookBack.say(iga, cast.maria, is_safe=True)
    for page in ("/mine", "/mine/said", "/account", f"{page_of(iga)}/shares?item={said.id}"):
        shown = phone.get(page).text
        for always in ("Leave this page", "Who sees this?", "I need to talk to someone now", f"{page_of(iga)}/flags"):
            assert always in shown, (page, always)
