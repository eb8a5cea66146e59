"""The few sentences of a passage that are worth reading closely, under their headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model import Document, Passage, Span
from corpus.sections import headings_above

#: Of the headings above a window, the innermost ones are read, up to so many characters.
HEADING_CHARACTERS = 160
_STOP = ". "


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once: stretches of a document, one after the other."""

    text: str
    #: Where each stretch starts in `text`, and its place in the document; the last is the passage's own.
    parts: tuple[tuple[int, Span], ...]

    def place(self, span: Span) -> Span | None:
        """The place in the document of a stretch of `text`; None where it is no stretch of the document."""
        for start, part in self.parts:
            moved = (
                Span(span.start - start + part.start, span.end - start + part.start) if span.start >= start else None
            )
            if moved and part.covers(moved):
                return moved
        return None

    def part_at(self, span: Span) -> Span:
        """The stretch of the document that holds this one; ValueError where none does."""
        for _, part in self.parts:
            if part.covers(span):
                return part
        raise ValueError(f"{span} is not in the window")

    def words_at(self, span: Span) -> str:
        """The words at a place in the document; ValueError where the window doesn't hold it."""
        place = self.at(span)
        if place is None:
            raise ValueError(f"{span} is not in the window")
        return place.of(self.text)

    def at(self, span: Span) -> Span | None:
        """Where a stretch of the document stands in `text`; None where it doesn't."""
        for start, part in self.parts:
            if part.covers(span):
                return Span(span.start - part.start + start, span.end - part.start + start)
        return None


def headed(document: Document, stretch: Span) -> Window:
    """A stretch of a document under the innermost of its headings."""
    parts: list[Span] = [stretch]
    room = HEADING_CHARACTERS
    for heading in reversed(headings_above(document, stretch.start)):
        room -= len(heading.span)
        if room < 0:
            break
        parts.insert(0, heading.span)
    text, placed = "", []
    for part in parts:
        placed.append((len(text), part))
        text += part.of(document.text) + _STOP
    return Window(text.removesuffix(_STOP), tuple(placed))


def stretch_of(passage: Passage, merits: Sequence[float], pieces: Callable[[str], int], limit: int) -> Span:
    """The stretch around the passage's best sentence, in document offsets, of at most `limit` word pieces.

    `merits` says how well each sentence suits the question. The stretch grows to whichever neighbour suits
    better until none fits; a passage that fits is taken whole, and the best sentence always is.
    """
    if not passage.sentences or pieces(passage.text) <= limit:
        return passage.span
    sizes = [pieces(passage.words_at(sentence)) for sentence in passage.sentences]
    first = last = max(range(len(sizes)), key=lambda place: merits[place])
    room = limit - sizes[first]
    while True:
        sides = [place for place in (first - 1, last + 1) if 0 <= place < len(sizes)]
        if not sides:
            break
        side = max(sides, key=lambda place: merits[place])
        if sizes[side] > room:
            break
        room -= sizes[side]
        first, last = min(first, side), max(last, side)
    return Span(passage.sentences[first].start, passage.sentences[last].end)
