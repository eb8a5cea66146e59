"""What might answer a question: the reader's words, facts that tell it, else the best sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus.dates import find_dates, find_durations
from corpus.model import Evidence, Fact, Passage, Span
from corpus.quantities import find_quantities
from index.searcher import FactHit, Hit
from service.demands import expected_of
from service.questions import Kind
from service.wording import best_sentence, date_of, date_words, number_of, trimmed

Source: TypeAlias = Literal["reader", "fact", "sentence"]

#: A number that is no part of a name: not the 19 of "COVID-19".
_DIGITS = re.compile(r"(?<![\w-])\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may answer, and where they stand."""

    text: str
    source: Source
    hit: Hit
    #: The words themselves, in document offsets; for a fact, all that states it.
    span: Span
    #: The sentences that bear it out.
    citation: Evidence
    #: The reader's, for these words or for words of its own that meet them; None where it read nothing there.
    margin: float | None
    fact: Fact | None = None
    #: How much the fact bears on the question, 0..1; 0 for any other source.
    bearing: float = 0.0


def candidates(question: str, kind: Kind, hits: Sequence[Hit], facts: Sequence[FactHit]) -> tuple[Candidate, ...]:
    """All that may answer, of the kind asked for, in the order of the passages; the best sentence where nothing is."""
    found = (*_read(question, kind, hits), *_stated(question, kind, hits, facts))
    return found or tuple(_said(question, hits[:1]))


def _read(question: str, kind: Kind, hits: Sequence[Hit]) -> Iterator[Candidate]:
    for hit in hits:
        for found in filter(None, (hit.answering, *hit.others)):
            words = hit.passage.words_at(found.span)
            if not _of_kind(kind, words):
                continue
            span = date_words(words, found.span) if kind == "date" else found.span
            text = trimmed(hit.passage.words_at(span), question)
            yield Candidate(text, "reader", hit, span, cited(hit.passage, span), found.margin)


def _of_kind(kind: Kind, words: str) -> bool:
    if kind == "date":
        return bool(find_dates(words) or find_durations(words))
    return bool(kind != "number" or find_quantities(words) or _DIGITS.search(words))


def _stated(question: str, kind: Kind, hits: Sequence[Hit], facts: Sequence[FactHit]) -> Iterator[Candidate]:
    tell = _TELL.get("person" if kind == "span" and expected_of(question) == "person" else kind)
    held = {hit.passage.id: hit for hit in hits}
    for found in facts if tell else ():
        hit = held.get(found.fact.evidence.passage_id)
        text = tell(found.fact, question) if tell and hit else None
        if hit and text:
            span = found.fact.evidence.span
            yield Candidate(text, "fact", hit, span, found.fact.evidence, _margin(hit, found), found.fact, found.score)


def _name_of(fact: Fact, _: str) -> str | None:
    return fact.label if fact.type == "person" else None


_TELL: Mapping[str, Callable[[Fact, str], str | None]] = {"date": date_of, "number": number_of, "person": _name_of}


def _margin(hit: Hit, found: FactHit) -> float | None:
    """How sure the reader is of words that say what the fact says; None where it marks none such."""
    fact = found.fact
    for read in filter(None, (hit.answering, *hit.others)):
        if fact.evidence.span.meets(read.span):
            words = hit.passage.words_at(read.span)
            dates = {date.edtf for date in find_dates(words)}
            if {fact.date, fact.valid_until} & dates or fact.value in {q.value for q in find_quantities(words)}:
                return read.margin
    return None


def _said(question: str, hits: Sequence[Hit]) -> Iterator[Candidate]:
    for hit in hits:
        span = best_sentence(hit.passage, hit.highlights, question)
        text = trimmed(hit.passage.words_at(span), question)
        yield Candidate(text, "sentence", hit, span, cited(hit.passage, span), None)


def cited(passage: Passage, span: Span) -> Evidence:
    """The sentences that the words lie in."""
    held = [sentence for sentence in passage.sentences if sentence.meets(span)] or [span]
    whole = Span(min(held[0].start, span.start), max(held[-1].end, span.end))
    return Evidence(passage.document_id, passage.id, whole, passage.words_at(whole))
