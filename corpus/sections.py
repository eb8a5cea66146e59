"""A document's sections: the stretches between its headings, each with the path of headings above it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.titles import division
from corpus.model import Document, Heading, Span
from corpus.sentences import trimmed

#: What heads a table of contents, which readers of formats leave out.
_CONTENTS = re.compile(r"(?:table of )?contents\W*\Z|toc\Z", re.IGNORECASE)

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A paragraph with a name of its own ("Climate: …"); what a run-in heading says doesn't hold of so many of them.
_NAMED = re.compile(r"\n\n(?=[A-Z][^:.;?!\n]{0,60}:\s)")
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading."""

    span: Span
    #: The headings above it, outermost first, without the document's title.
    path: tuple[str, ...]


def sections(document: Document) -> tuple[Section, ...]:
    """The sections in order. Together they hold all of the text but for the headings that stand alone.

    A run-in heading opens a section and is part of it. A heading with nothing below it, neither text nor
    deeper headings, is a section itself; unless it stands before all text, where it belongs to the title. A document
    that is nothing but its title is one section.
    """
    found = list(_bodies(document))
    first = next((section.span.start for section, orphan in found if not orphan), 0)
    kept: list[Section] = []
    after_orphan = False
    for section, orphan in found:
        if orphan and (section.span.start < first or _is_title(document, section.span.of(document.text))):
            continue
        if orphan and after_orphan and kept[-1].path == section.path:
            kept[-1] = Section(Span(kept[-1].span.start, section.span.end), section.path)
        else:
            kept.append(section)
        after_orphan = orphan
    return tuple(kept) or tuple(section for section, _ in found[:1])


def _is_title(document: Document, text: str) -> bool:
    """Whether a heading with nothing below it only repeats the title, or announces a table of contents."""
    return document.title.startswith(text) or _CONTENTS.match(text) is not None


def _bodies(document: Document) -> Iterator[tuple[Section, bool]]:
    """What stands below each heading, and each heading that has nothing below it, told apart by the flag."""
    text, headings = document.text, document.headings
    open_: list[Heading] = []
    ends = [heading.span.start for heading in headings] + [len(text)]
    preface = trimmed(text, 0, ends[0])
    if preface is not None:
        yield Section(preface, ()), False
    for number, heading in enumerate(headings):
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        above = _path(document, open_)
        open_.append(heading)
        body = trimmed(text, heading.span.start if heading.run_in else heading.span.end, ends[number + 1])
        if body is not None:
            end = _own(text, body) if heading.run_in else body.end
            yield Section(Span(_opening(document, number, body.start), end), _path(document, open_)), False
            if (rest := trimmed(text, end, body.end)) is not None:
                yield Section(rest, above), False
        elif number + 1 == len(headings) or headings[number + 1].level <= heading.level:
            yield Section(heading.span, above), True


def _opening(document: Document, number: int, start: int) -> int:
    """Where the section below a heading begins: at the heading where that says when or names an article, since
    people ask for that too, or at a dated heading right above it; else at `start`, below the heading.
    """
    below = document.headings[number]
    if division(below.text) is not None:
        start = min(start, below.span.start)
    edge = below.span.end
    for heading in reversed(document.headings[: number + 1]):
        if document.text[heading.span.end : edge].strip() or heading.level > below.level:
            break
        edge, below = heading.span.start, heading
        if _YEAR.search(heading.text) and heading.text not in document.title:
            start = min(start, edge)
    return start


def _own(text: str, body: Span) -> int:
    """Where what a run-in heading heads ends: before the next paragraph with a name, where several have one."""
    named = [match.start() for match in _NAMED.finditer(text, body.start, body.end)]
    return named[0] if len(named) >= _NAMES else body.end


def headings_above(document: Document, place: int) -> tuple[Heading, ...]:
    """The headings that an offset of the text stands below, outermost first; without the title, and without a run-in
    heading, which is part of the text, as is one that stands at the offset itself.
    """
    found: list[Heading] = []
    known = document.headings
    for number in range(bisect_right(known, place, key=lambda heading: heading.span.start) - 1, -1, -1):
        heading = known[number]
        if not found or heading.level < found[-1].level:
            found.append(heading)
        if heading.level == 1:
            break
    above = (heading for heading in reversed(found) if heading.span.start < place and not heading.run_in)
    return tuple(heading for heading in above if not document.title.startswith(heading.text))


def _path(document: Document, headings: Sequence[Heading]) -> tuple[str, ...]:
    """The headings' texts, outermost first, without the document's title and without repetition."""
    first = document.headings[0] if document.headings else None
    titled = first is not None and document.title.startswith(first.text)
    texts = (h.text for h in headings if h.text != document.title and not (titled and h is first))
    return tuple(dict.fromkeys(texts))
