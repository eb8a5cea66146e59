"""What a person does with an answer in the chat: say whether it helped, and copy it; in a real browser."""

from __future__ import annotations

import pytest
from accord import ASK, PASSAGES, QUESTION, answered, evidence, problem
from browser import Browser, Chat
from selenium.webdriver.common.keys import Keys
from standin import StandIn

pytestmark = pytest.mark.browser

SUGGESTIONS = "GET /api/v1/suggestions"


def test_yes_is_kept_at_once(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    chat.press("Yes")
    browser.until(lambda: chat.find(".actions [role=status]").text == "Thank you.")
    assert standin.bodies("POST /api/v1/feedback") == [{"question": QUESTION, "helpful": True, "generation": "g1"}]


@pytest.mark.parametrize(("comment", "more"), [("the place", {"comment": "the place"}), ("", {})])
def test_no_asks_what_was_missing_and_is_kept_with_or_without_a_reason(
    browser: Browser, standin: StandIn, comment: str, more: dict[str, str]
) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    chat.press("No")
    assert standin.bodies("POST /api/v1/feedback") == []
    browser.until(lambda: browser.focused() == chat.find(".reason input"))
    chat.find(".reason input").send_keys(comment, Keys.ENTER)
    browser.until(lambda: standin.bodies("POST /api/v1/feedback"))
    told = {"question": QUESTION, "helpful": False, "generation": "g1", **more}
    assert standin.bodies("POST /api/v1/feedback") == [told]


def test_a_no_without_its_reason_is_kept_when_the_person_goes_on(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    chat.press("No")
    chat.ask("Next?")
    browser.until(lambda: standin.bodies("POST /api/v1/feedback"))
    assert standin.bodies("POST /api/v1/feedback") == [{"question": QUESTION, "helpful": False, "generation": "g1"}]


def test_feedback_that_cannot_be_kept_says_so(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    standin.say("POST /api/v1/feedback", problem(403, "off"), status=403)
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    chat.press("Yes")
    browser.until(lambda: chat.find(".actions [role=status]").text == "Your feedback could not be kept.")
    chat.ask("Next?")
    assert chat.all(".vote") == []  # the service refused, and would again


def copied_answer(browser: Browser, standin: StandIn) -> str:
    """What is on the clipboard once an answer was copied."""
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    chat.press("Copy answer")
    browser.until(lambda: chat.find(".actions [role=status]").text == "Copied.")
    return str(browser.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])"))


def test_a_copied_answer_carries_its_quote_and_its_place(browser: Browser, standin: StandIn) -> None:
    copied = copied_answer(browser, standin)
    place = evidence("3 May 1999")
    assert copied == (
        "3 May 1999\n\n“3 May 1999”\n\nThe Lantern Accord › Signing\n"
        f"{standin.url}documents/accord?start={place['start']}&end={place['end']}"
    )


def test_a_copied_answer_of_a_paged_source_names_the_page(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, {**answered(citations=[{**evidence("3 May 1999"), "page": 2}]), "passages": PASSAGES})
    copied = copied_answer(browser, standin)
    assert "\nThe Lantern Accord › Signing › page 2\n" in copied


@pytest.mark.parametrize("after", [0, 0.4])
def test_where_judgements_are_not_kept_none_is_asked_for(browser: Browser, standin: StandIn, after: float) -> None:
    standin.say(SUGGESTIONS, {"questions": ["What next?"], "feedback": False, "generation": "g1"}, after=after)
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    browser.until(lambda: chat.all(".examples"))
    assert chat.all(".vote") == []
    assert [one.text for one in chat.all(".actions button")] == ["Copy answer"]
    chat.ask("And now?")
    assert chat.all(".vote") == []
