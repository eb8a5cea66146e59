"""A question to the facts that bear on it: by its words, its passages, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from index.ledger import Ledger
from index.lexical import terms

#: Less than this and a fact doesn't bear on the question.
_LEAST = 0.35

_UNTIL = re.compile(r"\b(until|till|expires?|valid|run out|runs out|end)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(when|date|dates|day|days|month|year|how long ago|since what)\b", re.IGNORECASE)
_MUCH = re.compile(
    r"\b(how (many|much|big|large|long|old)|number of|portion|share|percentage|sum|amount)\b", re.IGNORECASE
)


def match(
    question: str, ledger: Ledger, passage_ids: Sequence[str], *, limit: int = 10
) -> tuple[tuple[Fact, float], ...]:
    """The facts of the passages (best passage first) that bear on the question, best first, each with 0..1."""
    asked = set(terms(question))
    rank = {passage: place for place, passage in enumerate(passage_ids)}
    scored = [
        (fact, _merit(question, asked, fact, rank[fact.evidence.passage_id]))
        for fact in ledger.of_passages(passage_ids)
    ]
    scored = [(fact, merit) for fact, merit in scored if merit >= _LEAST]
    return tuple(sorted(scored, key=lambda pair: -pair[1])[:limit])


def _merit(question: str, asked: set[str], fact: Fact, rank: int) -> float:
    said = set(terms(" ".join([fact.evidence.quote, fact.label, fact.topic or "", *fact.parties])))
    if not (shared := asked & said):
        return 0.0
    return 0.5 * len(shared) / len(asked) + 0.3 / (1 + rank) + 0.2 * _fits(question, fact)


def _fits(question: str, fact: Fact) -> float:
    """Whether the fact states the kind of thing that the question asks for."""
    if _UNTIL.search(question):
        return float(fact.valid_until is not None)
    if _WHEN.search(question):
        return float(fact.date is not None)
    if _MUCH.search(question):
        return float(fact.value is not None)
    return 0.5
