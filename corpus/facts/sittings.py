"""Bodies that met: "The Harbour Board met in Leiden on 4 June", each date a meeting of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name, place_of
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, discussed, squeezed, subject_above, trimmed_span
from corpus.model import Span
from corpus.names import BODY_HEADS

RULES = (
    Rule(
        "body met",
        "a committee, board or the like that met, with the date or dates",
        "The Seventh Joint Commission met in Oslo on 9 September 2019.",
    ),
)

_MET = re.compile(
    r"\b(?:met|meets|convened|sat)\b"
    r"(?=\s+(?:in|at|on|for|again|virtually|online|once|twice|\w+ times|formally|during)\b)",
    re.IGNORECASE,
)
_BODY = "|".join(sorted(BODY_HEADS | {"panel", "group", "mission", "team", "working group"}))
_SUBJECT = re.compile(
    rf"(?:\b(?P<art>the|a|an|this|its)\s+)?(?P<n>(?:[\w’'&-]+\s+){{0,6}}?(?:{_BODY})(?:\s+(?:on|of|for)\s+[^,;.]{{3,60}})?)"
    r"(?:\s+\([A-Z][\w&-]+\))?\s*(?:,[^,;.]{3,80},)?\s*(?:has\s+|have\s+|also\s+|first\s+|last\s+|then\s+|jointly\s+)*$",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|they|which)\s+(?:has\s+|have\s+|also\s+|first\s+|last\s+)*$", re.IGNORECASE)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """A meeting for each date on which the body met; nothing where the date is another rule's."""
    verb = _MET.search(sentence.text, sentence.lead)
    if verb is None or any(d.sentence is sentence and d.type in ("meeting", "event") for d in story.drafts):
        return
    clause = sentence.clause_at(verb.start())
    name = _name(sentence, story, clause.start, verb.start())
    dates = [d for d in sentence.dates if d.role == "on" and clause.covers(d.span) and not in_name(sentence, d)]
    if name is None:
        return
    place = place_of(sentence, Span(verb.end(), clause.end))
    for date in dates:
        if edtf := completed(date, sentence, story) or _year_after(sentence, date.edtf, date.span.end):
            yield Draft(
                sentence,
                "meeting",
                "body met",
                name if re.search(r"(?i)\bmeeting\b", name) else f"Meeting of the {name}",
                trimmed_span(sentence, clause.start, clause.end),
                topic=discussed(sentence, verb.end(), len(sentence.text)),
                parties=story.pair if re.search(r"(?i)\b(?:joint|mixed|bilateral)\b", name) else (),
                date=edtf,
                place=place,
                anchor=date.span,
            )


def _name(sentence: Sentence, story: Story, start: int, verb: int) -> str | None:
    before = sentence.text[start:verb]
    if subject := _SUBJECT.search(before):
        name = squeezed(subject["n"])
        return capital(name) if subject["art"] is None and name.islower() else name
    if _IT.search(before):
        told = next((d for d in reversed(story.drafts) if d.sentence.paragraph == sentence.paragraph), None)
        named = told.label if told and told.type == "body" else subject_above(sentence)
        return named if set(re.findall(r"\w+", named.lower())) & BODY_HEADS else None
    return None


def _year_after(sentence: Sentence, edtf: str, end: int) -> str | None:
    """The date with the year that the next one of a list gives: "on 12 May and 9 August 2019"."""
    later = next((d.edtf[:4] for d in sentence.dates if d.span.start >= end and d.edtf[:4].isdigit()), None)
    return edtf.replace("XXXX", later) if later and "XXXX" in edtf else None
