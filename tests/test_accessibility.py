"""No page and no state of the chat keeps anybody out: axe-core finds nothing, in light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from accord import ASK, DOCUMENT, QUESTION, answered, problem, silent
from browser import Browser, Chat
from selenium.webdriver.common.by import By
from sites import served
from standin import StandIn
from test_admin_page import INDEX

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("scheme", ["light", "dark"])]

FEEDBACK = "POST /api/v1/feedback"


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running service, whose calls its page describes."""
    with served(tmp_path_factory.mktemp("described")) as url:
        yield url


@pytest.mark.parametrize(
    ("path", "there"),
    [("", "#documents a"), ("facts", "#facts li"), ("facts?type=body", "#tally"), ("documents/accord", "#text p"),
     ("documents/accord?start=0&end=3#q=Who%3F", "mark"), ("documents/none", "#about"), ("admin", "#served dd")],
)  # fmt: skip
def test_pages(browser: Browser, standin: StandIn, scheme: str, path: str, there: str) -> None:
    browser.expects_failures = True
    standin.say("GET /api/v1/index", INDEX)
    browser.media(prefers_color_scheme=scheme)
    browser.open(standin.url + path)
    browser.find(there)
    assert browser.barriers() == []


def test_the_apis_page(browser: Browser, described: str, scheme: str) -> None:
    browser.media(prefers_color_scheme=scheme)
    browser.open(f"{described}docs")
    browser.find("#calls details")
    browser.run("for (const call of document.querySelectorAll('details')) call.open = true")
    browser.driver.find_element(By.CSS_SELECTOR, "#get-facts form button").click()
    browser.find("#get-facts .output pre")
    assert browser.barriers() == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_chat_with_every_kind_of_reply(browser: Browser, standin: StandIn, scheme: str, lang: str) -> None:
    browser.expects_failures = True
    browser.media(prefers_color_scheme=scheme)
    chat = Chat.at(browser, standin.host(lang=lang))
    assert browser.barriers() == []
    chat.find(".launcher").click()
    chat.find(".examples")
    assert browser.barriers() == []
    items = [f"item {number}" for number in range(15)]
    listed = {**answered(kind="list", text="item 0…", items=items, plan="list of items"), "understood": "All items?"}
    standin.say(ASK, answered(), listed, answered(kind="yesno", text="Yes: it was", confidence=0.2), silent())
    for question in (QUESTION, "Which?", "Was it?", "Who?"):
        chat.ask(question)
    standin.say(ASK, problem(429, "Too many."), status=429, headers={"Retry-After": "60"})
    chat.ask("Again?")
    standin.say(ASK, problem(422, "no", errors=[{"field": "question", "message": "must hold a letter"}]), status=422)
    chat.ask("...")
    standin.say(ASK, answered(), after=1)
    browser.run("arguments[0].shadowRoot.querySelectorAll('details').forEach((one) => (one.open = true))", chat.host)
    browser.run("arguments[0].shadowRoot.querySelectorAll('.vote button')[1].click()", chat.host)
    assert browser.barriers() == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_first_page_after_a_question(browser: Browser, standin: StandIn, scheme: str, width: int) -> None:
    standin.say("GET /api/v1/documents", {"documents": [{**DOCUMENT, "title": "Long words " * 9}]})
    browser.size(width)
    browser.media(prefers_color_scheme=scheme)
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION)
    assert browser.barriers() == []
