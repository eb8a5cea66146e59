"""Exact match, F1 and AUC, as the SQuAD 2.0 evaluation and the textbooks define them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from service.answers.grading import exact, f1

__all__ = ["auc", "exact", "f1"]


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann and Whitney's U);
    nan where one of the two is missing.
    """
    values = np.asarray(scores, dtype=np.float64)
    labels = np.asarray(positive, dtype=np.bool_)
    first, second = int(labels.sum()), int((~labels).sum())
    if not first or not second:
        return float("nan")
    rank_sum = float(_ranks(values)[labels].sum())
    return (rank_sum - first * (first + 1) / 2) / (first * second)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1, ties sharing their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: NDArray[np.float64] = (last - (counts - 1) / 2)[inverse]
    return mean
