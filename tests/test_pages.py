"""The pages in a real browser, against a scripted service: demonstration, source view, ledger."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from accord import ASK, DOCUMENT, FACTS, MET, TEXT, TITLE, evidence, fact, heading, problem
from browser import Browser, Chat
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from standin import ROOT, StandIn

TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
HOSTILE = "<script>alert(1)</script> <b onclick=alert(2)>\u202egnp\u2066 \x07\x00 </p>&lt; 🏮"


def texts(browser: Browser, selector: str) -> list[str]:
    """What the elements that match read, once there are any."""
    browser.find(selector)
    return [one.text for one in browser.driver.find_elements(By.CSS_SELECTOR, selector)]


def listed(standin: StandIn) -> list[dict[str, list[str]]]:
    """What the list of facts asked for, in order; the timeline, which asks for 100 at a time, aside."""
    return [asked for one in standin.seen if (asked := parse_qs(one.query)).get("limit") == ["50"]]


def source(browser: Browser, standin: StandIn, words: str, more: str = "") -> WebElement:
    """The highlight in the source view at these words."""
    place = evidence(words)
    browser.open(f"{standin.url}documents/accord?start={place['start']}&end={place['end']}{more}")
    return browser.find("mark")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_holds_a_script_or_a_style_of_its_own(path: Path) -> None:
    page = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", page))


@pytest.mark.browser
def test_the_first_page_names_its_documents_and_how_to_embed_it(browser: Browser, standin: StandIn) -> None:
    browser.open(standin.url)
    assert texts(browser, "#documents a") == [TITLE]
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
@pytest.mark.parametrize("words", ["3 May 1999", "🏮", "𝒥 was held", "הסכם", "12 lighthouses", "40\n2003"])
def test_offsets_count_code_points(browser: Browser, standin: StandIn, words: str) -> None:
    assert source(browser, standin, words).get_attribute("textContent") == words


@pytest.mark.browser
def test_a_highlight_over_several_blocks_marks_each(browser: Browser, standin: StandIn) -> None:
    first = source(browser, standin, MET)
    marks = texts(browser, "mark")
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
    assert texts(browser, "#text h2") == ["Signing", "Meetings"]
    assert texts(browser, "h1") == [TITLE]
    assert browser.find("#about").text == "accord.txt · SHA-256 abababababab…"
    assert len(texts(browser, "#text ul > li")) == 2
    assert texts(browser, "#text p > strong") == ["Funding"]
    assert texts(browser, "#text pre")[0].splitlines()[0].split() == ["Year", "Lamps", "Ships"]
    blocks = browser.driver.find_elements(By.CSS_SELECTOR, "h1, #text > :not(ul), #text li")
    shown = "".join(str(block.get_attribute("textContent")) for block in blocks)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", TEXT)
    assert browser.driver.title == f"{TITLE} · Kotae"


@pytest.mark.browser
def test_the_contents_lead_to_the_headings(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}documents/accord")
    assert texts(browser, "#headings a") == ["Signing", "Meetings", "Funding"]
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
def test_a_document_whose_name_holds_slashes_is_found(browser: Browser, standin: StandIn) -> None:
    standin.say("GET /api/v1/documents", {"documents": [{**DOCUMENT, "id": "acts/1999/accord 1"}]})
    standin.say("GET /api/v1/documents/acts/1999/accord 1", DOCUMENT)
    browser.open(standin.url)
    browser.find("#documents a").click()
    assert texts(browser, "#text h2") == ["Signing", "Meetings"]
    assert browser.find("#back").get_attribute("href") == standin.url


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
def test_facts_are_listed_with_their_words_and_their_place(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}facts")
    assert texts(browser, "#facts h2") == [
        "Lantern Accord between HO and TI",
        "first joint meeting",
        "Lighthouses",
    ]
    assert texts(browser, "#facts .when") == ["3 May 1999", "June 2001", "No date stated"]
    assert "about 3.5 million euros" in texts(browser, "#facts li")[2]
    assert browser.find("#tally").text == "3 facts"
    browser.find("#facts a").click()
    assert browser.find("mark").text == FACTS[0]["evidence"]["quote"]


@pytest.mark.browser
def test_filters_go_into_the_address_and_back_restores_them(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}facts?type=meeting&unknown=1")
    browser.find("#facts li")
    assert browser.find("#type").get_attribute("value") == "meeting"
    browser.find("[name=party]").send_keys("HO & TI", Keys.ENTER)
    browser.until(lambda: len(listed(standin)) == 2)
    assert listed(standin) == [
        {"type": ["meeting"], "limit": ["50"]}, {"type": ["meeting"], "party": ["HO & TI"], "limit": ["50"]},
    ]  # fmt: skip
    assert parse_qs(urlsplit(browser.driver.current_url).query) == {"type": ["meeting"], "party": ["HO & TI"]}
    browser.driver.back()
    browser.until(lambda: browser.find("[name=party]").get_attribute("value") == "")


@pytest.mark.browser
def test_more_facts_come_by_cursor_and_the_focus_follows(browser: Browser, standin: StandIn) -> None:
    standin.say("GET /api/v1/facts", {"facts": FACTS[:2], "total": 3, "next_cursor": "c/1"})
    standin.also("GET /api/v1/facts", {"facts": FACTS[2:], "total": 3, "next_cursor": None})
    browser.open(f"{standin.url}facts")
    browser.find("#facts li")
    browser.find("#more").click()
    third = browser.find("#facts li:nth-child(3)")
    assert [asked.get("cursor") for asked in listed(standin)] == [None, ["c/1"]]
    assert browser.focused() == third
    assert not browser.find("#more").is_displayed()


@pytest.mark.browser
def test_csv_is_asked_for_with_the_same_filters(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}facts?type=meeting")
    browser.find("#facts li")
    browser.run("HTMLAnchorElement.prototype.click = function () { window.saved = [this.download, this.protocol] }")
    browser.find("#csv").click()
    browser.until(lambda: browser.run("return window.saved"))
    assert browser.run("return window.saved") == ["facts.csv", "blob:"]
    asked = [one.query for one in standin.seen if one.headers["Accept"] == "text/csv"]
    assert asked == ["type=meeting"]


@pytest.mark.browser
def test_the_timeline_is_walked_by_arrow_keys_and_leads_to_a_year(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}facts?party=HO")
    first = browser.find("#timeline a")
    assert first.get_attribute("aria-label") == "1999: 1 fact"
    browser.run("arguments[0].focus()", first)
    browser.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    assert browser.focused().get_attribute("aria-label") == "2001: 1 fact"
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    wanted = {"party": ["HO"], "date_from": ["2001"], "date_to": ["2001"]}
    browser.until(lambda: parse_qs(urlsplit(browser.driver.current_url).query) == wanted)
    browser.until(lambda: browser.find("[name=date_to]").get_attribute("value") == "2001")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("dates", "drawn"),
    [
        (["1985", "1985-03", "1987/1988", None], [[1985, 1985, 2], [1986, 1986, 0], [1987, 1987, 1]]),
        (["196X", "1961"], [[1960, 1960, 1], [1961, 1961, 1]]),
        (["1648-10-24", "1949"], 61),
        ([None, "soon"], []),
    ],
)
def test_a_bar_stands_for_as_many_years_as_it_takes(
    browser: Browser, standin: StandIn, dates: list[str | None], drawn: list[list[int]] | int
) -> None:
    browser.open(f"{standin.url}facts")
    script = "const [dates, done] = arguments; import('/static/timeline.js').then(({ bars }) => done("
    script += "bars(dates.map((date) => ({ date }))).map((bar) => [bar.from, bar.to, bar.count])))"
    found = browser.driver.execute_async_script(script, dates)
    assert (len(found) if isinstance(drawn, int) else found) == drawn


@pytest.mark.browser
def test_no_facts_and_a_refusal_read_as_sentences(browser: Browser, standin: StandIn) -> None:
    browser.expects_failures = True
    standin.say("GET /api/v1/facts", {"facts": [], "total": 0, "next_cursor": None})
    browser.open(f"{standin.url}facts")
    browser.until(lambda: browser.find("#tally").text == "No facts found.")
    standin.say("GET /api/v1/facts", problem(422, "type: must be one of agreement, extension"), status=422)
    browser.open(f"{standin.url}facts?type=x")
    browser.until(lambda: browser.find("#tally").text == "type: must be one of agreement, extension")
    standin.say("GET /api/v1/facts", problem(500, "secret"), status=500)
    browser.open(f"{standin.url}facts")
    browser.until(lambda: browser.find("#tally").text == "The facts cannot be shown just now.")


@pytest.mark.browser
def test_hostile_facts_are_shown_as_text(browser: Browser, standin: StandIn) -> None:
    bad = fact(
        "f1",
        HOSTILE,
        HOSTILE,
        TEXT[:3],
        parties=[HOSTILE],
        date=HOSTILE,
        place=HOSTILE,
        unit=HOSTILE,
        value=1,
    )
    standin.say("GET /api/v1/facts", {"facts": [bad], "total": 1, "next_cursor": None})
    browser.open(f"{standin.url}facts")
    assert browser.find("#facts h2").get_attribute("textContent") == HOSTILE
    assert browser.driver.find_elements(By.CSS_SELECTOR, "main script, main b") == []


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
