"""txtai: hybrid search, BM25 and vectors fused with its own normalisation and equal weights."""

from __future__ import annotations

from pathlib import Path

import protocol
from txtai import Embeddings


def builder(folder: Path, model: str) -> protocol.Callable[[list[tuple[str, str]]], None]:
    """Indexes and saves."""
    embeddings = Embeddings(path=model, hybrid=True, gpu=False)
    embeddings.batchtransform(["warm"])

    def index(passages: list[tuple[str, str]]) -> None:
        embeddings.index([(name, text, None) for name, text in passages])
        embeddings.save(str(folder / "index"))

    return index


def opener(folder: Path, model: str) -> protocol.Search:
    """Loads and searches."""
    embeddings = Embeddings(gpu=False)
    embeddings.load(str(folder / "index"))
    return lambda question, k: [str(name) for name, _ in embeddings.search(question, k)]


if __name__ == "__main__":
    protocol.main(builder, opener)
