"""Exact match, F1 and AUC, as the SQuAD 2.0 evaluation and the textbooks define them."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(answer: str) -> str:
    """Lower case, without punctuation and articles, single spaces (SQuAD's `normalize_answer`)."""
    return " ".join(_ARTICLES.sub(" ", answer.lower().translate(_PUNCTUATION)).split())


def exact(found: str, accepted: Sequence[str]) -> float:
    """1 where `found` is one of the accepted answers after normalisation, else 0."""
    return float(any(normalised(found) == normalised(answer) for answer in accepted))


def f1(found: str, accepted: Sequence[str]) -> float:
    """The best F1 over words of `found` against an accepted answer, 0..1."""
    return max(_f1(normalised(found).split(), normalised(answer).split()) for answer in accepted)


def _f1(found: Sequence[str], accepted: Sequence[str]) -> float:
    if not found or not accepted:
        return float(found == accepted)
    common = sum((Counter(found) & Counter(accepted)).values())
    return 2 * common / (len(found) + len(accepted))


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
