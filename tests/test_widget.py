"""The chat widget in a real browser: embedding, keyboard, looks, languages, leaving."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from accord import ASK, QUESTION, answered
from browser import Browser, Chat
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from standin import HOST_POLICY, ROOT, WIDGET, StandIn


def test_the_widget_weighs_at_most_25_kb_gzipped() -> None:
    size = len(gzip.compress(WIDGET.encode(), 9))
    print(f"widget.js: {size} bytes gzipped")  # noqa: T201 - the figure is wanted in the log
    assert size <= 25_000


@pytest.mark.parametrize("path", sorted((ROOT / "static").rglob("*.js")), ids=lambda path: path.name)
def test_no_script_reads_text_as_markup_or_code(path: Any) -> None:
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML"
    assert not re.search(rf"{markup}|\beval\(|new Function|javascript:", path.read_text())


@pytest.mark.browser
def test_from_launcher_to_close_by_keyboard_alone(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.host())
    press = ActionChains(browser.driver).send_keys
    press(Keys.TAB, Keys.TAB).perform()
    assert browser.focused() == chat.find(".launcher")
    press(Keys.ENTER).perform()
    panel = chat.find("dialog")
    assert panel.is_displayed()
    assert browser.focused() == chat.find("textarea")
    press(QUESTION, Keys.ENTER).perform()
    chat.settled()
    assert chat.find(".answer").text == "3 May 1999"
    assert browser.focused() == chat.find("textarea")
    press(Keys.TAB).perform()
    assert browser.focused() == chat.find(".send")
    ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB * 2).key_up(Keys.SHIFT).perform()
    assert browser.focused().text == "No"
    press(Keys.ESCAPE).perform()
    assert not panel.is_displayed()
    assert browser.focused() == chat.find(".launcher")


@pytest.mark.browser
def test_shift_enter_makes_a_line_and_enter_in_an_input_method_sends_nothing(
    browser: Browser, standin: StandIn
) -> None:
    chat = Chat.at(browser, standin.url)
    field = chat.find("textarea")
    field.send_keys("one", Keys.SHIFT, Keys.ENTER, Keys.NULL, "two")
    composing = "{key: 'Enter', isComposing: true, bubbles: true}"
    browser.run(f"arguments[0].dispatchEvent(new KeyboardEvent('keydown', {composing}))", field)
    assert field.get_attribute("value") == "one\ntwo"
    assert standin.bodies(ASK) == []


@pytest.mark.browser
def test_a_foreign_page_needs_to_allow_only_the_script_and_its_calls(browser: Browser, standin: StandIn) -> None:
    with StandIn(origins=standin.url.rstrip("/")) as elsewhere:
        origin = elsewhere.url.rstrip("/")
        policy = HOST_POLICY.format(origin=origin)
        policy += "; require-trusted-types-for 'script'; trusted-types 'none'"
        line = f'<script src="{origin}/widget.js" defer></script>'
        chat = Chat.at(browser, standin.host(body=line, policy=policy))
        chat.find(".launcher").click()
        chat.ask(QUESTION)
        assert chat.find(".answer").text == "3 May 1999"
        assert chat.value(".launcher", "position") == "fixed"  # the styles are in force without any style-src
        assert str(chat.find("figcaption a").get_attribute("href")).startswith(f"{origin}/documents/accord?")
        assert chat.find("figcaption a").get_attribute("target") == "_blank"
        assert standin.bodies(ASK) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "background"), [("light", "rgba(255, 255, 255, 1)"), ("dark", "rgba(23, 25, 29, 1)")]
)
def test_colours_follow_the_reader_unless_the_host_says(
    browser: Browser, standin: StandIn, scheme: str, background: str
) -> None:
    browser.media(prefers_color_scheme=scheme)
    chat = Chat.at(browser, standin.host())
    assert chat.value("dialog", "background-color") == background
    chat = Chat.at(browser, standin.host('data-theme="light"'))
    assert chat.value("dialog", "background-color") == "rgba(255, 255, 255, 1)"


@pytest.mark.browser
def test_a_host_themes_it_by_custom_properties(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.host())
    browser.run("arguments[0].style.setProperty('--kotae-accent', 'rgb(0, 90, 60)')", chat.host)
    assert chat.value(".launcher", "background-color") == "rgba(0, 90, 60, 1)"


@pytest.mark.browser
def test_at_320_pixels_the_panel_fills_the_screen_and_nothing_sticks_out(browser: Browser, standin: StandIn) -> None:
    browser.size(320, 568)
    chat = Chat.at(browser, standin.host())
    chat.find(".launcher").click()
    chat.ask(QUESTION)
    assert chat.find("dialog").size == {"width": 320, "height": 568}
    ends = "[...arguments[0].shadowRoot.querySelectorAll('*')].map((node) => node.getBoundingClientRect().right)"
    assert browser.run(f"return Math.max(...{ends})", chat.host) <= 320
    chat.find("header button").click()
    assert browser.focused() == chat.find(".launcher")


@pytest.mark.browser
def test_on_a_right_to_left_page_it_sits_on_the_left(browser: Browser, standin: StandIn) -> None:
    chat = Chat.at(browser, standin.host(more='dir="rtl"'))
    assert chat.find(".launcher").rect["x"] == 20
    chat.find(".launcher").click()
    assert chat.find("dialog").rect["x"] == 20
    chat.ask(QUESTION)
    assert chat.value(".card dd", "direction") == "ltr"  # the interface's language is, so a date keeps its order


@pytest.mark.browser
def test_motion_stops_for_those_who_ask(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(), after=0.3)
    browser.media(prefers_reduced_motion="reduce")
    chat = Chat.at(browser, standin.url)
    chat.ask(QUESTION, wait=False)
    name = "return getComputedStyle(arguments[0].shadowRoot.querySelector('.pulse'), '::before').animationName"
    assert browser.run(name, chat.host) == "none"
    chat.settled()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("attributes", "lang", "words"),
    [
        ("", "ja-JP", ("質問する", "確信度：高")),
        ("", "hi", ("प्रश्न पूछें", "पक्का")),
        ('data-lang="ja"', "fr", ("質問する", "確信度：高")),
        ("", "fr", ("Ask a question", "Sure")),
    ],
)
def test_the_interface_speaks_the_language_of_the_page_or_the_one_asked_for(
    browser: Browser, standin: StandIn, attributes: str, lang: str, words: tuple[str, str]
) -> None:
    chat = Chat.at(browser, standin.host(attributes, lang=lang))
    label = chat.find(".launcher").text
    chat.find(".launcher").click()
    chat.ask(QUESTION)
    assert (label, chat.find(".sure").text.splitlines()[0]) == words
    assert chat.find("blockquote").get_attribute("lang") == "en"


@pytest.mark.browser
def test_a_closed_launcher_asks_the_service_nothing(browser: Browser, standin: StandIn) -> None:
    Chat.at(browser, standin.host())
    assert standin.seen == []


@pytest.mark.browser
def test_one_page_gets_one_chat_where_the_script_or_the_page_puts_it(browser: Browser, standin: StandIn) -> None:
    script = '<script src="/widget.js" defer {0}></script>'
    for page, where in [
        (script.format(""), "BUTTON"),
        (script.format("") * 2, "BUTTON"),
        ("<p></p>" + script.format('data-mode="inline"') + "<footer></footer>", "SCRIPT"),
        ("<p></p><kotae-chat inline></kotae-chat>" + script.format(""), "P"),
    ]:
        chat = Chat.at(browser, standin.host(body=page))
        count = len(browser.driver.find_elements(By.CSS_SELECTOR, "kotae-chat"))
        before = browser.run("return arguments[0].previousElementSibling.tagName", chat.host)
        assert (count, before) == (1, where if where != "BUTTON" else "SCRIPT")
    browser.open(standin.host('data-mode="manual"'))
    assert browser.driver.find_elements(By.CSS_SELECTOR, "kotae-chat") == []


@pytest.mark.browser
def test_an_element_that_leaves_takes_its_listeners_and_its_question_along(browser: Browser, standin: StandIn) -> None:
    standin.say(ASK, answered(), after=0.5)
    chat = Chat.at(browser, standin.url)
    browser.run("window.kept = document.querySelector('kotae-chat')")
    chat.ask(QUESTION, wait=False)
    assert listeners(browser, "kept.shadowRoot") == 3
    assert listeners(browser, "kept.shadowRoot.querySelector('form')") == 1
    on_window = listeners(browser, "window")
    browser.run("kept.remove()")
    assert listeners(browser, "kept.shadowRoot") == 0
    assert listeners(browser, "kept.shadowRoot.querySelector('form')") == 0
    assert listeners(browser, "window") == on_window - 1
    browser.run("document.querySelector('.desk').prepend(kept)")
    chat.ask(QUESTION)
    assert chat.gists() == ["Set aside for your next question.", "3 May 1999"]


def listeners(browser: Browser, expression: str) -> int:
    """How many event listeners an object of the page has."""
    found = browser.driver.execute_cdp_cmd("Runtime.evaluate", {"expression": expression})["result"]["objectId"]
    told = browser.driver.execute_cdp_cmd("DOMDebugger.getEventListeners", {"objectId": found})
    return len(told["listeners"])
