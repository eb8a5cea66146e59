"""What a source defines: "'lamp' means any light that a boat shows", for who asks what a lamp is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Passage, Span
from service.answers.candidates import cited
from service.answers.questions import content_terms
from service.answers.tables import Found
from service.answers.wording import trimmed

_ASKS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\bwhat(?:\s+exactly)?\s+(?:counts|qualifies|is\s+(?:regarded|considered|defined))\s+as\s+(?P<t>[^?,;]+)",
        r"\b(?:meant|understood)\s+by\s+(?P<t>[^?,;]+)",
        r"\bwhat\s+do(?:es)?\s+(?P<t>[^?,;]+?)\s+(?:mean|refer\s+to)\b",
        r"\bhow\s+(?:is|are|does\s+\w+\s+define)\s+(?P<t>[^?,;]+?)(?:\s+defined)?\s*\??$",
        r"\b(?:definition|meaning)\s+of\s+(?P<t>[^?,;]+)",
        r"^\W*what\s+(?:is|are)\s+(?P<t>(?:an?\s+|the\s+)?[^?,;]+?)\s*\??$",
    )
)
#: A term in quotation marks, and what it means up to the end of its sentence or of its line in a list.
_DEFINES = re.compile(
    r"[\"“”‘'](?P<t>[^\"“”‘’'\n]{2,80})[\"“”’']\s+(?:means?|shall\s+mean|refers?\s+to)[,:]?\s+"
    r"(?P<d>[^;\n]+?(?=;|\n|\.(?:\s|$)|$)(?:\n(?![(\d\n])[^;\n]+?(?=;|\n|\.(?:\s|$)|$))*)"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, what it means, and where both stand in the text."""

    term: str
    meaning: str
    span: Span


def definitions(text: str) -> Iterator[Definition]:
    """Every definition of a term in quotation marks, in order."""
    for match in _DEFINES.finditer(text):
        yield Definition(match["t"], match["d"], Span(match.start(), match.end()))


def defined(question: str, passages: Iterable[Passage]) -> Found | None:
    """What the passages say that the term means which a question is about; None for any other question."""
    asked = next((match["t"] for form in _ASKS if (match := form.search(question))), None)
    wanted = content_terms(asked) if asked else frozenset[str]()
    for passage in passages if wanted else ():
        for one in definitions(passage.text):
            if content_terms(one.term) == wanted:
                start = passage.span.start
                evidence = cited(passage, Span(start + one.span.start, start + one.span.end))
                return Found(trimmed(one.meaning, question), (evidence,))
    return None
