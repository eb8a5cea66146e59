"""Words of the source cut down to what a person reads first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.edtf import spoken
from corpus.model import Fact, Passage, Span
from index.telling import MOST_WORDS
from service.questions import content_stems

_CLAUSE_END = re.compile(r"[,;:—–](?=\s)|\s(?=[(—–])")
_NEGATION = re.compile(r"\b(?:no|not|never|neither|nor|none|nobody|nothing|cannot|without)\b|n['’]t\b", re.I)
_END = re.compile(r"\b(?:until|till|expir\w+|valid\w*|lapse\w*|runs? out|end(?:s|ed)?)\b", re.I)
_LAST_JOIN = re.compile(r",?\s+(?:and|or|&)\s+", re.I)
_LIST_START = re.compile(
    r".*(?:\b(?:such as|includ(?:e|es|ed|ing)|compris(?:e|es|ed|ing)(?: of)?|namely|are|were|is|of|on|in|to"
    r"|for|with|from|by)\b|:)",
    re.I | re.S,
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
    asked = content_stems(question)
    clauses = [_Clause(c, len(c.split()), len(content_stems(c) & asked)) for c in _clauses(text)]
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
    hits = [bool(content_stems(word) & asked) for word in words]
    return max(range(len(words) - most + 1), key=lambda start: (sum(hits[start : start + most]), -start))


def best_sentence(passage: Passage, highlights: Sequence[Span], question: str) -> Span:
    """The sentence that the first highlight lies in, else the one nearest to the question in its words."""
    sentences = passage.sentences or (passage.span,)
    for sentence in sentences:
        if highlights and sentence.covers(highlights[0]):
            return sentence
    asked = content_stems(question)
    return max(sentences, key=lambda span: (len(content_stems(passage.words_at(span)) & asked), -span.start))


def date_of(fact: Fact, question: str) -> str | None:
    """The fact's date as a person says it, "16 February 2007"; its end where the question asks for one."""
    if fact.valid_until and _END.search(question):
        return spoken(fact.valid_until)
    return spoken(fact.date) if fact.date else None


def number_of(fact: Fact, question: str) -> str | None:
    """The fact's number with its unit: "277 joint projects". Money keeps the source's own words for it."""
    if fact.value is None:
        return None
    if fact.unit and _CURRENCY.fullmatch(fact.unit):
        return trimmed(fact.evidence.quote, question)
    number = f"{int(fact.value):,}" if fact.value.is_integer() else f"{fact.value:,}"
    about = "about " if fact.approximate else ""
    return trimmed(f"{about}{number} {fact.unit or ''}", question)


def items_of(sentence: str) -> tuple[str, ...]:
    """The parts of the sentence's last enumeration, "a, b and c"; empty where there is none."""
    joins = list(_LAST_JOIN.finditer(sentence))
    for join in reversed(joins):
        before, after = sentence[: join.start()], sentence[join.end() :]
        parts = [part.strip() for part in before.split(",")]
        opening = _LIST_START.match(parts[0])
        parts[0] = parts[0][opening.end() :].strip() if opening else parts[0]
        last = re.split(r"[,;.:(]", after, maxsplit=1)[0].strip()
        if len(parts) > 1 and last and all(0 < len(part.split()) <= 8 for part in (*parts[1:], last)):
            return tuple(part for part in (*parts, last) if part)
    return ()


def denies(sentence: str) -> bool:
    """Whether the sentence holds a negation."""
    return _NEGATION.search(sentence) is not None
