"""Until when something runs that was extended: until the end of its last extension."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.candidates import Candidate

#: What singles out one of several terms.
_ONE = re.compile(
    r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|original\w*|initial\w*|previous\w*)\b", re.I
)


def singles_out(question: str) -> bool:
    """Whether a question asks for the end of one of several terms: "the second extension"."""
    return _ONE.search(question) is not None


def last_end(chosen: Candidate, found: Iterable[Candidate]) -> Candidate:
    """Of the facts of the same passage that state an end for the same parties, the one that ends last."""
    fact = chosen.fact
    if fact is None or not fact.valid_until or not fact.parties:
        return chosen
    ends = [
        (one.fact.valid_until, one)
        for one in found
        if one.fact and one.fact.valid_until and one.fact.parties == fact.parties
        if one.hit.passage.id == chosen.hit.passage.id
    ]
    return max(ends, key=lambda pair: pair[0])[1]
