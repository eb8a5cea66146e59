"""Laws and other acts that a text names with their dates: each is told once, as a publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, squeezed, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "act",
        "a law, directive, decision or the like with its number and date, or with its year",
        "Council Directive 85/337/EEC of 27 June 1985 on certain projects still holds.",
    ),
)

_KIND = "Directive|Regulation|Decision|Recommendation|Resolution|Ordinance|Decree|Order|Act|Law"
_NUMBERED = re.compile(
    rf"\b(?P<n>(?:[A-Z][a-z]+\s+){{0,4}}(?:{_KIND})\s+(?:\([A-Z]{{2,}}\)\s*)?"
    rf"(?:No\.?\s*)?[\w/().-]*\d[\w/().-]*),?\s+of\s+(?:the\s+)?"
)
_OF_A_YEAR = re.compile(
    rf"\b(?P<n>(?:[A-Z][\w’'-]+\s+(?:(?:of|and"
    rf"|for)\s+)?){{1,5}}(?:{_KIND})(?:\s+of)?,?\s+(?P<y>1[5-9]\d\d|20\d\d))\b"
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The acts of the sentence that the document has not named before."""
    for match in _NUMBERED.finditer(sentence.text, sentence.lead):
        date = next((d for d in sentence.dates if d.span.start == match.end()), None)
        edtf = completed(date, sentence, story)
        if date and edtf:
            yield from _once(sentence, story, Span(*match.span("n")), date.span.end, edtf)
    for match in _OF_A_YEAR.finditer(sentence.text, sentence.lead):
        yield from _once(sentence, story, Span(*match.span("n")), match.end(), match["y"])


def _once(sentence: Sentence, story: Story, place: Span, end: int, date: str) -> Iterator[Draft]:
    name = re.sub(r"^(?:The|In|On|By|Under|An?|This)\s+", "", squeezed(place.of(sentence.text)))
    if any(draft.rule == "act" and draft.label == name for draft in story.drafts) or len(name.split()) < 2:
        return
    clause = sentence.clause_at(place.start)
    topic = about(sentence, end, clause.end)
    quote = trimmed_span(sentence, clause.start, clause.end)
    yield Draft(sentence, "publication", "act", name, quote, topic=topic, date=date, anchor=place)
