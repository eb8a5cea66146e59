"""A question to a plan over facts; none where the question isn't one over facts, which most aren't.

A question makes a plan only where its head is a noun of facts ("which agreements …", "how many workshops …", "the
latest meeting …"), and where each of its other words is a date, a party, a place, a word that the facts hold, or one
that says nothing of its own. One word that isn't, and there is no plan: a wrong one is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.dates import find_dates
from index.comparing import compared
from index.execution import execute, filters
from index.ledger import Ledger
from index.lexical import terms
from index.nations import nation
from index.nouns import FactNoun
from index.phrasing import Frame, frame_of
from index.plan import Plan, PlanResult, Term
from index.stages import stage
from index.stretches import asked_dates
from index.wordings import restrictions

#: What can be counted without a date: of the rest, sources state numbers and don't list each.
_COUNTED = ("agreement", "extension", "meeting", "event")
#: Wordings, and what is read in their place.
_PLAINER: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, re.IGNORECASE), plain)
    for form, plain in (
        (r"(?<=\w )(?:(?:that|which) )?(?:dat(?:e|es|ing)|dated|stem|stems) (?:back )?(?:from|to)\b(?= )", "made in"),
        (r"\s+(?:with|between|to) (?:each other|one another)\b", ""),
        (r"\bindo-(?=[A-Z])", "India-"),
        (r"\bsino-(?=[A-Z])", "China-"),
        (r"\bfranco-(?=[A-Z])", "France-"),
        (r"\banglo-(?=[A-Z])", "United Kingdom-"),
        (r"\brusso-(?=[A-Z])", "Russia-"),
    )
)
_BETWEEN = re.compile(r"\b(?P<a>[A-Z][a-z]+)[-–](?P<b>[A-Z][a-z]+)(?= [a-z])")
_CALLED_OFF = re.compile(r"\b(?:cancel|postpon|put off|called off)", re.IGNORECASE)


@stage("plan")
def planned(question: str, ledger: Ledger) -> PlanResult | None:
    """What the question's plan yields; None where the question has no plan, or where the plan finds nothing."""
    plan = plan_question(question, ledger)
    if plan is None:
        return None
    result = execute(plan, ledger)
    return result if _tells(result) else None


def plan_question(question: str, ledger: Ledger) -> Plan | None:
    """The plan that the question asks for; None where it isn't a question over facts."""
    question = _plain(question)
    if plan := compared(question, ledger):
        return plan
    frame = frame_of(question)
    return _plan(question, frame, ledger) if frame else None


def _plain(question: str) -> str:
    """The question in the words that plans are read from: "dates from" is "was made in"; "Indo-" is India."""
    question = " ".join(question.replace("’", "'").split())
    for form, plain in _PLAINER:
        question = form.sub(plain, question)
    return _BETWEEN.sub(_as_nations, question)


def _as_nations(match: re.Match[str]) -> str:
    """Two countries with a hyphen as two countries with "and"; anything else as it is."""
    return f"{match['a']} and {match['b']}" if nation(match["a"]) and nation(match["b"]) else match.group()


def _plan(question: str, frame: Frame, ledger: Ledger) -> Plan | None:
    """The plan of a question of this frame, where all of its words are understood."""
    asked = asked_dates(question)
    if asked is None and find_dates(question):
        return None
    stretch = asked.stretch if asked else None
    kept = (Term(frame.noun.kept, (frame.noun.kept,), within="label"),) if frame.noun.kept else ()
    plan = Plan(
        types=frame.noun.types,
        noun=_several(frame.noun),
        instruments=frame.noun.instruments,
        terms=kept,
        date=None if frame.ends else stretch,
        valid=stretch if frame.ends else None,
        held=not _CALLED_OFF.search(question) and bool({"meeting", "event"} & set(frame.noun.types)),
        aggregate=frame.aggregate,
        group=frame.group,
        sort="valid" if frame.ends else frame.sort,
        limit=frame.limit,
    )
    if frame.ends and (stretch is None or _expiries(frame)):
        return None
    found = restrictions(question, frame, asked.places if asked else (), plan, ledger)
    if found is None:
        return None
    plan = replace(plan, parties=found.parties, terms=(*kept, *found.terms), place=found.place)
    if frame.aggregate in ("largest", "smallest", "sum"):
        plan = _in_one_unit(plan, ledger)
    return plan if _bounded(plan, frame, ledger) else None


def _expiries(frame: Frame) -> bool:
    """Whether agreements are to be counted by their ends: what was extended ends several times."""
    return frame.aggregate == "count" and "agreement" in frame.noun.types


def _several(noun: FactNoun) -> str | None:
    """What the question calls several of them, short forms as it writes them."""
    if not noun.plural:
        return None
    return noun.text if re.search(r"[A-Z]", noun.text[1:]) else noun.text.lower()


def _bounded(plan: Plan, frame: Frame, ledger: Ledger) -> bool:
    """Whether facts, and not a number that the source states, answer the question."""
    if frame.bare and not (plan.parties or plan.terms or plan.place or plan.date or plan.valid):
        return False
    if frame.aggregate != "count":
        return True
    if not plan.date and not set(plan.types) & set(_COUNTED):
        return False
    return plan.date is not None or not _stated(plan, frame.noun, ledger)


def _stated(plan: Plan, noun: FactNoun, ledger: Ledger) -> bool:
    """Whether a statistic of the source counts such things under the same conditions."""
    same = replace(plan, types=("statistic",), instruments=(), held=False)
    stems = set(terms(noun.text))
    return any(stems & set(terms(fact.unit or "")) for fact in ledger.select(filters(same), limit=50))


def _in_one_unit(plan: Plan, ledger: Ledger) -> Plan:
    """The plan in the unit that most of its facts have: sums in two currencies can't be compared."""
    units = [fact.unit for fact in ledger.select(filters(plan), limit=200) if fact.unit]
    return replace(plan, unit=max(units, key=units.count)) if units else plan


def _tells(result: PlanResult) -> bool:
    """Whether the result answers: something was found, and a choice was one among several."""
    plan = result.plan
    if plan.options or plan.aggregate in ("earliest", "latest"):
        return result.chosen is not None and result.count > 1
    if plan.aggregate in ("largest", "smallest"):
        return result.chosen is not None
    if plan.aggregate == "count":
        sure = plan.date is not None or plan.parties
        return result.count > (0 if sure else 1)
    return result.count > 0
