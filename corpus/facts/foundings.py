"""Undertakings that a text names without a verb of their own: by their founding, or as still being drawn up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import about, squeezed
from corpus.facts.undertakings import NOUN, Deed, left_of, undertaking
from corpus.model import Span

RULES = (
    Rule(
        "facility by its founding",
        "a facility that a text names with its establishment, opening or the like",
        "They have worked together since the establishment of the Port Arne Weather Station in 1963.",
    ),
    Rule(
        "begun in an aside",
        "a named programme or facility with an aside that tells when it began",
        "The Clean Rivers Programme, started in 2016, has reached every village.",
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
_ASIDE = re.compile(
    r",?\s+\(?(?:which (?:was|has been)\s+|that was\s+)?(?P<v>launched|started|begun|established|set up|initiated"
    r"|founded|opened|inaugurated|created|introduced|commissioned|completed|built)\s+(?:in|on|during)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_DEVELOPING = re.compile(
    r"\b(?:developing|drawing up|preparing|drafting)\s+(?:an?\s+|the\s+)?"
    r"(?P<n>(?:[A-Z][\w&-]*\s+(?:\([^)]*\)\s*)?){1,5}(?:Road ?map|Action Plan|Strategy|Master Plan|Framework))\b"
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The undertakings that the sentence so names."""
    yield from _founded(sentence, story)
    yield from _begun(sentence, story)
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
        yield replace(draft, rule="facility by its founding", label=name.text, date=completed(date, sentence, story),
                          parties=(), place=_site(sentence, name.span.end) or draft.place)  # fmt: skip


def _site(sentence: Sentence, end: int) -> str | None:
    """Where it is: "at Y" right after its name."""
    at = re.compile(r"\s+(?:at|in)\s+(?:the\s+)?").match(sentence.text, end)
    return next((n.text for n in sentence.names if at and n.span.start == at.end()), None)


def _begun(sentence: Sentence, story: Story) -> Iterator[Draft]:
    """An undertaking whose beginning an aside tells: "the X Programme, started in 2016, …"."""
    for noun in NOUN.finditer(sentence.text, sentence.lead):
        aside = _ASIDE.match(sentence.text, noun.end())
        date = next((d for d in sentence.dates if aside and d.span.start == aside.end()), None)
        phrase = Span(left_of(sentence, noun.start()), noun.end())
        name = squeezed(phrase.of(sentence.text))
        if date is None or aside is None or not re.match(r"[A-Z]", name) or " " not in name:
            continue
        clause = sentence.clause_at(noun.start())
        deed = Deed(aside["v"], "facility" if noun["facility"] else "programme", Span(*noun.span()), phrase, clause)
        draft = undertaking(sentence, story, deed, phrase, None)
        yield replace(draft, rule="begun in an aside", label=name, date=completed(date, sentence, story))


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
