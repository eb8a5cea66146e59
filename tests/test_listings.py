"""What a section sets out as several things, with the words that announce it."""

from __future__ import annotations

import pytest
from finds import hit

from service.answers.listings import listings
from service.answers.sections import alone


def found(text: str, *headings: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.label, one.items) for one in listings(alone(hit(text, *headings).passage))]


def test_an_item_runs_on_until_the_next_one() -> None:
    text = "The aims:\n- Mend the pier. It leaks.\n- Dye the ropes\n\nThe board met.\n- A last word"
    assert found(text) == [("The aims:", ("Mend the pier", "Dye the ropes"))]


def test_a_list_within_an_item_is_announced_by_it() -> None:
    text = "1. A keeper must have:\n(a) a boat;\n(b) a lamp.\n2. A pilot needs neither.\n3. The board decides."
    assert found(text)[:2] == [
        ("1. A keeper must have:", ("boat", "lamp")),
        ("", ("keeper must have", "pilot needs neither", "board decides")),
    ]


def test_a_bracket_keeps_its_commas() -> None:
    text = "Keepers: Ada Lund (lamps), Bo Rao (boats, ropes), Cy Mare (nets)."
    assert found(text) == [("Keepers", ("Ada Lund", "Bo Rao", "Cy Mare"))]


def test_the_columns_of_a_table_are_lists_of_their_cells() -> None:
    text = "| Pier | Town |\n| North Pier | Otaru |\n| | Oslo |\n| Mole | Bergen |"
    assert found(text) == [("Pier", ("North Pier", "Mole")), ("Town", ("Otaru", "Bergen"))]


def test_what_is_numbered_in_a_line_is_announced_by_what_stands_before() -> None:
    assert found("The charter covers (a) boats; (b) lamps.") == [("The charter covers ", ("boats", "lamps"))]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("All commands: dye, mend, light, sail.", ("dye", "mend", "light", "sail")),
        (
            'Three boats are known: "Ann", built in Oslo; "Bea", of Otaru; and "Cy", a wreck.',
            ("Ann", "Bea", "Cy"),
        ),
        ("Note: the pier, as was said before by the board in its letter, is shut, alas.", ()),
        ("Seat: Oslo, Norway", ()),
    ],
)
def test_what_a_colon_announces_is_a_list_of_short_things(text: str, items: tuple[str, ...]) -> None:
    assert found(text) == ([(text.split(":", maxsplit=1)[0], items)] if items else [])


def test_a_list_in_lines_tells_the_whole_of_each() -> None:
    (one,) = listings(alone(hit("Aims:\n- Ropes: dyed in May\n- Lamps").passage))
    assert (one.items, one.lines) == (("Ropes", "Lamps"), ("- Ropes: dyed in May", "- Lamps"))
