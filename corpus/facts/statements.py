"""What else the text dates: a clause that tells when something came about, where no other rule has taken it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.dates import FoundDate
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, in_name
from corpus.facts.language import FINITE
from corpus.facts.parties import canonical
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, squeezed, subject_above, trimmed_span
from corpus.model import Span

RULES = (
    Rule(
        "dated statement",
        "a clause with a verb and a date that no other rule has taken",
        "In 1204 the crusaders captured the city.",
    ),
)

_LONGEST = 26
_GOVERNS = re.compile(
    r"(?:,?\s*\b(?:in|on|by|during|since|from|until|till|around|about|circa|between|throughout|after|before|at|the|early|late|mid|the end of|the beginning of|the start of"
    r"|of|year|years|summer|winter|spring|autumn)\b[\s-]*)+$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"[\W]*(?:(?:and|but|then|also|later|however|thus|finally),?\s+)?(?:(?:in|on|by|during|since|from|until|till|around|about|circa|between|throughout"
    r"|after|before|as of|early|late|mid|the|end|of|start|beginning|at)[\s-]+)*",
    re.IGNORECASE,
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """A draft for each dated clause of the sentence that has none with that date yet."""
    told = {d.date for d in story.drafts if d.sentence is sentence and d.type != "statistic"}
    told |= {d.valid_until for d in story.drafts if d.sentence is sentence}
    for clause in sentence.clauses:
        body = sentence.clause_at(clause.start)
        date = next((d for d in sentence.dates if body.covers(d.span) and _tells_when(sentence, d)), None)
        edtf = completed(date, sentence, story)
        if date and edtf and edtf not in told and date.edtf not in told and _is_clause(sentence, body):
            yield _draft(sentence, body, date, edtf)


def _tells_when(sentence: Sentence, date: FoundDate) -> bool:
    """Whether the date says when: it is no part of a name, no aside in brackets, and no "prior to"."""
    before = sentence.text[: date.span.start]
    aside = before.count("(") > before.count(")") or before.count("[") > before.count("]")
    return not (
        aside
        or in_name(sentence, date)
        or re.search(r"(?i)\b(?:prior to|earlier than)\s+(?:the\s+)?$", before)
    )


def _is_clause(sentence: Sentence, body: Span) -> bool:
    """Whether the stretch has a finite verb, a subject and more than a few words."""
    words = [w for w in sentence.words if body.start <= w.start < body.end]
    subject = any(w.dep in ("nsubj", "nsubjpass", "expl") for w in words)
    return subject and any(w.tag in FINITE for w in words) and len(words) > 4


def _draft(sentence: Sentence, body: Span, date: FoundDate, edtf: str) -> Draft:
    sides = canonical(n for n in sentence.names if body.covers(n.span) and n.kind in ("body", "person"))
    return Draft(
        sentence,
        "event",
        "dated statement",
        _label(sentence, body, date),
        trimmed_span(sentence, body.start, body.end),
        parties=sides[:4],
        date=edtf,
        approximate=date.approximate,
        anchor=date.span,
    )


def _label(sentence: Sentence, body: Span, date: FoundDate) -> str:
    """The clause without a date that opens or closes it, cut where it is long."""
    before, after = sentence.text[body.start : date.span.start], sentence.text[date.span.end : body.end]
    opens, closes = _OPENS.fullmatch(before), re.fullmatch(r"[\s.,;]*", after)
    text = body.of(sentence.text)
    if opens:
        text = after.lstrip(" ,")
    elif closes and not re.search(r"\w\s+of\s+$", before):
        text = _GOVERNS.sub("", before)
    words = re.sub(r"[\s,]+(?:and|but|or|while)$", "", squeezed(text).rstrip(".")).split()
    hangs = len(words) < 4 or re.match(r"(?i)(?:it|they|he|she|this|these|the same)\b", " ".join(words))
    above = subject_above(sentence) if hangs else ""
    if len(words) <= _LONGEST:
        return capital(" ".join(words)) + (f" ({above})" if above else "")
    cut = " ".join(words[:_LONGEST])
    head = cut.rpartition(", ")[0]
    return capital(squeezed(head) if len(head.split()) > 8 else f"{cut} …")
