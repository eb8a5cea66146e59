"""Until when something runs that was extended: until the end of its last extension."""

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
