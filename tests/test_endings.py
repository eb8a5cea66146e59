"""What was extended runs until the end of its last extension, unless one term is singled out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from harbour import FACTS, PASSAGES

from index.hits import Hit
from service.answers.candidates import Candidate
from service.answers.endings import asks_deadline, last_end, marks_end, singles_out

HIT = Hit(PASSAGES[0], "Harbour notes", 1, 1.0, ())


def ending(until: str, parties: tuple[str, ...] = ("Board", "Office"), hit: Hit = HIT) -> Candidate:
    fact = replace(FACTS[0], valid_until=until, parties=parties)
    return Candidate(until, "fact", hit, fact.evidence.span, fact.evidence, None, fact)


def test_the_last_end_of_the_same_parties_in_the_same_passage_counts() -> None:
    first, last = ending("2012-02"), ending("2016-02-15")
    others = ending("2020", ("Board", "Guild")), ending("2021", hit=replace(HIT, passage=PASSAGES[1]))
    assert last_end(first, (first, last, *others)) is last
    assert last_end(last, (first, last)) is last


def test_without_parties_or_without_a_fact_the_choice_stands() -> None:
    alone = ending("2012", ())
    assert last_end(alone, (alone, ending("2016", ()))) is alone
    read = replace(alone, fact=None)
    assert last_end(read, (read, ending("2016"))) is read


@pytest.mark.parametrize(
    ("question", "singled"),
    [
        ("Until when does the charter run?", False),
        ("When does the second extension end?", True),
        ("When did the original charter expire?", True),
        ("When does the 3rd term run out?", True),
    ],
)
def test_an_ordinal_singles_one_term_out(question: str, singled: bool) -> None:
    assert singles_out(question) is singled


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("What is the closing date for boats?", True),
        ("By what day must the fee be paid?", True),
        ("What's the deadline?", True),
        ("When was the charter signed?", False),
        ("When did the two boards become close partners?", False),
    ],
)
def test_a_question_for_a_deadline_is_known(question: str, asks: bool) -> None:
    assert asks_deadline(question) is asks


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("The call closes at noon UTC on ", ".", True),
        ("Fees fall due on ", "", True),
        ("It runs until ", "", True),
        ("The call opens on ", " and closes later", False),
        ("", " is the last day.", True),
        ("The scheme began in ", ".", False),
    ],
)
def test_the_words_around_a_date_mark_an_end(before: str, after: str, marks: bool) -> None:
    assert marks_end(before, after) is marks
