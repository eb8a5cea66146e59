"""What else the text dates: a clause that tells when something came about, where no other rule has taken it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name, place_of
from corpus.facts.language import FINITE
from corpus.facts.parties import canonical
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, squeezed, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "dated statement",
        "a clause with a verb and a date that no other rule has taken",
        "In 1204 the crusaders captured the city.",
    ),
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """A draft for each dated clause of the sentence that has none with that date yet."""
    told = {d.date for d in story.drafts if d.sentence is sentence and d.type != "statistic"}
    told |= {d.valid_until for d in story.drafts if d.sentence is sentence}
    for clause in sentence.clauses:
        body = Span(max(clause.start, sentence.lead), clause.end) if clause.end > sentence.lead else clause
        dates = [d for d in sentence.dates if body.covers(d.span) and not in_name(sentence, d)]
        for date in dates[:1]:
            edtf = completed(date, sentence, story)
            if edtf and edtf not in told and date.edtf not in told and _tells(sentence, body):
                yield _draft(sentence, story, body, date, edtf)


def _tells(sentence: Sentence, body: Span) -> bool:
    """Whether the stretch is a clause: it has a finite verb and enough words."""
    words = [w for w in sentence.words if body.start <= w.start < body.end]
    return (
        any(w.tag in FINITE for w in words)
        and len(words) > 4
        and any(w.dep in ("nsubj", "nsubjpass", "expl") for w in words)
    )


def _draft(sentence: Sentence, story: Story, body: Span, date: FoundDate, edtf: str) -> Draft:
    bodies = canonical(n for n in sentence.names if body.covers(n.span) and n.kind in ("body", "person"))
    return Draft(
        sentence, "event", "dated statement", _label(sentence, body, date), trimmed_span(sentence, body.start, body.end),
        parties=bodies[:4], date=edtf, place=place_of(sentence, body), approximate=date.approximate, anchor=date.span,
    )  # fmt: skip


def _label(sentence: Sentence, body: Span, date: FoundDate) -> str:
    """The clause without its date, cut at a comma where it is long."""
    before, after = sentence.text[body.start : date.span.start], sentence.text[date.span.end : body.end]
    before = (
        re.sub(
            r"(?:,?\s*\b(?:in|on|by|during|since|from|until|around|about|circa|between|the|early|late|mid|year|years|of|till)\b[\s-]*)+$",
            "",
            before,
            flags=re.IGNORECASE,
        )
        if not re.search(r"\w\s+of\s+$", before)
        else before
    )
    text = squeezed(f"{before.strip()} {after.lstrip(' ,')}" if before.strip(" •-") else after.lstrip(" ,"))
    text = re.sub(r"\s+([.,;])", r"\1", text).rstrip(".")
    words = text.split()
    if len(words) > 24:
        cut = " ".join(words[:24])
        text = (
            cut.rpartition(",")[0]
            if cut.count(",") and len(cut.rpartition(",")[0].split()) > 8
            else cut + " …"
        )
    return capital(squeezed(text))
