"""What fitting the threshold could hide: it is fitted on all folds but one, and measured on that one.

Nothing else that answers is fitted on gold questions. The threshold taken is the highest that leaves at most
`REFUSED` of the other folds' answerable questions unanswered; every question is measured once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.searcher import Searcher
from service.answers.manner import Manner
from service.measuring.evaluation import Outcome, Shelf, ask_all
from service.measuring.gold import GoldFile
from service.measuring.measures import mean

#: What is measured: the figures that hang on the threshold.
FIGURES = ("answer", "list F1", "count", "exact match", "F1", "abstain recall", "abstain false")
#: The share of answerable questions that may be left unanswered.
REFUSED = 0.05


@dataclass(frozen=True, slots=True)
class Folded:
    """The figures over all held-out folds, and the threshold fitted for each."""

    figures: Mapping[str, float]
    thresholds: tuple[float, ...]


def folded(searcher: Searcher, gold: GoldFile, count: int, tell: Callable[[int, int], None]) -> Folded:
    """Ask every question with no threshold at all, then leave unanswered what each fold's own threshold would."""
    outcomes = ask_all(searcher, gold, tell, manner=Manner(threshold=0.0))
    folds, shelf = deal(outcomes, count), Shelf(searcher.generation)
    held, thresholds = [], []
    for fold in folds:
        rest = [one for other in folds if other is not fold for one in other]
        thresholds.append(fitted([one.reply.chance for one in rest if one.question.evidence]))
        held += [_silenced(shelf, one, thresholds[-1], squad=gold.squad) for one in fold]
    marks = {name: mean([one.marks[name] for one in held if name in one.marks]) for name in FIGURES}
    return Folded({name: value for name, value in marks.items() if value is not None}, tuple(thresholds))


def deal(outcomes: Sequence[Outcome], count: int) -> tuple[tuple[Outcome, ...], ...]:
    """So many folds of the same share of answerable questions, dealt in an order that says nothing: by digest."""
    ordered = sorted(outcomes, key=lambda one: (not one.question.evidence, _digest(one)))
    return tuple(tuple(ordered[first::count]) for first in range(count))


def _digest(outcome: Outcome) -> str:
    return hashlib.sha256(outcome.question.id.encode()).hexdigest()


def fitted(chances: Sequence[float]) -> float:
    """The highest threshold that leaves at most `REFUSED` of these answerable questions unanswered; 0 of none."""
    ordered = sorted(chances)
    return ordered[int(REFUSED * len(ordered))] if ordered else 0.0


def _silenced(shelf: Shelf, outcome: Outcome, threshold: float, *, squad: bool) -> Outcome:
    if outcome.reply.chance >= threshold:
        return outcome
    return shelf.outcome(outcome.question, replace(outcome.reply, answer=None), outcome.milliseconds, squad=squad)
