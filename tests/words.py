"""An encoder whose axes are words, and a reader that looks for words: their rankings fit in one's head."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from corpus.model import Span
from index.encoder import Encoded, Vectors, unit
from index.reader import Reader, Reading


class WordEncoder:
    """Each known word is a direction of its own, at a right angle to all the others; other words are nothing.

    A text points to the sum of its known words, and has one token vector for each; a text without any is
    zero. A word is one piece, and two special pieces stand around a text. Axes that no word has are left
    at zero: the more of them, the closer signs come to exact cosines.
    """

    def __init__(self, *words: str, limit: int = 256, dimension: int = 256) -> None:
        self.dimension = dimension
        self.limit = limit
        self._axes = dict(zip(words, np.eye(dimension, dtype=np.float32), strict=False))

    def pieces(self, text: str) -> int:
        """One a word, known or not, and the two special ones."""
        return len(_words(text)) + 2

    def question(self, text: str) -> Encoded:
        """A question is read as any text is."""
        return Encoded(self.encode([text])[0], self.tokens([text])[0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The unit vector of each text, (n, d)."""
        sums = [tokens.sum(axis=0) for tokens in self.tokens(texts)]
        return unit(np.array(sums, dtype=np.float32).reshape(-1, self.dimension))

    def tokens(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """The axes of each text's known words, in order, up to the limit."""
        return tuple(
            np.array(
                [self._axes[word] for word in _words(text)[: self.limit - 2] if word in self._axes],
                dtype=np.float32,
            ).reshape(-1, self.dimension)
            for text in texts
        )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class WordReader(Reader):
    """Answers with one of these words where a window holds it, surer of those that come first."""

    def __init__(self, **margins: float) -> None:
        self._margins = margins

    def read(self, question: str, windows: Sequence[str]) -> tuple[Reading, ...]:
        """The first of the words that each window holds."""
        return tuple(map(self._reading, windows))

    def _reading(self, window: str) -> Reading:
        for word, margin in self._margins.items():
            if (at := window.find(word)) >= 0:
                return Reading(Span(at, at + len(word)), margin, 0.0, word)
        return Reading(None, float("-inf"), 0.0, "")
