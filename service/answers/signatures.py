"""How a treaty closes: "Done at Otaru on 3 May 1999", and who signed for whom, "For the Government of …:" and a name.

The blocks of names stand below each other, or side by side in columns that spaces set out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.dates import find_dates
from corpus.model import Passage, Span
from corpus.names import ROLES
from index.generation import Generation
from index.lexical import terms
from service.answers.candidates import cited
from service.answers.questions import content_terms
from service.answers.sections import sections_of
from service.answers.tables import FIELD, Found

_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?who(?:se)?\b[^?]*\b(?:sign(?:ed|s|ature|atory)(?!\s+up\b)"
    r"|(?:put|set)\s+(?:\w+\s+){1,2}(?:name|signature|hand))\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"For\s+(?:and\s+on\s+behalf\s+of\s+)?(?:the\s+)?(?=[A-Z])")
_SIGNED = re.compile(r"\W*\b(?:signed|sgd)\b\W*", re.IGNORECASE)
#: Two words or more, each like a name's, up to a comma or the end of the line.
_NAME = re.compile(
    r"(?:[^\W\d_a-z][\w.'’-]*\s+(?:(?:de|del|della|di|da|du|van|von|der|den|la|le|bin|al)\s+){0,2}){1,5}"
    r"[^\W\d_a-z][\w'’-]+(?=\s*(?:,|$))"
)
_ASKS_DONE = re.compile(
    r"^\W*(?:(?:and|so|but|on|in|at)\s+)?(?:when|(?:what|which) (?:date|day|year)"
    r"|(?P<where>where|(?:what|which) (?:city|town|place)))"
    r"\s+(?:(?:was|were|is)\s[^?]*\b(?:signed|concluded)(?:\s+(?:by|between|in|at)\b[^?]*)?"
    r"|did\s[^?]*\b(?:sign|conclude|(?:put|set)\s+(?:\w+\s+){1,2}(?:names?|signatures?|hands?))(?:\s[^?]*)?)\W*$",
    re.IGNORECASE,
)
_CLOSING = ("Done ", "DONE ", "Signed ", "SIGNED ")
_DONE = re.compile(
    r"\b(?:DONE|Done|SIGNED|Signed)\s+(?:at|in)\s+(?P<place>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,4}),?\s+"
    r"(?P<rest>[^.;\n]{4,80})"
)
#: What says nothing of which document was signed.
_ANY = frozenset(
    terms(
        "sign signed signing conclude put set name names signature signatures hand hands two both ministers minister "
        "behalf governments sides parties countries states city town treaty deal pact accord text document this"
    )
)
#: A block has so many lines at most, and so many stand side by side.
_LINES, _COLUMNS = 8, 4
#: How the document of a passage opens.
Opening: TypeAlias = Callable[[Passage], str]
#: What many a party calls itself.
_COMMON = frozenset(terms("government royal republic kingdom state federation people democratic united party"))


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, for which party, and where in the text both stand."""

    name: str
    party: str
    span: Span


def closes(question: str, generation: Generation) -> Found | None:
    """What the closing words of a document answer, wherever they stand; None for a question about anything else."""
    names, dates = _ASKS.search(question), _ASKS_DONE.search(question)
    if not (names or dates):
        return None
    sections = sections_of(generation)

    def opening(passage: Passage) -> str:
        return sections(passage).opening

    return (signed_for if names else done)(question, generation.passages, opening)


def signed_for(question: str, passages: Iterable[Passage], opening: Opening) -> Found | None:
    """Who signed for the party that a question names, by the signatures in the passages.

    The party must say a word of the question that no other party says, the document's opening all else that it says,
    and but one passage may tell.
    """
    asked = content_terms(question) - _ANY
    told = [found for passage in passages if "For " in passage.text and (found := _told(asked, passage, opening))]
    return told[0] if len(told) == 1 else None


