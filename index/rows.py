"""Documents, passages and facts as rows of JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.model import Document, Evidence, Fact, Heading, Passage, Span


def document_of(row: Mapping[str, Any]) -> Document:
    """The document that `asdict` made this row of."""
    headings = tuple(Heading(**{**heading, "span": Span(**heading["span"])}) for heading in row["headings"])
    return Document(**{**row, "headings": headings, "pages": tuple(row.get("pages", ()))})


def passage_row(passage: Passage) -> dict[str, Any]:
    """A passage without its text, which its span finds in the document."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "span": [passage.span.start, passage.span.end],
        "headings": passage.headings,
        "sentences": [[sentence.start, sentence.end] for sentence in passage.sentences],
    }


def passage_of(row: Mapping[str, Any], text: str) -> Passage:
    """The passage of a row, in its document's text."""
    span = Span(*row["span"])
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        span=span,
        text=span.of(text),
        headings=tuple(row["headings"]),
        sentences=tuple(Span(*sentence) for sentence in row["sentences"]),
    )


def fact_of(row: Mapping[str, Any]) -> Fact:
    """The fact that `asdict` made this row of."""
    evidence = Evidence(**{**row["evidence"], "span": Span(**row["evidence"]["span"])})
    return Fact(**{**row, "evidence": evidence, "parties": tuple(row["parties"])})
