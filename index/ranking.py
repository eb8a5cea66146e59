"""How the scores of the stages are brought together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How the stages are mixed; fitted on questions of SQuAD's training set."""

    #: BM25's share against the sentence vectors'.
    lexical: float = 0.5
    #: Late interaction's share against the fusion of the two.
    late: float = 0.6
    #: How many passages late interaction looks at. Twenty take 0.7 ms less and rank as well on 1,299 questions of SQuAD
    #: (hit@1 0.853 in place of 0.855), but on a small index lost one question in 66.
    late_depth: int = 30
    #: What a passage loses that holds none of the question's numbers ("version 2.1", "the third"), of some a part.
    number: float = 0.15
    #: How many sentences the dense search brings.
    dense_depth: int = 200
    #: The reader's share against all of the above.
    reader: float = 0.4
    #: How many passages it reads, and how many word pieces of each.
    read_depth: int = 5
    read_pieces: int = 240
    #: How sure the reader counts of one of them that it left unread, since it could no longer become the best.
    unread: float = 0.15
    #: A sentence's own share of a question's words, against its vector, when the ones that matter are marked.
    sentence_words: float = 0.5


def sureness(margin: float) -> float:
    """A reader's margin, in logits, as 0..1: the logistic function of a third of it."""
    return float(1 / (1 + np.exp(-np.clip(margin, -60, 60) / 3)))


def min_max(scores: Scores, low: float | None = None) -> Scores:
    """The scores between 0 (the lowest, or `low`) and 1 (the highest); all 0 where they are all equal."""
    if not len(scores):
        return scores
    least = float(scores.min()) if low is None else low
    span = float(scores.max()) - least
    return ((scores - least) / span if span > 0 else np.zeros_like(scores)).astype(np.float32)
