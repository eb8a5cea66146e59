"""Whether words say what was asked for."""

from __future__ import annotations

import pytest
from harbour import LAMPS, PASSAGES

from service.answers.grading import Holdings, bare, carries, dates, exact, f1, padded, squash


def test_squashed_text_has_plain_marks_and_single_spaces() -> None:
    assert squash("  “Tide”\n–  Ｏffice’s ") == '"tide" - office\'s'


def test_bare_text_has_no_markdown() -> None:
    assert bare("# **The [Board](https://x.example/a)** | `runs`") == "the board runs"


def test_padded_text_holds_whole_words_alone() -> None:
    assert padded("The 1,200 lamps, at 3.5 km.") == " 1200 lamps at 3.5 km "
    assert padded("lamp") not in padded("12 lamps")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 3 May 1999", {"1999-05-03", "1999-05", "1999"}),
        ("on 3rd of May, 1999", {"1999-05-03", "1999-05", "1999"}),
        ("Sept. 9, 2020", {"2020-09-09", "2020"}),
        ("since 2014-01", {"2014-01", "2014"}),
        ("2007-02-16", {"2007-02-16", "2007"}),
        ("a shelf of 1250 lamps", set()),
    ],
)
def test_dates_are_found_at_their_own_precision(text: str, found: set[str]) -> None:
    assert dates(text) == found


@pytest.mark.parametrize(
    ("text", "accepted", "right"),
    [
        ("It keeps 12 lamps.", ["twelve", "12"], True),
        ("It keeps 120 lamps.", ["12"], False),
        ("signed on May 3rd, 1999", ["3 May 1999"], True),
        ("signed in May 1999", ["3 May 1999"], False),
        ("signed on 3 May 1999", ["May 1999"], True),
        ("", ["12"], False),
        ("anything", ["the"], False),
    ],
)
def test_an_answer_is_carried_as_words_or_as_the_same_date(text: str, accepted: list[str], right: bool) -> None:
    assert carries(text, accepted) is right


def test_evidence_is_held_by_the_passages_with_its_words() -> None:
    holdings = Holdings(PASSAGES)
    assert holdings.of(LAMPS.upper().replace(" ", "\n")) == {PASSAGES[1].id}
    assert holdings.of("**lamps**") == {PASSAGES[1].id, PASSAGES[2].id}
    assert holdings.of("whales") == frozenset()


def test_exact_match_sets_case_articles_and_punctuation_aside() -> None:
    assert exact("The Tide-Office.", ["tideoffice"]) == 1.0
    assert exact("Tide Office of Otaru", ["Tide Office", "the Office"]) == 0.0


def test_f1_counts_shared_words_against_the_best_answer() -> None:
    assert f1("the old tide office", ["tide office", "office"]) == pytest.approx(0.8)
    assert f1("lamps", ["boats"]) == 0.0


def test_only_silence_answers_what_has_no_answer() -> None:
    assert (exact("", []), f1("", [])) == (1.0, 1.0)
    assert (exact("12", []), f1("12", [])) == (0.0, 0.0)
