"""A plan run over a ledger: its filters as SQL, then what it makes of the facts that meet them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.edtf import bounds
from corpus.model import Fact
from index.factquery import Clause, FactQuery, conditions, phrase
from index.ledger import Ledger
from index.lexical import terms
from index.plan import Option, Plan, PlanResult, Term

#: How many facts a plan looks at one by one; past that, statements are counted as they stand.
MOST = 200
#: And of those that are sorted by what singles one of them out.
_FOREMOST = 20
#: How many undated facts are named.
_MOST_UNDATED = 20

#: What singles one fact out.
CHOICES = ("earliest", "latest", "largest", "smallest")
#: A date that stands for a stretch of time, not for a point that is known roughly.
_LASTS = "instr(date, '/') > 0"
_LACKING = {"year": "date", "instrument": "instrument", "type": "type", "place": "place"}
_ORDERS = {
    "position": "position", "date": "date_rising, position", "-date": "date_low DESC, position",
    "valid": "ends, position", "-valid": "ends DESC, position",
    "value": "value_rising, position", "-value": "value DESC, position",
}  # fmt: skip


def execute(plan: Plan, ledger: Ledger) -> PlanResult:
    """Run the plan. Costs a few queries, and at most `MOST` facts read."""
    if plan.options:
        return _compared(plan, ledger)
    clauses = filters(plan)
    dated = _dates(plan)
    most = min(plan.limit or MOST, _FOREMOST if plan.aggregate in CHOICES else MOST)
    rows = ledger.select([*clauses, *dated], order=_ORDERS[plan.sort], limit=most)
    things = distinct(rows)
    total = len(things) if len(rows) < MOST else ledger.tally([*clauses, *dated])
    by_date = dated and not plan.sort.endswith("valid")
    undated = ledger.select([*clauses, ("date_low IS NULL", ())], limit=_MOST_UNDATED) if by_date else ()
    groups = _grouped(plan, things) if len(rows) < MOST else _tallied(plan, [*clauses, *dated], ledger)
    result = PlanResult(plan, rows, undated, total, groups=groups)
    return _aggregated(result, things)


def filters(plan: Plan) -> list[Clause]:
    """Every filter of the plan but its date's, as conditions on the ledger's columns."""
    clauses: list[Clause] = []
    if plan.types:
        clauses.append(_among("type", plan.types))
    if plan.instruments:
        clauses.append(_among("instrument", plan.instruments))
    for party in plan.parties:
        clauses += conditions(FactQuery(party=party))
    clauses += [holding(term) for term in plan.terms]
    if plan.place:
        clauses += conditions(FactQuery(place=plan.place))
    if plan.held:
        clauses.append(("label NOT LIKE '%(cancelled)' AND label NOT LIKE '%(postponed)'", ()))
    if plan.unit:
        clauses.append(("unit = ?", (plan.unit,)))
    if plan.valid:
        clauses.append(("ends IS NOT NULL", ()))
        clauses += [("ends >= ?", (plan.valid.first,))] if plan.valid.first else []
        clauses += [("ends <= ?", (plan.valid.last,))] if plan.valid.last else []
    if plan.aggregate in ("largest", "smallest", "sum"):
        clauses.append(("value IS NOT NULL", ()))
    return clauses


def _among(column: str, values: Sequence[str]) -> Clause:
    return f"{column} IN ({', '.join('?' * len(values))})", tuple(values)


def holding(term: Term) -> Clause:
    """The facts that hold one of the term's forms."""
    match = " OR ".join(phrase(form.removesuffix("*")) + "*" * form.endswith("*") for form in term.forms)
    sql = "position IN (SELECT rowid FROM words WHERE words MATCH ?)"
    if term.within == "all":
        return sql, (match,)
    if term.within == "label":
        return sql, (f"label : ({match})",)
    # The index of words keeps the topic with the quote: here the column itself is looked at.
    topics = tuple(f"%{form.rstrip('*s')}%" for form in term.forms)
    likes = " OR ".join(["topic LIKE ?"] * len(topics))
    return f"({sql} OR {likes})", (f"{{label names}} : ({match})", *topics)


def _dates(plan: Plan) -> list[Clause]:
    """What the plan asks of dates: surely in the stretch, and for what lasts, begun in it."""
    clauses: list[Clause] = []
    if plan.sort.endswith("valid"):
        clauses.append(("ends IS NOT NULL", ()))
    elif plan.date or plan.aggregate in ("earliest", "latest"):
        clauses.append(("date_low IS NOT NULL", ()))
    if plan.date and plan.date.first:
        clauses.append(("date_low >= ?", (plan.date.first,)))
    if plan.date and plan.date.last:
        last = plan.date.last
        clauses.append((f"date_low <= ? AND (date_high <= ? OR {_LASTS})", (last, last)))
    return clauses


