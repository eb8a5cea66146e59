"""What might answer a question: the reader's words, facts that tell it, else the best sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

from corpus.dates import find_dates, find_durations
from corpus.model import Evidence, Fact, Passage, Span
from corpus.quantities import find_quantities
from index.hits import Answering, FactHit, Hit, Read
from index.windows import Window
from service.answers.contacts import contact_of, contacts
from service.answers.cores import lines_of, names, numbered, quoted, uncut, whole
from service.answers.holding import undated
from service.answers.questions import Kind
from service.answers.sought import expected_of, part_of
from service.answers.wording import best_sentence, date_of, date_words, number_of, trimmed

Source: TypeAlias = Literal["reader", "fact", "sentence"]
#: Finds the stretches of a text that an answer must hold one of.
Cores: TypeAlias = Callable[[str], Iterable[Span]]
#: What the reader marks in each passage, by its id.
Marked: TypeAlias = Mapping[str, Sequence[Answering]]

#: A number that is no part of a name and no rank: not the 19 of "COVID-19", nor "12th".
_DIGITS = re.compile(r"(?<![\w-])\d[\d.,]*+(?!(?:st|nd|rd|th)\b)")
_TIED = re.compile(r"(?P<n>[A-Z]{2,})[-–](?=[A-Z][a-z])")
#: Of the dates, numbers or names of a passage that the reader doesn't mark itself, the best so many are looked at.
_MOST_CORES = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may answer, and where they stand."""

    text: str
    source: Source
    hit: Hit
    #: The words themselves, in document offsets; all that states a fact, where the reader marks none that say it.
    span: Span
    #: The sentences that bear it out.
    citation: Evidence
    #: The reader's, for these words or for words of its own that meet them; None where it read nothing there.
    margin: float | None
    fact: Fact | None = None
    #: How much the fact bears on the question, 0..1; 0 for any other source.
    bearing: float = 0.0


def candidates(question: str, kind: Kind, hits: Sequence[Hit], facts: Sequence[FactHit]) -> tuple[Candidate, ...]:
    """All that may answer, of the kind asked for, in the order of the passages; the best sentence where nothing is."""
    marked = {hit.passage.id: tuple(_marked(question, kind, hit)) for hit in hits}
    found = (*_read(question, kind, hits, marked), *_stated(question, kind, hits, facts, marked))
    return found or tuple(_said(question, hits[:1]))


def _read(question: str, kind: Kind, hits: Sequence[Hit], marked: Marked) -> Iterator[Candidate]:
    """What the reader marks in each passage and its headings, of what the question asks for, each once."""
    for hit in hits:
        taken: list[Span] = []
        for found in marked[hit.passage.id]:
            words = _words(hit, found.span)
            span = date_words(words, found.span) if kind == "date" else found.span
            if _of_kind(kind, words) and not any(_covered(span, other) for other in taken):
                taken.append(span)
                text = _apart(trimmed(_words(hit, span), question), question)
                yield Candidate(text, "reader", hit, span, _cited(hit, span), found.margin)


def _apart(text: str, question: str) -> str:
    """The answer without a short name of the question that a hyphen ties to it: "NASA-Institute of Tides"."""
    tied = _TIED.match(text)
    return text[tied.end() :] if tied and re.search(rf"\b{re.escape(tied['n'])}\b", question) else text


def _covered(span: Span, other: Span) -> bool:
    """Whether the span says nothing that the other doesn't say in about as few words."""
    return span.covers(other) or (other.covers(span) and len(other) <= 2 * len(span))


def _marked(question: str, kind: Kind, hit: Hit) -> Iterator[Answering]:
    """The reader's answers in a passage and its headings, then how it marks what was asked for, each best first.

    An answer that cuts a date, a number or a name that was asked for takes the whole of it.
    """
    if hit.read is None:
        return
    cores = _places(_cores(question, kind), hit.read.window)
    for answer in hit.read.answers:
        for part in _line_by_line(hit, hit.read, answer):
            yield replace(part, span=whole(uncut(hit.passage, part.span), cores))
    for answer in hit.read.headings:
        yield replace(answer, span=whole(answer.span, cores))
    around = [hit.read.around(core, _SPARE.get(kind, 0)) for core in cores]
    yield from sorted(filter(None, around), key=lambda one: -one.margin)[:_MOST_CORES]


def _line_by_line(hit: Hit, read: Read, answer: Answering) -> Iterator[Answering]:
    """The answer; where it runs on into another line of a list, what it is of each line, as the reader marks that."""
    start, text = hit.passage.span.start, hit.passage.text
    parts = lines_of(text, Span(answer.span.start - start, answer.span.end - start))
    if len(parts) == 1:
        yield answer
        return
    for part in parts:
        span = Span(part.start + start, part.end + start)
        yield read.around(span, 0) or replace(answer, span=span)


