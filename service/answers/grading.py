"""Whether some words say what was asked for: as words, as dates, and as SQuAD's evaluation compares them."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.model import Passage

_STRAIGHT = str.maketrans("‘’“”–—", "''\"\"--")
_MONTHS = "january february march april may june july august september october november december".split()
_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, 1)}
_MONTH = "(" + "|".join(f"{m[:3]}(?:{m[3:]}|t)?" if m != "may" else m for m in _MONTHS) + ")"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_DAY_MONTH = re.compile(rf"\b{_DAY}\s*(?:of\s+)?{_MONTH}\.?,?\s*(\d{{4}})")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\.?\s*{_DAY},?\s*(\d{{4}})")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\.?,?\s*(\d{{4}})")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_MARKUP = re.compile(r"[*_`#|\\]|\]\([^)]*\)|\[")
_ARTICLES = re.compile(r"\b(?:the|a|an)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
#: An accepted answer of more words than this is compared as words alone, never as the date in it.
_DATE_WORDS = 6


def squash(text: str) -> str:
    """Lower case (after NFKC), straight quotes and dashes, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_STRAIGHT).split()).lower()


def bare(text: str) -> str:
    """`squash` without the marks of Markdown and the targets of its links."""
    return " ".join(_MARKUP.sub(" ", squash(text)).split())


def padded(text: str) -> str:
    """`squash` without thousands separators, punctuation or articles, a space at each end: `padded(a) in
    padded(b)` finds whole words.
    """
    text = re.sub(r"(?<=\d),(?=\d)", "", squash(text))
    text = re.sub(r"[^\w\s.%/&-]", " ", text)
    text = re.sub(r"(?<!\d)\.|\.(?!\d)", " ", text)
    return f" {' '.join(_ARTICLES.sub(' ', text).split())} "


def dates(text: str) -> frozenset[str]:
    """Every date in the text as ISO 8601, at its own precision; "3 May 1999" holds its month and year too."""
    low = squash(text)
    found = {"-".join(filter(None, parts)) for parts in _ISO.findall(low)}
    found |= {_day(year, month, day) for day, month, year in _DAY_MONTH.findall(low)}
    found |= {_day(year, month, day) for month, day, year in _MONTH_DAY.findall(low)}
    found |= {f"{year}-{_NUMBER[month[:3]]:02d}" for month, year in _MONTH_YEAR.findall(low)}
    return frozenset(found | set(_YEAR.findall(low)))


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{_NUMBER[month[:3]]:02d}-{int(day):02d}"


def _finest(found: Iterable[str]) -> set[str]:
    """The dates that no other refines."""
    every = set(found)
    return {date for date in every if not any(o != date and o.startswith(date) for o in every)}


def carries(text: str, accepted: Iterable[str]) -> bool:
    """Whether the text holds one of the accepted answers, as whole words or as the same date."""
    said, told = padded(text), dates(text)
    return any(_says(said, told, answer) for answer in accepted)


def _says(said: str, told: frozenset[str], answer: str) -> bool:
    wanted = padded(answer)
    if wanted.strip() and wanted in said:
        return True
    days = _finest(dates(answer))
    return bool(days) and len(wanted.split()) <= _DATE_WORDS and days <= told and _has_year(answer)


def _has_year(answer: str) -> bool:
    return re.search(r"\d{4}", answer) is not None


class Holdings:
    """Which passages hold a piece of evidence: case, white space, typographic and Markdown marks aside."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._texts = [(one.id, squash(one.text), bare(one.text)) for one in passages]

    def of(self, evidence: str) -> frozenset[str]:
        """The ids of the passages that hold these words."""
        words, plain = squash(evidence), bare(evidence)
        return frozenset(name for name, text, stripped in self._texts if words in text or plain in stripped)


def normalised(answer: str) -> str:
    """Lower case, without punctuation and articles, single spaces (SQuAD's `normalize_answer`)."""
    return " ".join(_ARTICLES.sub(" ", answer.lower().translate(_PUNCTUATION)).split())


def exact(said: str, accepted: Sequence[str]) -> float:
    """1 where `said` is an accepted answer after normalisation, else 0 (SQuAD 2.0's exact match).

    Nothing accepted stands for an unanswerable question: only "" is right.
    """
    return float(any(normalised(said) == normalised(answer) for answer in accepted or ("",)))


def f1(said: str, accepted: Sequence[str]) -> float:
    """The best F1 of words against an accepted answer, 0..1 (SQuAD 2.0's); for none accepted as `exact`."""
    return max(_f1(normalised(said).split(), normalised(answer).split()) for answer in accepted or ("",))


def _f1(said: Sequence[str], accepted: Sequence[str]) -> float:
    if not said or not accepted:
        return float(said == accepted)
    common = sum((Counter(said) & Counter(accepted)).values())
    return 2 * common / (len(said) + len(accepted))
