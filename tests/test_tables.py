"""Tables in passages: their cells, the row that has the most, and two things compared by their amounts."""

from __future__ import annotations

import pytest
from finds import hit

from service.answers.questions import kind_of
from service.answers.sections import alone
from service.answers.tabled import in_tables
from service.answers.tables import Table, tables

PIERS = (
    "The board keeps three piers.\n"
    "| Pier | Built | Lamps | Length |\n"
    "|---|---|---|---|\n"
    "| North Pier | 1901 | 12 | 310 m |\n"
    "| Otaru Mole | 1924 | 30 | 95 m |\n"
    "| South Pier | 1960 | 7 | 120 m |\n"
)
OFFERS = "For the new ferry the board had offers from Rao & Sons (£118,400), Lund Ships (£126,750) and Mare (£99,000)."


def told(question: str, *texts: str) -> tuple[str, list[str]] | None:
    found = in_tables(question, kind_of(question), [hit(text, "Piers of the harbour") for text in texts])
    return (found.text, [one.quote for one in found.citations]) if found else None


def test_a_table_is_read_with_the_places_of_its_cells() -> None:
    (table,) = tables(alone(hit(PIERS).passage))
    assert isinstance(table, Table)
    assert table.header == ("Pier", "Built", "Lamps", "Length")
    assert [[cell.span.of(PIERS) for cell in row if cell.span] for row in table.rows] == [
        ["North Pier", "1901", "12", "310 m"],
        ["Otaru Mole", "1924", "30", "95 m"],
        ["South Pier", "1960", "7", "120 m"],
    ]


TIMERS = "Timer | Default | Use\nHELLO | 30 min | hellos\nACK | 25 s | words back\nGONE | 1.5 h | neighbours lost"
LIMITS = "No | Metal | Limit (mg)\n1 | Lead | 2\n2 | Tin | 0,4\n3 | Zinc | 30"


def test_units_of_one_measure_are_compared_in_one() -> None:
    assert told("Which timer is the longest by default?", TIMERS) == ("GONE: 1.5 h", ["GONE | 1.5 h | neighbours lost"])
    assert told("Which timer is the shortest by default?", TIMERS) == ("ACK: 25 s", ["ACK | 25 s | words back"])


def test_a_comma_before_one_or_two_digits_is_a_decimal_one() -> None:
    assert told("Which metal has the lowest limit?", LIMITS) == ("Tin: 0,4", ["2 | Tin | 0,4"])
    assert told("Tin limit no.", LIMITS) == ("0,4", ["2 | Tin | 0,4"])


def test_amounts_may_stand_before_what_is_compared() -> None:
    said = (
        "Of the budget, 58 crowns come from the king, 23 crowns from the fishers and 15 crowns from the sale of lamps."
    )
    assert told("Who pays the bigger share of the budget: the fishers or buyers of lamps?", said) == (
        "the fishers: 23 crowns",
        [said],
    )
    speed = "Boats keep to 6 knots in the harbour and 12 knots within 100 metres of a school."
    assert told("Where must boats go slower, near a school or in the harbour?", speed) == (
        "in the harbour: 6 knots",
        [speed],
    )


def test_what_is_shared_is_neither_ones_own() -> None:
    said = "The fleet of 10 boats is shared: Otaru keeps 4 boats and Muroran the other boats."
    assert told("Which has more boats: Otaru or Muroran?", said) is None
    assert told("Which has more lamps, Otaru or Muroran?", "Of lamps, Otaru had 12 when Muroran had 9 when lit.") == (
        "Otaru: 12",
        ["Of lamps, Otaru had 12 when Muroran had 9 when lit."],
    )
    assert told("Which is larger: a link or a file?", "A link carries 500 Mb and a file has 70 MB.") is None


def test_a_table_may_have_empty_cells() -> None:
    said = "|  | Lamps | Boats |\n| North Pier | 12 |  |\n| South Pier |  | 4 |\n|  |  | 9 |\n| |"
    assert told("How many boats does the South Pier have?", said) == ("4", ["South Pier |  | 4"])
    assert told("How many boats does the North Pier have?", said) is None
    assert told("Which pier has the most lamps?", said) is None


@pytest.mark.parametrize("text", ["No table | here", "1 | 2\n3 | 4", "Pier | Town\nNorth | Otaru", "a\nb\n"])
def test_lines_without_a_heading_over_numbers_are_no_table(text: str) -> None:
    assert list(tables(alone(hit(text).passage))) == []


SPACED = (
    "Lamps in use\n\n"
    "No.  Lamp         Keeper   Depth (m)\n"
    " 1   North Lamp   Otaru          12\n"
    " 2   Mole Lamp                   30\n"
    " 3   South Lamp   Oslo            7\n"
)


