"""The source's words, cut down to what a person reads first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harbour import FACTS, LAMPS, PASSAGES, TOWNS
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from service.answers.wording import best_sentence, date_of, date_words, in_place, number_of, trimmed

LONG = (
    "In the first year the board met often in the old hall by the river, in the second year it moved to the "
    "new house on the hill, and in the third year the lamps were lit again for all the ships of the bay"
)


def test_a_short_sentence_stays_whole_on_one_line() -> None:
    assert trimmed("The board\n  keeps 12 lamps.", "lamps") == "The board keeps 12 lamps."


def test_a_long_sentence_is_cut_to_the_clauses_nearest_to_the_question() -> None:
    assert trimmed(LONG, "When were the lamps lit?") == (
        "…in the second year it moved to the new house on the hill, and in the third year the lamps were lit "
        "again for all the ships of the bay"
    )
    assert trimmed(LONG, "Where did the board meet at first?").startswith("In the first year the board met often")


def test_a_clause_too_long_by_itself_is_cut_around_the_questions_words() -> None:
    cut = trimmed(" ".join(f"w{n}" for n in range(60)) + " lamps here", "lamps")
    assert cut == "…" + " ".join(f"w{n}" for n in range(31, 60)) + " lamps…"


@given(st.text(alphabet="ab ,;:()—\n", max_size=400), st.text(alphabet="ab ", max_size=20))
def test_whatever_is_cut_has_at_most_thirty_words(text: str, question: str) -> None:
    assert len(trimmed(text, question).split()) <= 30


def test_the_best_sentence_holds_the_first_highlight_else_most_of_the_questions_words() -> None:
    passage = PASSAGES[1]
    assert passage.words_at(best_sentence(passage, [passage.sentences[1]], "lamps")) == TOWNS
    assert passage.words_at(best_sentence(passage, [], "how many lamps?")) == LAMPS
    assert passage.words_at(best_sentence(replace(passage, sentences=()), [], "x")) == passage.text


def test_a_date_is_said_in_english_and_an_end_where_it_is_asked_for() -> None:
    fact = replace(FACTS[0], valid_until="2009-05")
    assert date_of(fact, "When was it signed?") == "3 May 1999"
    assert date_of(fact, "Until when is it valid?") == "May 2009"
    assert date_of(FACTS[1], "When?") is None


@pytest.mark.parametrize(
    ("value", "unit", "approximate", "said"),
    [
        (12.0, "lamps", False, "12 lamps"),
        (2849.0, "students", True, "about 2,849 students"),
        (0.5, None, False, "0.5"),
        (1e9, "JPY", False, LAMPS),
        (None, "lamps", False, None),
    ],
)
def test_a_number_is_said_with_its_unit_and_money_in_the_sources_words(
    value: float | None, unit: str | None, approximate: bool, said: str | None
) -> None:
    fact = replace(FACTS[1], value=value, unit=unit, approximate=approximate)
    assert number_of(fact, "How many?") == said


def test_a_list_is_told_in_the_sources_own_words_where_they_are_short() -> None:
    assert in_place(TOWNS, ("Otaru", "Hakodate", "Nemuro")) == "Otaru, Hakodate and Nemuro"
    assert in_place(TOWNS, ("Otaru", "Nemuro"), 3) is None
    assert in_place(TOWNS, ("Otaru", "Paris")) is None
    assert in_place("a\nb", ("a", "b")) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("23 July 2018 the roadmap was agreed", "23 July 2018"),
        ("from 2014 to 2016", "2014 to 2016"),
        ("in 2014, when the next one, of 2016, was far", "2014"),
        ("the roadmap", "the roadmap"),
    ],
)
def test_words_that_hold_a_date_are_cut_to_it(words: str, said: str) -> None:
    text = f"It says: {words}"
    assert date_words(words, Span(text.index(words), len(text))).of(text) == said
