"""What the rules read and make: sentences with their dates, numbers and names; drafts of facts; and rules themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from corpus.aliases import Aliases
from corpus.dates import FoundDate, FoundDuration
from corpus.facts.language import Word
from corpus.facts.naming import Name
from corpus.model import Document, Passage, Span
from corpus.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and all that was found in it; offsets of what was found count in `text`."""

    document: Document
    passage: Passage
    #: Its place in the document.
    span: Span
    text: str
    #: How many characters its run-in heading and the colon take; 0 without one.
    lead: int
    #: The number of its paragraph in the document.
    paragraph: int
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    dates: tuple[FoundDate, ...]
    quantities: tuple[Quantity, ...]
    durations: tuple[FoundDuration, ...]

    def names_in(self, start: int, end: int) -> tuple[Name, ...]:
        """The names that lie between two places."""
        return tuple(name for name in self.names if start <= name.span.start and name.span.end <= end)

    def word_at(self, place: int) -> Word | None:
        """The word that covers a place."""
        return next((word for word in self.words if word.start <= place < word.end), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact that is not yet part of a ledger; its quote is a place in its sentence's text."""

    sentence: Sentence
    type: str
    rule: str
    label: str
    quote: Span
    instrument: str | None = None
    parties: tuple[str, ...] = ()
    topic: str | None = None
    date: str | None = None
    place: str | None = None
    value: float | None = None
    unit: str | None = None
    approximate: bool = False
    valid_until: str | None = None
    #: Where the words stand that made a rule draft it: two drafts of one type and place are one fact.
    anchor: Span | None = None


@dataclass(slots=True)
class Story:
    """What a reader has in mind on coming to a sentence: the drafts so far, and what the document is about."""

    document: Document
    aliases: Aliases
    #: The two countries that the document is about, where it is about two.
    pair: tuple[str, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    #: The bodies that each heading names.
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def heading_parties(self, heading: str) -> tuple[str, ...]:
        """The bodies that a heading names."""
        return self.headings.get(heading, ())

    def before(self, sentence: Sentence) -> Iterator[Sentence]:
        """The sentences of the same paragraph that come before, the nearest first."""
        for other in reversed(self.sentences):
            if other.paragraph != sentence.paragraph:
                return
            if other is not sentence:
                yield other

    def last(self, sentence: Sentence, *types: str) -> Draft | None:
        """The nearest draft of these types in the same paragraph or, failing that, under the same headings."""
        for draft in reversed(self.drafts):
            if draft.type in types and (
                draft.sentence.paragraph == sentence.paragraph
                or (draft.sentence.passage.headings == sentence.passage.headings and sentence.passage.headings)
            ):
                return draft
        return None


#: Reads a sentence with what came before it, and drafts the facts that it states.
Finder = Callable[[Sentence, Story], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the rule table."""

    name: str
    #: What it recognises, for a reader.
    recognises: str
    #: A text in which it finds at least one fact.
    example: str
