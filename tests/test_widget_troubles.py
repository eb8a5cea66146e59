"""What the chat widget does when no answer comes, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from accord import ASK, QUESTION, answered, problem
from browser import Browser, Chat
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from standin import StandIn


@pytest.mark.browser
def test_a_question_over_the_limit_is_counted_kept_and_not_sent(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    field = chat.find("textarea")
    type_in = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))"
    browser.run(type_in, field, "🏮" * 790)
    assert chat.find("#count").text == ""
    browser.run(type_in, field, "🏮" * 900)
    assert chat.find("#count").text == "100 characters left"
    browser.run(type_in, field, "🏮" * 1001)
    assert chat.find("#count").text == "1 characters too many"
    field.send_keys(Keys.ENTER)
    assert field.get_attribute("aria-invalid") == "true"
    assert field.get_attribute("value") == "🏮" * 1001
    assert standin.bodies(ASK) == []


@pytest.mark.browser
def test_a_service_that_is_down_says_so_and_the_question_can_be_tried_again(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    standin.say(ASK, None, status=0)
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    assert chat.find(".trouble p").text == "The service cannot be reached just now."
    standin.say(ASK, answered())
    chat.press("Try again")
    chat.settled()
    assert chat.gists() == ["3 May 1999"]
    assert browser.focused() == chat.find("textarea")


@pytest.mark.browser
def test_being_offline_is_told_apart(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    chat = Chat.at(browser, standin.url)
    browser.offline(on=True)
    chat.ask(QUESTION)
    assert chat.find(".trouble p").text == "You are offline. Connect, then try again."


@pytest.mark.browser
def test_a_reply_that_never_comes_is_given_up(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(), after=1.5)
    chat = Chat.at(browser, standin.url)
    browser.run("arguments[0].setAttribute('timeout', '0.2')", chat.host)
    chat.ask(QUESTION)
    assert chat.find(".trouble p").text == "No answer came in time."


@pytest.mark.browser
def test_a_slow_question_says_so_and_can_be_stopped(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(), after=6)
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION, wait=False)
    assert chat.find(".status").text == "Searching the documents…"
    chat.press("Stop")  # offered after 4 s
    assert chat.find(".turn .aside").text == "Stopped."


@pytest.mark.browser
def test_a_late_reply_to_an_earlier_question_is_dropped(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(text="late"), after=0.8)
    standin.also(ASK, answered(text="prompt"))
    chat = Chat.at(browser, standin.url)
    chat.ask("First?", wait=False)
    chat.ask("Second?")
    browser.until(lambda: len(standin.bodies(ASK)) == 2)
    assert chat.gists() == ["Set aside for your next question.", "prompt"]
    chat.ask("Third?")
    assert standin.bodies(ASK)[2]["history"] == [{"question": "Second?", "answer": "prompt"}]


@pytest.mark.browser
def test_a_rate_limit_says_how_long_to_wait_and_holds_the_button_till_then(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    standin.say(ASK, problem(429, "Too many requests."), status=429, headers={"Retry-After": "1"})
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    assert chat.find(".trouble p").text == "Too many questions at once. Please wait 1 s."
    assert chat.find(".trouble .wait").get_attribute("textContent") == " (1)"
    assert not chat.find(".trouble button").is_enabled()
    browser.until(lambda: chat.button("Try again").is_enabled())


@pytest.mark.browser
def test_every_refusal_reads_as_a_sentence(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    fault = ["Something went wrong on the service's side."]
    odd = {"unforeseen": 1, "answerable": True, "answer": {"citations": 3}}
    wrong = problem(422, "no", errors=[{"field": "question", "message": "must hold a letter"}])
    refusals: list[tuple[int, Any, list[str]]] = [
        (503, problem(503, "No index."), ["The documents are not ready to be searched yet."]),
        (500, problem(500, "Traceback: secret"), fault),
        (200, "<html>A proxy's page</html>", fault),
        (200, odd, fault),
        (422, wrong, ["This question cannot be asked.", "must hold a letter"]),
    ]
    chat = Chat.at(browser, standin.url)
    for status, body, words in refusals:
        standin.say(ASK, body, status=status)
        chat.ask("...")
        assert [line.text for line in chat.all(".turn")[-1].find_elements(By.CSS_SELECTOR, ".trouble p")] == words
