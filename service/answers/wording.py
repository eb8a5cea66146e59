"""Words of the source cut down to what a person reads first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.dates import find_dates
from corpus.edtf import spoken
from corpus.model import Fact, Passage, Span
from corpus.quantities import find_quantities
from index.telling import MOST_WORDS
from service.answers.questions import content_terms

_CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s(?=[(—–])")
_END = re.compile(r"\b(?:until|till|expir\w+|valid\w*|lapse\w*|runs? out|end(?:s|ed)?)\b", re.I)
_BOUND = re.compile(
    r"(?:\b(?:about|around|approx(?:imately|\.)?|over|more than|less than|at least|up to|nearly)|~)\s*$", re.I
)
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    words: int
    overlap: int


def trimmed(text: str, question: str, most: int = MOST_WORDS) -> str:
    """`text` on one line in at most `most` words: the clauses nearest to the question, cuts marked "…"."""
    text = " ".join(text.split())
    if len(text.split()) <= most:
        return text
    asked = content_terms(question)
    clauses = [_Clause(c, len(c.split()), len(content_terms(c) & asked)) for c in _clauses(text)]
    first, last = _window(clauses, most)
    words = " ".join(clause.text for clause in clauses[first:last]).split()
    if len(words) > most:
        first_word = _densest(words, asked, most)
        words = words[first_word : first_word + most]
    kept = " ".join(words)
    return ("" if text.startswith(kept) else "…") + kept.rstrip(",;:—–") + ("" if text.endswith(kept) else "…")


def _clauses(text: str) -> list[str]:
    cuts = [0, *(match.end() for match in _CLAUSE_END.finditer(text)), len(text)]
    return [part for start, end in pairwise(cuts) if (part := text[start:end].strip())]


def _window(clauses: Sequence[_Clause], most: int) -> tuple[int, int]:
    """The run of clauses of at most `most` words with the largest overlap; of equals the longest, the first.

    A clause too long by itself is a run of its own.
    """
    best, best_key = (0, 1), (-1, -1)
    for first in range(len(clauses)):
        words = overlap = 0
        for last in range(first, len(clauses)):
            words += clauses[last].words
            overlap += clauses[last].overlap
            if words > most and last > first:
                break
            if (overlap, min(words, most)) > best_key:
                best, best_key = (first, last + 1), (overlap, min(words, most))
    return best


def _densest(words: Sequence[str], asked: frozenset[str], most: int) -> int:
    """Where the run of `most` words starts that holds most of the question's; the earliest of those."""
    hits = [bool(content_terms(word) & asked) for word in words]
    return max(range(len(words) - most + 1), key=lambda start: (sum(hits[start : start + most]), -start))


def best_sentence(passage: Passage, highlights: Sequence[Span], question: str) -> Span:
    """The sentence that the first highlight lies in, else the one nearest to the question in its words."""
    sentences = passage.sentences or (passage.span,)
    for sentence in sentences:
        if highlights and sentence.covers(highlights[0]):
            return sentence
    asked = content_terms(question)
    return max(sentences, key=lambda span: (len(content_terms(passage.words_at(span)) & asked), -span.start))


def asks_end(question: str) -> bool:
    """Whether a question for a date asks how long something lasts."""
    return _END.search(question) is not None


def date_of(fact: Fact, question: str) -> str | None:
    """The fact's date as a person says it, "16 February 2007"; its end where the question asks for one."""
    if fact.valid_until and asks_end(question):
        return spoken(fact.valid_until)
    return spoken(fact.date) if fact.date else None


def in_place(quote: str, items: Sequence[str], most: int = MOST_WORDS) -> str | None:
    """The quote's own words from the first item to the last; None where they aren't its words, or are too many."""
    start, end = quote.find(items[0]), quote.rfind(items[-1])
    text = quote[start : end + len(items[-1])] if 0 <= start <= end else ""
    return text if text and len(text.split()) <= most and "\n" not in text else None


def date_words(words: str, span: Span) -> Span:
    """The first date in the words that stand at `span`, with all dates that follow it as one stretch; else `span`.

    "23 July 2018 the roadmap" is cut to its date, "from 2014 to 2016" is kept from year to year.
    """
    found = find_dates(words)
    if not found:
        return span
    last = found[0].span
    for date in found[1:]:
        if len(words[last.end : date.span.start].split()) > 2:
            break
        last = date.span
    return Span(span.start + found[0].span.start, span.start + last.end)


def number_of(fact: Fact, question: str) -> str | None:
    """The fact's number with its unit: "277 joint projects". Money keeps the source's own words for it."""
    if fact.value is None:
        return None
    if fact.unit and _CURRENCY.fullmatch(fact.unit):
        return trimmed(_sum_in(fact.evidence.quote, fact.value) or fact.evidence.quote, question)
    number = f"{int(fact.value):,}" if fact.value.is_integer() else f"{fact.value:,}"
    about = "about " if fact.approximate else ""
    unit = fact.unit or ""
    quote = fact.evidence.quote
    ends = [one.span.end for one in find_quantities(quote) if unit and one.value == fact.value]
    rated = re.compile(rf"\s?({re.escape(unit)}(?:\sper\s[a-z]+|/[a-z]+))")
    rate = next(filter(None, (rated.match(quote, end) for end in ends)), None)
    return trimmed(f"{about}{number} {rate[1] if rate else unit}", question)


def _sum_in(quote: str, value: float) -> str | None:
    """The quote's own words for a sum of money, with its "about" or "up to" and its currency."""
    found = next((one for one in find_quantities(quote) if one.value == value), None)
    if found is None:
        return None
    before = _BOUND.search(quote[: found.span.start])
    start = before.start() if before else found.span.start
    return quote[start : found.span.end].strip()
