"""Dates as English text writes them -> EDTF at the text's own precision, with their exact places.

A day is never guessed: "in Feb 2012" is `2012-02`, "1960s" is `196X`, "15 June" is `XXXX-06-15` until a reader's
context gives it a year.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from corpus import numbering
from corpus.dateforms import FORMS
from corpus.edtf import Duration
from corpus.model import Span


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at its place in a text."""

    #: The date's own words, without the word that governs it.
    span: Span
    edtf: str
    #: How the words before it govern it: on (a point or a stretch), since, until, before, after.
    role: str = "on"
    #: "about", "circa", "mid-".
    approximate: bool = False
    #: "F.Y. 2020-21": which months it means depends on the country.
    fiscal: bool = False


@dataclass(frozen=True, slots=True)
class FoundDuration:
    """A length of time at its place in a text: "five years", "a further 18 months"."""

    span: Span
    duration: Duration


_PATTERNS = tuple((name, re.compile(form, re.IGNORECASE), read) for name, form, read, _ in FORMS)
_ANY = re.compile(r"\d{3}|centur|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w$€£¥₹#./:,+-])(?:1\d|20)\d\d(?![\w%/:+]|[.,]\d|[-–]\d|\s*(?:per\s?cent|°))|(?<=\bin )\d{3}(?=,)",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|from|to|of|before|after|circa|ca?\.|around|about|years?|early|late|mid"
    r"|between|through|upto|and|or|for|on|the|as of|summer|that|copyright|©|\(c\))|mid-|[(\[;–-])\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:[a-z]+-)?(?:[a-z]+\s+){0,2}?(?!was\b|is\b|has\b|this\b)(?:[a-z]{2,}s|people|men|women|children)\b"
)
_SINGULAR = re.compile(r"\s+(?:was|is|has|this|as|its|his|years|across|towards|besides|perhaps|always)\b")
_GOVERNS = (
    ("until", re.compile(r"\b(?:till|until|upto|up to|through|not later than|valid to|expir\w+ (?:on|in)"
                         r"|by the end of|until the end of)\s+(?:the\s+)?$", re.IGNORECASE)),
    ("since", re.compile(r"\b(?:since|from|starting(?: in| from| on)?|beginning(?: in| from| on)?|as of"
                         r"|effective(?: from)?)\s+(?:the\s+)?$", re.IGNORECASE)),
    ("before", re.compile(r"\b(?:before|prior to|by|earlier than)\s+(?:the\s+)?$", re.IGNORECASE)),
    ("after", re.compile(r"\b(?:after|following|later than)\s+(?:the\s+)?$", re.IGNORECASE)),
)  # fmt: skip
_ABOUT = re.compile(
    r"\b(?:about|around|circa|ca?\.|approximately|approx\.?|early|late|mid)[\s-]+(?:the\s+|in\s+)?$|~\s*$",
    re.IGNORECASE,
)


def find_dates(text: str, fiscal_month: int | None = None) -> tuple[FoundDate, ...]:
    """Every date of the text, in order and apart from one another.

    `fiscal_month` is the month in which the fiscal years meant begin; without it "F.Y. 2020-21" is 2020/2021.
    """
    if not _ANY.search(text):
        return ()
    found = list(_formed(text))
    taken = [date.span for date in found]
    for match in _BARE.finditer(text):
        span = Span(*match.span())
        if not any(span.meets(other) for other in taken) and _is_year(text, span):
            found.append(FoundDate(span, f"{int(match.group()):04d}"))
    found.sort(key=lambda date: date.span)
    return tuple(_governed(text, _in_months(date, fiscal_month)) for date in found)


def _formed(text: str) -> list[FoundDate]:
    """The dates whose form alone tells: of those that meet, the longest, then the first row of the table."""
    readings = []
    for name, pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            parts = read(match)
            if parts and not (name in ("years", "ISO month") and numbering.names(text, match.start())):
                readings.append((match.start() - match.end(), match.start(), name, parts))
    taken: list[Span] = []
    found: list[FoundDate] = []
    for _, _, name, parts in sorted(readings, key=lambda reading: reading[0]):
        spans = [Span(start, start + len(text[start:end].rstrip(" ,"))) for start, end, _ in parts]
        if not any(span.meets(other) for span in spans for other in taken):
            taken += spans
            found += [FoundDate(s, p[2], fiscal=name == "fiscal year") for s, p in zip(spans, parts, strict=True)]
    return found