def _told(asked: frozenset[str], passage: Passage, opening: Opening) -> Found | None:
    found = list(signatures(passage.text))
    parties = [content_terms(one.party) - _COMMON for one in found]
    own = [party.difference(*(other for other in parties if other is not party)) for party in parties]
    meant = [place for place, stems in enumerate(own) if asked & stems]
    if len(meant) != 1 or not asked - parties[meant[0]] - _COMMON <= content_terms(opening(passage)):
        return None
    one, start = found[meant[0]], passage.span.start
    return Found(one.name, (cited(passage, Span(start + one.span.start, start + one.span.end)),))


def done(question: str, passages: Iterable[Passage], opening: Opening) -> Found | None:
    """When, or where, the document was signed that a question is about.

    All that the question says of it must stand where the document opens, and not beside a date of its own there, which
    would be of something else; and but one passage may tell.
    """
    asks = _ASKS_DONE.search(question)
    if asks is None:
        return None
    asked = content_terms(question) - _ANY
    found = []
    for passage in passages:
        match = _DONE.search(passage.text) if any(word in passage.text for word in _CLOSING) else None
        dates = find_dates(match["rest"]) if match else ()
        if match and dates and _opens(asked, opening(passage)):
            start = passage.span.start + match.start()
            said = match["place"] if asks["where"] else dates[0].span.of(match["rest"])
            end = start + match.start("rest") - match.start() + dates[0].span.end
            found.append(Found(said, (cited(passage, Span(start, end)),)))
    return found[0] if len(found) == 1 else None


def _opens(asked: frozenset[str], opening: str) -> bool:
    """Whether a document opens with all these words, and dates nothing that they name there."""
    dated = any(asked and asked <= content_terms(part) and find_dates(part) for part in re.split(r"[.;\n]", opening))
    return asked <= content_terms(opening) and not dated


def signatures(text: str) -> Iterator[Signature]:
    """Every block of the text that opens with "For" a party and goes on with a name, in order."""
    lines: list[list[re.Match[str]]] = []
    places: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            lines.append(list(FIELD.finditer(line)))
            places.append(at)
        at += len(line)
    for number, heads in enumerate(lines):
        if len(heads) <= _COLUMNS and all(_FOR.match(head.group()) for head in heads):
            blocks = _columns(lines[number : number + _LINES], places[number:], [head.start() for head in heads])
            yield from filter(None, map(_read, blocks))


def _columns(
    lines: Sequence[Sequence[re.Match[str]]], places: Sequence[int], heads: Sequence[int]
) -> Sequence[Sequence[tuple[str, int]]]:
    """The lines of each column and their places, each under the head nearest to its beginning; up to the next block."""
    columns: list[list[tuple[str, int]]] = [[] for _ in heads]
    for number, (fields, place) in enumerate(zip(lines, places, strict=False)):
        if number and any(_FOR.match(field.group()) for field in fields):
            break
        for field in fields:
            nearest = min(range(len(heads)), key=lambda at: abs(heads[at] - field.start()))
            columns[nearest].append((field.group(), place + field.start()))
    return columns


def _read(block: Sequence[tuple[str, int]]) -> Signature | None:
    """The signature in a block: the party up to a colon, a mark of signing or a name; then the name."""
    opening = _FOR.match(block[0][0])
    if opening is None:
        return None
    party: list[str] = []
    for number, (line, place) in enumerate(block):
        said = line[opening.end() :] if number == 0 else line
        before, colon, after = said.partition(":")
        told = after if number == 0 or colon else said
        marked = _SIGNED.match(told)
        name = _NAME.match(told, marked.end() if marked else len(told) - len(told.lstrip()))
        held = name is not None and name.group().split()[-1].casefold() not in ROLES
        if name and held and (colon or number) and (marked or colon or _ended(party)):
            if colon:
                party.append(before)
            start = place + len(line) - len(told) + name.start()
            return Signature(name.group(), " ".join(party), Span(block[0][1], start + len(name.group())))
        party.append(f"{before}{colon}" if not marked else ":")
    return None


def _ended(party: Sequence[str]) -> bool:
    """Whether a colon or a mark of signing has closed the party's name."""
    return any(":" in part for part in party)
