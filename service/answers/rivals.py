"""Two values in the source for one thing: which other candidates contradict the one that was chosen.

They must say the same of the same thing but for the value: share its words and all other numbers and dates, those of
the headings above too, be as near to the question, and name nothing different. So two years' figures, or two meetings'
days, are no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from corpus.dates import find_dates
from corpus.edtf import days
from corpus.quantities import find_quantities
from index.lexical import words
from service.answers.candidates import Candidate
from service.answers.questions import Kind, content_terms

#: The share of the shorter statement's words that the other must have.
_ALIKE = 0.6
#: So many other values are told.
_MOST = 2
_NAME = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w’'-]*")
_VAGUE = re.compile(
    r"\b(?:about|around|approx\w*|over|more than|less than|at least|at most|up to|nearly|almost)\b|~", re.I
)

#: What a value is compared by: the days of a date, or a number with its unit.
Value = tuple[str, str] | tuple[float, str | None]


def rivals(chosen: Candidate, others: Sequence[Candidate], kind: Kind, question: str) -> tuple[Candidate, ...]:
    """Those that give another value for the same thing elsewhere, one a value; none where no value is asked for."""
    if kind not in ("date", "number"):
        return ()
    found: list[Candidate] = []
    for other in others:
        told = (chosen, *found)
        if all(_contradicts(one, other, kind) for one in told) and _same(chosen, other, kind, question):
            found.append(other)
    return tuple(found[:_MOST])


def _contradicts(one: Candidate, other: Candidate, kind: Kind) -> bool:
    """Whether they stand in different sentences, and neither value could be the other said less finely."""
    apart = one.citation.document_id != other.citation.document_id or not one.citation.span.meets(other.citation.span)
    mine, theirs = (_values(candidate.text, kind) for candidate in (one, other))
    vague = any(_VAGUE.search(candidate.text) for candidate in (one, other))
    return apart and not vague and bool(mine and theirs) and not any(_meet(a, b) for a in mine for b in theirs)


def _values(text: str, kind: Kind) -> list[Value]:
    if kind == "date":
        return [stretch for date in find_dates(text) if (stretch := days(date.edtf))]
    return [(found.value, found.unit) for found in find_quantities(text)]


def _meet(one: Value, other: Value) -> bool:
    """Whether two dates overlap, or two numbers are one, or count different things."""
    if isinstance(one[0], str):
        return bool(one[0] <= other[1] and other[0] <= one[1])  # type: ignore[operator]
    return one[0] == other[0] or one[1] != other[1]


def _same(one: Candidate, other: Candidate, kind: Kind, question: str) -> bool:
    """Whether both say it of the same thing."""
    asked = content_terms(question)
    mine, theirs = (content_terms(_rest(candidate, kind)) for candidate in (one, other))
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    about, too = (
        asked & content_terms(" ".join([_above(candidate), _rest(candidate, kind)])) for candidate in (one, other)
    )
    return (
        shared >= _ALIKE
        and about == too
        and len(about) * 2 > len(asked)
        and _marks(one, kind) == _marks(other, kind)
        and not (_names(one) - _said(other) and _names(other) - _said(one))
    )


def _above(candidate: Candidate) -> str:
    """The title and the headings over the statement."""
    return " ".join([candidate.hit.title, *candidate.hit.passage.headings])


def _rest(candidate: Candidate, kind: Kind) -> str:
    """The statement without its value."""
    quote = candidate.citation.quote
    cuts = [found.span for found in (find_dates(quote) if kind == "date" else find_quantities(quote))]
    for span in sorted(cuts, key=lambda span: -span.start):
        if quote[span.start : span.end] in candidate.text or candidate.fact is not None:
            quote = f"{quote[: span.start]} {quote[span.end :]}"
    return quote


def _marks(candidate: Candidate, kind: Kind) -> frozenset[str]:
    """Every number and date around the value."""
    around = f"{_above(candidate)} {_rest(candidate, kind)}"
    numbers = (word for word in words(around) if any(map(str.isdigit, word)))
    return frozenset(chain(numbers, (date.edtf for date in find_dates(around))))


def _names(candidate: Candidate) -> set[str]:
    return {word for match in _NAME.finditer(candidate.citation.quote) for word in words(match.group())}


def _said(candidate: Candidate) -> set[str]:
    return set(words(f"{_above(candidate)} {candidate.citation.quote}"))
