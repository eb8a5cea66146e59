"""Measures on cases worked out by hand, and ranking measures against trec_eval."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import pytrec_eval
from sklearn.calibration import calibration_curve
from sklearn.metrics import precision_recall_curve, roc_auc_score, roc_curve

from service.measuring.measures import (
    area,
    area_under,
    calibration_error,
    interval,
    mean,
    ndcg,
    recall,
    reciprocal_rank,
    reliability,
    risk_at,
    risks,
    silence_at,
    silences,
)


def drawn(seed: int, count: int) -> tuple[list[float], list[bool]]:
    """So many confidences, many of them equal, and whether each was right."""
    chance = random.Random(seed)
    sure = [round(chance.random(), 2) for _ in range(count)]
    return sure, [chance.random() < one for one in sure]


def test_a_ranking_is_measured_as_by_hand() -> None:
    relevant = [False, True, False, True]
    ideal = 1 + 1 / math.log2(3) + 1 / 2
    assert reciprocal_rank(relevant) == 0.5
    assert recall(relevant, 3, 3) == pytest.approx(1 / 3)
    assert ndcg(relevant, 3) == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)


def test_where_nothing_is_relevant_every_measure_is_zero() -> None:
    assert (reciprocal_rank([False]), recall([False], 0, 1), ndcg([False], 0)) == (0.0, 0.0, 0.0)


def test_ranking_measures_agree_with_trec_eval() -> None:
    chance = random.Random(7)
    rankings = {f"q{number}": [chance.random() < 0.3 for _ in range(chance.randint(1, 10))] for number in range(200)}
    unseen = {name: chance.randint(0, 8) for name in rankings}
    judged = {
        name: {f"p{rank}": int(one) for rank, one in enumerate(relevant)}
        | {f"u{number}": 1 for number in range(unseen[name])}
        for name, relevant in rankings.items()
    }
    runs = {name: {f"p{rank}": float(-rank) for rank in range(len(relevant))} for name, relevant in rankings.items()}
    theirs = pytrec_eval.RelevanceEvaluator(judged, {"ndcg_cut.10", "recall.1,5", "recip_rank"}).evaluate(runs)
    for name, relevant in rankings.items():
        total = sum(relevant) + unseen[name]
        ours = {
            "ndcg_cut_10": ndcg(relevant, total),
            "recall_1": recall(relevant, total, 1),
            "recall_5": recall(relevant, total, 5),
            "recip_rank": reciprocal_rank(relevant),
        }
        assert theirs[name] == pytest.approx(ours)


def test_a_mean_has_four_decimals() -> None:
    assert mean([1.0, 0.0, 0.0]) == 0.3333
    assert mean([]) is None


def test_an_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    marks = [1.0] * 80 + [0.0] * 20
    bounds = interval(marks)
    assert bounds == interval(marks)
    assert bounds is not None
    # The normal approximation: 0.8 ± 1.96 √(0.8 × 0.2 / 100).
    assert bounds == pytest.approx((0.7216, 0.8784), abs=0.01)


def test_an_interval_needs_two_values() -> None:
    assert interval([1.0]) is None
    assert interval([0.5, 0.5]) == (0.5, 0.5)


def test_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    # Bin 0.8..0.9: two at 0.85, one right: 0.35 apart. Bin 0.1..0.2: one at 0.2, wrong: 0.2 apart.
    found = calibration_error([0.85, 0.85, 0.2], [True, False, False])
    assert found == pytest.approx((2 * 0.35 + 0.2) / 3, abs=1e-4)
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
    assert calibration_error([], []) is None


def test_reliability_agrees_with_scikit_learn() -> None:
    sure, right = drawn(3, 400)
    found = reliability(sure, right)
    true, predicted = calibration_curve(right, sure, n_bins=10)
    assert [one.right for one in found] == pytest.approx(true)
    assert [one.sure for one in found] == pytest.approx(predicted)
    assert sum(one.count for one in found) == 400
    gaps = sum(one.count * abs(t - p) for one, t, p in zip(found, true, predicted, strict=True))
    assert calibration_error(sure, right) == round(gaps / 400, 4)


def test_a_bin_without_answers_is_left_out() -> None:
    found = reliability([0.05, 0.95, 1.0], [False, True, True])
    assert [(one.low, one.high, one.count, one.right) for one in found] == [(0.0, 0.1, 1, 0.0), (0.9, 1.0, 2, 1.0)]


def test_risk_is_one_less_precision_of_scikit_learn() -> None:
    sure, right = drawn(5, 300)
    curve = risks(sure, right)
    precision, _, thresholds = precision_recall_curve(right, sure)
    covered = [sum(one >= at for one in sure) for at in thresholds]
    assert [1 - curve[count - 1] for count in covered] == pytest.approx(precision[:-1])


def test_abstaining_agrees_with_the_roc_of_scikit_learn() -> None:
    chances, answerable = drawn(7, 300)
    curve = silences(chances, answerable)
    silent, doubts = [not one for one in answerable], [-one for one in chances]
    refused, recalled, _ = roc_curve(silent, doubts, drop_intermediate=False)
    np.testing.assert_allclose(curve, np.column_stack([refused, recalled]))
    assert area_under(curve) == round(roc_auc_score(silent, doubts), 4)
    assert silence_at(curve, 0.2) == round(max(recalled[refused <= 0.2]), 4)


def test_abstaining_is_not_measured_without_both_sorts_of_question() -> None:
    assert silences([0.5], [True]) == silences([0.5], [False]) == silences([], []) == ()
    assert (silence_at((), 0.2), area_under(())) == (None, None)


def test_risk_falls_with_coverage_where_confidence_tells() -> None:
    curve = risks([0.9, 0.2, 0.8, 0.5], [True, False, True, False])
    np.testing.assert_allclose(curve, [0, 0, 1 / 3, 1 / 2])
    assert (risk_at(curve, 0.5), risk_at(curve, 1.0)) == (0.0, 0.5)
    assert area(curve) == round((1 / 3 + 1 / 2) / 4, 4)


def test_equally_sure_answers_share_their_risk() -> None:
    np.testing.assert_allclose(risks([0.5, 0.5, 0.5], [False, True, True]), [1 / 3, 1 / 3, 1 / 3])
    assert (area(risks([], [])), risk_at(risks([], []), 0.5)) == (None, None)
