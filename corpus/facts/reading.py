"""Passages to sentences that the rules can read: parsed, with their dates, numbers, names and clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.aliases import Aliases
from corpus.countries import countries, country_pattern
from corpus.dates import find_dates, find_durations, fiscal_month
from corpus.facts.clauses import find_clauses
from corpus.facts.language import Word, parse
from corpus.facts.naming import find_names
from corpus.facts.parties import canonical, pair_in
from corpus.facts.statement import Sentence, Story
from corpus.model import Document, Passage, Span
from corpus.quantities import find_quantities
from corpus.sentences import MARKER

_COLON = re.compile(r"\s*[:–-]\s*")


def new_story(document: Document, aliases: Aliases) -> Story:
    """What a reader knows before the first sentence."""
    return Story(document, aliases, _pair(document.text))


def read_sentences(document: Document, passages: Sequence[Passage], story: Story) -> Iterator[Sentence]:
    """The sentences of the passages in order; the story learns on the way which bodies the headings name."""
    places = [(passage, span) for passage in passages for span in passage.sentences]
    headings = list(dict.fromkeys(heading for passage in passages for heading in passage.headings))
    parsed = parse([*headings, *(span.of(document.text) for _, span in places)])
    for heading in headings:
        words = next(parsed)
        names = [] if heading.isupper() else [n for n in find_names(heading, words, story.aliases) if n.acts]
        story.headings[heading] = canonical(names) or pair_in(heading, story)
    month = fiscal_month(document.text)
    leads = {heading.span.start: heading.span.end for heading in document.headings if heading.run_in}
    paragraph, at = 0, 0
    for (passage, span), words in zip(places, parsed, strict=True):
        paragraph += "\n\n" in document.text[at : span.start]
        at = span.start
        lead = leads.get(span.start, span.start) - span.start
        yield _sentence(document, passage, span, words, paragraph, lead, month, story.aliases)


def _sentence(
    document: Document,
    passage: Passage,
    span: Span,
    words: tuple[Word, ...],
    paragraph: int,
    lead: int,
    month: int | None,
    aliases: Aliases,
) -> Sentence:
    text = span.of(document.text)
    dates = find_dates(text, month)
    heading = text[:lead]
    if lead and (colon := _COLON.match(text, lead)):
        lead = colon.end()
    elif not lead and (mark := MARKER.match(text)):
        lead = mark.end()
    return Sentence(
        document,
        passage,
        span,
        text,
        min(lead, len(text) - 1),
        heading,
        paragraph,
        words,
        find_clauses(text, words),
        () if _is_shouted(text) else find_names(text, words, aliases),
        dates,
        find_quantities(text, [date.span for date in dates]),
        find_durations(text),
    )


def _is_shouted(text: str) -> bool:
    """Whether capitals tell nothing here: a line of four words or more in capitals throughout."""
    return text.isupper() and len(text.split()) > 3


def _pair(text: str) -> tuple[str, ...]:
    """The two countries that the document is about: each named often, and any third far less."""
    named = Counter(
        countries()[match.group()] for match in re.finditer(rf"(?<!\w){country_pattern().pattern}", text)
    )
    ranked = [*named.most_common(3), ("", 0), ("", 0)]
    if ranked[1][1] < 3 or ranked[1][1] * 4 < ranked[0][1] or ranked[2][1] * 3 > ranked[1][1]:
        return ()
    return tuple(sorted((ranked[0][0], ranked[1][0]), key=text.find))