def distinct(rows: Iterable[Fact]) -> tuple[Fact, ...]:
    """The rows without second statements of one thing: the same instrument, parties and date, and no other topic.

    What names no parties or no date is the same only by its label.
    """
    kept: dict[tuple[object, ...], list[Fact]] = {}
    for fact in rows:
        named = fact.date is not None and fact.parties and fact.type == "agreement"
        key = (
            fact.type, fact.instrument, frozenset(fact.parties), fact.date, fact.place and not named,
            None if named else fact.label.casefold(), fact.value, fact.valid_until,
        )  # fmt: skip
        like = kept.setdefault(key, [])
        if not any(_same_topic(fact, other) for other in like):
            like.append(fact)
    chosen = {fact.id for facts in kept.values() for fact in facts}
    return tuple(fact for fact in rows if fact.id in chosen)


def _same_topic(one: Fact, other: Fact) -> bool:
    if one.topic is None or other.topic is None:
        return True
    return bool(set(terms(one.topic)) & set(terms(other.topic)))


def _aggregated(result: PlanResult, things: Sequence[Fact]) -> PlanResult:
    """The result with the row or the value that the aggregate asks for."""
    aggregate = result.plan.aggregate
    if aggregate in ("earliest", "latest"):
        days = {fact.id: _told_day(result.plan, fact) for fact in things}
        pick = max if aggregate == "latest" else min
        return replace(result, chosen=pick(things, key=lambda fact: days[fact.id], default=None))
    valued = [fact for fact in things if fact.value is not None]
    if aggregate in ("largest", "smallest") and valued:
        chosen = (max if aggregate == "largest" else min)(valued, key=lambda fact: fact.value or 0.0)
        return replace(result, chosen=chosen, value=chosen.value)
    if aggregate == "sum":
        return replace(result, value=sum(fact.value or 0.0 for fact in valued))
    return result


def _told_day(plan: Plan, fact: Fact) -> tuple[str, str]:
    """What a fact is the first or the last by: its date, or its end where the plan sorts by that."""
    return bounds((fact.valid_until if plan.sort.endswith("valid") else fact.date) or "")


def _tallied(plan: Plan, clauses: Sequence[Clause], ledger: Ledger) -> tuple[tuple[str, int], ...]:
    """The groups of more facts than are looked at one by one, as they stand."""
    name = {"year": "substr(date_low, 1, 4)", "instrument": "instrument", "type": "type", "place": "place"}
    if plan.group is None or plan.group == "party":
        return ()
    tallies = ledger.tallies(clauses, name[plan.group])
    return tuple(sorted((said or f"no {_LACKING[plan.group]}", times) for said, times in tallies))


def _grouped(plan: Plan, things: Sequence[Fact]) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    for fact in things:
        counted.update(_group_names(plan, fact))
    return tuple(sorted(counted.items()))


def _group_names(plan: Plan, fact: Fact) -> tuple[str, ...]:
    if plan.group == "party":
        return fact.parties
    value = {
        "year": (fact.date or "")[:4] or "no date", "instrument": fact.instrument or "no instrument",
        "type": fact.type, "place": fact.place or "no place", None: None,
    }[plan.group]  # fmt: skip
    return () if value is None else (value,)


def _compared(plan: Plan, ledger: Ledger) -> PlanResult:
    """The option whose fact comes first or last; none chosen where two dates may be either way."""
    rows = tuple(ledger.fact(option.fact_id) for option in plan.options)
    order = sorted(rows, key=lambda fact: bounds(fact.date or ""))
    if plan.aggregate == "latest":
        order.reverse()
    apart = len(order) > 1 and _begins(order[0]) != _begins(order[1]) and not _may_meet(order[0], order[1])
    return PlanResult(plan, rows, (), len(rows), chosen=order[0] if apart else None)


def _begins(fact: Fact) -> tuple[str, str]:
    """The days on which the fact may have begun."""
    return bounds((fact.date or "").partition("/")[0])


def _may_meet(one: Fact, other: Fact) -> bool:
    (low, high), (first, last) = _begins(one), _begins(other)
    return low <= last and first <= high


def compare(options: Sequence[Option], *, latest: bool) -> Plan:
    """The plan that asks which of the options came first, or last."""
    return Plan(aggregate="latest" if latest else "earliest", options=tuple(options))
