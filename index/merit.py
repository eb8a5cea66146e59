"""How much a fact bears on a question: a sum of plain signs, each in 0..1, each with its weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.edtf import days
from corpus.model import Fact
from index.asking import Asked
from index.lexical import terms

#: A fact shares this much of the question's words, each by what it tells, or the search points at it so surely.
SHARED, POINTED = 0.1, 0.55
#: How sure a search must be for the facts of its first passage to bear on the question without a word in common.
SURE = 0.58
#: What each sign weighs; together 1.
_PLACE, _SENTENCE, _WORDS, _KIND, _TYPE = 0.24, 0.16, 0.26, 0.22, 0.12
#: What a date that the question names takes away where the fact's date can't be meant.
_OFF = 0.25


@dataclass(frozen=True, slots=True)
class Judge:
    """A question, what its words tell, and what a search found for it."""

    asked: Asked
    #: How much each word of the question tells.
    weights: Mapping[str, float]
    #: The places of the passages found, from 0.
    rank: Mapping[str, int]
    #: What the search says of stretches of the documents, 0..1.
    scores: Mapping[tuple[int, int], float]

    def merit(self, fact: Fact, said: frozenset[str]) -> float:
        """How much the fact, saying these words, bears on it, 0..1; 0 where neither words nor search single it out."""
        shared = sum(weight for word, weight in self.weights.items() if word in said) / sum(self.weights.values())
        place = self.rank.get(fact.evidence.passage_id)
        found = 0.0 if place is None else self._sentence(fact)
        sure = place == 0 and max(self.scores.values(), default=0.0) >= SURE
        if shared < SHARED and found < POINTED and not sure:
            return 0.0
        near = 0.0 if place is None else 1 / (1 + 0.6 * place)
        merit = _PLACE * near + _SENTENCE * found + _WORDS * min(1.0, 1.6 * shared)
        merit += _KIND * fits(self.asked, fact) + _TYPE * typed(self.asked, fact)
        return max(0.0, merit - (0.0 if dated(self.asked, fact) else _OFF))

    def _sentence(self, fact: Fact) -> float:
        """The best score of the stretches that the fact's evidence meets."""
        span = fact.evidence.span
        met = (score for (start, end), score in self.scores.items() if start < span.end and span.start < end)
        return max(met, default=0.0)


def fits(asked: Asked, fact: Fact) -> float:
    """Whether the fact states the kind of thing that the question asks for, 0..1."""
    if asked.wants == "until":
        return 1.0 if fact.valid_until else 0.3 * (fact.date is not None)
    if asked.wants == "when":
        return 0.0 if fact.date is None else 0.5 if fact.type in ("statistic", "funding") else 1.0
    if asked.wants == "value":
        return 0.0 if fact.value is None else _counts(asked, fact)
    if asked.wants == "who":
        return 1.0 if fact.type == "person" else 0.4 * bool(fact.parties)
    return 0.5


def _counts(asked: Asked, fact: Fact) -> float:
    """Whether the fact's value is of what the question counts."""
    if asked.share or fact.unit == "percent":
        return 1.0 if asked.share == (fact.unit == "percent") else 0.4
    if not asked.counted:
        return 1.0
    unit = frozenset(terms(f"{fact.unit or ''} {fact.label}"))
    return 0.5 + 0.5 * len(asked.counted & unit) / len(asked.counted)


def typed(asked: Asked, fact: Fact) -> float:
    """Whether the fact is of a type, or an instrument, that the question speaks of, 0..1."""
    if fact.instrument and asked.instruments:
        return 1.0 if fact.instrument in asked.instruments else 0.3
    return 0.5 if not asked.types else float(fact.type in asked.types)


def dated(asked: Asked, fact: Fact) -> bool:
    """Whether the fact's date may be one that the question names; so where either names none."""
    if not asked.days or not fact.date:
        return True
    stretch = days(fact.date)
    return stretch is None or any(first <= stretch[1] and stretch[0] <= last for first, last in asked.days)
