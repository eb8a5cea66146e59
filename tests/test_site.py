"""Page, widget and service together in a real browser: the real application over two small documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, Chat
from harbour import CHARTER, STORM
from sites import served
from standin import HOST_POLICY, StandIn

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running service with the default settings."""
    with served(tmp_path_factory.mktemp("site")) as url:
        yield url


def test_an_answer_leads_to_its_words_in_the_source(browser: Browser, site: str) -> None:
    chat = Chat.at(browser, site)
    chat.ask("When was the charter signed?")
    assert chat.gists() == ["3 May 1999"]
    chat.find("figcaption a").click()
    assert browser.find("mark").text in CHARTER
    assert browser.focused() == browser.find("mark")


def test_a_document_in_a_folder_has_a_page(browser: Browser, site: str) -> None:
    browser.open(site)
    browser.until(lambda: browser.find("#documents li:nth-child(2) a").text == "=SUM(1) report")
    browser.find("#documents li:nth-child(2) a").click()
    browser.until(lambda: browser.find("#text p").text == STORM)
    assert browser.driver.current_url == f"{site}documents/reports/2020.md"


def test_an_unknown_document_is_told_in_a_page(browser: Browser, site: str) -> None:
    browser.expects_failures = True
    browser.open(f"{site}documents/nowhere")
    browser.until(lambda: browser.find("#about").text == "no document is called 'nowhere'")


def test_the_ledger_filters_and_leads_to_the_source(browser: Browser, site: str) -> None:
    browser.open(f"{site}facts?type=agreement")
    browser.until(lambda: browser.find("#tally").text == "1 fact")
    assert browser.find("#facts .when").text == "3 May 1999"
    browser.find("#facts a").click()
    assert browser.find("mark").text == CHARTER


@pytest.mark.parametrize("path", ["", "facts", "documents/notes.txt", "docs", "admin"])
def test_no_page_asks_for_what_its_policy_forbids(browser: Browser, site: str, path: str) -> None:
    browser.open(site + path)
    browser.find("#documents a, #facts li, #text p, #calls details, #served dd")
    assert browser.complaints() == []


def test_feedback_is_kept(browser: Browser, site: str) -> None:
    chat = Chat.at(browser, site)
    chat.ask("When was the charter signed?")
    chat.press("Yes")
    browser.until(lambda: chat.find(".actions [role=status]").text == "Thank you.")


def test_a_page_elsewhere_that_is_allowed_gets_answers_and_is_told_to_wait(
    browser: Browser, standin: StandIn, tmp_path: Path
) -> None:
    browser.expects_failures = True
    with served(tmp_path, cors_origins=standin.url.rstrip("/"), rate_limit="2/minute") as url:
        line = f'<script src="{url}widget.js" data-mode="inline"></script>'
        chat = Chat.at(browser, standin.host(body=line, policy=HOST_POLICY.format(origin=url.rstrip("/"))))
        chat.ask("When was the charter signed?")  # the suggestions were the first call, this is the second
        chat.ask("When did the storm come?")
        assert chat.gists()[0] == "3 May 1999"
        assert chat.gists()[1].startswith("Too many questions at once. Please wait ")
        assert 30 < int(chat.gists()[1].split()[-2]) <= 60


def test_a_page_elsewhere_that_is_not_allowed_gets_none(browser: Browser, standin: StandIn, site: str) -> None:
    browser.expects_failures = True
    line = f'<script src="{site}widget.js"></script>'
    chat = Chat.at(browser, standin.host(body=line, policy=HOST_POLICY.format(origin=site.rstrip("/"))))
    chat.find(".launcher").click()
    chat.ask("When was the charter signed?")
    assert chat.gists() == ["The service cannot be reached just now."]
    assert all("blocked by CORS policy" in complaint for complaint in browser.complaints())


def test_where_feedback_is_off_nobody_is_asked_for_it(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, feedback="off") as url:
        chat = Chat.at(browser, url)
        chat.ask("When was the charter signed?")
        browser.until(lambda: chat.all(".examples"))
        assert chat.all(".vote") == []
