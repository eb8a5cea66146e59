"""Here is a document and its passages, give me its facts: a table of named rules over sentences that a parser has read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.aliases import Aliases
from corpus.countries import countries
from corpus.dates import fiscal_month, find_dates, find_durations
from corpus.facts import agreements, bodies, extensions, figures, gatherings, people, undertakings
from corpus.facts.anchors import find_anchors
from corpus.facts.language import Word, parse
from corpus.facts.naming import find_names
from corpus.facts.parties import canonical
from corpus.facts.statement import Draft, Rule, Sentence, Story
from corpus.model import Document, Evidence, Fact, Passage, Span, stable_id
from corpus.quantities import find_quantities

#: Every family of rules, in the order in which they read a sentence.
FAMILIES = (agreements, extensions, gatherings, undertakings, bodies, people, figures)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in family.RULES)


def extract_facts(document: Document, passages: Sequence[Passage], aliases: Aliases) -> tuple[Fact, ...]:
    """The facts that the passages state, in the order of their evidence. Loads spaCy's model at its first call."""
    story = Story(document, aliases, _pair(document.text))
    for sentence in _read(document, passages, aliases, story):
        anchors = find_anchors(sentence)
        story.sentences.append(sentence)
        for family in FAMILIES:
            story.drafts.extend(family.find(sentence, story, anchors))
    return _facts(document, story.drafts)


def _read(document: Document, passages: Sequence[Passage], aliases: Aliases, story: Story) -> Iterator[Sentence]:
    """The sentences of the passages, each parsed and with its dates, numbers and names."""
    places = [(passage, span) for passage in passages for span in passage.sentences]
    headings = list(dict.fromkeys(h for passage in passages for h in passage.headings))
    month = fiscal_month(document.text)
    parsed = parse([*headings, *(span.of(document.text) for _, span in places)])
    for heading in headings:
        story.headings[heading] = canonical(n for n in find_names(heading, next(parsed), aliases) if n.acts)
    leads = {heading.span.start: heading.span.end for heading in document.headings if heading.run_in}
    paragraph, at = 0, 0
    for (passage, span), words in zip(places, parsed, strict=True):
        paragraph += "\n\n" in document.text[at : span.start]
        at = span.start
        yield _sentence(document, passage, span, words, aliases, paragraph, month, leads)


def _sentence(document: Document, passage: Passage, span: Span, words: tuple[Word, ...], aliases: Aliases, paragraph: int, month: int | None, leads: dict[int, int]) -> Sentence:
    text = span.of(document.text)
    dates = find_dates(text, month)
    lead = leads.get(span.start, span.start) - span.start
    if lead and (colon := re.compile(r"\s*[:–-]\s*").match(text, lead)):
        lead = colon.end()
    return Sentence(
        document, passage, span, text, min(lead, len(text) - 1), paragraph, words, find_names(text, words, aliases), dates,
        find_quantities(text, [d.span for d in dates]), find_durations(text),
    )  # fmt: skip


def _pair(text: str) -> tuple[str, ...]:
    """The two countries that the document is about: named far more often than any third."""
    named: Counter[str] = Counter()
    for name, country in countries().items():
        if times := len(re.findall(rf"\b{re.escape(name)}\b", text)):
            named[country] += times
    ranked = named.most_common(3)
    if len(ranked) < 2 or ranked[1][1] * 4 < ranked[0][1] or (len(ranked) > 2 and ranked[2][1] * 3 > ranked[1][1]):
        return ()
    return tuple(sorted((ranked[0][0], ranked[1][0]), key=text.find))


def _facts(document: Document, drafts: Sequence[Draft]) -> tuple[Fact, ...]:
    """The drafts as facts, the same thing said twice of one place once, in document order."""
    facts: list[Fact] = []
    occurrences: Counter[tuple[str, str]] = Counter()
    seen: set[tuple[object, ...]] = set()
    for draft in sorted(drafts, key=lambda d: (d.sentence.span.start + d.quote.start, d.anchor.start if d.anchor else 0)):
        quote = draft.quote.of(draft.sentence.text)
        key = (draft.type, quote, draft.label, draft.date, draft.value, draft.valid_until)
        if key in seen:
            continue
        seen.add(key)
        number = occurrences[draft.type, quote]
        occurrences[draft.type, quote] += 1
        start = draft.sentence.span.start + draft.quote.start
        evidence = Evidence(document.id, draft.sentence.passage.id, Span(start, start + len(draft.quote)), quote)
        facts.append(Fact(
            stable_id(document.id, draft.type, quote, str(number)), draft.type, draft.label, evidence, draft.rule, draft.instrument,
            draft.parties, draft.topic, draft.date, draft.place, draft.value, draft.unit, draft.approximate, draft.valid_until,
        ))  # fmt: skip
    return tuple(facts)
