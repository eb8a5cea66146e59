"""A question to the facts that bear on it: by its words, its parties, its passages, and what it asks for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from corpus.aliases import Aliases
from corpus.edtf import bounds
from corpus.instruments import SPELT_OUT
from corpus.model import Fact
from index.asking import Asked, ask
from index.ledger import Ledger
from index.lexical import terms

#: Less than this, of 1, and a fact doesn't bear on the question.
LEAST = 0.3
#: A fact shares this much of the question's words, each by what it tells, or the search points at its sentence this surely.
SHARED, POINTED = 0.1, 0.55
#: How sure a search must be for the facts of its first passage to bear on the question without a word in common.
SURE = 0.58
#: How many facts found by words alone are looked at beside those of the passages.
BY_WORDS = 40
#: What each sign weighs; they add up to 1 without `_OFF`.
_PLACE, _SENTENCE, _WORDS, _KIND, _TYPE = 0.24, 0.16, 0.26, 0.22, 0.12
#: What a date that the question names takes away where the fact's date can't be meant.
_OFF = 0.25
#: What each fact before it that says the same takes away.
_TOLD = 0.06


def match(
    question: str,
    ledger: Ledger,
    passage_ids: Sequence[str],
    *,
    sentence_scores: Mapping[tuple[int, int], float] | None = None,
    limit: int = 10,
) -> tuple[tuple[Fact, float], ...]:
    """The facts that bear on the question, best first, each with how much it does, 0..1; none where none does.

    `passage_ids` are the passages found for it, best first; `sentence_scores` what the search says of their sentences,
    0..1, by place in the document. Facts elsewhere count too where the question's words single them out.
    """
    asked = ask(question)
    if not asked.words:
        return ()
    facts = {fact.id: fact for fact in ledger.of_passages(passage_ids)}
    facts |= {fact.id: fact for fact in ledger.sharing_words(sorted(asked.words), limit=BY_WORDS)}
    aliases = ledger.aliases
    said = {fact.id: _words_of(fact, aliases) for fact in facts.values()}
    weights = _weights(asked.words, said.values())
    rank = {passage: place for place, passage in enumerate(passage_ids)}
    scores = sentence_scores or {}
    scored = [(fact, _merit(asked, fact, said[fact.id], weights, rank, scores)) for fact in facts.values()]
    return _ranked(asked, [(fact, merit) for fact, merit in scored if merit >= LEAST], limit)


def _ranked(asked: Asked, scored: Sequence[tuple[Fact, float]], limit: int) -> tuple[tuple[Fact, float], ...]:
    """The best first; each one that says of the thing asked what one before it says already steps back a little."""
    left, chosen = sorted(scored, key=lambda pair: -pair[1]), []
    told: Counter[str | float | None] = Counter()
    while left and len(chosen) < limit:
        best = max(left, key=lambda pair: pair[1] - _TOLD * min(2, told[_value(asked, pair[0])]))
        left.remove(best)
        value = _value(asked, best[0])
        merit = best[1] - _TOLD * min(2, told[value])
        told[value] += value is not None
        chosen.append((best[0], round(max(0.0, min(1.0, merit)), 4)))
    return tuple(chosen)


def _value(asked: Asked, fact: Fact) -> str | float | None:
    """What the fact says of the thing asked."""
    return {"when": fact.date, "until": fact.valid_until, "value": fact.value}.get(asked.wants or "")


def _words_of(fact: Fact, aliases: Aliases) -> frozenset[str]:
    """The stems of all that the fact says, with every form of its parties."""
    parties = (form for party in fact.parties for form in aliases.forms(party))
    return frozenset(
        terms(
            " ".join(
                filter(
                    None,
                    (
                        fact.label,
                        SPELT_OUT.get(fact.instrument or ""),
                        fact.topic,
                        fact.evidence.quote,
                        fact.place,
                        *parties,
                    ),
                )
            )
        )
    )


def _weights(words: Iterable[str], said: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each word of the question tells: less, the more of the facts have it (the usual idf, in 0.2..)."""
    texts = list(said)
    times = Counter(word for text in texts for word in text)
    return {word: 0.2 + math.log1p(len(texts) / (1 + times[word])) for word in words}


def _merit(
    asked: Asked,
    fact: Fact,
    said: frozenset[str],
    weights: Mapping[str, float],
    rank: Mapping[str, int],
    scores: Mapping[tuple[int, int], float],
) -> float:
    """How much the fact bears on the question, 0..1; 0 where neither words nor the search single it out."""
    shared = sum(weight for word, weight in weights.items() if word in said) / sum(weights.values())
    place = rank.get(fact.evidence.passage_id)
    found = 0.0 if place is None else _sentence(fact, scores)
    sure = place == 0 and max(scores.values(), default=0.0) >= SURE
    if shared < SHARED and found < POINTED and not sure:
        return 0.0
    near = 0.0 if place is None else 1 / (1 + 0.6 * place)
    merit = _PLACE * near + _SENTENCE * found + _WORDS * min(1.0, 1.6 * shared)
    merit += _KIND * _fits(asked, fact) + _TYPE * _typed(asked, fact)
    return max(0.0, merit - (_OFF if asked.days and fact.date and not _dated(asked, fact) else 0.0))


def _sentence(fact: Fact, scores: Mapping[tuple[int, int], float]) -> float:
    """The best score of the sentences that the fact's evidence is a part of."""
    span = fact.evidence.span
    return max(
        (score for (start, end), score in scores.items() if start < span.end and span.start < end),
        default=0.0,
    )


def _fits(asked: Asked, fact: Fact) -> float:
    """Whether the fact states the kind of thing that the question asks for."""
    if asked.wants == "until":
        return 1.0 if fact.valid_until else 0.3 * (fact.date is not None)
    if asked.wants == "when":
        return 0.0 if fact.date is None else 0.5 if fact.type in ("statistic", "funding") else 1.0
    if asked.wants == "value":
        if fact.value is None:
            return 0.0
        if asked.share or fact.unit == "percent":
            return 1.0 if asked.share == (fact.unit == "percent") else 0.4
        if not asked.counted:
            return 1.0
        unit = frozenset(terms(f"{fact.unit or ''} {fact.label}"))
        return 0.5 + 0.5 * len(asked.counted & unit) / len(asked.counted)
    if asked.wants == "who":
        return 1.0 if fact.type == "person" else 0.4 * bool(fact.parties)
    return 0.5


def _typed(asked: Asked, fact: Fact) -> float:
    """Whether the fact is of a type that the question speaks of."""
    if fact.instrument and asked.instruments:
        return 1.0 if fact.instrument in asked.instruments else 0.3
    return 0.5 if not asked.types else float(fact.type in asked.types)


def _dated(asked: Asked, fact: Fact) -> bool:
    """Whether the fact's date may be one that the question names."""
    try:
        low, high = bounds(fact.date or "")
    except ValueError:
        return True
    return any(first <= high and low <= last for first, last in asked.days)
