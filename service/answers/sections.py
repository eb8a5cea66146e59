"""The section that a passage is cut from: a list or a table may run on through several passages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import TypeAlias

from corpus.model import Evidence, Passage, Span
from index.generation import Generation
from index.hits import Hit

#: So many passages before and after are taken in.
_REACH = 8
#: The characters of a document's text that open it.
_OPENING = 2000
#: Headings below one are gathered from so many passages to either side.
_FAR = 100
_ROW = " | "


@dataclass(frozen=True, slots=True)
class Section:
    """Passages that stand under the same headings, one after the other, and what they are as one."""

    parts: tuple[Passage, ...]
    whole: Passage
    #: How its document opens: its title, and what it is about.
    opening: str = ""
    #: The headings that stand over it, each with those right below it.
    divisions: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def cited(self, span: Span) -> tuple[Evidence, ...]:
        """The words at a place in the document, those of each passage that they lie in."""
        found = []
        for part in self.parts:
            if part.span.meets(span):
                words = Span(max(part.span.start, span.start), min(part.span.end, span.end))
                found.append(Evidence(part.document_id, part.id, words, part.words_at(words)))
        return tuple(found)


#: Finds the section of a passage.
Sections: TypeAlias = Callable[[Passage], Section]


def alone(passage: Passage) -> Section:
    """A passage that is taken for a section by itself."""
    return Section((passage,), passage)


def read(hits: Iterable[Hit], sections: Sections) -> tuple[Section, ...]:
    """The sections of the passages found, each once, in their order."""
    return tuple(dict.fromkeys(sections(hit.passage) for hit in hits))


def sections_of(generation: Generation) -> Sections:
    """Finds sections in one generation, each once."""

    @cache
    def section(at: int) -> Section:
        passage = generation.passages[at]
        before = _run(passage, generation.passages[max(0, at - _REACH) : at][::-1])
        after = _run(passage, generation.passages[at + 1 : at + 1 + _REACH])
        parts = (*before[::-1], passage, *after)
        document = generation.documents[passage.document_id]
        opening = f"{document.title}\n{document.text[:_OPENING]}"
        return Section(parts, _joined(parts, document.text), opening, _divisions(generation, at))

    return lambda passage: section(generation.numbers[passage.id])


def _divisions(generation: Generation, at: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The headings over a passage, each with those right below it, in the order of the document."""
    here = generation.passages[at]
    reach = (generation.passages[max(0, at - _FAR) : at][::-1], generation.passages[at : at + _FAR])
    near = [list(takewhile(lambda one: _root(one) == _root(here), run)) for run in reach]
    paths = [_above(one) for one in (*near[0][::-1], *near[1])]
    own = _above(here)
    return tuple(
        (own[depth - 1], tuple(dict.fromkeys(p[depth] for p in paths if p[:depth] == own[:depth] and len(p) > depth)))
        for depth in range(1, len(own) + 1)
    )


def _root(passage: Passage) -> tuple[str, ...]:
    """Its document and its outermost heading."""
    return (passage.document_id, *passage.headings[:1])


def _run(passage: Passage, others: Sequence[Passage]) -> list[Passage]:
    """The passages next to this one that stand under its headings."""
    here = (passage.document_id, _above(passage))
    return list(takewhile(lambda other: (other.document_id, _above(other)) == here, others))


def _above(passage: Passage) -> tuple[str, ...]:
    """The headings above it, without the first row of the table that it opens in."""
    headings = passage.headings
    return headings[:-1] if headings and _ROW in headings[-1] else headings


def _joined(parts: Sequence[Passage], text: str) -> Passage:
    if len(parts) == 1:
        return parts[0]
    span = Span(parts[0].span.start, parts[-1].span.end)
    sentences = tuple(sentence for part in parts for sentence in part.sentences)
    return replace(parts[0], span=span, text=span.of(text), headings=_above(parts[0]), sentences=sentences)
