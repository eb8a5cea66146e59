"""What came of a plan in words: a short text, a line for each item, the number, the facts that bear it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.edtf import spoken
from corpus.model import Fact
from index.execution import distinct
from index.plan import PlanResult, plural_of

#: The text that a person reads first has at most this many words.
MOST_WORDS = 30
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Material:
    """What an answer is composed of."""

    #: At most `MOST_WORDS` words.
    text: str
    #: One an item, where the plan asks for several facts; else none.
    items: tuple[str, ...] | None
    #: Where the plan asks for a number of facts.
    count: int | None
    fact_ids: tuple[str, ...]


def material(result: PlanResult) -> Material:
    """The result in words; its facts are the one chosen, or all that it ran over."""
    plan = result.plan
    ids = tuple(fact.id for fact in (*result.rows, *(result.undated if plan.aggregate == "count" else ())))
    if plan.options:
        option, chosen = result.option, result.chosen
        said = f"{option.words}: {_when(chosen)}" if option and chosen else "The dates do not tell"
        return Material(_short(said), None, None, ids)
    if plan.aggregate in ("earliest", "latest", "largest", "smallest") and result.chosen:
        return Material(_short(item_of(result.chosen)), None, None, (result.chosen.id,))
    if plan.aggregate == "sum":
        return Material(_money(result.value or 0.0, plan.unit), None, None, ids)
    items = tuple(map(item_of, distinct(result.rows)))
    if result.groups:
        items = tuple(f"{name}: {number}" for name, number in result.groups)
    if plan.aggregate == "count":
        return Material(_short(_counted(result)), items, result.count, ids)
    return Material(_short("; ".join(items)), items, None, ids)


def item_of(fact: Fact) -> str:
    """The fact in one line: its label with its date, its end, or its value."""
    label = " ".join(fact.label.split())
    ends = [_when(fact)] if fact.date and spoken(fact.date) not in label else []
    if fact.valid_until:
        ends.append(f"until {spoken(fact.valid_until)}")
    if fact.type == "funding" and fact.value is not None:
        ends.insert(0, _money(fact.value, fact.unit))
    return ", ".join([label, *ends])


def _when(fact: Fact | None) -> str:
    return spoken(fact.date) if fact and fact.date else "no date"


def _counted(result: PlanResult) -> str:
    """The number and what it counts: "3 agreements; 1 more has no date"."""
    plan = result.plan
    one = plan.instruments[0] if len(plan.instruments) == 1 else plan.types[0] if plan.types else "fact"
    several = plan.noun or (re.sub(r"ys$", "ies", f"{one}s") if plan.instruments else plural_of(one))
    noun = one if result.count == 1 else several
    more = len(distinct(result.undated))
    apart = f"; {more} more {'has' if more == 1 else 'have'} no date" if more else ""
    return f"{result.count} {noun}{apart}"


def _money(value: float, unit: str | None) -> str:
    number = f"{int(value):,}" if value.is_integer() else f"{value:,}"
    if unit and _CURRENCY.fullmatch(unit):
        return f"{unit} {number}"
    return f"{number} {unit}" if unit else number


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS]).rstrip(",;:") + "…"
