"""Rows of tables: an instrument with its date, its sides and its matter, one cell each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.countries import countries
from corpus.facts.anchors import Anchor
from corpus.facts.circumstances import completed
from corpus.facts.language import FINITE
from corpus.facts.parties import canonical
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.facts.topics import capital, joined, squeezed, trimmed_span
from corpus.instruments import INSTRUMENT, instrument_name
from corpus.model import Span

RULES = (
    Rule(
        "table row",
        "a row of a table with an agreement and its date",
        "Memorandum of Understanding | 12 March 2009 | Arland, Borland | Marine research",
    ),
)

_CELL = re.compile(r"[^|\n]+")
_PART = re.compile(r"\s*[,;/&]\s*|\s+and\s+")


def find(sentence: Sentence, story: Story, anchors: Sequence[Anchor]) -> Iterator[Draft]:
    """The agreement of a row with a cell that names one and a cell that is a date."""
    cells = [cell for m in _CELL.finditer(sentence.text, sentence.lead) if (cell := _cell(sentence.text, m))]
    date = next((d for d in sentence.dates for c in cells if c.covers(d.span) and len(d.span) * 2 > len(c)), None)
    if " | " not in sentence.text or date is None or _has_verb(sentence):
        return
    others = [cell for cell in cells if not cell.covers(date.span)]
    named = next((cell for cell in others if INSTRUMENT.search(cell.of(sentence.text))), None)
    edtf = completed(date, sentence, story)
    if named is None or edtf is None:
        return
    sides = [cell for cell in others if cell is not named and _is_sides(sentence, cell)]
    rest = [cell for cell in others if cell is not named and cell not in sides]
    listed = next((cell for cell in rest if not sides and len(rest) > 1 and _lists_names(cell.of(sentence.text))), None)
    topic = next((squeezed(cell.of(sentence.text)) for cell in rest if cell is not listed), None)
    parties = tuple(p for cell in sides for p in _sides(sentence, cell))
    parties = tuple(map(story.aliases.canonical, _PART.split(listed.of(sentence.text)))) if listed else parties
    yield _draft(sentence, named, parties, topic, edtf)


def _has_verb(sentence: Sentence) -> bool:
    """Whether the row is a sentence after all; a month may look like a verb."""
    dated = [date.span for date in sentence.dates]
    return any(w.tag in FINITE and not any(d.start <= w.start < d.end for d in dated) for w in sentence.words)


def _cell(text: str, match: re.Match[str]) -> Span | None:
    said = match.group().strip()
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Span(start, start + len(said)) if said else None


def _is_sides(sentence: Sentence, cell: Span) -> bool:
    """Whether names of bodies or countries make up most of the cell."""
    named = [n for n in sentence.names if cell.covers(n.span) and (n.acts or n.text in countries())]
    return sum(len(n.span) for n in named) * 2 > len(cell)


def _lists_names(cell: str) -> bool:
    """Whether the cell is a list of names, though none is known as a body's."""
    parts = _PART.split(cell)
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)


def _sides(sentence: Sentence, cell: Span) -> tuple[str, ...]:
    return canonical(n for n in sentence.names if cell.covers(n.span))


def _draft(sentence: Sentence, named: Span, parties: tuple[str, ...], topic: str | None, edtf: str) -> Draft:
    said = squeezed(named.of(sentence.text))
    form = INSTRUMENT.search(said)
    instrument = instrument_name(form.group()) if form else None
    label = instrument if instrument and form and form.group() == said else None
    if label:
        label += f" between {joined(parties)}" if len(parties) > 1 else f" with {parties[0]}" if parties else ""
        label += f" on {topic}" if topic else ""
    quote = trimmed_span(sentence, sentence.lead, len(sentence.text))
    return Draft(sentence, "agreement", "table row", label or capital(said), quote, instrument, parties, topic, edtf,
                 anchor=named)  # fmt: skip
