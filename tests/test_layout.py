"""Plain text's lines become paragraphs, items and rows, with not a word lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.plain import read_plain

PROSE = (
    "The port of Norhaven was founded in 1412 by fishermen who had been driven from the southern coast by "
    "storms. It has three locks, of which the oldest was built in 1860 and is still in use by small tugs."
)


def read(text: str) -> str:
    return read_plain(text).text


@pytest.mark.parametrize("indent", ["", "   "])
def test_hard_wrapped_lines_are_joined(indent: str) -> None:
    wrapped = textwrap.fill(PROSE, 72, initial_indent=indent, subsequent_indent=indent)
    assert read(f"{wrapped}\n\n{wrapped}\n") == f"{PROSE}\n\n{PROSE}"


def test_items_keep_their_marks_and_their_hanging_lines() -> None:
    items = [textwrap.fill(f"{mark} {PROSE}", 60, subsequent_indent="   ") for mark in ("-", "-")]
    assert read("Norhaven:\n\n" + "\n".join(items)) == f"Norhaven:\n\n- {PROSE}\n- {PROSE}"


def test_nested_items_keep_their_depth() -> None:
    assert read("Goals:\n\n  • alarms\n      ◦ at once\n  • reports") == "Goals:\n\n• alarms\n    ◦ at once\n• reports"


def test_short_lines_and_rows_stay_lines() -> None:
    address = "Anneke Verhoeven\nDelta Works\nKade 4"
    table = "Saturday     10:00     18:00\nSunday       12:00     18:00"
    wrapped = textwrap.fill(PROSE, 72)
    assert read(f"{wrapped}\n\n{address}\n\n{table}") == f"{PROSE}\n\n{address}\n\n{table}"


def test_where_each_line_is_a_paragraph_each_is_a_block() -> None:
    lines = [PROSE[:108].strip(), PROSE[108:].strip()]
    assert read(f"Norhaven\n{lines[0]}\n{lines[1]}\nTrade\n{lines[0]}") == "\n\n".join(
        ["Norhaven", lines[0], lines[1], "Trade", lines[0]]
    )


def test_a_paragraph_that_a_blank_line_tore_apart_is_mended() -> None:
    first, rest = PROSE[:92].strip(), PROSE[92:].strip()
    assert rest.startswith("coast by storms.")
    assert read(f"{first}\n\n{rest}") == PROSE


def test_the_one_item_without_a_full_stop_goes_on_below_a_blank_line() -> None:
    text = f"- {PROSE}\n- {PROSE}\n- The Ministry of Harbours and Inland\n\nWaters (MoHIW) {PROSE}"
    assert read(text) == f"- {PROSE}\n- {PROSE}\n- The Ministry of Harbours and Inland Waters (MoHIW) {PROSE}"


def test_a_title_of_several_lines_is_one_heading() -> None:
    capitals = "AGREEMENT BETWEEN ALDERIA\nAND VESTMARK\nON THE LAKES"
    centred = "            Guide to the Safe Passage\n                 of Small Boats"
    assert read_plain(f"{capitals}\n\n{PROSE}").title == "AGREEMENT BETWEEN ALDERIA AND VESTMARK ON THE LAKES"
    assert read_plain(f"{centred}\n\n{PROSE}").title == "Guide to the Safe Passage of Small Boats"


def test_the_title_is_underlined_or_the_longest_line_before_prose() -> None:
    assert read_plain(f"Tides\n\nTides of the Northern Coast\n\n{PROSE}").title == "Tides of the Northern Coast"
    assert read_plain(f"Tides\n=====\n\nOf the Northern Coast\n\n{PROSE}").title == "Tides"
    assert (
        read_plain(f"DIRECTIVE 12\n\non the labelling of tides\n\n{PROSE}").title
        == "DIRECTIVE 12 on the labelling of tides"
    )
    assert read_plain(PROSE).title is None


def test_a_line_in_the_middle_of_the_page_is_the_title_of_a_memorandum() -> None:
    head = "Harbour Working Group                     M. Lind\nRequest for Comments: 7         Port of Norhaven"
    title = "Tides: How They Come and Go".center(72).rstrip()
    assert read_plain(f"{head}\n\n{title}\n\nStatus\n\n   {PROSE}").title == "Tides: How They Come and Go"


def test_a_name_above_a_title_goes_before_it_and_the_line_above_prose_is_one_at_need() -> None:
    assert read_plain(f"NORHAVEN\n\nA Port in Figures\n\n{PROSE}").title == "NORHAVEN: A Port in Figures"
    assert read_plain(f"NORHAVEN TOWN CHARTER v. 2\n© the town, 1998\n\n{PROSE}").title == "NORHAVEN TOWN CHARTER v. 2"


def test_a_line_of_a_gazette_above_the_title_is_no_prose() -> None:
    gazette = "7.6.2019          Official Gazette of the Union of Coastal States          L 88/14"
    assert read_plain(f"{gazette}\n\nDIRECTIVE 12\n\n{PROSE}").title == "DIRECTIVE 12"


def test_a_line_far_beyond_the_width_was_not_wrapped_to_it() -> None:
    wrapped = "\n\n".join([textwrap.fill(PROSE, 72)] * 6)
    assert read(f"{wrapped}\n\n{PROSE}\nKade 4").endswith(f"{PROSE}\n\n{PROSE}\nKade 4")


def test_a_key_and_the_entries_indented_below_it_stay_one_block() -> None:
    entries = f"Harbours:\n  main: {PROSE[:-1]}\n  old: Kade 4"
    assert read(f"Norhaven: {PROSE}\n\n{entries}") == f"Norhaven: {PROSE}\n\n{entries}"


LINES = st.lists(st.text(alphabet=st.sampled_from(list("aB1.?!   -•|()=:,\n")), max_size=120), max_size=12)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_no_letter_or_digit_is_lost_and_blocks_are_parted_by_one_blank_line(lines: list[str]) -> None:
    source = "\n".join(lines)
    text = read(source)
    assert [c for c in text if c.isalnum()] == [c for c in source if c.isalnum()]
    assert "\n\n\n" not in text
    assert text == text.strip("\n")


def test_a_reference_with_hanging_lines_is_one_paragraph() -> None:
    body = textwrap.fill(PROSE, 72, initial_indent="   ", subsequent_indent="   ")
    first = '[RFC9001] Lind, M. and A. Verhoeven, "Tides of the Northern Coast'
    rest = 'and Their Gauges", RFC 9001, June 2010.'
    assert read(f"{body}\n\n   {first}\n              {rest}") == f"{PROSE}\n\n{first} {rest}"
