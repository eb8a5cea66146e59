"""Rows of extractive question answering, read from JSON lines, and how they are dealt out.

A row is `{"question", "context", "answer_text", "answer_start", "source"}`, offsets in code points;
`answer_start` null means that the context does not answer.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: Share of each source's answerable rows that one epoch draws. Whole where the text is encyclopaedic or
#: technical, as documents are; thinned where it is chat, reviews, or single sentences asked about 33 times.
SHARES = {
    "squadshifts/new_wiki": 1.0,
    "tydiqa": 1.0,
    "nq": 1.0,
    "covid": 0.6,
    "fairytaleqa": 0.5,
    "squadshifts/reddit": 0.3,
    "squadshifts/amazon": 0.15,
    "squad": 1.0,  # after its longer namesakes: the first key that a source begins with is taken
    "qamr": 0.25,
}

#: Longer answers than this, in words, are summaries rather than spans: nobody reads them as a highlight.
LONGEST_ANSWER = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One question over one context; `start` is None where the context does not answer."""

    question: str
    context: str
    answer: str
    start: int | None
    source: str

    @property
    def family(self) -> str:
        """The key of `SHARES` that this row's source falls under; rows of one family are ranked together."""
        return family(self.source)


def family(source: str) -> str:
    """The key of `SHARES` that `source` begins with; ValueError for an unknown source."""
    for name in SHARES:
        if source.startswith(name):
            return name
    raise ValueError(f"the source {source!r} has no share: add it to SHARES")


def read_rows(folder: Path) -> tuple[Row, ...]:
    """Every usable row of the `*.jsonl` and `*.jsonl.xz` files in `folder`, in the order of their names.

    Answers over `LONGEST_ANSWER` words are left out. ValueError where a row's answer isn't at its place.
    """
    paths = sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.xz")])
    if not paths:
        raise ValueError(f"no *.jsonl or *.jsonl.xz files in {folder}")
    return tuple(row for path in paths for row in _rows(path) if len(row.answer.split()) <= LONGEST_ANSWER)


def _rows(path: Path) -> Iterator[Row]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            given = json.loads(line)
            row = Row(
                given["question"].strip(),
                given["context"],
                given["answer_text"] or "",
                given["answer_start"],
                given["source"],
            )
            if row.start is not None and not row.context.startswith(row.answer, row.start):
                raise ValueError(f"{path.name}, line {number}: the answer isn't at its place")
            yield row


def held_out(row: Row, share: float) -> bool:
    """Whether the row's context is kept for validation: by a digest of the context, so never by half."""
    digest = hashlib.sha256(" ".join(row.context.split()).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


def split(rows: Iterable[Row], share: float) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Rows to train on, and rows held out."""
    training: list[Row] = []
    validation: list[Row] = []
    for row in rows:
        (validation if held_out(row, share) else training).append(row)
    return tuple(training), tuple(validation)
