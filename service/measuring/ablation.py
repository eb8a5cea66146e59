"""What each stage of the ranking gains: the same questions with it and without it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.aliases import Aliases
from index.searcher import Searcher
from service.measuring.evaluation import DEPTH, Shelf
from service.measuring.gold import GoldQuestion
from service.measuring.measures import interval, mean

#: The figures that a gain is shown in.
GAINS = ("passage hit@1", "passage hit@3", "passage hit@5", "MRR@10", "nDCG@10")


@dataclass(frozen=True, slots=True)
class Gain:
    """What a stage adds to a figure: with it, less without it, in `low`..`high` (paired bootstrap)."""

    figure: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage switched off: what the figures are then, what the stage gains, and what it costs."""

    name: str
    without: dict[str, float]
    gains: tuple[Gain, ...]
    #: How many milliseconds less a search takes without it: the median over the questions.
    milliseconds: float


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One question's ranking: its marks, and the milliseconds it took."""

    marks: dict[str, float]
    milliseconds: float


def stages(searcher: Searcher) -> dict[str, Searcher]:
    """The searcher with one stage off, by the stage's name; those that are off already are left out."""
    weights = searcher.weights
    off = {
        "BM25": replace(searcher, weights=replace(weights, lexical=0.0)),
        "sentence vectors": replace(searcher, weights=replace(weights, lexical=1.0)),
        "late interaction": replace(searcher, weights=replace(weights, late=0.0)),
        "numbers": replace(searcher, weights=replace(weights, number=0.0)),
        "short names": replace(searcher, generation=replace(searcher.generation, aliases=Aliases())),
    }
    if searcher.reader is not None:
        off["reader"] = replace(searcher, reader=None)
    return off


def ablate(
    searcher: Searcher, questions: Sequence[GoldQuestion], tell: Callable[[int, int], None]
) -> tuple[Stage, ...]:
    """Rank each answerable question with everything, then without each stage in turn; empty for none.

    Taken question by question, so that a busy machine slows all the rankings alike.
    """
    asked = [question for question in questions if question.evidence]
    if not asked:
        return ()
    shelf, off = Shelf(searcher.generation), stages(searcher)
    full: list[_Ranked] = []
    without: dict[str, list[_Ranked]] = {name: [] for name in off}
    for done, question in enumerate(asked, 1):
        full.append(_rank(searcher, shelf, question))
        for name, one in off.items():
            without[name].append(_rank(one, shelf, question))
        tell(done, len(asked))
    return tuple(_stage(name, full, ranked) for name, ranked in without.items())


def _rank(searcher: Searcher, shelf: Shelf, question: GoldQuestion) -> _Ranked:
    began = time.perf_counter()
    hits = searcher.search(question.question, top_k=DEPTH)
    took = (time.perf_counter() - began) * 1000
    return _Ranked(shelf.marks(question, hits), took)


def _stage(name: str, full: Sequence[_Ranked], without: Sequence[_Ranked]) -> Stage:
    columns = {
        figure: ([one.marks[figure] for one in full], [one.marks[figure] for one in without]) for figure in GAINS
    }
    costs = [one.milliseconds - other.milliseconds for one, other in zip(full, without, strict=True)]
    return Stage(
        name,
        {figure: mean(left) or 0.0 for figure, (_, left) in columns.items()},
        tuple(_gain(figure, *pair) for figure, pair in columns.items()),
        round(statistics.median(costs), 2),
    )


def _gain(figure: str, full: Sequence[float], without: Sequence[float]) -> Gain:
    differences = [one - other for one, other in zip(full, without, strict=True)]
    low, high = interval(differences) or (None, None)
    return Gain(figure, mean(differences) or 0.0, low, high)
