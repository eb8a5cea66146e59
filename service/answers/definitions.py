"""What a source defines: "'lamp' means any light that a boat shows", for who asks what a lamp is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Passage, Span
from index.lexical import terms
from service.answers.candidates import cited
from service.answers.questions import kind_of
from service.answers.tables import Found
from service.answers.wording import trimmed

_ASKS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\bwhat(?:\s+exactly)?\s+(?:counts|qualifies|is\s+(?:regarded|considered|defined))\s+as\s+(?P<t>[^?,;]+)",
        r"\b(?:meant|understood)\s+by\s+(?P<t>[^?,;]+)",
        r"\bwhat\s+do(?:es)?\s+(?P<t>[^?,;]+?)\s+(?:mean|refer\s+to)\b",
        r"\bhow\s+(?:is|are|does\s+\w+\s+define)\s+(?P<t>[^?,;]+?)\s+defined\b",
        r"\b(?:definition|meaning)\s+of\s+(?P<t>[^?,;]+)",
        r"^\W*what\s+(?:is|are)\s+(?P<t>(?:an?\s+|the\s+)?[^?,;]+?)\s*\??$",
    )
)
#: A term in quotation marks that is defined; its sentence says what it means.
_DEFINES = re.compile(r"[\"“”‘'](?P<t>[^\"“”‘’'\n]{2,80})[\"“”’']\s+(?:means?|shall\s+mean|refers?\s+to)[,:]?\s+")
_GOES_ON = re.compile(r"\s*\(?[a-z]{1,3}\)")


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, what it means, and where both stand in the passage's text."""

    term: str
    meaning: str
    span: Span


def definitions(passage: Passage) -> Iterator[Definition]:
    """Every definition of a term in quotation marks, in order: up to the end of its sentence or its list."""
    text, first = passage.text, passage.span.start
    sentences = [Span(one.start - first, one.end - first) for one in passage.sentences]
    for match in _DEFINES.finditer(text):
        held = [one for one in sentences if one.end > match.end()]
        if not held:
            continue
        end = held[0].end
        for one in held[1:]:
            if not (text[:end].rstrip().endswith((":", ";", " or", " and")) and _GOES_ON.match(text, one.start)):
                break
            end = one.end
        following = _DEFINES.search(text, match.end(), end)
        meaning = text[match.end() : following.start() if following else end].rstrip(" \n;.,")
        if meaning:
            yield Definition(match["t"], meaning, Span(match.start(), match.end() + len(meaning)))


def defined(question: str, passages: Iterable[Passage]) -> Found | None:
    """What the passages say that the term means which a question is about; None for any other question."""
    asked = next((match["t"] for form in _ASKS if (match := form.search(question))), None)
    wanted = frozenset(terms(asked)) if asked else frozenset[str]()
    for passage in passages if wanted and kind_of(question) not in ("date", "number") else ():
        for one in definitions(passage):
            if frozenset(terms(one.term)) == wanted:
                start = passage.span.start
                evidence = cited(passage, Span(start + one.span.start, start + one.span.end))
                return Found(trimmed(one.meaning, question), (evidence,))
    return None
