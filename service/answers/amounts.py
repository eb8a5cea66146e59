"""Amounts in a text: a number and the word or mark that it is counted in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.codemarks import blanked
from corpus.model import Span
from corpus.quantities import find_quantities
from index.lexical import STOP_WORDS

#: What a comparison by itself says of the unit.
_MEASURES = (
    (re.compile(r"\b(?:long|short)\w*\b", re.IGNORECASE),
     re.compile(r"(?:min(?:ute)?|hr?|hour|sec(?:ond)?|day|week|month|year|km|m|met(?:re|er)|mile|kilomet(?:re|er))s?")),
    (re.compile(r"\b(?:cheap|dear|costl|offer|price|cost|pric|tender|bid|fee)\w*\b", re.IGNORECASE),
     re.compile(r"[A-Z]{3}")),
    (re.compile(r"\b(?:heav|light)\w*\b", re.IGNORECASE), re.compile(r"(?:kg|g|t|ton(?:ne)?|kilogram|gram)s?")),
)  # fmt: skip

#: Units of one measure, each in the first of its line.
_SCALES = (
    {"second": 1, "sec": 1, "s": 1, "ms": 0.001, "millisecond": 0.001, "minute": 60, "min": 60, "hour": 3600,
     "hr": 3600, "h": 3600, "day": 86400, "d": 86400, "week": 604800, "month": 2629746, "year": 31556952},
    {"metre": 1, "meter": 1, "m": 1, "mm": 0.001, "cm": 0.01, "km": 1000, "kilometre": 1000, "kilometer": 1000},
    {"gram": 1, "g": 1, "mg": 0.001, "kg": 1000, "kilogram": 1000, "t": 1e6, "tonne": 1e6},
    {"byte": 1, "octet": 1, "b": 1, "kb": 1e3, "kib": 1024, "mb": 1e6, "mib": 1024**2, "gb": 1e9, "gib": 1024**3},
)  # fmt: skip
#: What opens a cell: one or two digits after a comma are no thousands.
_DECIMAL = re.compile(r"(\d+),(\d{1,2})(?![\d,.])(?:\s?([^\W\d_]+|[°%]))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, the word or mark that it is counted in (None for none), and where both stand in their text."""

    value: float
    unit: str | None
    span: Span

    @property
    def scaled(self) -> tuple[float, str | None]:
        """The number in the first unit of its measure, and that unit: 1.5 h is 5400 seconds; else as it stands."""
        unit = (self.unit or "").lower()
        if re.fullmatch(r"[kMG]?i?b", self.unit or ""):
            return self.value, self.unit  # bits
        for scale in _SCALES:
            for name in (unit, unit.removesuffix("s")):
                if name in scale:
                    return self.value * scale[name], next(iter(scale))
        return self.value, self.unit


def amounts(text: str) -> Iterator[Amount]:
    """Every amount of the text, in order."""
    for found in find_quantities(text):
        after = re.match(r"[\s`]{0,2}([^\W\d_]+|[°%])", text[found.span.end :])
        after = None if after and after[1].lower() in STOP_WORDS else after
        end = found.span.end + (after.end() if after and not found.unit else 0)
        yield Amount(found.value, found.unit or (after[1] if after else None), Span(found.span.start, end))


def amount_in(text: str) -> Amount | None:
    """The amount that a cell gives; its comma may be a decimal one, "0,5"."""
    text = blanked(text).lstrip()
    if decimal := _DECIMAL.match(text):
        return Amount(float(f"{decimal[1]}.{decimal[2]}"), decimal[3], Span(*decimal.span()))
    return next(amounts(text), None)


def unit_of(ask: str) -> re.Pattern[str] | None:
    """The form of the units that a comparison by itself asks for: minutes and kilometres for "longer"."""
    return next((unit for asked, unit in _MEASURES if asked.search(ask)), None)
