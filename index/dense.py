"""Sentence vectors in FAISS: which passages hold a sentence that means what the question means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

Scores = NDArray[np.float32]


class DenseIndex:
    """Unit sentence vectors searched exactly, by cosine; a passage takes its best sentence."""

    def __init__(self, index: faiss.Index, owners: NDArray[np.int32]) -> None:
        if index.ntotal != len(owners):
            raise ValueError(f"{index.ntotal} sentence vectors for {len(owners)} sentences")
        self._index = index
        self._owners = owners
        self.size = int(owners.max(initial=-1)) + 1
        #: Where each passage's sentences begin; they lie side by side. Shape (passages + 1,).
        self._starts = np.searchsorted(owners, np.arange(self.size + 1))

    @classmethod
    def of(cls, vectors: Vectors, owners: Sequence[int]) -> DenseIndex:
        """An index over unit vectors (n, d); `owners` names each one's passage, in rising order."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, np.asarray(owners, dtype=np.int32))

    def scores(self, question: Vectors, depth: int) -> Scores:
        """Best cosine of every passage, shape (passages,), from the `depth` nearest sentences.

        A passage that none of these belongs to gets the cosine of the last of them: it has no more.
        """
        depth = min(depth, self._index.ntotal)
        if depth == 0:
            return np.zeros(self.size, dtype=np.float32)
        cosines, places = self._index.search(question[None, :].astype(np.float32), depth)
        best = np.full(self.size, cosines[0, -1], dtype=np.float32)
        np.maximum.at(best, self._owners[places[0]], cosines[0])
        return best

    def sentences(self, passage: int, question: Vectors) -> Scores:
        """The cosine of each sentence of one passage, in its order."""
        first, last = int(self._starts[passage]), int(self._starts[passage + 1])
        if first == last:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._index.reconstruct_n(first, last - first) @ question, dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write `sentences.faiss` and `sentences.npy` into `folder`."""
        faiss.write_index(self._index, str(folder / "sentences.faiss"))
        np.save(folder / "sentences.npy", self._owners, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """The index in `folder`, mapped rather than read where FAISS can."""
        index = faiss.read_index(str(folder / "sentences.faiss"), faiss.IO_FLAG_MMAP_IFC)
        return cls(index, np.load(folder / "sentences.npy", allow_pickle=False))
