"""Amounts in a text: a number and the word or mark that it is counted in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Span
from corpus.quantities import find_quantities

#: What a comparison by itself says of the unit.
_MEASURES = (
    (re.compile(r"\b(?:long|short)\w*\b", re.IGNORECASE),
     re.compile(r"(?:min(?:ute)?|hr?|hour|sec(?:ond)?|day|week|month|year|km|m|met(?:re|er)|mile|kilomet(?:re|er))s?")),
    (re.compile(r"\b(?:cheap|dear|costl|offer|price|cost|pric|tender|bid|fee)\w*\b", re.IGNORECASE),
     re.compile(r"[A-Z]{3}")),
    (re.compile(r"\b(?:heav|light)\w*\b", re.IGNORECASE), re.compile(r"(?:kg|g|t|ton(?:ne)?|kilogram|gram)s?")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, the word or mark that it is counted in (None for none), and where it stands in its text."""

    value: float
    unit: str | None
    span: Span


def amounts(text: str) -> Iterator[Amount]:
    """Every amount of the text, in order."""
    for found in find_quantities(text):
        after = re.match(r"\s?([^\W\d_]+|[°%])", text[found.span.end :])
        yield Amount(found.value, found.unit or (after[1] if after else None), found.span)


def amount_in(text: str) -> Amount | None:
    """The amount that a cell gives."""
    return next(amounts(text), None)


def unit_of(ask: str) -> re.Pattern[str] | None:
    """The form of the units that a comparison by itself asks for: minutes and kilometres for "longer"."""
    return next((unit for asked, unit in _MEASURES if asked.search(ask)), None)
