"""A passage of any text, found first."""

from __future__ import annotations

from corpus.model import Passage, Span
from corpus.sentences import split_sentences
from index.hits import Answering, Hit, Read


def hit(text: str, *headings: str, read: str | None = None) -> Hit:
    """The passage under these headings, and the words of it that the reader marks."""
    span = Span(0, len(text))
    passage = Passage("p", "d", span, text, headings, split_sentences(text, span))
    found = Read((Answering(Span(text.index(read), text.index(read) + len(read)), 5.0),)) if read else None
    return Hit(passage, "Harbour", 1, 1.0, (), found)