def _places(cores: Cores | None, window: Window | None) -> list[Span]:
    """Where the cores stand in the document, those of each part of the window."""
    if cores is None or window is None:
        return []
    return [
        Span(place.start + core.start, place.start + core.end)
        for start, place in window.parts
        for core in cores(window.text[start : start + len(place)])
    ]


#: How many word pieces may stand on each side of a date or a number; a name is whole.
_SPARE: Mapping[Kind, int] = {"date": 6, "number": 6}


def _cores(question: str, kind: Kind) -> Cores | None:
    if contact := contact_of(question):
        return partial(contacts, contact)
    if kind != "span" or not (expected := expected_of(question)):
        return _CORES.get(kind)
    if expected == "title":
        return quoted
    return partial(numbered, part_of(question) or "") if expected == "part" else names


def _words(hit: Hit, span: Span) -> str:
    """The words at a place in the passage, or in the headings above it."""
    above = _above(hit, span)
    return above.words_at(span) if above else hit.passage.words_at(span)


def _cited(hit: Hit, span: Span) -> Evidence:
    """The sentences that the words lie in, or the heading."""
    above = _above(hit, span)
    if above is None:
        return cited(hit.passage, span)
    heading = above.part_at(span)
    return Evidence(hit.passage.document_id, hit.passage.id, heading, above.words_at(heading))


def _above(hit: Hit, span: Span) -> Window | None:
    """The window that holds a place in the headings; None for a place in the passage itself."""
    return None if hit.passage.span.covers(span) or hit.read is None else hit.read.window


_CORES: Mapping[Kind, Cores] = {
    "date": lambda text: (date.span for date in find_dates(text)),
    "number": lambda text: (quantity.span for quantity in find_quantities(text)),
}


def _of_kind(kind: Kind, words: str) -> bool:
    if kind == "date":
        return bool(find_dates(words) or find_durations(words))
    return bool(kind != "number" or find_quantities(words) or _DIGITS.search(undated(words, find_dates(words))))


def _stated(
    question: str, kind: Kind, hits: Sequence[Hit], facts: Sequence[FactHit], marked: Marked
) -> Iterator[Candidate]:
    tell = _TELL.get("person" if kind == "span" and expected_of(question) in ("person", "who") else kind)
    held = {hit.passage.id: hit for hit in hits}
    for found in facts if tell else ():
        hit = held.get(found.fact.evidence.passage_id)
        text = tell(found.fact, question) if tell and hit else None
        if hit and text:
            said = [one for one in marked[hit.passage.id] if _says(hit, one.span, found.fact)]
            best = max(said, key=lambda one: one.margin, default=None)
            span = best.span if best else found.fact.evidence.span
            margin = best.margin if best else None
            yield Candidate(text, "fact", hit, span, found.fact.evidence, margin, found.fact, found.score)


def _name_of(fact: Fact, _: str) -> str | None:
    return fact.label if fact.type == "person" else None


_TELL: Mapping[str, Callable[[Fact, str], str | None]] = {"date": date_of, "number": number_of, "person": _name_of}


def _says(hit: Hit, span: Span, fact: Fact) -> bool:
    """Whether these words lie where the fact is stated, and say it."""
    if not fact.evidence.span.meets(span):
        return False
    words = hit.passage.words_at(span)
    if fact.type == "person":
        return fact.label in words
    dates = {date.edtf for date in find_dates(words)}
    return bool({fact.date, fact.valid_until} & dates) or fact.value in {q.value for q in find_quantities(words)}


def _said(question: str, hits: Sequence[Hit]) -> Iterator[Candidate]:
    for hit in hits:
        span = best_sentence(hit.passage, hit.highlights, question)
        text = trimmed(hit.passage.words_at(span), question)
        yield Candidate(text, "sentence", hit, span, cited(hit.passage, span), None)


def cited(passage: Passage, span: Span) -> Evidence:
    """The sentences that the words lie in."""
    held = [sentence for sentence in passage.sentences if sentence.meets(span)] or [span]
    whole = Span(min(held[0].start, span.start), max(held[-1].end, span.end))
    return Evidence(passage.document_id, passage.id, whole, passage.words_at(whole))


def after(candidate: Candidate, length: int = 40) -> str:
    """What follows the candidate's words in its passage."""
    at = candidate.span.end - candidate.hit.passage.span.start
    return candidate.hit.passage.text[at : at + length] if at > 0 else ""  # a heading has nothing after it
