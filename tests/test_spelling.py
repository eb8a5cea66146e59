"""Slips of the pen are mended by what the sources write, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.vocabulary import Vocabulary
from service.dialogue.spelling import mended

TEXT = (
    "The Lighthouse Board signed a memorandum with the Tide Institute (TIDX) of Otaru. The memorandum was renewed by "
    "the board and the ministry. Hakodate has a lighthouse; TIDX counts its collaborations. Sweden was named once."
)
WORDS, STEMS = Vocabulary.of([TEXT]), frozenset(terms(TEXT))


def mend(question: str) -> str:
    return mended(question, WORDS, STEMS)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("memorandm", "memorandum"),  # a letter dropped
        ("memmorandum", "memorandum"),  # doubled
        ("memroandum", "memorandum"),  # two swapped
        ("mamorandem", "memorandum"),  # two struck for others, in a long word
        ("minstry", "ministry"),
        ("Otrau", "Otaru"),
        ("Hakodatte", "Hakodate"),
        ("TDIX", "TIDX"),
        ("tidx", "TIDX"),
        ("colaborations", "collaborations"),
        ("wich", "which"),
        ("Wehn", "When"),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(slip: str, word: str) -> None:
    assert mend(f"{slip} so far?") == f"{word} so far?"


@pytest.mark.parametrize(
    "question",
    [
        "When was the memorandum with Norway signed?",  # a word of English that the sources lack
        "Who met the Osaru delegation in Hakonate?",  # names a letter apart are other names
        "Is TIDE or TIDS a partner?",  # and so are short forms
        "Which quasars were named?",
        "Wasn't it renewed, didn't they sign?",
        "What does https://www.memorandm.org/minstry say to a@minstry.org?",
        "Signing, renewals and lighthouses?",  # other forms of words that they hold
        "Did Denmrk sign?",
    ],
)
def test_what_may_be_another_word_is_left_alone(question: str) -> None:
    assert mend(question) == question


def test_of_two_words_as_near_the_more_frequent_one_is_meant() -> None:
    words = Vocabulary.of(["harboured harboured harboures"])
    assert mended("harbouret", words) == "harboured"


def test_without_a_vocabulary_nothing_is_mended() -> None:
    assert mended("memorandm", Vocabulary()) == "memorandm"


@given(st.text(max_size=80))
def test_any_text_can_be_mended_and_mending_it_again_changes_nothing(text: str) -> None:
    once = mend(text)
    assert mend(once) == once


@given(st.lists(st.sampled_from(TEXT.split()), max_size=12).map(" ".join))
def test_the_sources_own_words_are_never_changed(text: str) -> None:
    assert mend(text) == text


def test_what_is_written_for_short_is_read_as_the_sources_write_it_out() -> None:
    vocabulary = Vocabulary.of(["The first meeting of the ministry was held at the university."])
    assert mended("1st mtg at the uni", vocabulary, ()) == "1st meeting at the university"
    assert mended("which govt", vocabulary, ()) == "which govt"
