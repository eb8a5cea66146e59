"""What the rules read and make: sentences with their dates, numbers and names; drafts of facts; the rules' table."""

from __future__ import annotations

from collections.abc import Iterator
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
    #: How many characters its run-in heading, or the mark of a list's item, takes; 0 without one.
    lead: int
    #: The run-in heading itself; "" without one.
    heading: str
    #: The number of its paragraph in the document.
    paragraph: int
    words: tuple[Word, ...]
    clauses: tuple[Span, ...]
    names: tuple[Name, ...]
    dates: tuple[FoundDate, ...]
    quantities: tuple[Quantity, ...]
    durations: tuple[FoundDuration, ...]

    def word_at(self, place: int) -> Word | None:
        """The word that covers a place."""
        return next((word for word in self.words if word.start <= place < word.end), None)

    def clause_at(self, place: int) -> Span:
        """The main clause that covers a place, without the run-in heading."""
        clause = next((c for c in self.clauses if c.start <= place < c.end), Span(0, len(self.text)))
        return Span(max(clause.start, self.lead), clause.end) if clause.end > self.lead else clause

    @property
    def body(self) -> Span:
        """All of the sentence but its run-in heading."""
        return Span(self.lead, len(self.text))


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
    #: Where the words stand that made a rule draft it.
    anchor: Span | None = None


@dataclass(slots=True)
class Story:
    """What a reader has in mind on coming to a sentence: what came before, and what the document is about."""

    document: Document
    aliases: Aliases
    #: The two countries that the document is about, where it is about two.
    pair: tuple[str, ...] = ()
    #: By paragraph: the sides and the matter of the instrument last mentioned, where the text gives them.
    mentioned: dict[int, tuple[tuple[str, ...], str | None]] = field(default_factory=dict)
    #: By paragraph: the gathering last spoken of by a name of its own, though nothing was told of it.
    spoken: dict[int, str] = field(default_factory=dict)
    #: The bodies that each heading names.
    headings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

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
            other = draft.sentence
            if draft.type in types and other is not sentence:
                same = other.passage.headings == sentence.passage.headings
                return draft if other.paragraph == sentence.paragraph or same else None
        return None

    def named_by_heading(self, sentence: Sentence) -> tuple[str, ...]:
        """The bodies that the nearest heading above the sentence names."""
        for heading in reversed(sentence.passage.headings):
            if found := self.headings.get(heading):
                return found
        return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the rule table."""

    name: str
    #: What it recognises, for a reader.
    recognises: str
    #: A text in which it finds at least one fact.
    example: str
