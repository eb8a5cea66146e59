"""Numbers as English text writes them -> values in units, with their exact places.

"Rs.3,500 crore" is 35000000000 INR, "about 50" is 50 and approximate, "1 billion Yen" 1000000000 JPY, "23%" 23 percent.
Ordinals, years, ranges, and numbers that name (articles, versions, telephone numbers, list marks) are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import numbering
from corpus.dates import find_dates
from corpus.model import Span
from corpus.money import CODES, NAMES, currency


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at its place in a text."""

    #: The number with its scale, its currency or its percent sign; without "about".
    span: Span
    value: float
    #: "percent" or an ISO 4217 code; None where the noun after it says what it counts.
    unit: str | None = None
    approximate: bool = False


_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lac": 1e5, "million": 1e6, "mn": 1e6, "crore": 1e7, "cr": 1e7,
    "billion": 1e9, "bn": 1e9, "trillion": 1e12, "dozen": 12.0,
}  # fmt: skip
_WORDS = "|".join((*_ONES[1:], *_TENS))
_SPELT = rf"(?:{_WORDS})(?:[-\s](?:{_WORDS}))?(?:\s+hundred(?:\s+and\s+(?:{_WORDS})(?:[-\s](?:{_WORDS}))?)?)?"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d/-])|\d+(?:\.\d+)?"
_SCALE = "|".join(_SCALES)
_NUMBER = re.compile(
    rf"(?<![\w.,:'’/+-])(?P<cur>(?:{CODES})\.?\s?)?"
    rf"(?:(?P<d>{_DIGITS})|(?P<w>{_SPELT})(?P<h>\s+and\s+a\s+half)?(?!\w)"
    rf"|(?P<half>half)(?=\s+a\s+(?:{_SCALE})\b)|(?P<a>an?)(?=\s+(?:{_SCALE})\b))"
    rf"(?P<plus>\s?\+)?(?:(?:\s+a)?[\s-]?(?P<s>(?:{_SCALE})s?(?:\s+(?:{_SCALE})s?)?)\b)?"
    rf"(?:\s*(?P<pc>%|\bper\s?cent\b|\bpercentage\s+points?\b)|\s*(?P<name>(?:US\s+|American\s+)?(?:{NAMES}"
    rf"|{CODES})(?!\w))|(?(s)\s*(?P<pounds>pounds)\b))?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|some|nearly|almost|over|more than|less than|fewer than|at least"
    r"|at most|up\s?to|roughly|circa|ca?\.|an estimated|estimated at|close to|as many as|as much as|no more than"
    r"|no less than|in excess of|exceeding)|[~≈><≥≤])\s*(?:(?:a|the)\s+(?:total|sum) of\s+)?$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(r"\s*(?:\+|or (?:so|more|less)\b|odd\b)", re.IGNORECASE)
#: What stands right after digits where they are part of a name, a time, a score, a longer number.
_NO_COUNT = re.compile(
    r"[A-Za-z°/:]|\.\d|,\d| \d|[-–—]\d|-(?!\w*(?:year|month|day|week|hour|minute|member|point|stor|met|mile"
    r"|acre|seat|bed|page)\w*)"
    r"|\s*(?:a\.m\.|p\.m\.|am\b|pm\b)|\s+o.clock",
    re.IGNORECASE,
)
_ANY_NUMBER = rf"(?:{_DIGITS}|{_SPELT})"
_RANGE_AFTER = re.compile(rf"\s*(?:to|[-–—]|or)\s*(?:{CODES})?\s*{_ANY_NUMBER}(?!\w)(?![.,]\d)", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    rf"(?:(?<![\w.]){_ANY_NUMBER}\s*(?:to|[-–—]|or)|\bbetween\s+{_ANY_NUMBER}\s+and)\s*$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+)?$", re.IGNORECASE)
_MONEY_BEFORE = re.compile(rf"\b(?P<name>{NAMES}|{CODES})\b[^.;()]{{0,25}}$", re.IGNORECASE)
_AGAIN = re.compile(rf"{_ANY_NUMBER}\s*\(\s*$", re.IGNORECASE)


def find_quantities(text: str, dates: Sequence[Span] | None = None) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order; `dates` are the places of its dates, found here where not given."""
    taken = [date.span for date in find_dates(text)] if dates is None else dates
    return tuple(
        _quantity(text, match)
        for match in _NUMBER.finditer(text)
        if not any(Span(*match.span()).meets(other) for other in taken) and _counts(text, match)
    )


def unfractioned(value: float | None) -> int | float | None:
    """A number without a needless fraction: 277, not 277.0."""
    return int(value) if value is not None and value.is_integer() else value


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether the number counts or measures: it is no name, ordinal, range, time or list mark."""
    before, end = text[max(0, match.start() - 40) : match.start()], match.end()
    if _in_range(text, match, before) or _AGAIN.search(before):
        return False
    if match["cur"] or match["pc"] or match["name"] or match["s"]:
        variable = match["cur"] == "$" and re.fullmatch(r"\d", match["d"] or "")
        return not (variable and re.search(r"[\"'{(=$]\s?$", before))
    if match["d"] is None:
        return _spelt_counts(match.group(), before, text[end : end + 20])
    return _digits_count(text, match, before)


def _spelt_counts(words: str, before: str, after: str) -> bool:
    """Whether a number in words counts: not "one of", not the "Seven" of a name."""
    named = words[0].isupper() and re.match(r"\s+[A-Z]", after) and re.search(r"[\w,] $", before)
    lone = words.lower().startswith("one") and re.match(r"\s+of\b|\s+another\b|[,.;]", after)
    return not (named or lone)


def _digits_count(text: str, match: re.Match[str], before: str) -> bool:
    """Whether digits count: no part of a name or of a longer number, no mark of a list or a note."""
    end = match.end()
    if _NO_COUNT.match(text, end) or not _is_plain(match["d"]) or numbering.names(text, match.start()):
        return False
    marks = re.match(r"\)", text[end:]) and not re.search(r"\([^)]*\w[^)]*$", before)
    opens = re.search(r"(?:^|\n)\s*$", before) and re.match(r"[.)]\s", text[end:])
    return not (marks or opens or re.search(r"\[$|\d $", before))


def _in_range(text: str, match: re.Match[str], before: str) -> bool:
    """Whether it is one end of "five to ten" or "between 5 and 20": neither is the value."""
    apart = match["cur"] or match["name"] or match["pc"]
    if _RANGE_BEFORE.search(before) or (
        _BETWEEN.search(before) and re.match(rf"\s+and\s+{_ANY_NUMBER}", text[match.end() :])
    ):
        return True
    return not apart and _RANGE_AFTER.match(text, match.end()) is not None


def _is_plain(digits: str) -> bool:
    """Whether the digits are a number as one counts: no leading zero, no telephone number."""
    return not (re.fullmatch(r"0\d+", digits) or re.fullmatch(r"\d{8,}", digits))


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    before = text[max(0, match.start() - 40) : match.start()]
    about = _ABOUT.search(before) or match["plus"] or _ABOUT_AFTER.match(text, match.end())
    return Quantity(Span(*match.span()), _value(match), _unit(text, match), bool(about))


def _value(match: re.Match[str]) -> float:
    if match["d"]:
        value = float(re.sub(r"[,\u00a0\u202f ]", "", match["d"]))
    elif match["w"]:
        value = _spelt(match["w"]) + (0.5 if match["h"] else 0.0)
    else:
        value = 0.5 if match["half"] else 1.0
    for scale in (match["s"] or "").lower().split():
        value *= _SCALES.get(scale) or _SCALES[scale.rstrip("s")]
    return round(value, 6)


def _spelt(words: str) -> float:
    """Words as a number: 325.0 for "three hundred and twenty-five"."""
    total = 0
    for word in re.split(r"[-\s]+", words.lower()):
        if word in _ONES:
            total += _ONES.index(word)
        elif word in _TENS:
            total += 20 + 10 * _TENS.index(word)
        elif word == "hundred":
            total *= 100
    return float(total)


def _unit(text: str, match: re.Match[str]) -> str | None:
    """Percent, or a currency: its own, or where the number has a scale one that stands shortly before it."""
    if match["pc"]:
        return "percent"
    said = match["cur"] or match["name"] or ("£" if match["pounds"] else None)
    if said is None and match["s"] and (named := _MONEY_BEFORE.search(text[: match.start()])):
        said = named["name"]
    return currency(said) if said else None
