"""The dates of a question as stretches of days that facts must fall in: "before 2010", "between 2012 and 2015"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import FoundDate, find_dates
from corpus.edtf import bounds, spoken
from index.plan import Stretch

_GOVERNORS = re.compile(
    r"(?:\b(?:in|on|of|during|within|between|from|for|dated|until|till|upto|up to|by|since|as of|before|prior to|"
    r"earlier than|after|later than|following|starting|throughout|the year|the|calendar year|year)\s+)+$",
    re.IGNORECASE,
)
_ENDING_IN = re.compile(r"\b(?:expir|laps|end|r[au]n)\w*(?: out)?\s+(?:in|on)\s+$", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|no)\s+(?:later|earlier|before|after)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The days that a question asks for, and where it says so, the words that govern the dates included."""

    stretch: Stretch
    places: tuple[tuple[int, int], ...]


def asked_dates(question: str) -> Asked | None:
    """The stretch that the question's dates make together; None where there is none, or they make none."""
    found = [d for d in find_dates(question) if "XXXX" not in d.edtf]
    if not found or len(found) > 2 or _NOT_YET.search(question):
        return None
    parts = [_stretch(question, d) for d in found]
    stretch = parts[0] if len(parts) == 1 else _both(*parts)
    if stretch is None:
        return None
    return Asked(stretch, tuple((_governed_from(question, d), d.span.end) for d in found))


def _governed_from(question: str, found: FoundDate) -> int:
    before = _GOVERNORS.search(question[: found.span.start])
    return before.start() if before else found.span.start


def _stretch(question: str, found: FoundDate) -> Stretch:
    low, high = bounds(found.edtf)
    said = spoken(found.edtf)
    if found.role == "before" and _said_by(question, found):
        return Stretch(None, high, f"by {said}")
    if found.role == "until" and not _ENDING_IN.search(question[: found.span.start]):
        return Stretch(None, high, f"until {said}")
    if found.role in ("before", "after", "since"):
        first = {"before": None, "after": _day(high, 1), "since": low}[found.role]
        return Stretch(first, _day(low, -1) if found.role == "before" else None, f"{found.role} {said}")
    word = "from" if "/" in found.edtf else "on" if low == high else "in"
    return Stretch(low, high, f"{word} {said}")


def _said_by(question: str, found: FoundDate) -> bool:
    return re.search(r"\bby\s+(?:the\s+)?$", question[: found.span.start], re.IGNORECASE) is not None


def _both(one: Stretch, other: Stretch) -> Stretch | None:
    """After one and before the other; two dates that a question gives without that make no stretch."""
    if one.first and not one.last and other.last and not other.first and one.first <= other.last:
        return Stretch(one.first, other.last, f"{one.said} and {other.said}")
    if other.first and not other.last and one.last and not one.first:
        return _both(other, one)
    return None


def _day(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):  # before the year 1, or after 9999
        return day
