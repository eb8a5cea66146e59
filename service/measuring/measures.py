"""Measures of rankings, confidences and chance, each over plain numbers.

Ranking measures agree with trec_eval, the others with scikit-learn (tests run both); relevance is 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
#: How many resamples a bootstrap draws, from which seed, and how likely its interval holds the true mean.
RESAMPLES, SEED, LEVEL = 2000, 20240506, 0.95
#: A draw is made in blocks of this many numbers.
_BLOCK = 4_000_000


def reciprocal_rank(relevant: Sequence[bool]) -> float:
    """1 / rank of the first relevant passage; 0 where there is none."""
    return next((1 / rank for rank, one in enumerate(relevant, 1) if one), 0.0)


def recall(relevant: Sequence[bool], total: int, k: int) -> float:
    """What share of the `total` relevant passages is among the first `k`; 0 where there are none."""
    return sum(relevant[:k]) / total if total else 0.0


def ndcg(relevant: Sequence[bool], total: int, k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `k` (Järvelin and Kekäläinen, 2002), 0..1.

    The ideal ranking has all `total` relevant passages first; 0 where there are none.
    """
    gain = sum(1 / math.log2(rank + 1) for rank, one in enumerate(relevant[:k], 1) if one)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(total, k) + 1))
    return gain / ideal if ideal else 0.0


def mean(values: Sequence[float]) -> float | None:
    """The mean to four decimals; None of nothing."""
    return round(sum(values) / len(values), 4) if values else None


def interval(values: Sequence[float]) -> tuple[float, float] | None:
    """Where the mean of such values lies at 95 % confidence: the percentile bootstrap (Efron, 1979), seeded.

    Of paired differences, it is the paired bootstrap. None of fewer than two.
    """
    if len(values) < 2:
        return None
    chance, given = np.random.default_rng(SEED), np.asarray(values, dtype=np.float64)
    rows = max(1, _BLOCK // len(given))
    sizes = [min(rows, RESAMPLES - done) for done in range(0, RESAMPLES, rows)]
    means = [given[chance.integers(0, len(given), (size, len(given)))].mean(axis=1) for size in sizes]
    low, high = np.quantile(np.concatenate(means), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return round(float(low), 4), round(float(high), 4)


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in `low`..`high`: how many, how sure in the mean, what share is right."""

    low: float
    high: float
    count: int
    sure: float
    right: float


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """A reliability diagram over bins of equal width, without the empty ones (DeGroot and Fienberg, 1983)."""
    sure, good = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    places = np.clip(np.ceil(sure * bins).astype(int) - 1, 0, bins - 1)
    return tuple(
        Bin(
            place / bins,
            (place + 1) / bins,
            int((places == place).sum()),
            float(sure[places == place].mean()),
            float(good[places == place].mean()),
        )
        for place in np.unique(places).tolist()
    )


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float | None:
    """Expected calibration error over bins of equal width (Guo et al., 2017), 0..1; None of nothing.

    Over the bins, the mean gap between how sure the answers were and how many were right.
    """
    found = reliability(confidences, right, bins)
    gaps = sum(one.count * abs(one.sure - one.right) for one in found)
    return round(gaps / len(confidences), 4) if found else None


def risks(confidences: Sequence[float], right: Sequence[bool]) -> Numbers:
    """The share of wrong answers among the surest 1, 2, … n (the risk-coverage curve, El-Yaniv and Wiener
    2010); equally sure answers count as drawn in any order.
    """
    sure, wrong = np.asarray(confidences, dtype=np.float64), ~np.asarray(right, dtype=np.bool_)
    _, places = np.unique(-sure, return_inverse=True)
    shared = np.bincount(places, wrong) / np.bincount(places)
    ordered: Numbers = np.repeat(shared, np.bincount(places))
    return ordered.cumsum() / np.arange(1, len(ordered) + 1)


def risk_at(curve: Numbers, coverage: float) -> float | None:
    """The risk where this share of all is covered, rounded up to a whole answer; None of nothing."""
    return round(float(curve[math.ceil(coverage * len(curve) - 1e-9) - 1]), 4) if len(curve) else None


def area(curve: Numbers) -> float | None:
    """The mean of the curve: the area under risk-coverage (AURC), lower is better; None of nothing."""
    return round(float(curve.mean()), 4) if len(curve) else None


def silences(chances: Sequence[float], answerable: Sequence[bool]) -> tuple[tuple[float, float], ...]:
    """What share of the answerable and of the other questions is left unanswered, as a threshold of chance rises.

    It is the ROC curve of abstaining, from (0, 0) to (1, 1); () where all or none of the questions are answerable.
    """
    given, asked = np.asarray(chances, dtype=np.float64), np.asarray(answerable, dtype=np.bool_)
    if not asked.any() or asked.all():
        return ()
    thresholds = [*np.unique(given).tolist(), math.inf]
    return tuple((float((given[asked] < at).mean()), float((given[~asked] < at).mean())) for at in thresholds)


def silence_at(curve: Sequence[tuple[float, float]], false: float) -> float | None:
    """What share of the unanswerable questions is left where at most `false` of the answerable are; None of nothing."""
    return round(max(recalled for refused, recalled in curve if refused <= false), 4) if curve else None


def area_under(curve: Sequence[tuple[float, float]]) -> float | None:
    """The area under an ROC curve: the chance that of two questions the right one is left first; None of nothing."""
    return round(sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(curve)), 4) if curve else None
