"""Undertakings that a text names without a verb of their own: by their founding, or as still being drawn up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, squeezed
from corpus.facts.undertakings import NOUN, Deed, undertaking
from corpus.model import Span

RULES = (
    Rule(
        "facility by its founding",
        "a facility that a text names with its establishment, opening or the like",
        "They have worked together since the establishment of the Port Arne Weather Station in 1963.",
    ),
    Rule(
        "plan in the making",
        "a named roadmap, strategy or plan that is being drawn up",
        "Both countries are working together in developing the Clean Seas Roadmap for the coasts.",
    ),
)

_FOUNDING = re.compile(
    r"\b(?:establishment|foundation|founding|inauguration|opening|construction|creation"
    r"|commissioning) of\s+(?:the\s+)?",
    re.IGNORECASE,
)
_DEVELOPING = re.compile(
    r"\b(?:developing|drawing up|preparing|drafting)\s+(?:an?\s+|the\s+)?"
    r"(?P<n>(?:[A-Z][\w&-]*\s+(?:\([^)]*\)\s*)?){1,5}(?:Road ?map|Action Plan|Strategy|Master Plan|Framework))\b"
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The undertakings that the sentence so names."""
    yield from _founded(sentence, story)
    yield from _developed(sentence, story)


def _founded(sentence: Sentence, story: Story) -> Iterator[Draft]:
    """A facility that the text names with its founding: "since the establishment of the X Workshop at Y"."""
    for match in _FOUNDING.finditer(sentence.text, sentence.lead):
        name = next((n for n in sentence.names if n.span.start == match.end()), None)
        noun = [*NOUN.finditer(name.text)][-1:] if name else []
        if name is None or not noun or not noun[0]["facility"] or noun[0].end() < len(name.text):
            continue
        clause = sentence.clause_at(match.start())
        date = next((d for d in sentence.dates if clause.covers(d.span) and not in_name(sentence, d)), None)
        deed = Deed("established", "facility", name.span, name.span, clause)
        draft = undertaking(sentence, story, deed, name.span, None)
        yield replace(draft, rule="facility by its founding", label=name.text, date=completed(date, sentence, story))


def _developed(sentence: Sentence, story: Story) -> Iterator[Draft]:
    """A named plan that is being drawn up: "working together in developing the X Roadmap"."""
    for match in _DEVELOPING.finditer(sentence.text, sentence.lead):
        known = any(match["n"].lower() in d.label.lower() for d in story.drafts if d.type == "programme")
        if len(match["n"].split()) > 1 and not known:
            place = Span(*match.span("n"))
            deed = Deed("developing", "programme", place, place, sentence.clause_at(match.start()))
            draft = undertaking(sentence, story, deed, place, about(sentence, place.end, len(sentence.text)))
            draft = replace(draft, topic=draft.topic.partition(" with ")[0] if draft.topic else None)
            label = squeezed(match["n"]) + (f" for {draft.topic}" if draft.topic else "")
            yield replace(draft, rule="plan in the making", label=label, parties=draft.parties or story.pair)
