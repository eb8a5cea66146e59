"""The operator's page in a real browser, against a scripted service."""

from __future__ import annotations

from typing import Any

import pytest
from accord import DOCUMENT, FACTS, PASSAGES, problem
from browser import Browser
from selenium.webdriver.common.by import By
from standin import StandIn

pytestmark = pytest.mark.browser

INDEX = {
    "id": "g2", "built_at": "2024-05-06T07:08:09+00:00", "model": {"name": "words", "digest": "00"},
    "sources": [DOCUMENT], "counts": {"documents": 1, "passages": 1200},
    "previous": [{"id": "g1", "built_at": "2024-05-05T07:08:09+00:00"}],
}  # fmt: skip


def job(state: str, **more: Any) -> dict[str, Any]:
    """A rebuild in this state."""
    empty = dict.fromkeys(("stage", "generation", "changed", "counts", "error", "finished_at"))
    return {
        "id": "j1",
        "state": state,
        "progress": 0.5,
        "created_at": "2024-05-06T07:08:09+00:00",
        **empty,
        **more,
    }


@pytest.fixture
def index(browser: Browser, standin: StandIn) -> StandIn:
    """The page, open, with the token typed in."""
    standin.say("GET /api/v1/index", INDEX)
    browser.open(f"{standin.url}admin")
    browser.until(lambda: browser.find("#served dd").text == "g2")
    browser.find("#token").send_keys("secret")
    return standin


def test_it_tells_what_went_wrong_with_newer_generations(browser: Browser, standin: StandIn) -> None:
    failure = {"state": "failed", "error": "a.txt: it isn't UTF-8"}
    standin.say("GET /api/v1/index", {**INDEX, "trouble": "generation g3 is damaged", "failure": failure})
    browser.open(f"{standin.url}admin")
    browser.until(lambda: browser.find("#served dd").text == "g2")
    told = [one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, "#served dd")]
    assert told[4:] == ["generation g3 is damaged", "a.txt: it isn't UTF-8"]


def press(browser: Browser, label: str) -> None:
    """Click the button whose name starts so."""
    buttons = browser.driver.find_elements(By.TAG_NAME, "button")
    next(button for button in buttons if button.text.startswith(label)).click()


def said(browser: Browser, words: str) -> None:
    """Wait until the page says so."""
    browser.until(lambda: browser.find("#said").text == words, words)


def test_it_tells_what_is_served(browser: Browser, index: StandIn) -> None:
    assert [one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, "#served dd")][2:] == [
        "words", "1 document, 1,200 passages",
    ]  # fmt: skip
    assert "/srv/accord.txt · SHA-256 abababababab…" in browser.find("#sources li").text
    assert "g1" in browser.find("#previous li").text


def test_a_rebuild_shows_its_progress_and_what_came_of_it(browser: Browser, index: StandIn) -> None:
    index.say("POST /api/v1/index/rebuild", job("queued"), status=202)
    index.say("GET /api/v1/index/jobs/j1", job("running", stage="facts"))
    index.also("GET /api/v1/index/jobs/j1", job("succeeded", generation="g3", changed=True, counts={"facts": 7}))
    browser.find("#force").click()
    press(browser, "Rebuild")
    said(browser, "Rebuilding: facts…")
    assert browser.find("#progress").get_attribute("value") == "0.5"
    said(browser, "Built generation g3: 7 facts.")
    asked = next(one for one in index.seen if one.call == "POST /api/v1/index/rebuild")
    assert (asked.body, asked.headers["Authorization"]) == ({"force": True}, "Bearer secret")


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (job("succeeded", changed=False), "Nothing had changed."),
        (job("failed", error="notes.txt: is empty"), "notes.txt: is empty"),
        (job("rejected"), "The rebuild was rejected."),
    ],
)
def test_every_end_of_a_rebuild_is_told(browser: Browser, index: StandIn, end: dict[str, Any], words: str) -> None:
    index.say("POST /api/v1/index/rebuild", end, status=202)
    press(browser, "Rebuild")
    said(browser, words)


def test_an_earlier_generation_can_be_served_again(browser: Browser, index: StandIn) -> None:
    index.say("POST /api/v1/index/rollback", {"generation": "g1"})
    press(browser, "Serve again")
    said(browser, "Generation g1 is served again.")
    assert index.bodies("POST /api/v1/index/rollback") == [{"generation": "g1"}]


