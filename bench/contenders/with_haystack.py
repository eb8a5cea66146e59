"""Haystack: BM25 and embedding retrievers over its in-memory store, joined by reciprocal rank fusion."""

from __future__ import annotations

from pathlib import Path

import protocol
from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

#: How many documents each retriever brings to the fusion.
_DEPTH = 30
_CPU = ComponentDevice.from_str("cpu")


def builder(folder: Path, model: str) -> protocol.Callable[[list[tuple[str, str]]], None]:
    """Embeds the documents and saves the store."""
    embedder = SentenceTransformersDocumentEmbedder(model=model, device=_CPU, progress_bar=False)
    embedder.warm_up()
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")

    def index(passages: list[tuple[str, str]]) -> None:
        documents = [Document(id=name, content=text) for name, text in passages]
        store.write_documents(embedder.run(documents)["documents"])
        store.save_to_disk(str(folder / "store.json"))

    return index


def opener(folder: Path, model: str) -> protocol.Search:
    """Loads the store into a hybrid pipeline."""
    store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
    pipeline = Pipeline()
    pipeline.add_component("embedder", SentenceTransformersTextEmbedder(model=model, device=_CPU, progress_bar=False))
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=_DEPTH))
    pipeline.add_component("lexical", InMemoryBM25Retriever(store, top_k=_DEPTH))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("embedder.embedding", "dense.query_embedding")
    pipeline.connect("dense", "joiner")
    pipeline.connect("lexical", "joiner")
    pipeline.warm_up()

    def search(question: str, k: int) -> list[str]:
        given = {"embedder": {"text": question}, "lexical": {"query": question}, "joiner": {"top_k": k}}
        return [document.id for document in pipeline.run(given)["joiner"]["documents"]]

    return search


if __name__ == "__main__":
    protocol.main(builder, opener)
