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

    def __init__(self, index: faiss.Index, counts: NDArray[np.int64]) -> None:
        if index.ntotal != counts.sum():
            raise ValueError(f"{index.ntotal} sentence vectors for {counts.sum()} sentences")
        self._index = index
        self._counts = counts
        self.size = len(counts)
        #: The passage of each sentence, shape (sentences,), and where each one's begin, (passages + 1,).
        self._owners = np.repeat(np.arange(self.size), counts)
        self._starts = np.cumsum([0, *counts])

    @classmethod
    def of(cls, vectors: Vectors, counts: Sequence[int]) -> DenseIndex:
        """An index over unit vectors (n, d), passage after passage; `counts` says how many each has."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, np.asarray(counts, dtype=np.int64))

    def scores(self, question: Vectors, depth: int, allowed: NDArray[np.bool_] | None = None) -> Scores:
        """Best cosine of every passage, shape (passages,), from the `depth` nearest sentences.

        With `allowed`, shape (passages,), only the sentences of those passages are looked at. A passage that
        none of the nearest belongs to gets the cosine of the last of them: it has no more.
        """
        chosen = self._owners if allowed is None else np.flatnonzero(allowed[self._owners])
        depth = min(depth, len(chosen))
        if depth == 0:
            return np.zeros(self.size, dtype=np.float32)
        params = None
        if allowed is not None:  # faiss's classes learn their keywords as it is imported
            params = faiss.SearchParameters(sel=faiss.IDSelectorBatch(chosen))  # type: ignore[call-arg]
        cosines, places = self._index.search(question[None, :].astype(np.float32), depth, params=params)
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
        # Not faiss.write_index: where a disk is full, that raises an error that tells nobody so.
        (folder / "sentences.faiss").write_bytes(faiss.serialize_index(self._index).tobytes())
        np.save(folder / "sentences.npy", self._counts, allow_pickle=False)

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """The index in `folder`, mapped rather than read where FAISS can."""
        index = faiss.read_index(str(folder / "sentences.faiss"), faiss.IO_FLAG_MMAP_IFC)
        return cls(index, np.load(folder / "sentences.npy", allow_pickle=False))
