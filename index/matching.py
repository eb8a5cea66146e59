"""A question to the facts that bear on it: by its words, its parties, its passages, and what it asks for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from corpus.aliases import Aliases
from corpus.instruments import SPELT_OUT
from corpus.model import Fact
from index.asking import Asked, ask
from index.ledger import Ledger
from index.lexical import terms
from index.merit import Judge

#: Less than this, of 1, and a fact doesn't bear on the question.
LEAST = 0.3
#: How many facts found by words alone are looked at beside those of the passages.
BY_WORDS = 40
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
    judge = Judge(asked, weights, rank, sentence_scores or {})
    scored = [(fact, judge.merit(fact, said[fact.id])) for fact in facts.values()]
    return _ranked(asked, [(fact, merit) for fact, merit in scored if merit >= LEAST], limit)


def _ranked(asked: Asked, scored: Sequence[tuple[Fact, float]], limit: int) -> tuple[tuple[Fact, float], ...]:
    """The best first; each one that says of the thing asked what one before it says already steps back a little."""
    left = sorted(scored, key=lambda pair: -pair[1])
    chosen: list[tuple[Fact, float]] = []
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
    spelt = SPELT_OUT.get(fact.instrument or "")
    said = (fact.label, spelt, fact.topic, fact.evidence.quote, fact.place, *parties)
    return frozenset(terms(" ".join(filter(None, said))))


def _weights(words: Iterable[str], said: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each word of the question tells: less, the more of the facts have it (the usual idf, in 0.2..)."""
    texts = list(said)
    times = Counter(word for text in texts for word in text)
    return {word: 0.2 + math.log1p(len(texts) / (1 + times[word])) for word in words}
