"""The few sentences of a passage that are worth reading closely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.model import Passage, Span


def window(passage: Passage, merits: Sequence[float], pieces: Callable[[str], int], limit: int) -> Span:
    """The stretch around the passage's best sentence, in document offsets, of at most `limit` word pieces.

    `merits` says how well each sentence suits the question. The window grows to whichever neighbour suits
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
