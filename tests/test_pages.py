"""Every page in a real browser, and the demonstration, against a scripted service."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from accord import ASK, DOCUMENT, TITLE, heading
from browser import Browser, Chat
from standin import ROOT, StandIn

TEMPLATES = sorted((ROOT / "templates").glob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_holds_a_script_or_a_style_of_its_own(path: Path) -> None:
    page = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", page))


@pytest.mark.browser
def test_the_first_page_names_its_documents_and_how_to_embed_it(browser: Browser, standin: StandIn) -> None:
    browser.open(standin.url)
    assert browser.texts("#documents a") == [TITLE]
    assert browser.find("#documents a").get_attribute("href") == f"{standin.url}documents/accord"
    assert browser.find("#snippet").text == f'<script src="{standin.url}widget.js" defer></script>'


@pytest.mark.browser
@pytest.mark.parametrize("address", ["?q=Who%20signed%3F", "#q=Who%20signed%3F"])
def test_a_question_in_the_address_is_asked_at_once(browser: Browser, standin: StandIn, address: str) -> None:
    browser.open(standin.url + address)
    chat = Chat(browser)
    assert chat.find(".answer").text == "3 May 1999"
    assert standin.bodies(ASK) == [{"question": "Who signed?"}]
    assert browser.driver.current_url == f"{standin.url}#q=Who%20signed%3F"


@pytest.mark.browser
def test_a_citation_leads_to_its_highlighted_words_and_back(browser: Browser, standin: StandIn) -> None:
    browser.open(standin.url)
    chat = Chat(browser)
    chat.ask("When was it signed?")
    chat.find("figcaption a").click()
    mark = browser.find("mark")
    assert mark.text == "3 May 1999"
    assert browser.focused() == mark
    assert browser.find("#shown").text == "Highlighted: “3 May 1999”"
    browser.find("#back").click()
    assert Chat(browser).find(".turn h3 bdi").text == "When was it signed?"


@pytest.mark.browser
def test_a_document_whose_name_holds_slashes_is_found(browser: Browser, standin: StandIn) -> None:
    standin.say("GET /api/v1/documents", {"documents": [{**DOCUMENT, "id": "acts/1999/accord 1"}]})
    standin.say("GET /api/v1/documents/acts/1999/accord 1", DOCUMENT)
    browser.open(standin.url)
    browser.find("#documents a").click()
    assert browser.texts("#text h2") == ["Signing", "Meetings"]
    assert browser.find("#back").get_attribute("href") == standin.url


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "facts", "documents/accord?start=0&end=3"])
def test_at_320_pixels_no_page_scrolls_sideways(browser: Browser, standin: StandIn, path: str) -> None:
    long = heading("Signing", 2) | {"text": "x" * 80}
    standin.say("GET /api/v1/documents/accord", {**DOCUMENT, "headings": [long], "source": "y" * 200})
    browser.size(320, 568)
    browser.open(standin.url + path)
    browser.find("#documents a, #facts li, mark")
    assert browser.run("return document.documentElement.scrollWidth") == 320


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "facts", "documents/accord"])
def test_pages_are_dark_for_those_who_like_it(browser: Browser, standin: StandIn, path: str) -> None:
    browser.media(prefers_color_scheme="dark")
    browser.open(standin.url + path)
    assert browser.find("body").value_of_css_property("background-color") == "rgba(23, 25, 29, 1)"
