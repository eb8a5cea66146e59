"""What a search finds: passages, what was read in them, and facts."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Fact, Passage, Span
from index.reader import Marks
from index.windows import Window


@dataclass(frozen=True, slots=True)
class Answering:
    """What the reader points at in a passage."""

    #: In document offsets.
    span: Span
    #: How much better the span is than no answer, in logits: above 0, the passage more likely answers.
    margin: float


@dataclass(frozen=True, slots=True)
class Read:
    """What the reader found in the window of a passage; spans in document offsets."""

    #: In the passage; best first, each apart from the others.
    answers: tuple[Answering, ...]
    #: In the headings above it.
    headings: tuple[Answering, ...] = ()
    window: Window | None = None
    #: How the window's pieces are marked.
    marks: Marks | None = None

    def around(self, core: Span, spare: int) -> Answering | None:
        """The best answer that holds these words and at most `spare` word pieces more on each side; None where the
        window doesn't hold them.
        """
        place = self.window.at(core) if self.window else None
        found = self.marks.around(place, spare) if self.marks and place else None
        span = self.window.place(found[0]) if self.window and found else None
        return Answering(span, found[1]) if found and span else None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Highlights are its sentences that matter, best first, in document offsets."""

    passage: Passage
    title: str
    rank: int
    #: 0..1, comparable within one search.
    score: float
    highlights: tuple[Span, ...]
    #: None where nothing was read.
    read: Read | None = None
    #: The cosine of its best sentence; late interaction's mean, and the mean of the quarter that it matches worst.
    cosine: float = 0.0
    late: float = 0.0
    weakest: float = 0.0

    @property
    def answering(self) -> Answering | None:
        """What the reader would point at first; None where nothing was read, or nothing was found."""
        return self.read.answers[0] if self.read and self.read.answers else None


@dataclass(frozen=True, slots=True)
class FactHit:
    """A fact that bears on the question, with how much it does, 0..1."""

    fact: Fact
    score: float
