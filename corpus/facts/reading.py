"""Passages to sentences that the rules can read: parsed, with their dates, numbers, names and clauses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.aliases import Aliases
from corpus.countries import countries, country_pattern
from corpus.dates import find_dates, find_durations, fiscal_month
from corpus.facts.clauses import find_clauses
from corpus.facts.language import Parse, Word, parse
from corpus.facts.naming import find_names
from corpus.facts.parties import canonical, led_by, pair_in
from corpus.facts.statement import Sentence, Story
from corpus.model import Document, Passage, Span
from corpus.quantities import find_quantities
from corpus.sentences import MARKER

_COLON = re.compile(r"\s*[:–-]\s*")


def new_story(document: Document, aliases: Aliases) -> Story:
    """What a reader knows before the first sentence."""
    return Story(document, aliases, _pair(document.text))


def read_sentences(
    document: Document, passages: Sequence[Passage], story: Story, parse: Parse = parse
) -> Iterator[Sentence]:
    """The sentences of the passages in order; the story learns on the way which bodies the headings name."""
    places = [(passage, span) for passage in passages for span in passage.sentences]
    headings = _headings(passages)
    parsed = iter(parse(texts_read(document, passages)))
    for heading in headings:
        words = next(parsed)
        names = [] if heading.isupper() else [n for n in find_names(heading, words, story.aliases) if n.acts]
        story.headings[heading] = tuple(dict.fromkeys((*led_by(heading, story), *canonical(names)))) or pair_in(
            heading, story
        )
    month = fiscal_month(document.text)
    leads = {heading.span.start: heading.span.end for heading in document.headings if heading.run_in}
    paragraph, at = 0, 0
    for (passage, span), words in zip(places, parsed, strict=True):
        paragraph += "\n\n" in document.text[at : span.start]
        at = span.start
        lead = leads.get(span.start, span.start) - span.start
        yield _sentence(story, passage, span, words, _Place(paragraph, lead, month))


def texts_read(document: Document, passages: Sequence[Passage]) -> list[str]:
    """What `read_sentences` has parsed: the headings, then the sentences."""
    sentences = (span.of(document.text) for passage in passages for span in passage.sentences)
    return [*_headings(passages), *sentences]


def _headings(passages: Sequence[Passage]) -> list[str]:
    return list(dict.fromkeys(heading for passage in passages for heading in passage.headings))


@dataclass(frozen=True, slots=True)
class _Place:
    """What a sentence is told of where it stands."""

    paragraph: int
    lead: int
    fiscal_month: int | None


def _sentence(story: Story, passage: Passage, span: Span, words: tuple[Word, ...], place: _Place) -> Sentence:
    text = span.of(story.document.text)
    dates = find_dates(text, place.fiscal_month)
    mark = _COLON.match(text, place.lead) if place.lead else MARKER.match(text)
    return Sentence(
        document=story.document,
        passage=passage,
        span=span,
        text=text,
        lead=min(mark.end() if mark else place.lead, len(text) - 1),
        heading=text[: place.lead],
        paragraph=place.paragraph,
        words=words,
        clauses=find_clauses(text, words),
        names=() if _is_shouted(text) else find_names(text, words, story.aliases),
        dates=dates,
        quantities=find_quantities(text, [date.span for date in dates]),
        durations=find_durations(text),
    )


def _is_shouted(text: str) -> bool:
    """Whether capitals tell nothing here: a line of four words or more in capitals throughout."""
    return text.isupper() and len(text.split()) > 3


def _pair(text: str) -> tuple[str, ...]:
    """The two countries that the document is about: each named often, and any third far less."""
    named = Counter(countries()[match.group()] for match in re.finditer(rf"(?<!\w){country_pattern().pattern}", text))
    ranked = [*named.most_common(3), ("", 0), ("", 0)]
    if ranked[1][1] < 3 or ranked[1][1] * 4 < ranked[0][1] or ranked[2][1] * 3 > ranked[1][1]:
        return ()
    return tuple(sorted((ranked[0][0], ranked[1][0]), key=text.find))
