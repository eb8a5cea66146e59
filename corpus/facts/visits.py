"""Visits: who came where, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, dates_of
from corpus.facts.naming import Name
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import trimmed_span

RULES = (
    Rule(
        "visit",
        "a visit of someone to some place, with a date",
        "The accord was signed during the visit of President Alvarez to Chile in March 2004.",
    ),
)

_TITLE = re.compile(
    r"\b(?:Prime Minister|PM|President|King|Queen|Minister|Chancellor|Secretary|Premier)\s+(?:\w+\.?\s+)?$"
)


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The visits that the sentence states."""
    for at, anchor in enumerate(anchors):
        if anchor.name == "visit":
            yield from _visit(sentence, story, anchors, at)


def _visit(sentence: Sentence, story: Story, anchors: Sequence[Anchor], at: int) -> Iterator[Draft]:
    """The visit that a noun names, where the text dates it and says whose it was."""
    anchor, text = anchors[at], sentence.text
    dates = dates_of(sentence, anchors, at)
    if not dates:
        dates = tuple(d for d in sentence.dates if d.span.end <= anchor.phrase.start and d.role == "on")[-1:]
    who = _visitor(sentence, anchor)
    if not dates or who is None:
        return
    to = re.compile(r"\bto\s+(?:the\s+)?", re.IGNORECASE).search(text, anchor.noun.end, anchor.noun.end + 80)
    place = next(
        (n.text for n in sentence.names if to and n.span.start == to.end() and n.kind in ("place", "thing")),
        None,
    )
    title = _TITLE.search(text[: who.span.end - len(who.text)])
    called = (f"{title.group().strip()} " if title and who.kind == "person" else "") + who.text
    label = f"Visit of {called}{' to ' + place if place else ''}"
    parties = (who.text,) if who.kind == "person" else ()
    quote = trimmed_span(sentence, sentence.lead, len(text))
    date = completed(dates[0], sentence, story)
    yield Draft(
        sentence,
        "event",
        "visit",
        label,
        quote,
        parties=parties,
        date=date,
        place=place,
        anchor=anchor.noun,
    )


def _visitor(sentence: Sentence, anchor: Anchor) -> Name | None:
    """Who visits: the person or office after the noun, or right before it with "'s"."""
    people = [n for n in sentence.names if n.kind in ("person", "role") and n.span.start >= sentence.lead]
    after = [n for n in people if 0 <= n.span.start - anchor.noun.end < 90]
    before = [n for n in people if n.span.end <= anchor.noun.start and anchor.phrase.start - n.span.end < 6]
    return next(iter([*after, *before[-1:]]), None)
