"""The source view in a real browser, against a scripted service."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from accord import DOCUMENT, HOSTILE, MET, TEXT, TITLE, evidence, problem
from browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from standin import StandIn


def source(browser: Browser, standin: StandIn, words: str, more: str = "") -> WebElement:
    """The highlight in the source view at these words."""
    place = evidence(words)
    browser.open(f"{standin.url}documents/accord?start={place['start']}&end={place['end']}{more}")
    return browser.find("mark")


@pytest.mark.browser
@pytest.mark.parametrize("words", ["3 May 1999", "🏮", "𝒥 was held", "הסכם", "12 lighthouses", "40\n2003"])
def test_offsets_count_code_points(browser: Browser, standin: StandIn, words: str) -> None:
    assert source(browser, standin, words).get_attribute("textContent") == words


@pytest.mark.browser
def test_a_highlight_over_several_blocks_marks_each(browser: Browser, standin: StandIn) -> None:
    first = source(browser, standin, MET)
    marks = browser.texts("mark")
    assert [mark.lstrip("• ") for mark in marks] == [
        "The first joint meeting 𝒥 was held in June 2001 and lasted two days.",
        "The second joint meeting was held in 2003.",
    ]
    assert browser.focused() == first


@pytest.mark.browser
def test_a_highlight_far_down_is_scrolled_into_view(browser: Browser, standin: StandIn) -> None:
    text = "Line.\n\n" * 400 + "The end."
    standin.say("GET /api/v1/documents/accord", {**DOCUMENT, "text": text, "headings": []})
    browser.open(f"{standin.url}documents/accord?start={len(text) - 8}&end={len(text)}")
    mark = browser.find("mark")
    top = browser.run("return arguments[0].getBoundingClientRect().top / innerHeight", mark)
    assert 0.1 < top < 0.9


@pytest.mark.browser
def test_the_text_keeps_its_structure(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}documents/accord")
    assert browser.texts("#text h2") == ["Signing", "Meetings"]
    assert browser.texts("h1") == [TITLE]
    assert browser.find("#about").text == "accord.txt · SHA-256 abababababab…"
    assert len(browser.texts("#text ul > li")) == 2
    assert browser.texts("#text p > strong") == ["Funding"]
    assert browser.texts("#text pre")[0].splitlines()[0].split() == ["Year", "Lamps", "Ships"]
    blocks = browser.driver.find_elements(By.CSS_SELECTOR, "h1, #text > :not(ul), #text li")
    shown = "".join(str(block.get_attribute("textContent")) for block in blocks)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", TEXT)
    assert browser.driver.title == f"{TITLE} · Kotae"


@pytest.mark.browser
def test_the_contents_lead_to_the_headings(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}documents/accord")
    assert browser.texts("#headings a") == ["Signing", "Meetings", "Funding"]
    browser.find("#headings li:nth-child(2) a").click()
    assert browser.run("return document.querySelector(location.hash).textContent") == "Meetings"


@pytest.mark.browser
@pytest.mark.parametrize("place", ["start=99999&end=100000", "start=9&end=3", "start=x&end=y", "start=-4&end=2"])
def test_a_place_that_is_not_there_is_said_plainly(browser: Browser, standin: StandIn, place: str) -> None:
    browser.open(f"{standin.url}documents/accord?{place}")
    browser.until(lambda: browser.find("#shown").text == "The highlighted words no longer stand in this document.")
    assert browser.driver.find_elements(By.TAG_NAME, "mark") == []


@pytest.mark.browser
def test_a_hostile_document_is_shown_as_text(browser: Browser, standin: StandIn) -> None:
    text = f"{HOSTILE}\n\n{HOSTILE}"
    head = {"start": 0, "end": len(HOSTILE), "level": 1, "text": HOSTILE}
    hostile = {
        **DOCUMENT,
        "title": "<i>x</i>",
        "source": "javascript:alert(1)",
        "text": text,
        "headings": [head],
    }
    standin.say("GET /api/v1/documents/accord", hostile)
    browser.open(f"{standin.url}documents/accord?start=0&end=8#q=" + quote(HOSTILE))
    assert browser.find("mark").get_attribute("textContent") == "<script>"
    assert browser.find("#text h2").get_attribute("textContent") == HOSTILE.strip()
    assert browser.find("#text p").get_attribute("textContent") == HOSTILE.strip()
    assert browser.driver.find_elements(By.CSS_SELECTOR, "main script, main b, main i, .about a") == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "detail", "words"),
    [
        (404, "no document is called 'accord'", "no document is called 'accord'"),
        (0, "", "The service cannot be reached"),
    ],
)
def test_a_document_that_cannot_be_shown_says_why(
    browser: Browser, standin: StandIn, status: int, detail: str, words: str
) -> None:
    browser.expects_failures = True
    standin.say("GET /api/v1/documents/accord", problem(status, detail), status=status)
    browser.open(f"{standin.url}documents/accord")
    browser.until(lambda: browser.find("#title").text == "This document cannot be shown")
    assert browser.find("#about").text.startswith(words)


@pytest.mark.browser
def test_a_paged_source_shows_where_each_page_begins_and_on_which_the_highlight_lies(
    browser: Browser, standin: StandIn
) -> None:
    pages = [0, TEXT.index("It is valid"), TEXT.index("\n\nMeetings")]
    standin.say("GET /api/v1/documents/accord", {**DOCUMENT, "pages": pages})
    lit = evidence("until 2 May 2009")
    browser.open(f"{standin.url}documents/accord?start={lit['start']}&end={lit['end']}")
    browser.until(lambda: browser.find("#shown").text == "Highlighted on page 2: “until 2 May 2009”")
    after = "[...document.querySelectorAll('main .page')].map((one) => [one.id, one.nextSibling.data.slice(0, 8)])"
    assert browser.run(f"return {after}") == [["page-1", TITLE[:8]], ["page-2", "It is va"], ["page-3", "Meetings"]]
    assert browser.barriers() == []


@pytest.mark.browser
def test_without_headings_the_text_has_the_width_of_the_contents_too(browser: Browser, standin: StandIn) -> None:
    standin.say("GET /api/v1/documents/accord", {**DOCUMENT, "headings": [], "text": "One line of words. " * 40})
    browser.size(1280)
    browser.open(f"{standin.url}documents/accord")
    assert browser.find("#text p").size["width"] > 600
