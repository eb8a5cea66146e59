"""Outcomes -> a file's figures, how far chance could move them, those by kind of question, and the misses."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Fact
from service.answers.answer import Answer
from service.measuring.ablation import Stage
from service.measuring.calibration import Curves, calibrated
from service.measuring.coverage import cover
from service.measuring.evaluation import Outcome
from service.measuring.folds import Folded
from service.measuring.gold import GoldFact, GoldFile, GoldQuestion
from service.measuring.measures import interval, mean

_RANKING = ("passage hit@1", "passage hit@3", "passage hit@5", "MRR@10", "nDCG@10", "recall@1", "recall@3",
            "recall@5", "recall@10")  # fmt: skip
_ABSTAINING = ("abstain recall", "abstain false")
_ASKED = (*_RANKING, "answer", "list F1", "count", "fact hit@3", *_ABSTAINING)
_SQUAD = (*_RANKING, "answer", "exact match", "F1", "exact match (all)", "F1 (all)", *_ABSTAINING)
#: What is shown of each kind of question.
BY_KIND = ("hit", *_RANKING[:5], "answer", "list F1", "count", "exact match", "F1", *_ABSTAINING)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, None where nothing bears on it; a mean of marks has a 95 % interval of `count` marks."""

    value: float | None
    interval: tuple[float, float] | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong: the words looked for, what stood first, and what is wrong."""

    id: str
    kind: str
    question: str
    expected: tuple[str, ...]
    first: str
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a file says of the index."""

    name: str
    figures: Mapping[str, Figure]
    #: Kind of question -> how many, and its figures.
    kinds: Mapping[str, tuple[int, Mapping[str, float]]]
    misses: tuple[Miss, ...]
    stages: tuple[Stage, ...] = ()
    curves: Curves | None = None
    folded: Folded | None = None


def questions_report(
    gold: GoldFile, outcomes: Sequence[Outcome], stages: tuple[Stage, ...] = (), folded: Folded | None = None
) -> Report:
    """The figures of asked questions."""
    figures = dict(_squad_figures(outcomes) if gold.squad else _question_figures(outcomes))
    found = calibrated(outcomes)
    figures |= {name: Figure(value, None, count) for name, (value, count) in found.figures.items()}
    kinds = {
        kind: _kind([one for one in outcomes if one.question.kind == kind])
        for kind in sorted({one.question.kind for one in outcomes})
    }
    misses = tuple(miss for outcome in outcomes if (miss := _miss(outcome)) is not None)
    return Report(gold.name, figures, kinds, misses, stages, found.curves, folded)


def facts_report(gold: GoldFile, facts: Sequence[Fact]) -> Report:
    """The figures of gold facts looked for among `facts`."""
    found = cover(gold.facts, facts)
    matched = [float(fact is not None) for fact in found.matched]
    pairs = zip(found.gold, found.matched, strict=True)
    figures = {
        "gold facts": Figure(len(found.gold)),
        "extracted": Figure(found.extracted),
        "facts recall": _of(matched),
        "precision if gold is complete": Figure(round(sum(matched) / max(1, found.extracted), 4)),
        "party recall": _of(found.parties),
    }
    return Report(gold.name, figures, {}, tuple(_lost(one) for one, fact in pairs if fact is None))


def _question_figures(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure]]:
    lengths = [len(hit.passage.text.split()) for one in outcomes for hit in one.reply.hits]
    yield "questions", Figure(len(outcomes))
    yield from _means(_ASKED, outcomes)
    yield "quote errors", Figure(sum(one.misquotes for one in outcomes))
    yield "words a passage", Figure(round(statistics.mean(lengths)) if lengths else None)
    yield from _times([one.milliseconds for one in outcomes])


def _squad_figures(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure]]:
    answerable = [one for one in outcomes if one.question.evidence]
    lengths = [len(hit.passage.text) for one in answerable for hit in one.reply.hits]
    yield "questions", Figure(len(answerable))
    yield "unanswerable questions", Figure(len(outcomes) - len(answerable))
    yield from _means(_SQUAD, outcomes)
    yield "quote errors", Figure(sum(one.misquotes for one in outcomes))
    yield "mean passage characters", Figure(round(statistics.mean(lengths)) if lengths else None)
    yield from _times([one.milliseconds for one in answerable])


def _times(took: Sequence[float]) -> Iterator[tuple[str, Figure]]:
    yield "ms median", Figure(round(statistics.median(took), 2) if took else None)
    yield "ms p95", Figure(round(sorted(took)[int(0.95 * len(took))], 2) if took else None)


def _means(names: Sequence[str], outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Figure]]:
    for name in names:
        yield name, _of([one.marks[name] for one in outcomes if name in one.marks])


def _of(marks: Sequence[float]) -> Figure:
    return Figure(mean(marks), interval(marks), len(marks))


def _kind(outcomes: Sequence[Outcome]) -> tuple[int, Mapping[str, float]]:
    found = {name: mean([one.marks[name] for one in outcomes if name in one.marks]) for name in BY_KIND}
    return len(outcomes), {name: value for name, value in found.items() if value is not None}


def _miss(outcome: Outcome) -> Miss | None:
    wrong = tuple(_wrong(outcome))
    if not wrong:
        return None
    asked, hits = outcome.question, outcome.reply.hits
    first = hits[0].passage.text if hits else ""
    return Miss(asked.id, asked.kind, asked.question, asked.evidence, first, wrong)


def _wrong(outcome: Outcome) -> Iterator[str]:
    marks, asked, answer = outcome.marks, outcome.question, outcome.answer
    if marks.get("hit") == 0:
        place = round(1 / marks["MRR@10"]) if marks["MRR@10"] else None
        yield f"its evidence is first met at rank {place}" if place else "its evidence is not in the first 10"
    if marks.get("abstain false") == 1:
        yield "no answer was given"
    elif marks.get("abstain recall") == 0 and answer is not None:
        yield f"answered “{answer.text}”, though the source has no answer"
    elif answer is not None:
        yield from _told_wrong(marks, asked, answer)
    if marks.get("fact hit@3") == 0:
        yield "none of the first 3 facts has it"


def _told_wrong(marks: Mapping[str, float], asked: GoldQuestion, answer: Answer) -> Iterator[str]:
    if marks.get("answer") == 0:
        yield f"answered “{answer.text}”, not “{asked.accepted[0]}”"
    if marks.get("count") == 0:
        yield f"counted {answer.count}, not {asked.count}"
    if marks.get("list F1", 1) < 1:
        yield f"list F1 {marks['list F1']:.2f}: {'; '.join(answer.items or ()) or 'no items'}"


def _lost(gold: GoldFact) -> Miss:
    stated = ", ".join(f"{name} {value}" for name, value in gold.stated.items())
    wrong = f"no fact states it{f' ({stated})' if stated else ''}"
    return Miss(gold.id, gold.type, gold.label, (gold.evidence,), "", (wrong,))
