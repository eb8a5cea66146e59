"""What a build works out and the next one may take over: each kind of result, and its bytes in the memo."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, astuple

import numpy as np

from corpus.facts.language import Word
from corpus.model import Document, Fact, Passage
from index.encoder import Vectors
from index.late import Codes
from index.memo import Kind
from index.rows import fact_of, passage_of, passage_row


def _dumped(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), level=1)


#: Of a sentence, its words as a linguist sees them.
PARSE: Kind[tuple[Word, ...]] = Kind(
    "parse",
    lambda words: _dumped([astuple(word) for word in words]),
    lambda kept: tuple(Word(*row) for row in json.loads(zlib.decompress(kept))),
)
#: Of a document, its short names, and its passages, its facts.
FACTS: Kind[tuple[Fact, ...]] = Kind(
    "facts",
    lambda facts: _dumped([asdict(fact) for fact in facts]),
    lambda kept: tuple(map(fact_of, json.loads(zlib.decompress(kept)))),
)
#: Of a sentence, its unit vector, (d,).
SENTENCE: Kind[Vectors] = Kind(
    "sentence vector",
    lambda vector: vector.tobytes(),
    lambda kept: np.frombuffer(kept, dtype=np.float32),
)


def passages_of(document: Document) -> Kind[tuple[Passage, ...]]:
    """Of a document, its passages."""
    return Kind(
        "passages",
        lambda passages: _dumped([passage_row(passage) for passage in passages]),
        lambda kept: tuple(passage_of(row, document.text) for row in json.loads(zlib.decompress(kept))),
    )


def codes_of(dimension: int) -> Kind[Codes]:
    """Of a passage as it is encoded, the codes of its token vectors, (t, ceil(d / 8))."""
    width = (dimension + 7) // 8
    return Kind(
        "token codes",
        lambda codes: codes.tobytes(),
        lambda kept: np.frombuffer(kept, dtype=np.uint8).reshape(-1, width),
    )
