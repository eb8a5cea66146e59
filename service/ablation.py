"""What each stage of the ranking gains: the same questions with it and without it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.aliases import Aliases
from index.searcher import Searcher
from service.evaluation import DEPTH, Shelf
from service.gold import GoldQuestion
from service.measures import interval, mean

#: The figures that a gain is shown in.
GAINS = ("passage hit@1", "passage hit@3", "passage hit@5", "MRR@10", "nDCG@10")
_FULL = "everything"


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
    #: Median milliseconds a search takes less without it.
    milliseconds: float


@dataclass(frozen=True, slots=True)
class _Run:
    marks: tuple[dict[str, float], ...]
    milliseconds: float

    def column(self, figure: str) -> list[float]:
        return [one[figure] for one in self.marks]


def stages(searcher: Searcher) -> dict[str, Searcher]:
    """The searcher with one stage off, by the stage's name; those that are off already are left out."""
    weights = searcher.weights
    off = {
        "BM25": replace(searcher, weights=replace(weights, lexical=0.0)),
        "sentence vectors": replace(searcher, weights=replace(weights, lexical=1.0)),
        "late interaction": replace(searcher, weights=replace(weights, late=0.0)),
        "short names": replace(searcher, generation=replace(searcher.generation, aliases=Aliases())),
    }
    if searcher.reader is not None:
        off["reader"] = replace(searcher, reader=None)
    return off


def ablate(
    searcher: Searcher, questions: Sequence[GoldQuestion], tell: Callable[[str, int, int], None]
) -> tuple[Stage, ...]:
    """Rank the answerable questions with everything, then without each stage in turn; empty for none."""
    asked = [question for question in questions if question.evidence]
    if not asked:
        return ()
    shelf = Shelf(searcher.generation)
    full = _rank(searcher, shelf, asked, lambda done, total: tell(_FULL, done, total))
    found = []
    for name, without in stages(searcher).items():
        run = _rank(without, shelf, asked, lambda done, total, name=name: tell(f"no {name}", done, total))  # type: ignore[misc]
        found.append(_stage(name, full, run))
    return tuple(found)


def _rank(
    searcher: Searcher, shelf: Shelf, questions: Sequence[GoldQuestion], tell: Callable[[int, int], None]
) -> _Run:
    marks, took = [], []
    for done, question in enumerate(questions, 1):
        began = time.perf_counter()
        hits = searcher.search(question.question, top_k=DEPTH)
        took.append((time.perf_counter() - began) * 1000)
        marks.append(shelf.marks(question, hits))
        tell(done, len(questions))
    return _Run(tuple(marks), statistics.median(took))


def _stage(name: str, full: _Run, run: _Run) -> Stage:
    gains = tuple(_gain(figure, full.column(figure), run.column(figure)) for figure in GAINS)
    without = {figure: mean(run.column(figure)) or 0.0 for figure in GAINS}
    return Stage(name, without, gains, round(full.milliseconds - run.milliseconds, 2))


def _gain(figure: str, full: Sequence[float], without: Sequence[float]) -> Gain:
    differences = [one - other for one, other in zip(full, without, strict=True)]
    low, high = interval(differences) or (None, None)
    return Gain(figure, mean(differences) or 0.0, low, high)
