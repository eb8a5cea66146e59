"""The forms in which English text writes a date: a table of name, pattern, what a match states, and an example."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus import edtf

#: Stretches of the text and the EDTF date that each states; None where the words are no date after all.
Reading = list[tuple[int, int, str]] | None

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(word.replace("-", r"[\s-]") for word in ORDINALS) + ")"
_MONTH = (
    r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"  # a full stop after a whole name ends its sentence
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:1\d|20)\d\d"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_TO = r"\s*(?:[-–—]|\bto\b|\bthrough\b|\buntil\b|\btill\b|\band\b|&)\s*(?:on\s+|the\s+)?"
_AND = re.compile(r"\band\b|&", re.IGNORECASE)


def _month(name: str) -> int:
    return next(i for i, month in enumerate(edtf.MONTHS, 1) if month[:3].lower() == name[:3].lower())


def _iso(year: str, month: str, day: str | None = None) -> str | None:
    """A month, or a day of it; None where the calendar has no such day. The year XXXX stands for any."""
    number = int(month) if month.isdigit() else _month(month)
    if not 1 <= number <= 12:
        return None
    if day is None:
        return f"{year}-{number:02d}"
    at = int(day.rstrip("stndrh "))
    if not 1 <= at <= edtf.last_day(int(year) if year.isdigit() else 2000, number):
        return None
    return f"{year}-{number:02d}-{at:02d}"


def _one(match: re.Match[str], date: str | None) -> Reading:
    return None if date is None else [(match.start(), match.end(), date)]


def _pair(match: re.Match[str], first: str | None, last: str | None, second: int) -> Reading:
    """An interval; or two dates, the second from `second` on, where "and" joins two that don't touch."""
    if first is None or last is None or first >= last:
        return None
    joined = _AND.search(match.group())
    if joined and not _touch(first, last):
        return [(match.start(), match.start() + joined.start(), first), (second, match.end(), last)]
    return [(match.start(), match.end(), f"{first}/{last}")]


def _touch(first: str, last: str) -> bool:
    """Whether one day follows the other in its month, or one month the other."""
    if len(first) == len(last) == 10:
        return first[:7] == last[:7] and int(last[8:]) - int(first[8:]) == 1
    return len(first) == len(last) == 7 and first[:4] == last[:4] and int(last[5:]) - int(first[5:]) == 1


def _days(match: re.Match[str]) -> Reading:
    month, year = match["m"], match["y"] or "XXXX"
    return _pair(match, _iso(year, month, match["a"]), _iso(year, month, match["b"]), match.start("b"))


def _across(match: re.Match[str]) -> Reading:
    year = match["y"] or match["x"] or "XXXX"
    first, last = _iso(match["x"] or year, match["m"], match["a"]), _iso(year, match["n"], match["b"])
    if first and last and first > last and year.isdigit() and not match["x"]:
        first = _iso(str(int(year) - 1), match["m"], match["a"])
    return _pair(match, first, last, min(match.start("b"), match.start("n")))


def _months(match: re.Match[str]) -> Reading:
    first = _iso(match["x"] or match["y"], match["m"])
    return _pair(match, first, _iso(match["y"], match["n"]), match.start("n"))


def _day(match: re.Match[str]) -> Reading:
    return _one(match, _iso(match["y"], match["m"], match["d"]))


def _dayless(match: re.Match[str]) -> Reading:
    return _one(match, _iso("XXXX", match["m"], match["d"]))


def _one_month(match: re.Match[str]) -> Reading:
    return _one(match, _iso(match["y"], match["m"]))


def _iso_month(match: re.Match[str]) -> Reading:
    """2021-05; but 2011-12 is as often two years."""
    return None if int(match["m"]) == int(match["y"]) % 100 + 1 else _one_month(match)


