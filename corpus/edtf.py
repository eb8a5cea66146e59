"""EDTF dates (ISO 8601-2) as values: the days they span, the time they leave, and how a person says them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: EDTF's numbers for the stretches of a year -> first month, months, what they are called.
PARTS = {
    21: (3, 3, "spring"), 22: (6, 3, "summer"), 23: (9, 3, "autumn"), 24: (12, 3, "winter"),
    33: (1, 3, "first quarter"), 34: (4, 3, "second quarter"), 35: (7, 3, "third quarter"),
    36: (10, 3, "fourth quarter"), 40: (1, 6, "first half"), 41: (7, 6, "second half"),
}  # fmt: skip
#: The bounds of what has no start or no end.
FIRST_DAY, LAST_DAY = "0000-01-01", "9999-12-31"

_POINT = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?[~?%]?")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in the text's own units; one of them is above zero."""

    years: int = 0
    months: int = 0
    days: int = 0


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year or 4, month)[1]


def is_edtf(text: str) -> bool:
    """Whether `bounds` can read it."""
    return days(text) is not None


def days(text: str) -> tuple[str, str] | None:
    """Its `bounds`; None where they can't be read, as those of a date without a year."""
    try:
        return bounds(text)
    except ValueError:
        return None


def bounds(edtf: str) -> tuple[str, str]:
    """The first and the last day that the date may mean, as ISO days; an open end reaches to the year 0 or 9999.

    Raises ValueError for what is no EDTF date, and for one without a year.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point(first)
    low = FIRST_DAY if first in ("", "..") else _point(first)[0]
    high = LAST_DAY if last in ("", "..") else _point(last)[1]
    if low > high or first == last == "":
        raise ValueError(f"{edtf!r} ends before it begins")
    return low, high


def _point(text: str) -> tuple[str, str]:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no EDTF date such as 2007, 2007-02 or 2007-02-16")
    low, high = match["y"].replace("X", "0"), match["y"].replace("X", "9")
    if match["m"] is None:
        return f"{low}-01-01", f"{high}-12-31"
    year, month = int(low), int(match["m"])
    if low != high or (month not in PARTS and not 1 <= month <= 12):
        raise ValueError(f"{text!r} has no such month")
    if month in PARTS:
        start, length, _ = PARTS[month]
        end = start + length - 1
        last, end = year + (end - 1) // 12, (end - 1) % 12 + 1
        return f"{year:04d}-{start:02d}-01", f"{last:04d}-{end:02d}-{last_day(last, end):02d}"
    days = last_day(year, month)
    if match["d"] is None:
        return f"{low}-{month:02d}-01", f"{low}-{month:02d}-{days:02d}"
    if not 1 <= int(match["d"]) <= days:
        raise ValueError(f"{text!r} has no such day")
    return text[:10], text[:10]


def later(edtf: str, by: Duration) -> str | None:
    """The date that much later, at its own precision; None where it can't be said (decades, seasons).

    An interval counts from its end. ISO 8601 arithmetic: a day that its month lacks becomes the month's last.
    """
    match = _POINT.fullmatch(edtf.partition("/")[2] or edtf)
    if match is None or not match["y"].isdigit() or (match["m"] and int(match["m"]) > 12):
        return None
    if match["m"] is None:
        return None if by.months or by.days else f"{int(match['y']) + by.years:04d}"
    months = int(match["y"]) * 12 + int(match["m"]) - 1 + by.years * 12 + by.months
    year, month = months // 12, months % 12 + 1
    if by.days or match["d"] is None:
        return None if by.days else f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{min(int(match['d']), last_day(year, month)):02d}"


def spoken(edtf: str) -> str:
    """The date as a person writes it: "16 February 2007", "8 to 9 May 2021", "the 1960s"."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _spoken_point(first)
    if last in ("", ".."):
        return f"since {_spoken_point(first)}"
    if first in ("", ".."):
        return f"until {_spoken_point(last)}"
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])} to {_spoken_point(last)}"
    if len(first) == len(last) >= 7 and first[:4] == last[:4]:
        return f"{_spoken_point(first)[:-5]} to {_spoken_point(last)}"
    return f"{_spoken_point(first)} to {_spoken_point(last)}"


def _spoken_point(text: str) -> str:
    match = _POINT.fullmatch(text)
    if match is None:
        return text
    year = match["y"]
    if year.endswith("XX"):
        return f"the {_ordinal(int(year[:2]) + 1)} century"
    if year.endswith("X"):
        return f"the {year[:3]}0s"
    if match["m"] is None:
        return year.lstrip("0")
    month = int(match["m"])
    name = PARTS[month][2] if month in PARTS else MONTHS[month - 1]
    return " ".join(filter(None, (match["d"] and str(int(match["d"])), name, year.lstrip("0"))))


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending}"
