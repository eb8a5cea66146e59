"""How far a candidate can be trusted: a few features of it, weighed by logistic regression.

Three small models with the same features, fitted by `training/fit_trust.py` on questions whose answers are known,
among them such as the index can't answer: one chooses between the candidates for a question, one says how probably
the source answers it at all, one how probably the answer chosen is right. Their weights lie in `trust.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from service.answers.features import NAMES, Features

SHIPPED = Path(__file__).with_name("trust.json")
#: What each way of not being what was asked for costs a candidate, in log odds.
_AMISS = 3.0
#: And what being in the unit that was asked for is worth.
_IN_UNIT = 1.5
#: The fields of `Trust` that are fitted.
MODELS = ("choice", "answerable", "right")
#: Features that `Trust` judges by rules, since questions of the kind that show their worth are rare: not fitted.
RULED = frozenset(
    (
        "numbers_missing",
        "nations_missing",
        "dates_missing",
        "torn",
        "expected",
        "unit",
        "counted",
        "instrument",
        "foreign",
        "ending",
    )
)


@dataclass(frozen=True, slots=True)
class Logistic:
    """P = 1 / (1 + exp(-(weights . features + bias)))."""

    weights: tuple[float, ...]
    bias: float

    def score(self, features: Features) -> float:
        """The log odds."""
        return float(np.dot(self.weights, features.vector()) + self.bias)

    def chance(self, features: Features) -> float:
        """The probability, 0..1."""
        return float(1 / (1 + np.exp(-np.clip(self.score(features), -50, 50))))


@dataclass(frozen=True, slots=True)
class Trust:
    """The three models, and the chance of being answerable below which a question is left unanswered."""

    choice: Logistic
    answerable: Logistic
    right: Logistic
    threshold: float

    def merit(self, features: Features) -> float:
        """What candidates for one question are compared by: what was asked for comes before what wasn't."""
        amiss: float = sum(
            (
                features.unit < 0,
                features.counted < 0,
                features.instrument < 0,
                features.ending < 0,
                features.expected < 0,
                features.echo == 1,
                features.numbers_missing > 0,
            )
        )
        amiss += features.foreign
        return (
            self.choice.score(features) - _AMISS * amiss + _IN_UNIT * (features.unit > 0) + max(0.0, features.expected)
        )

    @staticmethod
    def strays(features: Features) -> bool:
        """Whether the chosen candidate answers another question than the one that was asked.

        Its passage lacks a number, a date or a country that the question gives ("the third dialogue"), no passage has
        its numbers with its names, or a sum, a share, a deadline, a count or who holds an office was asked for and it
        is none.
        """
        lacks = features.numbers_missing > 0 or features.nations_missing > 0 or features.dates_missing > 0
        lacks = lacks or features.torn > 0
        return lacks or features.unit < 0 or min(features.ending, features.expected, features.counted) < -1


@cache
def shipped() -> Trust:
    """The fitted weights that come with the service."""
    kept = json.loads(SHIPPED.read_text("utf-8"))
    if tuple(kept["features"]) != NAMES:
        raise ValueError(f"{SHIPPED.name} was fitted for other features: run training/fit_trust.py")
    models = {name: Logistic(tuple(kept[name]["weights"]), kept[name]["bias"]) for name in MODELS}
    return Trust(**models, threshold=kept["threshold"])