def _years(match: re.Match[str]) -> Reading:
    first, last = match["x"], match["y"]
    last = first[: 4 - len(last)] + last
    if int(last) <= int(first):
        return None
    lone = not re.search(r"\bbetween\s+$", match.string[: match.start()], re.IGNORECASE)
    if lone and _AND.search(match.group()):
        return [(match.start("x"), match.end("x"), first), (match.start("y"), match.end("y"), last)]
    return [(match.start(), match.end(), f"{first}/{last}")]


def _fiscal(match: re.Match[str]) -> Reading:
    first, last = match["x"], match["y"]
    if last is None:
        return _one(match, first)
    last = first[: 4 - len(last)] + last
    return _one(match, f"{first}/{last}" if int(last) > int(first) else None)


def _numbers(match: re.Match[str]) -> Reading:
    """A day of numbers alone, only where its order can't be mistaken."""
    a, b = match["a"], match["b"]
    if int(a) > 12 or int(a) == int(b):
        return _one(match, _iso(match["y"], b, a))
    return _one(match, _iso(match["y"], a, b)) if int(b) > 12 else None


def _decade(match: re.Match[str]) -> Reading:
    return _one(match, match["x"][:3] + "X" + ("/" + match["y"][:3] + "X" if match["y"] else ""))


def _century(match: re.Match[str]) -> Reading:
    def digits(text: str) -> str:
        word = re.sub(r"\s+", "-", text.lower())
        return f"{ORDINALS.index(word) if word in ORDINALS else int(word[:-2]) - 1:02d}XX"

    if match["e"]:
        return None
    return _one(match, digits(match["c"]) if not match["b"] else f"{digits(match['b'])}/{digits(match['c'])}")


def _part_of_year(match: re.Match[str]) -> Reading:
    name = (match["q"] or match["w"]).lower()
    number = int(name) if name.isdigit() else ORDINALS.index(name) + 1
    half = match["h"] is not None
    return _one(match, f"{match['y']}-{(39 if half else 32) + number}" if number <= (2 if half else 4) else None)


def _season(match: re.Match[str]) -> Reading:
    return _one(match, f"{match['y']}-{_SEASONS[match['s'].lower()]}")


def _stated_era(match: re.Match[str]) -> Reading:
    return _one(match, f"{int(match['x'] or match['y']):04d}")


