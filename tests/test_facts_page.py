"""The ledger's page in a real browser, against a scripted service."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from accord import FACTS, HOSTILE, TEXT, fact, problem
from browser import Browser
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from standin import StandIn


def listed(standin: StandIn) -> list[dict[str, list[str]]]:
    """What the list of facts asked for, in order; the timeline, which asks for 100 at a time, aside."""
    return [asked for one in standin.seen if (asked := parse_qs(one.query)).get("limit") == ["50"]]


@pytest.mark.browser
def test_facts_are_listed_with_their_words_and_their_place(browser: Browser, standin: StandIn) -> None:
    browser.open(f"{standin.url}facts")
    assert browser.texts("#facts h2") == [
        "Lantern Accord between HO and TI",
        "first joint meeting",
        "Lighthouses",
    ]
    assert browser.texts("#facts .when") == ["3 May 1999", "June 2001", "No date stated"]
    assert "about 3.5 million euros" in browser.texts("#facts li")[2]
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
