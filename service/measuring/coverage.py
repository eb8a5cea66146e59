"""How many of the gold facts a ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Fact
from corpus.quantities import unfractioned
from service.answers.grading import carries, dates, padded, squash
from service.measuring.gold import GoldFact

#: What a fact of each type states above all, in order of preference; the date for every other type.
_TELLING: Mapping[str, tuple[str, ...]] = {
    "statistic": ("value",),
    "funding": ("value",),
    "publication": ("value",),
    "facility": ("date", "value"),
    "extension": ("valid_until", "value", "date"),
}
#: What share of the shorter quote's words the other must have, where neither holds the other.
_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Coverage:
    """For each gold fact the ledger's fact that states it, or None; and how many facts the ledger has."""

    gold: tuple[GoldFact, ...]
    matched: tuple[Fact | None, ...]
    extracted: int

    @property
    def parties(self) -> tuple[float, ...]:
        """Of each matched gold fact with parties, what share of them the ledger's fact names."""
        pairs = zip(self.gold, self.matched, strict=True)
        return tuple(_named(gold, fact) for gold, fact in pairs if fact is not None and gold.parties)


def cover(gold: Sequence[GoldFact], facts: Iterable[Fact]) -> Coverage:
    """Match one to one, in order: each gold fact takes the first fact left that states it."""
    free = list(facts)
    extracted, matched = len(free), []
    for one in gold:
        found = next((fact for fact in free if states(fact, one)), None)
        if found is not None:
            free.remove(found)
        matched.append(found)
    return Coverage(tuple(gold), tuple(matched), extracted)


def states(fact: Fact, gold: GoldFact) -> bool:
    """Whether a fact states the gold one: quotes that overlap, and the same value, validity or date."""
    if not _overlap(squash(fact.evidence.quote), squash(gold.evidence)):
        return False
    key = next((key for key in _TELLING.get(gold.type, ("date",)) if key in gold.stated), None)
    if key is None:
        return carries(told(fact), (*gold.parties, gold.label))
    wanted = gold.stated[key]
    if key == "value":
        wanted = float(wanted)
        return fact.value is not None and abs(fact.value - wanted) <= 1e-6 * max(1.0, abs(wanted))
    mine = getattr(fact, key)
    return mine is not None and dates(mine) == dates(str(wanted))


def _overlap(ours: str, theirs: str) -> bool:
    if ours in theirs or theirs in ours:
        return True
    mine, yours = padded(ours).split(), padded(theirs).split()
    return len(set(mine) & set(yours)) >= _SHARED * min(len(mine), len(yours))


def told(fact: Fact) -> str:
    """All that a fact says, as one line."""
    parts = (
        fact.label, fact.instrument, fact.topic, fact.date, fact.place, unfractioned(fact.value), fact.unit,
        fact.valid_until, *fact.parties, fact.evidence.quote,
    )  # fmt: skip
    return " ; ".join(str(part) for part in parts if part not in (None, ""))


def _named(gold: GoldFact, fact: Fact) -> float:
    mine = " ; ".join(fact.parties) + " ; " + fact.label
    return sum(carries(mine, [party]) for party in gold.parties) / len(gold.parties)
