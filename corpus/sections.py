"""A document's sections: the stretches between its headings, each with the path of headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Heading, Span
from corpus.sentences import trimmed

#: What heads a table of contents, which readers of formats leave out.
_CONTENTS = re.compile(r"(?:table of )?contents\W*\Z|toc\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading."""

    span: Span
    #: The headings above it, outermost first, without the document's title.
    path: tuple[str, ...]


def sections(document: Document) -> tuple[Section, ...]:
    """The sections in order. Together they hold all of the text but for the headings that stand alone.

    A run-in heading opens a section and is part of it. A heading with nothing below it, neither text nor
    deeper headings, is a section itself; unless it stands before all text, where it belongs to the title.
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
    return tuple(kept)


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
            yield Section(body, _path(document, open_)), False
        elif number + 1 == len(headings) or headings[number + 1].level <= heading.level:
            yield Section(heading.span, above), True


def _path(document: Document, headings: Sequence[Heading]) -> tuple[str, ...]:
    """The headings' texts, outermost first, without the document's title and without repetition."""
    first = document.headings[0] if document.headings else None
    titled = first is not None and document.title.startswith(first.text)
    texts = (h.text for h in headings if h.text != document.title and not (titled and h is first))
    return tuple(dict.fromkeys(texts))
