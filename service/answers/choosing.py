"""Which of the candidates answers, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.answers.candidates import Candidate
from service.answers.endings import last_end, singles_out
from service.answers.judging import Judge
from service.answers.trust import Trust


@dataclass(frozen=True, slots=True)
class Chosen:
    """The candidate that answers, the chance that it is right, and the chance that the source answers at all."""

    candidate: Candidate
    chance: float
    answerable: float
    #: Whether it is a number of what was to be counted.
    counted: bool


def choose(found: Sequence[Candidate], judge: Judge, trust: Trust) -> Chosen | None:
    """The best candidate; None where it would answer another question than the one that was asked."""
    judged = [(candidate, judge.features(candidate)) for candidate in found]
    if not judged:
        return None
    best, features = max(judged, key=lambda pair: trust.merit(pair[1]))
    if judge.deadline and features.ending < 0:
        # The date of a passage that it gives as a deadline, if the reader finds any.
        near = [pair for pair in judged if pair[0].hit.passage == best.hit.passage]
        ends = [pair for pair in near if pair[1].ending > 0 and pair[1].margin > 0]
        best, features = max(ends or [(best, features)], key=lambda pair: trust.merit(pair[1]))
    if trust.strays(features):
        return None
    if features.ending > 0 and not singles_out(judge.question):
        best = last_end(best, found)
    chance, answerable = round(trust.right.chance(features), 3), trust.answerable.chance(features)
    return Chosen(best, chance, answerable, features.counted > 0)
