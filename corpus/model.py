"""The values that flow out of a source: Document, Passage, Fact, and the spans that tie them to its words.

Every offset counts in Unicode code points of `Document.text`, half open. Two invariants hold everywhere and
are proved by tests over every document at hand: `document.text[p.span.start:p.span.end] == p.text` for each
passage, and the evidence of each fact lies inside its passage.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text, in code points; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words at this place of `text`."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands in the text; `level` 1 is the outermost."""

    span: Span
    level: int
    text: str
    #: A run-in heading ("Validity: The memorandum …") opens a paragraph and is part of its prose.
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One source, read and normalised. Blocks of `text` are parted by blank lines."""

    id: str
    title: str
    #: Where it was read from, as a person wrote it: a path or an address.
    source: str
    #: SHA-256 of the source's bytes, in hex.
    digest: str
    text: str
    #: In document order.
    headings: tuple[Heading, ...] = ()
    #: Where each page of a paged source begins in `text`, in order; none where it has no pages.
    pages: tuple[int, ...] = ()

    def page_at(self, place: int) -> int | None:
        """The page on which an offset of `text` lies, from 1; None where the source has no pages."""
        return bisect_right(self.pages, place) or None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose that is ranked, read and cited as one."""

    id: str
    document_id: str
    span: Span
    text: str
    #: The headings above it, outermost first; last the head of the table, or the key, that it was parted from.
    headings: tuple[str, ...]
    #: Its sentences in order, in offsets of the document's text, inside `span`.
    sentences: tuple[Span, ...]

    def words_at(self, span: Span) -> str:
        """The words at `span`, which counts in the document and lies in the passage."""
        return self.text[span.start - self.span.start : span.end - self.span.start]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words of the source that state a fact."""

    document_id: str
    passage_id: str
    span: Span
    quote: str


#: Every type that a fact may have.
FACT_TYPES = (
    "agreement",
    "extension",
    "meeting",
    "event",
    "programme",
    "statistic",
    "funding",
    "facility",
    "person",
    "body",
    "publication",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the source, typed. Dates are ISO 8601 / EDTF at the source's own precision."""

    id: str
    type: str
    label: str
    evidence: Evidence
    rule: str
    instrument: str | None = None
    #: Canonical names: the acronym where the source defines one.
    parties: tuple[str, ...] = ()
    topic: str | None = None
    date: str | None = None
    place: str | None = None
    #: In units: 1 billion Yen is 1000000000, "JPY".
    value: float | None = None
    unit: str | None = None
    approximate: bool = False
    valid_until: str | None = None

    def __post_init__(self) -> None:
        if self.type not in FACT_TYPES:
            raise ValueError(f"unknown fact type {self.type!r}")


def stable_id(*parts: str) -> str:
    """A short name for the same parts in every build: 16 hex digits of SHA-256 over them."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
