"""Document to passages: stretches of prose that follow its headings, paragraphs and sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Heading, Passage, Span, stable_id
from corpus.sentences import MARKER, split_sentences, trimmed

#: A longer paragraph is split; a shorter one stays whole where the encoder can hold it.
MAX_WORDS = 180
#: Short neighbours are merged as long as they stay below this together.
TARGET_WORDS = 110
#: A paragraph of fewer words is short: it is merged with its neighbour under the same heading.
SHORT_WORDS = 25
#: Of the headings, an encoder reads at most so many characters: the innermost ones.
HEADING_CHARACTERS = 160

Pieces = Callable[[str], int]


def encoded_text(passage: Passage) -> str:
    """What an encoder reads of a passage: its headings, outermost first, then its text.

    Headings that the text itself opens with are left out. The heading part has at most HEADING_CHARACTERS
    characters: innermost headings come first there, and one that is longer alone is cut at a word.
    """
    return _encoded(passage.headings, passage.text)


def _encoded(headings: Sequence[str], text: str) -> str:
    kept: list[str] = []
    room = HEADING_CHARACTERS
    for heading in reversed(headings):
        if text.startswith(heading):
            continue
        if len(heading) > room:
            if not kept:
                kept.append(heading[:room].rpartition(" ")[0] or heading[:room])
            break
        kept.append(heading)
        room -= len(heading) + 2
    return ": ".join([*reversed(kept), text])


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, a list item or a table row: what is not split unless it is too long."""

    span: Span
    words: int
    item: bool
    lead: bool
    pointer: bool


def cut(document: Document, pieces: Pieces, limit: int = 256) -> tuple[Passage, ...]:
    """The passages of a document, in order; none of more than `limit` word pieces as `encoded_text` has it.

    `pieces` counts the word pieces of a string, special ones included. Every character that is not white space
    lies in exactly one passage or in a heading that stands alone; a document of headings alone has them as passages.
    """
    cutter = _Cutter(document, pieces, limit)
    spans = [(span, path) for section, path in _sections(document) for span in cutter.spans(section, path)]
    seen: Counter[str] = Counter()
    passages: list[Passage] = []
    for span, path in spans:
        text = span.of(document.text)
        seen[text] += 1
        passages.append(
            Passage(
                id=stable_id(document.id, text, str(seen[text])),
                document_id=document.id,
                span=span,
                text=text,
                headings=path,
                sentences=split_sentences(document.text, span),
            )
        )
    return tuple(passages)


def _sections(document: Document) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The stretches between headings, each with the path of those above it."""
    open_: list[Heading] = []
    start = 0
    bodies = [h for h in document.headings if not h.run_in]
    alone = trimmed_without(document, bodies) is None
    for heading in document.headings:
        body = trimmed(document.text, start, heading.span.start)
        if body is not None:
            yield body, _path(document, open_)
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        open_.append(heading)
        start = heading.span.start if heading.run_in or alone else heading.span.end
    body = trimmed(document.text, start, len(document.text))
    if body is not None:
        yield body, _path(document, open_)


def trimmed_without(document: Document, headings: Sequence[Heading]) -> Span | None:
    """The first stretch of ink that lies in none of the headings."""
    start = 0
    for heading in headings:
        body = trimmed(document.text, start, heading.span.start)
        if body is not None:
            return body
        start = heading.span.end
    return trimmed(document.text, start, len(document.text))


def _path(document: Document, headings: Sequence[Heading]) -> tuple[str, ...]:
    """The headings' texts, outermost first, without the document's title and without repetition."""
    texts = (heading.text.rstrip(" :") for heading in headings)
    return tuple(dict.fromkeys(text for text in texts if text and text != document.title))


_POINTER = re.compile(r"(?:\S+ ){0,5}\S*?\W*(?:https?://|www\.)\S+[.)]?\Z")


class _Cutter:
    """Cuts one document; holds what every step of it needs."""

    def __init__(self, document: Document, pieces: Pieces, limit: int) -> None:
        self.text = document.text
        self.pieces = pieces
        self.limit = limit

    def spans(self, section: Span, path: tuple[str, ...]) -> Iterator[Span]:
        """The passages of one section."""
        group: list[_Unit] = []
        for unit in self._units(section):
            if group and not self._joins(group, unit, path):
                yield from self._flush(group, path)
                group = []
            group.append(unit)
        yield from self._flush(group, path)

    def _units(self, section: Span) -> Iterator[_Unit]:
        for match in re.compile(r"[^\n]+").finditer(self.text, section.start, section.end):
            span = trimmed(self.text, match.start(), match.end())
            if span is None:
                continue
            words = span.of(self.text)
            yield _Unit(
                span,
                len(words.split()),
                MARKER.match(self.text, match.start(), match.end()) is not None,
                words.endswith(":"),
                _POINTER.match(words) is not None,
            )

    def _joins(self, group: Sequence[_Unit], unit: _Unit, path: tuple[str, ...]) -> bool:
        """Whether a unit belongs into the same passage as those before it."""
        words = sum(u.words for u in group)
        last = group[-1]
        if words + unit.words > MAX_WORDS:
            return False
        near = self.text.count("\n", last.span.end, unit.span.start) == 1
        wanted = (
            last.lead
            or unit.pointer
            or (near and unit.words + words <= TARGET_WORDS)
            or (unit.item and last.item and unit.words + words <= TARGET_WORDS)
            or (unit.words < SHORT_WORDS and not unit.lead)
            or words < SHORT_WORDS
        )
        return wanted and self._fits(Span(group[0].span.start, unit.span.end), path)

    def _fits(self, span: Span, path: tuple[str, ...]) -> bool:
        return self.pieces(_encoded(path, span.of(self.text))) <= self.limit

    def _flush(self, group: Sequence[_Unit], path: tuple[str, ...]) -> Iterator[Span]:
        if not group:
            return
        whole = Span(group[0].span.start, group[-1].span.end)
        yield from self._split(whole, path)

    def _split(self, whole: Span, path: tuple[str, ...]) -> Iterator[Span]:
        """The span itself where it fits, else balanced parts that end where sentences do."""
        words = len(whole.of(self.text).split())
        if words <= MAX_WORDS and self._fits(whole, path):
            yield whole
            return
        sentences = split_sentences(self.text, whole)
        if len(sentences) > 1:
            middle = (whole.start + whole.end) / 2
            at = min(range(1, len(sentences)), key=lambda i: abs(sentences[i].start - middle))
            yield from self._split(Span(whole.start, sentences[at - 1].end), path)
            yield from self._split(Span(sentences[at].start, whole.end), path)
            return
        half = whole.start + len(whole) // 2
        space = self.text.rfind(" ", whole.start + len(whole) // 4, half)
        place = space if space > 0 else half
        for part in (trimmed(self.text, whole.start, place), trimmed(self.text, place, whole.end)):
            if part is not None:
                yield from self._split(part, path)
