"""Page breaks, running heads and tables of contents leave no trace in the text."""

from __future__ import annotations

from pathlib import Path

from corpus.formats.pagination import without_pages
from corpus.formats.plain import read_plain

RFC = (Path(__file__).parent / "data" / "tidal-courier.txt").read_text("utf-8")


def page(number: int, body: str) -> str:
    foot = f"Lind      Informational      [Page {number}]"
    return f"RFC 9      Tides      May 2020\n\n\n{body}\n{chr(10) * 14}{foot}\n"


def test_a_paragraph_goes_on_across_a_page_break() -> None:
    text = read_plain(RFC).text
    assert "so in the next acknowledgement, and the sender starts the message again" in text
    assert "[Page" not in text
    assert text.count("RFC 90210") == 0
    assert "\f" not in text


def test_running_heads_and_feet_go_without_form_feeds_too() -> None:
    said = [f"The {name} tide is told in one line." for name in ("first", "second", "third")]
    text = "\n".join(page(number, f"   {line}") for number, line in enumerate(said, 1))
    assert [line.strip() for line in without_pages(text).split("\n") if line.strip()] == said


def test_bare_page_numbers_go_where_there_are_form_feeds() -> None:
    text = "One tide.\n\n- 1 -\n\fTwo tides.\n\n- 2 -\n\fThree.\n\n- 3 -"
    assert without_pages(text).strip() == "One tide.\n\nTwo tides.\n\nThree."


def test_what_a_page_says_once_is_no_running_head() -> None:
    assert without_pages("Line one\nto a friend.\n\fPage two").strip() == "Line one\nto a friend.\n\nPage two"


def test_a_text_without_pages_comes_back_as_it_is() -> None:
    text = "Tides\n\n12\n\nThe year 2020 saw\n\n3\n\ntides.\n"
    assert without_pages(text) == text


def test_a_table_of_contents_goes_and_its_headings_stay() -> None:
    marked = read_plain(RFC)
    assert "...." not in marked.text
    assert "Table of Contents" not in marked.text
    assert [h.text for h in marked.headings][2:5] == ["Status of This Memo", "1. Introduction", "2. Framing"]


def test_dotted_figures_that_are_no_contents_stay() -> None:
    text = "Income ........ 120\nFees .......... 45\nGrants ........ 75"
    assert without_pages(text) == text


def test_contents_without_page_numbers_go_where_each_line_comes_again() -> None:
    contents = ["Table of Contents", "", "   1.  Piers", "   2.  Lamps and Fees", "       Authors' Addresses", ""]
    body = ["1.  Piers", "", "   Four of them.", "", "2.  Lamps and Fees", "", "   None.", "", "Authors' Addresses"]
    assert without_pages("\n".join(["HARBOUR", "", *contents, *body])).split("\n")[-len(body) :] == body
    assert "Contents" not in without_pages("\n".join([*contents, *body]))


def test_a_list_called_contents_stays_where_it_is_all_there_is() -> None:
    text = "Contents\n\n  4 lamps\n  2 ropes\n  1 net\n\nKeep dry."
    assert without_pages(text) == text
