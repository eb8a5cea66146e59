"""Late interaction's token vectors kept in fewer and fewer bytes: `python -m bench.storage --squad squad.json`.

Each form is decoded and ranked with as the service ranks, without its reader: what differs is what the form loses.
Prints a Markdown table of the hits, and of the bytes that a passage of 100 words takes.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import faiss
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from bench.questions import Set, read_set
from bench.table import difference, machine
from corpus.model import Passage
from corpus.passages import encoded_text
from index.build import build, spelt_out
from index.encoder import Vectors
from index.generation import Generation
from index.late import Scores, TokenIndex, signs
from index.late import rotation as random_rotation
from index.model import DEFAULT_MODEL
from index.searcher import Searcher
from index.store import Store

#: Ranks that a hit is counted within.
_KS = (1, 3, 5)
_SAYS = Console(stderr=True)

#: Vectors (t, d) -> what is left of them, (t, d), and the bytes a vector takes.
Form: TypeAlias = Callable[[Vectors], tuple[Vectors, float]]


def as_float16(vectors: Vectors) -> tuple[Vectors, float]:
    """Two bytes a dimension."""
    return vectors.astype(np.float16).astype(np.float32), 2.0 * vectors.shape[1]


def as_int8(vectors: Vectors) -> tuple[Vectors, float]:
    """A byte a dimension, and a scale (four bytes) a vector: its largest value is 127."""
    scales = np.abs(vectors).max(axis=1, keepdims=True) / 127
    kept = np.rint(vectors / np.maximum(scales, 1e-12)).astype(np.int8)
    return (kept * scales).astype(np.float32), vectors.shape[1] + 4.0


def as_products(parts: int) -> Form:
    """Product quantisation (Jégou et al., 2011): a byte for each of `parts` stretches, learnt from the vectors."""

    def form(vectors: Vectors) -> tuple[Vectors, float]:
        quantiser = faiss.ProductQuantizer(vectors.shape[1], parts, 8)
        quantiser.train(vectors[:: max(1, len(vectors) // 20_000)])
        kept: Vectors = quantiser.decode(quantiser.compute_codes(vectors))  # type: ignore[call-arg,func-returns-value,assignment]
        return kept, float(parts)

    return form


def as_signs(vectors: Vectors) -> tuple[Vectors, float]:
    """One bit a dimension after a random rotation, as `index.late` keeps them."""
    dimension = vectors.shape[1]
    rotation = random_rotation(dimension)
    bits = np.unpackbits(signs(vectors @ rotation), axis=1, count=dimension).astype(np.float32)
    return (2 * bits - 1) @ rotation.T / np.float32(np.sqrt(2 * dimension / np.pi)), dimension / 8


FORMS: dict[str, Form] = {
    "float32": lambda vectors: (vectors, 4.0 * vectors.shape[1]),
    "float16": as_float16,
    "int8": as_int8,
    "product quantised, 96 bytes": as_products(96),
    "product quantised, 48 bytes": as_products(48),
    "signs (as shipped)": as_signs,
}


class Decoded(TokenIndex):
    """Token vectors in full, to score what a form left of them."""

    def __init__(self, vectors: Vectors, starts: NDArray[np.int64]) -> None:
        self._vectors = vectors
        self._starts = starts

    def matches(self, question: Vectors, passages: Sequence[int]) -> Scores:
        """As `TokenIndex.matches`."""
        found = np.zeros((len(passages), len(question)), dtype=np.float32)
        for place, passage in enumerate(passages):
            tokens = self._vectors[self._starts[passage] : self._starts[passage + 1]]
            if len(tokens):
                found[place] = (tokens @ question.T).max(axis=0)
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """A form: bytes a passage of 100 words, and for each question the rank of its first hit (0 for none)."""

    name: str
    size: float
    ranks: tuple[int, ...]

    def hits(self, k: int) -> list[float]:
        """1 for each question with a hit within the first `k`, else 0."""
        return [float(0 < rank <= k) for rank in self.ranks]


def measure(gold: Set, folder: Path) -> Iterator[Row]:
    """Index the articles in `folder`, then rank with each form."""
    gold.write_articles(folder / "articles")
    store = Store(folder / "store")
    build([folder / "articles"], store, DEFAULT_MODEL)
    searcher = Searcher.open(store, reader="off")
    generation = searcher.generation
    tokens = searcher.encoder.tokens([_spelt(passage, generation) for passage in generation.passages])
    starts = np.cumsum([0, *map(len, tokens)], dtype=np.int64)
    vectors = np.concatenate(tokens)
    words = sum(len(passage.text.split()) for passage in generation.passages)
    for name, form in FORMS.items():
        kept, size = form(vectors)
        one = replace(searcher, generation=replace(generation, tokens=Decoded(kept, starts)))
        yield Row(name, size * len(vectors) / words * 100, _ranks(one, gold, name))
    without = replace(searcher, weights=replace(searcher.weights, late=0.0))
    yield Row("no late interaction", 0.0, _ranks(without, gold, "none"))


def _spelt(passage: Passage, generation: Generation) -> str:
    return spelt_out(encoded_text(passage, generation.documents[passage.document_id].title), generation.aliases)


def _ranks(searcher: Searcher, gold: Set, name: str) -> tuple[int, ...]:
    passages = [{"id": passage.id, "words": passage.text} for passage in searcher.generation.passages]
    asked = track(gold.questions, name, console=_SAYS)
    rankings = [[hit.passage.id for hit in searcher.search(one.question, top_k=max(_KS))] for one in asked]
    marks = gold.relevance(passages, rankings)
    return tuple(next((rank for rank, good in enumerate(row, 1) if good), 0) for row in marks)


def markdown(rows: Sequence[Row]) -> str:
    """The table; differences are with the first row, question by question."""
    lines = ["| kept as | bytes a passage of 100 words | hit@1 | hit@3 | hit@5 | hit@1 less the first row's |",
             "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    for row in rows:
        hits = " | ".join(f"{statistics.mean(row.hits(k)):.3f}" for k in _KS)
        less = "" if row is rows[0] else difference(row.hits(1), rows[0].hits(1))
        lines.append(f"| {row.name} | {row.size:,.0f} | {hits} | {less} |")
    return "\n".join(lines)


def report(squad: Path, *, paragraphs: int | None = None, most: int | None = None) -> str:
    """The table over the answerable questions of a SQuAD file."""
    with tempfile.TemporaryDirectory() as folder:
        return markdown(tuple(measure(read_set(squad, paragraphs=paragraphs, most=most), Path(folder))))


def main() -> None:
    """Print the table, and the machine it was made on."""
    parser = argparse.ArgumentParser(prog="python -m bench.storage", description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="SQuAD questions, 1.1 or 2.0")
    parser.add_argument("--paragraphs", type=int, help="only the first N paragraphs")
    parser.add_argument("--questions", type=int, help="at most N questions, spread evenly")
    told = parser.parse_args()
    print(f"{report(told.squad, paragraphs=told.paragraphs, most=told.questions)}\n\n{machine()}")  # noqa: T201 - its use


if __name__ == "__main__":
    main()
