"""Chroma: cosine distance over sentence-transformers vectors; its local form has no hybrid search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import chromadb
import protocol
from chromadb.config import Settings
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

#: The most rows one call takes.
_BATCH = 1000


def _client(folder: Path) -> Any:
    return chromadb.PersistentClient(path=str(folder / "index"), settings=Settings(anonymized_telemetry=False))


def _encoder(model: str) -> Any:
    return SentenceTransformerEmbeddingFunction(model_name=model, device="cpu", normalize_embeddings=True)


def builder(folder: Path, model: str) -> protocol.Callable[[list[tuple[str, str]]], None]:
    """Adds to a collection on disk."""
    encoder = _encoder(model)
    encoder(["warm"])
    collection = _client(folder).create_collection(
        "passages", embedding_function=encoder, configuration={"hnsw": {"space": "cosine"}}
    )

    def index(passages: list[tuple[str, str]]) -> None:
        for first in range(0, len(passages), _BATCH):
            rows = passages[first : first + _BATCH]
            collection.add(ids=[name for name, _ in rows], documents=[text for _, text in rows])

    return index


def opener(folder: Path, model: str) -> protocol.Search:
    """Queries the collection."""
    collection = _client(folder).get_collection("passages", embedding_function=_encoder(model))

    def search(question: str, k: int) -> list[str]:
        return list(collection.query(query_texts=[question], n_results=k, include=[])["ids"][0])

    return search


if __name__ == "__main__":
    protocol.main(builder, opener)
