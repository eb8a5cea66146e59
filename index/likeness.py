"""How passages and their sentences suit one question, each worked out once: for rank, window and highlights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.model import Span
from index.encoder import Encoded
from index.generation import Generation
from index.hits import Answering
from index.lexical import terms
from index.ranking import Scores

#: A sentence nearly as good as the best has at most this much less merit, as a share of the best's.
_NEARLY = 0.1
_MOST_HIGHLIGHTS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """A question in the forms that the stages of a search take, over one generation. Passages go by their numbers."""

    generation: Generation
    question: str
    words: Sequence[str]
    #: How telling each of the words is.
    weights: Mapping[str, float]
    encoded: Encoded
    #: A sentence's own share of the question's words in its merit, against its vector.
    share: float
    _merits: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    _cosines: dict[int, Scores] = field(default_factory=dict)
    _matches: dict[int, Scores] = field(default_factory=dict)

    def match(self, numbers: Sequence[int]) -> Scores:
        """How well each of the passages matches each of the question's word pieces; shape (len(numbers), pieces)."""
        found = self.generation.tokens.matches(self.encoded.tokens, numbers)
        self._matches.update(zip(numbers, found, strict=True))
        return found

    def matches(self, number: int) -> Scores:
        """The same for one passage, worst first; a 0 for a question of no pieces."""
        if number not in self._matches:
            self.match([number])
        found = self._matches[number]
        return np.sort(found) if found.size else np.zeros(1, dtype=np.float32)

    def cosines(self, number: int) -> Scores:
        """The cosine of each of a passage's sentences."""
        if number not in self._cosines:
            self._cosines[number] = self.generation.dense.sentences(number, self.encoded.vector)
        return self._cosines[number]

    def merits(self, number: int) -> NDArray[np.float64]:
        """How well each of a passage's sentences suits the question: its words and its meaning."""
        if number not in self._merits:
            passage = self.generation.passages[number]
            shared = [_coverage(self.weights, passage.words_at(sentence)) for sentence in passage.sentences]
            self._merits[number] = self.share * np.array(shared) + (1 - self.share) * self.cosines(number)
        return self._merits[number]

    def highlights(self, number: int, answering: Answering | None) -> tuple[Span, ...]:
        """A passage's sentences that matter: the one that answers, the best one, and any nearly as good."""
        passage = self.generation.passages[number]
        if not passage.sentences:
            return ()
        merit = self.merits(number)
        order = np.argsort(-merit, kind="stable")
        least = merit[order[0]] - _NEARLY * abs(merit[order[0]])
        good = [passage.sentences[place] for place in order if merit[place] >= least]
        if answering is not None and answering.margin > 0:
            good = [sentence for sentence in passage.sentences if sentence.meets(answering.span)] + good
        return tuple(dict.fromkeys(good))[:_MOST_HIGHLIGHTS]


@lru_cache(maxsize=4096)
def _held(sentence: str) -> frozenset[str]:
    """The terms of a sentence; those that are found often are worked out once."""
    return frozenset(terms(sentence))


def _coverage(weights: Mapping[str, float], sentence: str) -> float:
    """What share of the question's words, weighed by how telling they are, the sentence holds."""
    held = _held(sentence)
    total = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0