_END = r"(?![\d%]|-\d)"
_D, _M, _Y = _DAY, _MONTH, _YEAR + _END
#: Longer matches win over shorter ones, then earlier rows.
FORMS: tuple[tuple[str, str, Callable[[re.Match[str]], Reading], str], ...] = (
    ("ISO day", r"(?<![\d-])(?P<y>\d{4})-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?!-?\d)", _day, "2021-05-08"),
    ("ISO month", r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![-\d])", _iso_month, "2021-05"),
    (
        "numbers",
        r"(?<![\d./-])(?P<a>\d\d?)(?P<s>[./-])(?P<b>\d\d?)(?P=s)(?P<y>(?:19|20)\d\d)(?![\d/])",
        _numbers,
        "23/12/2020",
    ),
    (
        "days of a month",
        rf"\b{_WEEKDAY}(?P<a>{_D}){_TO}{_WEEKDAY}(?P<b>{_D})\s*(?:of\s+)?(?P<m>{_M})(?:\s*,?\s*(?P<y>{_Y}))?",
        _days,
        "26-27 April 2017",
    ),
    (
        "a month's days",
        rf"\b{_WEEKDAY}(?P<m>{_M})\s*(?P<a>{_D}){_TO}{_WEEKDAY}(?P<b>{_D})(?:\s*,?\s*(?P<y>{_Y}))?",
        _days,
        "December 06-07, 2021",
    ),
    (
        "day to day",
        rf"\b{_WEEKDAY}(?P<a>{_D})\s*(?:of\s+)?(?P<m>{_M})(?:\s*,?\s*(?P<x>{_YEAR}))?{_TO}{_WEEKDAY}"
        rf"(?P<b>{_D})\s*(?:of\s+)?(?P<n>{_M})(?:\s*,?\s*(?P<y>{_Y})|(?!\s*,?\s*\d{{4}}))",
        _across,
        "28 February to 2 March 2019",
    ),
    (
        "month day to month day",
        rf"\b{_WEEKDAY}(?P<m>{_M})\s*(?P<a>{_D})(?:\s*,?\s*(?P<x>{_YEAR}))?{_TO}{_WEEKDAY}(?P<n>{_M})\s*"
        rf"(?P<b>{_D})(?:\s*,?\s*(?P<y>{_Y})|(?!\s*,?\s*\d))",
        _across,
        "February 28 to March 2, 2019",
    ),
    (
        "day month year",
        rf"\b{_WEEKDAY}(?P<d>{_D})\s*(?:day\s+)?(?:of\s+)?(?P<m>{_M})\s*,?\s*(?:of\s+)?(?P<y>{_Y})",
        _day,
        "8th December 2006",
    ),
    ("month day year", rf"\b{_WEEKDAY}(?P<m>{_M})\s*(?P<d>{_D})\s*,?\s*(?P<y>{_Y})", _day, "February 21st, 2020"),
    ("day month", rf"\b{_WEEKDAY}(?P<d>{_D})\s+(?:of\s+)?(?P<m>{_M})(?!\s*,?\s*\d{{4}})", _dayless, "15 June"),
    ("month day", rf"\b{_WEEKDAY}(?P<m>{_M})\s+(?P<d>{_D})(?![\d,.]*\d)(?!\s*,?\s*{_YEAR})", _dayless, "June 15"),
    (
        "months",
        rf"\b(?P<m>{_M})(?:\s*,?\s*(?P<x>{_YEAR}))?{_TO}(?P<n>{_M})\s*,?\s*(?:of\s+)?(?P<y>{_Y})",
        _months,
        "January to March 2020",
    ),
    ("month", rf"\b(?P<m>{_M})\s*,?\s*(?:of\s+)?(?P<y>{_Y})", _one_month, "November, 2016"),
    (
        "fiscal year",
        rf"\b(?:f\.?\s?y\.?|(?:fiscal|financial)\s+years?)\s*(?P<x>{_YEAR})(?:\s*[-/–]\s*(?P<y>\d{{4}}"
        rf"|\d{{2}}))?(?!\d)",
        _fiscal,
        "F.Y. 2020-21",
    ),
    (
        "quarter or half",
        rf"\b(?:(?P<k>Q|(?P<h>H))(?P<q>[1-4])|(?P<w>first|second|third|fourth)\s+quarter)\s*(?:of\s+)?,?\s*(?P<y>{_Y})",
        _part_of_year,
        "Q3 2021",
    ),
    ("season", rf"\b(?P<s>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<y>{_Y})", _season, "spring 2010"),
    (
        "decade",
        r"\b(?P<x>(?:1\d|20)\d0)['’]?s(?:(?:\s*[-–]\s*|\s+(?:to|and)\s+)(?:the\s+)?(?P<y>(?:1\d|20)\d0)['’]?s)?\b",
        _decade,
        "1960s",
    ),
    (
        "century",
        rf"\b(?:(?P<b>{_ORDINAL})(?:\s+(?:to|and|or)\s+"
        rf"|\s*[-–]\s*)(?:the\s+)?)?(?P<c>{_ORDINAL})[\s-]centur(?:y|ies)\b(?P<e>\s+B\.?C)?",
        _century,
        "11th century",
    ),
    ("years", rf"(?<![\w./-])(?P<x>{_YEAR}){_TO}(?P<y>{_Y}|\d\d(?![\d%]))(?!\w)", _years, "2018 to 2022"),
    ("year of an era", r"\b(?:AD\s*(?P<x>\d{3,4})|(?P<y>\d{3,4})\s*(?:AD|CE)\b)", _stated_era, "AD 911"),
)
