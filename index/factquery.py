"""Which facts are asked for, as SQL over the ledger's tables, and the cursors that lead from page to page."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import astuple, dataclass, replace

from corpus.aliases import name_key
from corpus.edtf import bounds
from corpus.errors import QueryError
from corpus.model import FACT_TYPES, Fact

#: What facts can be sorted by; "-" is descending. Facts that lack it come last, ties in document order.
SORTS = ("position", "date", "-date", "value", "-value", "label")
MOST = 100

#: sort -> the column in that order, where it has an index. Rising orders keep what is lacking last by a high stand-in.
_COLUMNS = {
    "position": "position", "date": "date_rising", "-date": "date_low", "value": "value_rising", "-value": "value",
    "label": "label COLLATE NOCASE",
}  # fmt: skip

#: A condition and the values for its question marks.
Clause = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts, in which order, how many. Every filter given must hold."""

    type: str | None = None
    #: Any of a party's names; case is ignored.
    party: str | None = None
    #: EDTF at any precision: the facts whose dates may overlap the stretch from the first to the second.
    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    #: Words that all occur, by their stems, in the label, the quote, the topic or the parties.
    q: str | None = None
    #: One of `SORTS`; None is the document's order.
    sort: str | None = None
    limit: int = 20
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class FactPage:
    """One page of facts, how many there are in all, and where the next page begins (None: there is no more)."""

    facts: tuple[Fact, ...]
    total: int
    next_cursor: str | None


def conditions(query: FactQuery) -> list[Clause]:
    """The filters as SQL conditions; QueryError for one that can't be asked."""
    if not 1 <= query.limit <= MOST:
        raise QueryError("limit", f"must be from 1 to {MOST}")
    clauses: list[Clause] = []
    if query.type is not None:
        if query.type not in FACT_TYPES:
            raise QueryError("type", f"must be one of {', '.join(FACT_TYPES)}")
        clauses.append(("type = ?", (query.type,)))
    if query.party is not None:
        clauses.append(_party(query.party))
    clauses += _dates(query.date_from, query.date_to)
    if query.place is not None:
        clauses.append(_words("place", phrase(query.place), query.place))
    if query.q is not None:
        terms = " ".join(phrase(word) for word in query.q.split() if re.search(r"\w", word))
        clauses.append(_words("q", terms, query.q))
    return clauses


def _party(name: str) -> Clause:
    """The facts of a party of this name, or of the short form that it stands for."""
    key = name_key(name)
    if not key:
        raise QueryError("party", "must hold a letter or a digit")
    short = "coalesce((SELECT short_key FROM aliases WHERE name = ?), ?)"
    return f"position IN (SELECT position FROM parties WHERE name = {short})", (key, key)


def _dates(first: str | None, last: str | None) -> list[Clause]:
    clauses: list[Clause] = []
    low, high = _bound("date_from", first), _bound("date_to", last)
    if low and high and low[0] > high[1]:
        raise QueryError("date_to", f"{last} lies before date_from, {first}")
    if high:
        clauses.append(("date_low <= ?", (high[1],)))
    if low:
        clauses.append(("date_high >= ?", (low[0],)))
    return clauses


def _bound(field: str, edtf: str | None) -> tuple[str, str] | None:
    if edtf is None:
        return None
    try:
        return bounds(edtf.strip())
    except ValueError as error:
        raise QueryError(field, str(error)) from error


def phrase(words: str) -> str:
    """The words as one FTS5 phrase: nothing in them is read as its syntax."""
    return '"' + words.replace('"', " ").replace("\x00", " ") + '"'


def _words(field: str, match: str, said: str) -> Clause:
    """The facts whose words, or whose place, match; QueryError where there is nothing to look for."""
    if not re.search(r"\w", said):
        raise QueryError(field, "must hold a letter or a digit")
    if field == "place":
        return "place IN (SELECT name FROM places WHERE places MATCH ?)", (match,)
    return "position IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,)


def ordering(query: FactQuery) -> tuple[str, str]:
    """(the column sorted by, the ORDER BY terms)."""
    sort = query.sort or "position"
    if sort not in SORTS:
        raise QueryError("sort", f"must be one of {', '.join(SORTS)}")
    column = _COLUMNS[sort]
    return column, f"{column} {'DESC' if sort.startswith('-') else 'ASC'}, position"


def after(query: FactQuery) -> list[Clause]:
    """The condition that the query's cursor stands for: what comes after the last fact of the page before."""
    if query.cursor is None:
        return []
    key, position = _read_cursor(query)
    column, _ = ordering(query)
    if column == "position":
        return [("position > ?", (position,))]
    if key is None:
        return [(f"{column} IS NULL AND position > ?", (position,))]
    if (query.sort or "").startswith("-"):
        return [(f"({column} < ? OR {column} IS NULL OR ({column} = ? AND position > ?))", (key, key, position))]
    return [(f"({column}, position) > (?, ?)", (key, position))]


def make_cursor(query: FactQuery, key: object, position: int) -> str:
    """An opaque name for the place after the fact with that sort key and position; it serves this query alone."""
    payload = json.dumps([key, position], ensure_ascii=False)
    return base64.urlsafe_b64encode(f"{_seal(query, payload)}{payload}".encode()).decode().rstrip("=")


def _read_cursor(query: FactQuery) -> tuple[object, int]:
    """(sort key, position) of the last fact of the page before; QueryError where the cursor is none of this query."""
    text = query.cursor or ""
    refused = QueryError("cursor", "is none of this query: take it from the page before, with the same filters")
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise refused from error
    if plain[:16] != _seal(query, plain[16:]):
        raise refused
    key, position = json.loads(plain[16:])
    return key, int(position)


def _seal(query: FactQuery, payload: str) -> str:
    asked = json.dumps(astuple(replace(query, cursor=None, limit=1)), ensure_ascii=False)
    return hashlib.sha256(f"{asked}\x1f{payload}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
