"""How far a confidence can be trusted, and how well silence is chosen: the curves of outcomes, and what they come to.

The answers given are judged by their confidence, all questions by the chance that the source answers them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.measuring.evaluation import Outcome
from service.measuring.measures import (
    Bin,
    area,
    area_under,
    calibration_error,
    reliability,
    risk_at,
    risks,
    silence_at,
    silences,
)

_COVERAGES = (0.25, 0.5, 0.75, 1.0)
#: Abstaining is compared where this share of the answerable questions is left unanswered.
ABSTAIN_FALSE = 0.2


@dataclass(frozen=True, slots=True)
class Curves:
    """What a report draws."""

    #: Of the answers given: how sure, how right.
    bins: tuple[Bin, ...]
    #: The share of wrong ones among the surest 1, 2, … n of them.
    risk: tuple[float, ...]
    #: (abstain false, abstain recall) as the threshold rises; empty where all or none of the questions are answerable.
    silence: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The curves, and the figures read off them: (value, of how many)."""

    curves: Curves
    figures: dict[str, tuple[float | None, int]]


def calibrated(outcomes: Sequence[Outcome]) -> Calibrated:
    """The curves and figures of asked questions."""
    judged = [(one.answer.confidence, one.right) for one in outcomes if one.answer and one.right is not None]
    sure, right = [confidence for confidence, _ in judged], [bool(good) for _, good in judged]
    curve = risks(sure, right)
    silence = silences([one.reply.chance for one in outcomes], [bool(one.question.evidence) for one in outcomes])
    figures: dict[str, tuple[float | None, int]] = {
        "calibration error": (calibration_error(sure, right), len(judged)),
        "AURC": (area(curve), len(judged)),
    }
    figures |= {f"risk at {share:.0%} coverage": (risk_at(curve, share), len(judged)) for share in _COVERAGES}
    figures |= {name: (value, len(outcomes)) for name, value in _abstaining(silence)}
    return Calibrated(Curves(reliability(sure, right), tuple(curve.tolist()), silence), figures)


def _abstaining(silence: Sequence[tuple[float, float]]) -> Iterator[tuple[str, float | None]]:
    yield f"abstain recall at {ABSTAIN_FALSE:g} abstain false", silence_at(silence, ABSTAIN_FALSE)
    yield "abstain AUC", area_under(silence)
