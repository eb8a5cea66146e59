"""Headings of plain text are found by their form, and prose is not taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.plain import read_plain
from corpus.formats.runins import run_in
from corpus.formats.titles import depth, division, is_title

DATA = Path(__file__).parent / "data"
BODY = "The tide comes in twice a day, and goes out again as often as it came."


def found(text: str) -> list[tuple[int, str]]:
    marked = read_plain(text)
    assert all(h.span.of(marked.text).startswith(h.text) for h in marked.headings)
    return [(heading.level, heading.text) for heading in marked.headings]


@pytest.mark.parametrize(
    "line",
    [
        "Co-operation in Agriculture",
        "Other collaborations",
        "Co-operation in Environment:",
        "Japan’s assistance for fighting floods",
        "THE HARBOUR OFFICE",
        "Article 5",
        "ANNEX B – Tide tables",
        "3. Scope",
        "What is a neap tide?",
        "潮の満ち引き",
    ],
)
def test_a_short_line_that_stands_alone_above_prose_is_a_heading(line: str) -> None:
    assert found(f"Tides\n\n{BODY}\n\n{line}\n\n{BODY}") == [(1, "Tides"), (1, line.rstrip(":"))]


@pytest.mark.parametrize(
    "line",
    [
        "It ends here.",
        "For details: https://tides.example/log",
        "- one of the items",
        "March, 2022",
        "Done at Norhaven on 14 September 1998",
        "Quay 4, 4380 Norhaven | Vestmark",
        "mara@tides.example",
        "HAVE ADOPTED THIS DIRECTIVE:",
        "Note: the office is closed",
        "1,200 employees",
        "The council has approved the plan",
        "(Text with relevance)",
        "(1)",
        "Article 5 shall not apply to yachts",
        "“I have a dream”",
        "Figure 3: The lock",
        "Keyword: Tidal Courier",
    ],
)
def test_a_line_that_states_points_or_dates_is_prose(line: str) -> None:
    assert found(f"Tides\n\n{BODY}\n\n{line}\n\n{BODY}") == [(1, "Tides")]


def test_a_line_with_nothing_below_it_is_prose() -> None:
    assert found(f"Tides\n\n{BODY}\n\nThe End") == [(1, "Tides")]


def test_many_short_lines_in_a_row_are_a_list() -> None:
    assert found(f"Apples\n\nPears\n\nPlums\n\nQuinces\n\n{BODY}") == []
    assert found(f"Lakes\n\n{BODY}\n\n1. Orrin\n\n2. Sable\n\n3. Tarn\n\n{BODY}") == [(1, "Lakes")]


def test_a_line_that_leads_to_a_list_is_prose() -> None:
    assert found(f"Tides\n\n{BODY}\n\nMechanisms for the future:\n\n- alarms\n- reports") == [(1, "Tides")]


def test_underlines_give_levels_by_the_order_in_which_they_occur() -> None:
    text = f"Tides\n=====\n\n{BODY}\n\nEbb\n---\n\n{BODY}\n\nFlood\n=====\n\n{BODY}\n\n-----\n\n{BODY}"
    assert found(text) == [(1, "Tides"), (2, "Ebb"), (1, "Flood")]


def test_numbers_give_levels_by_their_depth() -> None:
    text = f"1. Tides\n\n{BODY}\n\n1.1 Ebb\n\n{BODY}\n\n1.1.2 Slack Water\n\n{BODY}\n\n2. Winds\n\n{BODY}"
    assert [level for level, _ in found(text)] == [1, 2, 3, 1]


def test_numbered_headings_stand_flush_left_over_indented_text_and_items_do_not() -> None:
    assert found((DATA / "tidal-courier.txt").read_text("utf-8")) == [
        (1, "The Tidal Courier Protocol (TCP/T)"),
        (1, "Abstract"),
        (1, "Status of This Memo"),
        (1, "1. Introduction"),
        (1, "2. Framing"),
        (2, "2.1. The Header"),
        (1, "3. Security Considerations"),
        (1, "Authors' Addresses"),
    ]


def test_where_prose_is_indented_a_line_beside_it_is_prose() -> None:
    body = "   The tide comes in twice a day, and goes out again as often as it came,\n   for the moon does."
    text = f"Tides\n\n{body}\n\n   Slack Water\n\n{body}\n\nWinds\n\n{body}"
    assert found(text) == [(1, "Tides"), (1, "Winds")]


def test_a_treaty_has_chapters_articles_and_annexes_with_their_titles() -> None:
    assert found((DATA / "lakes-treaty.txt").read_text("utf-8")) == [
        (1, "TREATY BETWEEN THE REPUBLIC OF ALDERIA AND THE KINGDOM OF VESTMARK ON THE SHARED LAKES"),
        (1, "CHAPTER I GENERAL PROVISIONS"),
        (2, "Article 1 Definitions"),
        (2, "Article 2 Scope"),
        (1, "CHAPTER II THE COMMISSION"),
        (2, "Article 4"),
        (2, "Article 5 Entry into force and duration"),
        (1, "ANNEX A Shared lakes"),
    ]


def test_the_shipped_document_has_its_sections_and_their_run_in_headings() -> None:
    source = DATA.parent.parent / "corpus" / "documents" / "india-japan-science-technology.txt"
    headings = read_plain(source.read_text("utf-8")).headings
    assert sum(not h.run_in for h in headings) == 14
    assert sum(h.run_in for h in headings) == 14
    assert {h.level for h in headings if h.run_in} == {2}


@pytest.mark.parametrize(
    ("head", "glue"),
    [
        ("HOPE Meeting", ": "),
        ("Cooperation between DGH and JOGMEC", ":"),
        ("Validity", ": "),
        ("MoC in the field of Healthcare", ": "),
        ("India-Japan celebration of the 6th Ayurveda Day", " : "),
        ("MoC between National Center for Polar Research (NCPOR) and National Institute of Tides", ": "),
        ("3.2 Term", ". "),
        ("Article 5", ". "),
    ],
)
def test_a_noun_phrase_before_a_sentence_is_a_run_in_heading(head: str, glue: str) -> None:
    assert run_in(f"{head}{glue}{BODY}") == len(head)


@pytest.mark.parametrize(
    "text",
    [
        f"For details: {BODY}",
        f"Note: {BODY}",
        f"Dear Sir: {BODY}",
        "The results are clear: The tide comes in twice a day and goes out again.",
        "Three states signed it: Alderia, Vestmark and the Free Port of Norhaven as well.",
        "After this, Huguenots (some 200,000 of them) fled: The tide of them went to the port and beyond.",
        "The train leaves at 10:30 on each day of the week. It arrives by noon.",
        "https://tides.example: The address of the log that is kept by the harbour office.",
        "The Normans (Norman: Normaunds; in other tongues Normanni) were the people who gave a name to it.",
        "Capital: Norhaven",
        "Staff: about 184",
        f"2.1. {BODY}",
    ],
)
def test_an_ordinary_sentence_has_no_run_in_heading(text: str) -> None:
    assert run_in(text) == 0


def test_a_run_in_heading_stands_below_the_heading_above_it_and_inside_its_paragraph() -> None:
    marked = read_plain(f"Tides\n\n{BODY}\n\nEbb\n\nTidal Range: {BODY}")
    heading = marked.headings[-1]
    assert (heading.text, heading.level, heading.run_in) == ("Tidal Range", 2, True)
    assert marked.text[heading.span.start :].startswith(f"Tidal Range: {BODY}")


def test_divisions_numbers_and_titles_are_told_from_prose() -> None:
    assert division("Article 5 – Scope") == "article"
    assert division("ANNEX") == "annex"
    assert division("Part of the plan") is None
    assert division("Article 5 of the Convention") is None
    assert (depth("3.1.4 Scope"), depth("IV. Scope"), depth("A.2 Scope")) == (3, 1, 2)
    assert is_title("Scope of the Agreement")
    assert not is_title("scope of the agreement")


def test_a_numbered_section_is_no_title() -> None:
    lamps = "The board keeps twelve lamps along the wall, and lights them at dusk."
    assert read_plain(f"1. Preface\n\n{lamps}\n\n2. Lamps\n\nThey are red.").title is None


def test_a_number_needs_no_space_before_its_title_nor_a_blank_line_below() -> None:
    text = f"1.Tides\n{BODY}\n\n2.Lamps and buoys\n{BODY}\n\n3.Gates\n{BODY}"
    assert found(f"{BODY}\n\n{text}") == [(1, "1.Tides"), (1, "2.Lamps and buoys"), (1, "3.Gates")]


def test_a_key_above_its_entries_is_no_heading() -> None:
    assert found(f"TIDES\n\n{BODY}\n\nAge of boats:\n  0-4 years: 12\n  5-9 years: 7\n\n{BODY}") == [(1, "TIDES")]
