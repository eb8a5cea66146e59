"""Late interaction: every word of a question against every word of a passage, at one bit a dimension.

The score is ColBERT's MaxSim (Khattab & Zaharia 2020) over the encoder's own token vectors. A passage's
vectors are turned by one random rotation and kept as signs (48 bytes a word piece of 384 dimensions); a
question's stay exact, which keeps the order of the scores (asymmetric codes, as in RaBitQ, Gao & Long 2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

Scores = NDArray[np.float32]
Codes = NDArray[np.uint8]

_SEED = 20_040_229


class TokenIndex:
    """Token vectors of every passage, as signs after a rotation."""

    def __init__(self, codes: Codes, starts: NDArray[np.int64], rotation: Vectors) -> None:
        self._codes = codes
        self._starts = starts
        self._rotation = rotation

    @classmethod
    def of(cls, tokens: Sequence[Vectors], dimension: int) -> TokenIndex:
        """An index over each passage's unit token vectors, (t, d) each; a passage may have none."""
        return cls.of_codes(list(map(coded, tokens)), dimension)

    @classmethod
    def of_codes(cls, codes: Sequence[Codes], dimension: int) -> TokenIndex:
        """An index over each passage's token vectors as `coded` gives them."""
        starts = np.cumsum([0, *map(len, codes)], dtype=np.int64)
        empty = np.zeros((0, (dimension + 7) // 8), dtype=np.uint8)
        return cls(np.concatenate([empty, *codes]), starts, rotation(dimension))

    def scores(self, question: Vectors, passages: Sequence[int]) -> Scores:
        """MaxSim of a question's unit token vectors (q, d) with each named passage: the mean, over the
        question's tokens, of the best cosine in the passage. Shape (len(passages),), about -1..1.
        """
        return max_sim(self.matches(question, passages))

    def matches(self, question: Vectors, passages: Sequence[int]) -> Scores:
        """The best cosine in each named passage for each of a question's unit token vectors (q, d); 0 in one
        without pieces. Shape (len(passages), q).
        """
        found = np.zeros((len(passages), len(question)), dtype=np.float32)
        bounds = [(int(self._starts[p]), int(self._starts[p + 1])) for p in passages]
        kept = [place for place, (first, last) in enumerate(bounds) if last > first]
        if not kept or not len(question):
            return found
        turned = question @ self._rotation
        dimension = turned.shape[1]
        # E[u . sign(x)] is u . x * sqrt(2 d / pi) for a random direction u: this gives cosines back.
        turned /= np.sqrt(2 * dimension / np.pi)
        codes = [self._codes[slice(*bounds[place])] for place in kept]
        bits = np.unpackbits(np.concatenate(codes), axis=1, count=dimension).astype(np.float32)
        products = bits @ turned.T  # this way round it takes two thirds of the time
        starts = np.cumsum([0, *map(len, codes[:-1])])
        found[kept] = 2 * np.maximum.reduceat(products, starts) - turned.sum(axis=1)  # signs are 2 bits - 1
        return found

    def save(self, folder: Path) -> None:
        """Write `tokens.npy`, `token_starts.npy` and `rotation.npy` into `folder`."""
        np.save(folder / "tokens.npy", self._codes, allow_pickle=False)
        np.save(folder / "token_starts.npy", self._starts, allow_pickle=False)
        np.save(folder / "rotation.npy", self._rotation, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> TokenIndex:
        """The index in `folder`; the codes stay on disk until they are read."""
        return cls(
            np.load(folder / "tokens.npy", mmap_mode="r", allow_pickle=False),
            np.load(folder / "token_starts.npy", allow_pickle=False),
            np.load(folder / "rotation.npy", allow_pickle=False),
        )


def max_sim(matches: Scores) -> Scores:
    """The mean of each passage's matches, (passages, q) to (passages,); 0 for a question without pieces."""
    return matches.mean(axis=1) if matches.size else np.zeros(len(matches), dtype=np.float32)


@lru_cache(maxsize=2)
def rotation(dimension: int) -> Vectors:
    """A random orthogonal matrix (d, d), the same at every call: it spreads a vector over all its signs."""
    normal = np.random.default_rng(_SEED).standard_normal((dimension, dimension))
    turn = np.linalg.qr(normal)[0].astype(np.float32)
    turn.setflags(write=False)
    return turn


def coded(tokens: Vectors) -> Codes:
    """One passage's unit token vectors (t, d) as the index keeps them: (t, ceil(d / 8)) bytes."""
    return signs(tokens @ rotation(tokens.shape[1]))


def signs(vectors: Vectors) -> Codes:
    """One bit a dimension, set where it is positive: (t, d) to (t, ceil(d / 8)) bytes."""
    return np.packbits(vectors > 0, axis=1)