def test_without_a_token_nothing_is_sent(browser: Browser, index: StandIn) -> None:
    browser.find("#token").clear()
    press(browser, "Serve again")
    press(browser, "Rebuild")
    assert [one.call for one in index.seen] == ["GET /api/v1/index"]


def test_a_refusal_is_told_in_the_services_words(browser: Browser, index: StandIn) -> None:
    browser.expects_failures = True
    index.say("POST /api/v1/index/rebuild", problem(401, "Send the admin token."), status=401)
    press(browser, "Rebuild")
    said(browser, "Send the admin token.")


def test_at_320_pixels_it_does_not_scroll_sideways(browser: Browser, index: StandIn) -> None:
    browser.size(320, 568)
    assert browser.run("return document.documentElement.scrollWidth") == 320


def test_what_changed_since_an_earlier_generation_is_listed(browser: Browser, index: StandIn) -> None:
    changed = {"change": "added", "before": None, "after": FACTS[0]}
    removed = {"change": "removed", "before": PASSAGES[1], "after": None}
    index.say("GET /api/v1/index/diff", {"before": "g1", "after": "g2", "facts": [changed], "passages": [removed]})
    press(browser, "What changed")
    said(browser, "Since g1: 1 fact, 1 passage changed.")
    lines = browser.driver.find_elements(By.CSS_SELECTOR, "#changes li")
    assert lines[0].text.splitlines() == ["Lantern Accord between HO and TI", "fact added"]
    assert lines[1].text.splitlines()[-1] == "passage removed"
    asked = next(one for one in index.seen if one.call == "GET /api/v1/index/diff")
    assert (asked.query, asked.headers["Authorization"]) == ("a=g1&b=current", "Bearer secret")
    assert browser.barriers() == []


def test_a_rejected_rebuild_names_the_questions_that_would_go_wrong(browser: Browser, index: StandIn) -> None:
    failing = ["When was it signed? (answer: 4 May 1999)", "<b>Who?</b> (hit)"]
    index.say("POST /api/v1/index/rebuild", job("rejected", error="answer fell", failing=failing), status=202)
    press(browser, "Rebuild")
    said(browser, "answer fell")
    assert browser.texts("#failing h2, #failed li") == ["Gold questions that would go wrong", *failing]
    assert browser.barriers() == []
    index.say("POST /api/v1/index/rebuild", job("succeeded", changed=False, failing=[]), status=202)
    press(browser, "Rebuild")
    said(browser, "Nothing had changed.")
    assert not browser.find("#failing").is_displayed()


def test_the_build_that_is_not_served_is_told_of_before_anything_is_pressed(browser: Browser, standin: StandIn) -> None:
    failure = {"state": "rejected", "error": "answer fell", "failing": ["Who? (hit)"], "job": "j1", "finished_at": None}
    standin.say("GET /api/v1/index", {**INDEX, "failure": failure})
    browser.open(f"{standin.url}admin")
    assert browser.texts("#failed li") == ["Who? (hit)"]
    assert browser.texts("#served dd")[-1] == "answer fell"


def test_what_people_asked_in_vain_is_listed_with_what_they_missed(browser: Browser, index: StandIn) -> None:
    gap: dict[str, Any] = {
        "questions": ["Who painted it?", "Who painted the <b>lighthouse</b>?"], "unanswered": 1200, "disliked": 1,
        "comments": ["It should name the painter."], "last": "2024-05-06T07:08:09+00:00",
    }  # fmt: skip
    index.say("GET /api/v1/gaps", {"gaps": [gap], "total": 35})
    press(browser, "List them")
    said(browser, "The 1 that most people met, of 35, are listed.")
    assert browser.find("#gaps > li > p").text == "Who painted it?"
    assert browser.find("#gaps .kind").text.startswith("1,200 unanswered · 1 disliked · last 6 May 2024")
    assert browser.texts("#gaps .alike li, #gaps blockquote") == [gap["questions"][1], "It should name the painter."]
    asked = next(one for one in index.seen if one.call == "GET /api/v1/gaps")
    assert (asked.query, asked.headers["Authorization"]) == ("limit=20", "Bearer secret")
    assert browser.barriers() == []
    index.say("GET /api/v1/gaps", {"gaps": [], "total": 0})
    press(browser, "List them")
    browser.until(lambda: browser.texts("#gaps li") == ["Nobody asked in vain."])