def test_columns_may_be_set_out_by_spaces_alone() -> None:
    (table,) = tables(alone(hit(SPACED).passage))
    assert table.header == ("No.", "Lamp", "Keeper", "Depth (m)")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "North Lamp", "Otaru", "12"],
        ["2", "Mole Lamp", "", "30"],
        ["3", "South Lamp", "Oslo", "7"],
    ]
    assert [cell.span.of(SPACED) for cell in table.rows[1] if cell.span] == ["2", "Mole Lamp", "30"]
    assert table.name_column == 1
    assert told("Which lamp stands in the deepest water?", SPACED) == (
        "Mole Lamp: 30",
        ["2   Mole Lamp                   30"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "The board met.  It sold boats.\nThen it met again.  It sold lamps.\nAt last it met.  It sold ropes.",
        "ACK   a word back\nNAK   no word back\nRTT   there and back",  # what heads its columns?
        "Name   Depth\nMole   12   of late   and more\nPier   7",
    ],
)
def test_words_apart_are_no_table_without_a_heading_over_them(text: str) -> None:
    assert list(tables(alone(hit(text).passage))) == []


def test_what_has_lasted_longest_began_first() -> None:
    said = "Partner | Role | Since\nOtaru Bank | lends | 2014\nOslo Yard | builds | 2007\nMare | sails | 2010"
    assert told("Of all the partners, which one has been on board the longest?", said) == (
        "Oslo Yard: 2007",
        ["Oslo Yard | builds | 2007"],
    )


NORTH, MOLE, SOUTH = (
    "North Pier | 1901 | 12 | 310 m",
    "Otaru Mole | 1924 | 30 | 95 m",
    "South Pier | 1960 | 7 | 120 m",
)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many lamps does the Otaru Mole have?", ("30", [MOLE])),
        ("What is the length of the South Pier?", ("120 m", [SOUTH])),
        ("How many lamps does the Otaru Mole lack?", None),
        ("How many lamps does the harbour have?", None),
        ("Which pier has the most lamps?", ("Otaru Mole: 30", [MOLE])),
        ("Which pier has the fewest lamps?", ("South Pier: 7", [SOUTH])),
        ("Which pier is the longest?", ("North Pier: 310 m", [NORTH])),
        ("Which boat has the most lamps?", None),
        ("Which is longer, the North Pier or the South Pier?", ("the North Pier: 310 m", [NORTH, SOUTH])),
        ("Which has fewer lamps: the mole or the South Pier?", ("the South Pier: 7", [MOLE, SOUTH])),
        ("Which has more boats, the mole or the South Pier?", None),
        ("When was it built?", None),
        ("How many piers are there in the harbour?", None),
    ],
)
def test_what_a_table_answers(question: str, answer: tuple[str, list[str]] | None) -> None:
    assert told(question, PIERS) == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Whose offer for the ferry was lower, Rao's or Lund's?", "Rao's: £118,400"),
        ("Which offer for the ferry was higher: Lund Ships or Mare?", "Lund Ships: £126,750"),
        ("Which offer for the ferry was higher: Lund Ships or Borne?", None),
        ("Who rows faster on Sundays, Rao's or Lund's?", None),
    ],
)
def test_sums_beside_two_names_are_compared(question: str, answer: str | None) -> None:
    assert told(question, OFFERS) == ((answer, [OFFERS]) if answer else None)


PACTS = (
    "| Pact | Parties | Place and date | Valid until |\n|---|---|---|---|\n"
    "| MoU on boats | Tide Office (TO) and Rao | Otaru, 3 May 1999 | 2 May 2009 |\n"
    "| Treaty on lamps | Lund and Mare | Oslo, 4 June 2001 | 3 June 2031 |\n"
    "| MoU on tides | Lund and Borne | Oslo, 5 July 2003 | not stated |\n"
)
BOATS, LAMPS, TIDES = (line.strip("| ") for line in PACTS.splitlines()[2:])
CODES = "| Code | Meaning |\n| 1 | Lamp out |\n| 2 | Rope torn |\n| 7 | Boat gone |\n"
PARTS = "| Code | Part | Kept by |\n| 01 | Rope | guild |\n| 02 | Lamp | board |\n| 03 | Net | guild |\n"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("When was the MoU on boats signed?", PACTS, ("3 May 1999", [BOATS])),
        ("Until when does the pact of Rao and the Tide Office run?", PACTS, ("2 May 2009", [BOATS])),
        ("Until when does the pact of Lund run?", PACTS, None),
        ("Until when does the MoU on tides run?", PACTS, None),
        ("What is the newest pact?", PACTS, ("MoU on tides: Oslo, 5 July 2003", [TIDES])),
        ("Which is the oldest pact of the piers?", PACTS, ("MoU on boats: Otaru, 3 May 1999", [BOATS])),
        ("Which is the oldest boat?", PACTS, None),
        ("What does code 7 mean?", CODES, ("Boat gone", ["7 | Boat gone"])),
        ("What does code 9 mean?", CODES, None),
        ("Which parts does the guild keep?", PARTS, ("Rope, Net", ["01 | Rope | guild", "03 | Net | guild"])),
    ],
)
def test_a_row_is_found_by_what_no_other_row_has(
    question: str, text: str, answer: tuple[str, list[str]] | None
) -> None:
    assert told(question, text) == answer


def test_a_year_may_head_a_column() -> None:
    said = "| Thousand | 2001/02 | 2002/03 |\n| Boats | 12 | 14 |\n| Lamps | 7 | 9 |"
    assert told("How many lamps were there in 2002/03?", said) == ("9", ["Lamps | 7 | 9"])
