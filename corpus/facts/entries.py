"""When agreements took effect: a date of its own, beside that of their signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import cased, trimmed_span
from corpus.instruments import INSTRUMENT

RULES = (
    Rule(
        "entry into force",
        "when an agreement told of before entered into force or took effect",
        "The Fisheries Treaty was signed on 3 May 1991. The treaty entered into force on 1 June 1992.",
    ),
)

#: How agreements take effect; `REFERRING` is how a text then calls one that it has told of.
FORCE = re.compile(
    r"\b(?:entered|came|comes?|enters?) into (?:force|effect|operation)\b|\btook effect\b", re.IGNORECASE
)
REFERRING = re.compile(rf"(?:the|this|it|which)(?:\s+(?:{INSTRUMENT.pattern}))?,?\s*(?:has\s+|and\s+)?$", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The entry into force that the sentence dates, where the agreement's own date is another or elsewhere."""
    for verb in FORCE.finditer(sentence.text, sentence.lead):
        date = next((d for d in sentence.dates if 0 <= d.span.start - verb.end() < 24), None)
        edtf = completed(date, sentence, story)
        if date is None or edtf is None:
            continue
        told = _told(sentence, story, verb.start())
        if told and told.date == edtf:
            continue
        title = cased(sentence.document.title)
        named = told.label if told else title if INSTRUMENT.search(title) else None
        if named is None:
            continue
        yield Draft(
            sentence,
            "event",
            "entry into force",
            f"Entry into force of {'the ' if told is None else ''}{named}",
            trimmed_span(sentence, sentence.lead, len(sentence.text)),
            told.instrument if told else None,
            told.parties if told else (),
            told.topic if told else None,
            edtf,
            anchor=date.span,
        )


def _told(sentence: Sentence, story: Story, verb: int) -> Draft | None:
    """The agreement that took effect: of the same sentence, or the last one where the sentence but refers to it."""
    for draft in reversed(story.drafts):
        if draft.type == "agreement" and draft.sentence is sentence:
            return draft
    if not REFERRING.search(sentence.text[sentence.lead : verb]):
        return None
    return next((d for d in reversed(story.drafts) if d.type == "agreement"), None)
