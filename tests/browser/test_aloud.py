"""What is asked, read aloud: by this device's own voices, and never by one that sends the words away."""

import pytest
from playwright.sync_api import Page, expect

from .child import WORRIES, enter, look_back, write
from .conftest import sign_in, three_houses

#: Stands in for the machine's voices, of which a test's machine has none; writes down what is spoken, and by whom.
VOICES = """voices => {
  window.spoken = [];
  const speech = new EventTarget();
  speech.getVoices = () => voices.map(([name, lang, localService]) => ({ name, lang, localService }));
  speech.cancel = () => window.spoken.push(["quiet"]);
  speech.speak = (said) => window.spoken.push([said.voice.name, said.text]);
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
}"""
OWN, FAR = ["Own", "en-GB", True], ["Far", "en-GB", False]


def with_voices(page: Page, *voices: list) -> None:
    page.add_init_script(f"({VOICES})({list(voices)!r})".replace("True", "true").replace("False", "false"))


def spoken(page: Page) -> list[list[str]]:
    return [said for said in page.evaluate("window.spoken") if said != ["quiet"]]


@pytest.fixture
def room(page, site):
    def go(*voices: list, tool: str = "three-houses", house: str = WORRIES):
        with_voices(page, *voices)
        page.goto(f"{site}/tools/{tool}")
        return enter(page, house)

    return go


def test_what_is_asked_is_read_by_the_devices_own_voice(room, page):
    room = room(FAR, OWN)
    room.locator("[data-aloud]:visible").first.click()
    assert spoken(page) == [["Own", "What worries you?"]]


def test_a_voice_that_sends_words_away_is_never_offered(room, page):
    room = room(FAR, ["Other", "pl-PL", True])
    expect(room.locator("[data-aloud]")).not_to_have_count(0)
    expect(room.locator("[data-aloud]:visible")).to_have_count(0)
    assert page.evaluate("window.spoken") == []


def test_a_second_press_is_quiet_and_a_third_reads_again(room, page):
    button = room(OWN).locator("[data-aloud]:visible").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.spoken").pop() == ["quiet"]
    button.click()
    assert len(spoken(page)) == 2


def test_whoever_listens_hears_the_next_question_and_the_word_of_a_face(room, page):
    first = room(OWN)
    first.locator("[data-aloud]:visible").first.click()
    first.locator("[data-another]").first.click()
    expect(first.get_by_text("When does it happen?")).to_be_visible()
    page.wait_for_timeout(100)
    assert spoken(page)[-1] == ["Own", "When does it happen?"]


def test_faces_say_their_word_to_whoever_listens(page, site):
    with_voices(page, OWN)
    page.goto(f"{site}/tools/feelings")
    room = enter(page, page.locator("a.place .place-name").first.inner_text())
    room.locator("label.pick", has_text="Sad").click()
    assert spoken(page) == []
    room.locator("[data-aloud]:visible").first.click()
    room.locator("label.pick", has_text="Calm").click()
    assert spoken(page)[-1] == ["Own", "Calm"]


def test_a_page_that_is_left_is_quiet(room, page):
    room(OWN).locator("[data-aloud]:visible").first.click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("window.spoken").pop() == ["quiet"]


def test_what_is_asked_at_the_end_and_each_face_are_heard(page, site, cast):
    with_voices(page, OWN)
    sign_in(page, site)
    page.goto(three_houses(site, cast))
    write(page, WORRIES, "Dad shouting")
    look_back(page)
    back = page.locator("[data-readback]")
    back.locator("[data-aloud]:visible").first.click()
    heard = spoken(page)[-1][1]
    for words in ("Is this right?", "Dad shouting", "Yes, that is right", "Change it", "Take it out"):
        assert words in heard
    back.get_by_role("button", name="Yes, that is right").click()
    back.locator(".face", has_text="Basia").click()
    assert spoken(page)[-1][1] == "Basia"
    back.locator("[data-aloud]:visible").first.click()
    assert "Who is OK to see this?" in spoken(page)[-1][1]
    assert "Only my worker" in spoken(page)[-1][1]
