"""A source full of markup, formulas, control and bidirectional characters is text wherever it is shown.

All of it is real: the file is read and indexed, served, and asked in a browser and from a shell.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import urllib.request
from collections.abc import Iterator

import pytest
from browser import Browser, Chat
from click.testing import CliRunner
from selenium.webdriver.common.by import By
from sites import serving
from standin import HOST_POLICY, StandIn

from index.build import build
from index.searcher import Searcher
from index.store import Store
from service.commands.cli import cli

pytestmark = pytest.mark.model

SIGNED = (
    "The <i onclick=alert(1)>Lighthouse</i> Board signed a <script>alert(2)</script> memorandum of understanding "
    "with the Tide Office on 3 May 1999 in Otaru."
)
FORMULA = '=HYPERLINK("http://evil.example", "lamp") stands on the wall of the lighthouse since 2004.'
SOURCE = f"""<img src=x onerror=alert(3)> & <b>report</b>

<svg onload=alert(4)> Signing \u202egnp.exe

{SIGNED} It says \x1b[31mred\x07 &lt;b&gt; ](javascript:alert(5)) {{{{7*7}}}} \u2066and so on\u2069.

{FORMULA}

The board keeps twelve lamps along the harbour wall, and lights them at dusk.
"""
FACTS = """[[add]]
quote = "lights them at dusk"
type = "event"
label = "=cmd|' /C calc'!A0 <b>lights</b> \\u202egnp.exe \\u001b[2J"
"""
QUESTION = "When did the Lighthouse Board sign the memorandum of understanding?"
#: What a page would hold if any of it had been taken for markup.
MADE = "script:not([src]), img[src=x], main svg[onload], [onclick], [onerror], main i, main b:not(.method)"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store built from that source, whose name is no better."""
    sources = tmp_path_factory.mktemp("sources")
    (sources / "=1+1 <b onclick=alert(6)> #? %2e.txt").write_text(SOURCE, "utf-8")
    (sources / "facts.toml").write_text(FACTS, "utf-8")
    made = Store(tmp_path_factory.mktemp("store"))
    build([sources], made, "all-MiniLM-L6-v2")
    return made


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[str]:
    """A running service over it."""
    with serving(Searcher.open(store), store.folder) as url:
        yield url


def acts(text: str) -> list[str]:
    """The characters of the text that act on a terminal or turn the direction of what stands around them."""
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return [c for c in text if c in marks or (unicodedata.category(c) == "Cc" and c != "\n")]


@pytest.mark.browser
def test_in_the_page_and_its_source_view(browser: Browser, site: str) -> None:
    chat = Chat.at(browser, site)
    chat.ask(QUESTION)
    assert chat.find("blockquote").get_attribute("textContent") == SIGNED
    assert chat.all(MADE) == []
    assert "<b onclick=alert(6)>" in str(browser.find("#documents a").get_attribute("textContent"))
    assert browser.driver.find_elements(By.CSS_SELECTOR, MADE) == []
    chat.find("figcaption a").click()
    assert browser.find("main mark").text in SIGNED
    assert SIGNED in str(browser.find("#text").get_attribute("textContent"))
    assert "#? %2e.txt" in browser.find("#about").text
    assert browser.driver.find_elements(By.CSS_SELECTOR, MADE) == []


@pytest.mark.browser
def test_in_the_chat_on_a_page_elsewhere(browser: Browser, standin: StandIn, store: Store) -> None:
    with serving(Searcher.open(store), store.folder, cors_origins=standin.url.rstrip("/")) as url:
        line = f'<script src="{url}widget.js" data-mode="inline"></script>'
        chat = Chat.at(browser, standin.host(body=line, policy=HOST_POLICY.format(origin=url.rstrip("/"))))
        chat.ask(QUESTION)
        browser.run(
            "arguments[0].shadowRoot.querySelectorAll('details').forEach((one) => (one.open = true))", chat.host
        )
        assert chat.find("blockquote").get_attribute("textContent") == SIGNED
        assert "{{7*7}}" in str(chat.find(".passages").get_attribute("textContent"))
        assert chat.all(MADE) == []


@pytest.mark.browser
def test_in_the_list_of_facts(browser: Browser, site: str) -> None:
    browser.open(f"{site}facts")
    labels = [str(one.get_attribute("textContent")) for one in (browser.find("#facts"), *browser.driver.find_elements(
        By.CSS_SELECTOR, "#facts h2"))]  # fmt: skip
    assert SIGNED in labels[0]
    assert any(label.startswith("=cmd|' /C calc'!A0 <b>lights</b>") for label in labels[1:])
    assert browser.driver.find_elements(By.CSS_SELECTOR, MADE) == []


def test_in_a_spreadsheet(site: str) -> None:
    request = urllib.request.Request(f"{site}api/v1/facts", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request) as reply:
        rows = list(csv.DictReader(io.StringIO(reply.read().decode())))
    labels = [row["label"] for row in rows]
    assert any(label.startswith("'=cmd|") for label in labels)
    assert all(row["document_id"].startswith("'=1+1 <b") for row in rows)
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell) or "\x1b" in cell] == []


@pytest.mark.parametrize(
    "command",
    [("ask", QUESTION), ("ask", QUESTION, "--json"), ("search", "lamps"), ("facts",), ("facts", "--json"),
     ("facts", "--csv")],
)  # fmt: skip
def test_on_a_terminal(store: Store, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    ended = CliRunner().invoke(cli, [*command, "--store", str(store.folder)])
    assert (ended.exit_code, acts(ended.output)) == (0, [])
    assert "<script>alert(2)</script>" in ended.output or command[0] == "search"
