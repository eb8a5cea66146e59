"""Drafts to facts: what was said twice once, ids that hold in every build, the order of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.facts.statement import Draft
from corpus.model import Document, Evidence, Fact, Span, stable_id


def settled(document: Document, drafts: Sequence[Draft]) -> tuple[Fact, ...]:
    """The drafts as facts in the order of their evidence.

    An id is made of the document's, the type, the quote and the number of such a quote among the document's: it
    doesn't depend on where the words stand.
    """
    times: Counter[tuple[str, str]] = Counter()
    facts = []
    for draft in sorted(_distinct(_known_people(_dated(drafts))), key=_place):
        quote = draft.quote.of(draft.sentence.text)
        number = times[draft.type, quote]
        times[draft.type, quote] += 1
        facts.append(_fact(document, draft, quote, number))
    return tuple(facts)


def _place(draft: Draft) -> tuple[int, int]:
    start = draft.sentence.span.start
    return start + draft.quote.start, start + (draft.anchor or draft.quote).start


def _dated(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts, each agreement with the end of its validity where a later sentence tells it."""
    valid = {(d.sentence.paragraph, d.parties): d.valid_until for d in drafts if d.rule == "validity"}
    for draft in drafts:
        end = valid.get((draft.sentence.paragraph, draft.parties)) if draft.type == "agreement" else None
        yield replace(draft, valid_until=draft.valid_until or end) if end else draft


def _known_people(drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The drafts without a second one of the same person and office, or of a person by the last name alone."""
    kept = list(drafts)
    full = {draft.label.casefold() for draft in kept if draft.type == "person"}
    seen: set[tuple[str, str]] = set()
    for draft in kept:
        if draft.type == "person":
            name = draft.label.casefold()
            office = (draft.topic or "").casefold()
            if any(other != name and other.endswith(f" {name}") for other in full):
                continue
            if (name, office) in seen or (draft.rule == "person with title" and any(n == name for n, _ in seen)):
                continue
            seen.add((name, office))
        yield draft


def _distinct(drafts: Iterator[Draft]) -> Iterator[Draft]:
    """The drafts without those that tell of one stretch what another tells already."""
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        key = (
            draft.type,
            _place(draft)[0],
            draft.label,
            draft.date,
            draft.value,
            draft.unit,
            draft.valid_until,
        )
        if key not in seen:
            seen.add(key)
            yield draft


def _fact(document: Document, draft: Draft, quote: str, number: int) -> Fact:
    start = draft.sentence.span.start + draft.quote.start
    return Fact(
        id=stable_id(document.id, draft.type, quote, str(number)),
        type=draft.type,
        label=draft.label,
        evidence=Evidence(document.id, draft.sentence.passage.id, Span(start, start + len(quote)), quote),
        rule=draft.rule,
        instrument=draft.instrument,
        parties=draft.parties,
        topic=draft.topic,
        date=draft.date,
        place=draft.place,
        value=draft.value,
        unit=draft.unit,
        approximate=draft.approximate,
        valid_until=draft.valid_until,
    )
