"""Numbers as English text writes them -> values in units, with their exact places.

"Rs.3,500 crore" is 35000000000 INR, "about 50" is 50 and approximate, "1 billion Yen" 1000000000 JPY, "23%" 23 percent.
Ordinals, years, and numbers that name (articles, versions, sections, telephone numbers, list marks) are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import numbering
from corpus.dates import find_dates
from corpus.model import Span


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
#: What money is called, in ISO 4217 codes; a bare dollar, pound or rupee sign is the commonest of its name.
CURRENCIES = {
    "US$": "USD", "US $": "USD", "USD": "USD", "$": "USD", "dollar": "USD", "A$": "AUD", "AUD": "AUD", "C$": "CAD",
    "CAD": "CAD", "S$": "SGD", "SGD": "SGD", "€": "EUR", "EUR": "EUR", "euro": "EUR", "£": "GBP", "GBP": "GBP",
    "pound sterling": "GBP", "¥": "JPY", "JPY": "JPY", "yen": "JPY", "₹": "INR", "INR": "INR", "Rs": "INR",
    "rupee": "INR", "CNY": "CNY", "RMB": "CNY", "yuan": "CNY", "renminbi": "CNY", "CHF": "CHF", "franc": "CHF",
    "₩": "KRW", "KRW": "KRW", "won": "KRW", "₽": "RUB", "RUB": "RUB", "rouble": "RUB", "ruble": "RUB",
    "BRL": "BRL", "R$": "BRL", "ZAR": "ZAR", "rand": "ZAR", "SEK": "SEK", "krona": "SEK", "NOK": "NOK", "krone": "NOK",
    "DKK": "DKK", "Tk": "BDT", "taka": "BDT", "BDT": "BDT", "baht": "THB", "THB": "THB", "ringgit": "MYR",
    "MYR": "MYR", "peso": "MXN", "AED": "AED", "dirham": "AED", "SAR": "SAR", "riyal": "SAR", "NPR": "NPR",
}  # fmt: skip
_WORDS = "|".join((*_ONES[1:], *_TENS))
_SPELT = rf"(?:{_WORDS})(?:[-\s](?:{_WORDS}))?(?:\s+hundred(?:\s+and\s+(?:{_WORDS})(?:[-\s](?:{_WORDS}))?)?)?"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_SCALE = "|".join(_SCALES)
_CODES = "|".join(sorted((re.escape(c) for c in CURRENCIES if not c.islower()), key=len, reverse=True))
_NAMES = "|".join(name.replace(" ", r"\s+") + "s?" for name in CURRENCIES if name.islower())
_NUMBER = re.compile(
    rf"(?<![\w.,'’/-])(?P<cur>(?:{_CODES})\.?\s?)?"
    rf"(?:(?P<d>{_DIGITS})|(?P<w>{_SPELT})|(?P<half>half)(?=\s+a\s+(?:{_SCALE})\b)|(?P<a>an?)(?=\s+(?:{_SCALE})\b))"
    rf"(?P<plus>\s?\+)?(?:(?:\s+a)?[\s-]?(?P<s>(?:{_SCALE})s?(?:\s+(?:{_SCALE})s?)?)\b)?"
    rf"(?:\s*(?P<pc>%|\bper\s?cent\b|\bpercentage\s+points?\b)|\s*(?P<name>(?:US\s+|American\s+)?(?:{_NAMES}|{_CODES})(?!\w)))?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|some|nearly|almost|over|more than|less than|fewer than|at least|at most"
    r"|up\s?to|roughly|circa|ca?\.|an estimated|estimated at|close to|as many as|as much as|no more than|no less than"
    r"|in excess of|exceeding|above|below|under)|[~≈><≥≤])\s*(?:(?:a|the)\s+(?:total|sum) of\s+)?$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(r"\s*(?:\+|or (?:so|more|less)\b|odd\b)", re.IGNORECASE)
#: What stands right after digits where they are part of a name, a time, a range, or a list mark.
_NO_COUNT = re.compile(
    r"[A-Za-z°/]|\.\d|:\d|-(?!\w*(?:year|month|day|week|hour|member|point|storey|kilomet|met|mile|acre|seat|bed)\w*)|–\d|,\d|\s*(?:a\.m\.|p\.m\.|am|pm)\b|\s+o.clock",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(rf"\b(?P<name>{_NAMES}|{_CODES})\b[^.;()]{{0,25}}$", re.IGNORECASE)


def find_quantities(text: str, dates: Sequence[Span] | None = None) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order; `dates` are the places of its dates, found here where not given."""
    taken = [date.span for date in find_dates(text)] if dates is None else dates
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        span = Span(match.start(), match.end())
        if not any(span.meets(other) for other in taken) and _counts(text, match):
            found.append(_quantity(text, match, found))
    return tuple(found)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether the number counts or measures, and isn't a name, an ordinal, a time or a list's mark."""
    start = match.start()
    if match["w"] or match["half"] or match["a"]:
        return not (
            match["w"] and match["w"].lower() == "one" and not (match["s"] or match["pc"] or match["name"])
        ) or bool(
            re.match(
                r"\s+(?:of\s+(?:the|these|those|its|his)|another|can|could|may|must|should|who|which|that|or)\b",
                text[match.end() :],
            )
            is None
        )
    if match["cur"] or match["pc"] or match["name"]:
        return True
    if match["s"] is None and _NO_COUNT.match(text, match.end()):
        return False
    digits = match["d"]
    if len(digits) > 6 and digits.isdigit() and match["s"] is None:
        return False
    if digits.startswith("0") and len(digits) > 1 and not digits.startswith("0."):
        return False
    if (
        re.match(r"\)", text[match.end() :])
        and re.search(r"(?:^|[\s(])\(?$", text[:start])
        and not re.search(r"\([^)]*\s$", text[:start])
    ):
        return False
    if re.search(r"(?:^|\n)\s*$", text[:start]) and re.match(r"[.)]\s", text[match.end() :]):
        return False
    return not numbering.names(text, start)


def _quantity(text: str, match: re.Match[str], before: Sequence[Quantity]) -> Quantity:
    start, end = match.span()
    value = _value(match)
    unit = _unit(text, match)
    about = _ABOUT.search(text[max(0, start - 40) : start]) or match["plus"] or _ABOUT_AFTER.match(text, end)
    return Quantity(Span(start, end), value, unit, bool(about))


def _value(match: re.Match[str]) -> float:
    if match["d"]:
        value = float(re.sub(r"[,\s\u00a0\u202f]", "", match["d"]))
    elif match["w"]:
        value = _spelt(match["w"])
    else:
        value = 0.5 if match["half"] else 1.0
    for scale in (match["s"] or "").lower().split():
        value *= _SCALES[scale] if scale in _SCALES else _SCALES[scale.rstrip("s")]
    return round(value, 6)


def _spelt(words: str) -> float:
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
    if match["pc"]:
        return "percent"
    said = match["cur"] or match["name"]
    if said is None and match["s"] and (named := _MONEY_BEFORE.search(text[: match.start()])):
        said = named["name"]
    return currency(said) if said else None


def currency(name: str) -> str | None:
    """The ISO 4217 code of what a text calls money: "Rs." is INR, "US dollars" USD; None for anything else."""
    bare = re.sub(r"^(?:US|American)\s+(?=[a-z])", "", name.strip(), flags=re.IGNORECASE).rstrip(".")
    for key in (bare, bare.upper(), bare.title(), bare.lower(), bare.lower().rstrip("s")):
        if key in CURRENCIES:
            return CURRENCIES[key]
    return None
