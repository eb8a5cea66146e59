"""Ends and deadlines: which dates are some, and until when something runs that was extended."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.dates import find_dates
from corpus.model import Fact
from service.answers.candidates import Candidate

#: What singles out one of several terms.
_ONE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|original\w*|initial\w*|previous\w*)\b", re.I
)
#: A question for the day by which something must be done.
_ASKS_DEADLINE = re.compile(
    r"\b(?:deadline|closing (?:date|day|time)|(?:due|cut-?off) (?:date|day)|cut-?off|no later than"
    r"|until when (?:can|may|could|do|must|should)|(?:by|till) (?:when|(?:what|which) (?:date|day|time)))\b"
    r"|\bwhen (?:do|does|will) (?:the )?(?:[\w-]+ ){0,3}close\b",
    re.IGNORECASE,
)
#: What stands before the date that something lasts to, or by which it must be done; and what after it.
_BEFORE = re.compile(
    r"\b(?:(?:until|till|to|through|by|before|expir\w+|end(?:s|ed|ing)?|valid|lapse[sd]?|runs? out)\W+(?:\w+\W+){0,2}"
    r"|(?:clos(?:es?|ed|ing)|deadline|due|payable|latest|no later|last d(?:ay|ate))\W+(?:\w+\W+){0,4})\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\W*(?:at the latest|(?:is|was) (?:the )?(?:\w+ )?(?:deadline|end|last|clos|final))", re.I)
#: What is said of a deadline, wherever it stands.
_OF_DEADLINES = re.compile(
    r"\b(?:until|till|by|before|due|deadline|clos\w+|expir\w+|end(?:s|ed|ing)?|latest|last|final|lapse[sd]?|later than"
    r"|submit\w*|received|lodged|paid|payable|runs?|cut-?off|to|window|period|duration)\b|\d\s?[–—-]\s?\d",
    re.IGNORECASE,
)


def asks_deadline(question: str) -> bool:
    """Whether a question asks for the day by which something must be done."""
    return _ASKS_DEADLINE.search(question) is not None


def marks_end(before: str, after: str) -> bool:
    """Whether the words around a date say that it is an end."""
    return _BEFORE.search(before) is not None or _AFTER.match(after) is not None


def speaks_of_deadlines(text: str) -> bool:
    """Whether anything in the text may state a deadline."""
    return _OF_DEADLINES.search(text) is not None


def singles_out(question: str) -> bool:
    """Whether a question asks for the end of one of several terms: "the second extension"."""
    return _ONE.search(question) is not None


def last_end(chosen: Candidate, found: Iterable[Candidate]) -> Candidate:
    """Of the facts of the same passage that state an end for the same parties, the one that ends last."""
    found = tuple(found)
    fact = chosen.fact or _stating(chosen, found)
    if fact is None or not fact.valid_until or not fact.parties:
        return chosen
    ends = [
        (one.fact.valid_until, one)
        for one in found
        if one.fact and one.fact.valid_until and one.fact.parties == fact.parties
        if one.hit.passage.id == chosen.hit.passage.id
    ]
    return max(ends, key=lambda pair: pair[0])[1]


def _stating(chosen: Candidate, found: Iterable[Candidate]) -> Fact | None:
    """The fact that states the end which the reader's words give, in the same passage."""
    given = {date.edtf for date in find_dates(chosen.text)}
    stated = (one.fact for one in found if one.fact and one.hit.passage.id == chosen.hit.passage.id)
    return next((fact for fact in stated if fact.valid_until in given), None)