def _is_year(text: str, span: Span) -> bool:
    """Whether a bare number stands where a year stands."""
    before, after = text[max(0, span.start - 20) : span.start], text[span.end : span.end + 40]
    if numbering.names(text, span.start) and not re.search(r"\byears?\s*$", before, re.IGNORECASE):
        return False
    if re.match(r"\s+(?:levels?|prices|rates|terms|figures|values|edition|season|census|elections?)\b", after):
        return text[span.start : span.start + 2] in ("19", "20")
    counted = _COUNTED.match(after) and not _SINGULAR.match(after)
    if counted and not re.search(r"\b(?:in|since|the|of|by|during)\s+$", before, re.IGNORECASE):
        return False
    if counted and re.search(r"\b(?:of|by)\s+$", before, re.IGNORECASE):
        return False
    modern = text[span.start : span.start + 2] in ("19", "20")
    return bool(_BEFORE_YEAR.search(before)) or (modern and bool(before.strip() or not after.strip()))


def _in_months(date: FoundDate, fiscal_month: int | None) -> FoundDate:
    first, slash, last = date.edtf.partition("/")
    if not (date.fiscal and slash and fiscal_month):
        return date
    end = fiscal_month - 1 or 12
    return replace(date, edtf=f"{first}-{fiscal_month:02d}/{last if end < 12 else first}-{end:02d}")


def _governed(text: str, date: FoundDate) -> FoundDate:
    before = text[max(0, date.span.start - 30) : date.span.start]
    role = next((name for name, pattern in _GOVERNS if pattern.search(before)), "on")
    if role == "since" and "/" in date.edtf:
        role = "on"
    return replace(date, role=role, approximate=bool(_ABOUT.search(before)))


#: Where the fiscal year begins, by country: the month (OECD, "Budget practices and procedures"; CIA World Factbook).
FISCAL_MONTHS = {
    "India": 4, "Japan": 4, "United Kingdom": 4, "Britain": 4, "Canada": 4, "Singapore": 4, "South Africa": 4,
    "Hong Kong": 4, "United States": 10, "Australia": 7, "New Zealand": 7, "Pakistan": 7, "Bangladesh": 7,
    "Egypt": 7, "Kenya": 7, "Nepal": 7, "Thailand": 10,
}  # fmt: skip


def fiscal_month(text: str) -> int | None:
    """The month in which the fiscal years of the text's countries begin; None where they differ or none is named.

    A country that is named less than a fifth as often as the foremost is not what the text is about.
    """
    named = Counter({country: len(re.findall(rf"\b{country}", text)) for country in FISCAL_MONTHS})
    most = max(named.values())
    months = {FISCAL_MONTHS[country] for country, times in named.items() if times * 5 > most}
    return months.pop() if most and len(months) == 1 else None


_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_LENGTH = re.compile(
    rf"\b(?:(?P<w>{'|'.join(_SMALL)}|fifteen|twenty|a|an)|(?P<n>\d{{1,3}}))(?:\s*\((?:\d+|[a-z]+)\))?[\s-]+"
    r"(?:more\s+|further\s+|additional\s+)?(?P<u>year|month|week|day)s?\b",
    re.IGNORECASE,
)


def find_durations(text: str) -> tuple[FoundDuration, ...]:
    """Every length of time of the text, in order: "five years", "three-year", "one (1) month"."""
    found = []
    for match in _LENGTH.finditer(text):
        word = (match["w"] or "").lower()
        number = int(
            match["n"] or {"a": 1, "an": 1, "fifteen": 15, "twenty": 20}.get(word, 0) or _SMALL.index(word) + 1
        )
        unit = match["u"].lower()
        duration = {
            "year": Duration(years=number), "month": Duration(months=number),
            "week": Duration(days=7 * number), "day": Duration(days=number),
        }[unit]  # fmt: skip
        found.append(FoundDuration(Span(*match.span()), duration))
    return tuple(found)
