"""Folds: each question is measured once, by a threshold that it had no part in."""

from __future__ import annotations

from pathlib import Path

from harbour import CHARTER, LAMPS, harbour

from service.answers.answer import Reply
from service.measuring.evaluation import Outcome
from service.measuring.folds import deal, fitted, folded
from service.measuring.gold import GoldFile, GoldQuestion


def outcome(name: str, *, answerable: bool = True) -> Outcome:
    """A question that was asked, of this id."""
    question = GoldQuestion(name, "?", "date", ("words",) if answerable else ())
    return Outcome(question, Reply("?", None, (), (), "gen1"), {}, 0.0, 0)


def test_every_fold_gets_its_share_of_both_sorts() -> None:
    outcomes = [outcome(f"a{number}") for number in range(10)]
    outcomes += [outcome(f"u{number}", answerable=False) for number in range(5)]
    folds = deal(outcomes, 5)
    assert sorted(one.question.id for fold in folds for one in fold) == sorted(one.question.id for one in outcomes)
    assert [[bool(one.question.evidence) for one in fold] for fold in folds] == [[True, True, False]] * 5
    assert deal(outcomes[::-1], 5) == folds


def test_the_threshold_leaves_no_more_than_a_twentieth_unanswered() -> None:
    chances = [number / 100 for number in range(100)]
    assert fitted(chances) == 0.05
    assert sum(one < fitted(chances) for one in chances) == 5
    assert (fitted([0.3, 0.7]), fitted([])) == (0.3, 0.0)


def test_a_held_out_question_is_silenced_by_the_threshold_of_the_others(tmp_path: Path) -> None:
    searcher = harbour(tmp_path)
    questions = (
        GoldQuestion("q1", "When was the charter signed?", "date", (CHARTER,), accepted=("3 May 1999",)),
        GoldQuestion("q2", "Who keeps lamps?", "number", (LAMPS,), accepted=("The board",)),
    )
    told: list[tuple[int, int]] = []
    found = folded(searcher, GoldFile("gold.jsonl", questions), 2, lambda *pair: told.append(pair))
    low, high = sorted(found.thresholds)
    assert 0 < low < high
    # Each is fitted to the other question alone: the less probable of the two is left unanswered.
    assert found.figures["abstain false"] == 0.5
    assert told == [(1, 2), (2, 2)]
