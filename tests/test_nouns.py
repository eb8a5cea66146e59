"""What questions call facts."""

from __future__ import annotations

import pytest

from index.nouns import fact_nouns


@pytest.mark.parametrize(
    ("text", "types", "instruments", "kept"),
    [
        ("pacts", ("agreement",), (), None),
        ("memoranda", ("agreement",), ("MoU", "MoC", "MoA", "MoI", "Memorandum"), None),
        ("memoranda of understanding", ("agreement",), ("MoU",), None),
        ("LoI", ("agreement",), ("LoI",), None),
        ("arrangements", ("agreement",), ("Implementing Arrangement", "Arrangement"), None),
        ("implementing arrangements", ("agreement",), ("Implementing Arrangement",), None),
        ("rounds of talks", ("meeting",), (), None),
        ("seminar", ("event", "meeting"), (), "seminar"),
        ("grants", ("funding",), (), "grants"),
    ],
)
def test_a_noun_stands_for_types_and_instruments(
    text: str, types: tuple[str, ...], instruments: tuple[str, ...], kept: str | None
) -> None:
    (noun,) = fact_nouns(f"which {text}?")
    assert (noun.text, noun.types, noun.instruments, noun.kept) == (text, types, instruments, kept)


def test_the_longest_noun_wins_and_all_come_in_order() -> None:
    nouns = fact_nouns("Which letters of intent and agreements came of the meeting?")
    assert [noun.text for noun in nouns] == ["letters of intent", "agreements", "meeting"]
    assert [noun.plural for noun in nouns] == [True, True, False]


def test_other_words_stand_for_no_facts() -> None:
    assert fact_nouns("How many scientists of which countries met the king?") == ()
