"""The agreement that a document itself is: its title names it, its close says where and when it was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed, place_of
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import cased, squeezed, trimmed_span
from corpus.instruments import INSTRUMENT, instrument_name
from corpus.model import Span

RULES = (
    Rule(
        "own deed",
        "“Done at …” or “Signed at …” at the close of a document whose title is an agreement",
        "Treaty between the Republic of Arland and the Kingdom of Borland on Fisheries\n\nDone at Port Arne on"
        " 3 May 1991, in duplicate.",
    ),
)

_DONE = re.compile(r"\W*(?:done|signed|executed|given|adopted|concluded)\s+(?:at|in|on|this)\b", re.IGNORECASE)
_SIDES = re.compile(
    r"\bbetween\s+(?:the\s+)?(?P<a>.+?)\s+and\s+(?:the\s+)?(?P<b>.+?)(?=\s+(?:on|concerning|regarding|relating"
    r"|for|in the)\b|$)",
    re.IGNORECASE,
)
_MATTER = re.compile(r"\b(?:on|concerning|regarding|relating to|for)\s+(?:the\s+)?(?P<t>.+)$", re.IGNORECASE)


def _title(sentence: Sentence) -> str:
    """The document's title; its first paragraph where that, and not the title, names an agreement."""
    title = cased(sentence.document.title)
    opening = cased(sentence.document.text[:400].split("\n\n")[0])
    named = len(opening) < 300 and INSTRUMENT.match(opening) is not None and len(opening) > len(title)
    return opening if named else title


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The document's own agreement, at the sentence that dates it."""
    title = _title(sentence)
    named = INSTRUMENT.search(title)
    if named is None or not _DONE.match(sentence.text) or any(d.rule == "own deed" for d in story.drafts):
        return
    date = next((d for d in sentence.dates if d.role == "on"), None)
    if date is None:
        return
    sides = _SIDES.search(title)
    matter = _MATTER.search(title, sides.end() if sides else named.end())
    body = Span(sentence.lead, len(sentence.text))
    yield Draft(
        sentence,
        "agreement",
        "own deed",
        title,
        trimmed_span(sentence, body.start, body.end),
        instrument_name(named.group()),
        tuple(story.aliases.canonical(squeezed(sides[side])) for side in "ab") if sides else (),
        squeezed(matter["t"]) if matter else None,
        completed(date, sentence, story),
        place_of(sentence, body),
        anchor=date.span,
    )
