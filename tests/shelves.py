"""Documents of a few words, whose ranking can be worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from harbour import encoder, publish

from corpus.model import Document, Passage, Span
from index.hits import Hit
from index.ranking import Weights
from index.reader import Reader
from index.searcher import Mode, Searcher
from index.store import Store

MODES: tuple[Mode, ...] = ("hybrid", "dense", "lexical")
#: The first two stages alone, whose scores are exact.
FUSION = Weights(late=0)


def book(name: str, *passages: str) -> tuple[Document, tuple[Passage, ...]]:
    """A document of these passages; "|" parts their sentences."""
    text, made = "", []
    for number, parts in enumerate(passages):
        start, sentences = len(text), []
        for sentence in parts.split("|"):
            sentences.append(Span(len(text), len(text) + len(sentence)))
            text += f"{sentence} "
        span = Span(start, len(text) - 1)
        made.append(Passage(f"{name}-{number}", name, span, span.of(text), (), tuple(sentences)))
    return Document(name, name, name, "0" * 64, text), tuple(made)


def shelf(folder: Path, *passages: str, weights: Weights = FUSION, reader: Reader | None = None) -> Searcher:
    """A searcher over one document of these passages."""
    document, made = book("doc", *passages)
    store = Store(folder)
    publish(store, "gen1", documents=(document,), passages=made, facts=())
    return Searcher(store.current(), encoder(), reader, weights)


def ranking(hits: Sequence[Hit]) -> list[int]:
    """The places of the passages that were found, best first."""
    return [int(hit.passage.id.split("-")[1]) for hit in hits]


def scores(hits: Sequence[Hit]) -> list[float]:
    """The scores of the passages that were found, best first."""
    return [hit.score for hit in hits]
