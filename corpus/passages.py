"""Document to passages: stretches of prose that follow its headings, paragraphs and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from corpus.leads import Leads
from corpus.model import Document, Passage, Span, stable_id
from corpus.sections import Section, sections
from corpus.sentences import MARKER, split_sentences, trimmed

#: A longer paragraph is split; a shorter one stays whole where the encoder can hold it.
MAX_WORDS = 180
#: List items and lines of one block are merged as long as they stay below this together.
TARGET_WORDS = 110
#: A paragraph of fewer words is short: it is merged with its neighbour under the same heading.
SHORT_WORDS = 25
#: No passage is longer, however few words it has.
MAX_CHARACTERS = 2000
#: Of the headings, an encoder reads at most so many characters: the innermost ones.
HEADING_CHARACTERS = 160

_LINE = re.compile(r"[^\n]+")
#: Scripts without spaces: two characters count as a word.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\uac00-\ud7af]")
#: A line that only points elsewhere ("For details: https://…").
_POINTER = re.compile(r"(?:\S+ ){0,5}\S*?\W*(?:https?://|www\.)\S+\Z")

Pieces = Callable[[str], int]


def encoded_text(passage: Passage, title: str = "") -> str:
    """What an encoder reads of a passage: its document's title, its headings, outermost first, then its text.

    Headings that the text itself opens with are left out. The heading part has at most HEADING_CHARACTERS
    characters: innermost headings come first there, and one that is longer alone is cut at a word.
    """
    return _encoded((title, *passage.headings), passage.text)


def _encoded(headings: Sequence[str], text: str) -> str:
    return _head(headings, text) + text


def _head(headings: Sequence[str], text: str) -> str:
    """The heading part of what is encoded, up to and with its last colon; empty where there is none."""
    kept: list[str] = []
    room = HEADING_CHARACTERS
    for heading in reversed(headings):
        if not heading or heading in kept or text.startswith(heading):
            continue
        if len(heading) + 2 > room:
            if not kept:
                kept.append(heading[: room - 2].rpartition(" ")[0] or heading[: room - 2])
            break
        kept.append(heading)
        room -= len(heading) + 2
    return "".join(f"{heading}: " for heading in reversed(kept))


def cut(document: Document, pieces: Pieces, limit: int = 256) -> tuple[Passage, ...]:
    """The passages of a document, in order; none of more than `limit` word pieces as `encoded_text` has it.

    `pieces` counts the word pieces of a string, special ones included; it is called about twice for each
    paragraph. Every character that is not white space lies in exactly one passage, or in a heading that
    stands alone. An id depends on the document's id, the text, and how often the same text came before.
    """
    cutter = _Cutter(document, pieces, limit)
    seen: Counter[str] = Counter()
    passages: list[Passage] = []
    for section in sections(document):
        for span, path in cutter.spans(section):
            text = span.of(document.text)
            seen[text] += 1
            name = stable_id(document.id, text, str(seen[text]))
            sentences = split_sentences(document.text, span)
            passages.append(Passage(name, document.id, span, text, path, sentences))
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, a list item or a row: what is not split unless it is too long."""

    span: Span
    words: int
    #: Its word pieces without the special ones.
    pieces: int
    is_item: bool
    is_lead: bool
    is_pointer: bool
    #: Whether it stands in the same block as the one before.
    is_near: bool
    #: What it is read with where it opens a passage: the head of its table, the key above its entry; or "".
    lead: str


def _words(text: str) -> int:
    return len(text.split()) + len(_DENSE.findall(text)) // 2


class _Cutter:
    """Cuts one document; holds what every step of it needs."""

    def __init__(self, document: Document, pieces: Pieces, limit: int) -> None:
        self.text = document.text
        self.title = document.title
        self.count = pieces
        self.limit = limit
        self.special = pieces("")
        #: Word pieces of a heading part, special ones included.
        self.headed = lru_cache(maxsize=64)(pieces)

    def fitting(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path without its outermost headings where they would take over half of the limit."""
        while path and self._above(path) * 2 > self.limit:
            path = path[1:]
        return path

    def _above(self, path: tuple[str, ...], text: str = "") -> int:
        """How many word pieces stand above a text: its title, these headings, the special ones."""
        return self.headed(_head((self.title, *path), text))

    def spans(self, section: Section) -> Iterator[tuple[Span, tuple[str, ...]]]:
        """The passages of one section, each with the headings that it is read with."""
        group: list[_Unit] = []
        path = self.fitting(section.path)
        units = list(self._units(section.span))
        for unit in units:
            if group and not self._joins(group, unit, path, last=unit is units[-1]):
                yield from ((span, path) for span in self._parts(_over(group), path))
                group = []
            if not group:
                path = self.fitting((*section.path, unit.lead) if unit.lead else section.path)
            group.append(unit)
        if group:
            yield from ((span, path) for span in self._parts(_over(group), path))

    def _units(self, section: Span) -> Iterator[_Unit]:
        last = section.start
        leads = Leads()
        for match in _LINE.finditer(self.text, section.start, section.end):
            span = trimmed(self.text, match.start(), match.end())
            if span is None:
                continue
            words = span.of(self.text)
            is_near = self.text.count("\n", last, span.start) == 1
            yield _Unit(
                span=span,
                words=_words(words),
                pieces=self.count(words) - self.special,
                is_item=MARKER.match(words) is not None,
                is_lead=words.endswith(":"),
                is_pointer=len(words) < 400 and _POINTER.match(words) is not None,
                is_near=is_near,
                lead=leads.of(words, span.start - match.start(), is_near=is_near),
            )
            last = span.end

    def _joins(self, group: Sequence[_Unit], unit: _Unit, path: tuple[str, ...], *, last: bool) -> bool:
        """Whether a unit, the section's last or not, belongs into the same passage as those before it."""
        before = group[-1]
        words = sum(u.words for u in group) + unit.words
        if before.is_lead and words - unit.words <= SHORT_WORDS * 2:
            return True
        if words > MAX_WORDS or not self._has_room([*group, unit], path):
            return False
        alike = unit.is_near or (unit.is_item and before.is_item)
        short = unit.words < SHORT_WORDS and (last or not unit.is_lead)
        return unit.is_pointer or short or words - unit.words < SHORT_WORDS or (alike and words <= TARGET_WORDS)

    def _has_room(self, group: Sequence[_Unit], path: tuple[str, ...]) -> bool:
        length = group[-1].span.end - group[0].span.start
        above = self._above(path, group[0].span.of(self.text))
        return above + sum(u.pieces for u in group) <= self.limit and length <= MAX_CHARACTERS

    def _fits(self, span: Span, path: tuple[str, ...]) -> bool:
        words = span.of(self.text)
        if len(span) > MAX_CHARACTERS or _words(words) > MAX_WORDS:
            return False
        return self.count(_encoded((self.title, *path), words)) <= self.limit

    def _parts(self, whole: Span, path: tuple[str, ...]) -> Iterator[Span]:
        """The span itself where it fits, else balanced parts that end where sentences do."""
        if len(whole) == 1 or self._fits(whole, path):
            yield whole
            return
        sentences = split_sentences(self.text, whole)
        if len(sentences) == 1:
            sentences = self._halves(whole)
        for part in self._balanced(sentences, path):
            yield from self._parts(part, path)

    def _balanced(self, sentences: Sequence[Span], path: tuple[str, ...]) -> list[Span]:
        """The sentences in as few runs as the limits allow, of about the same number of word pieces."""
        sums = list(accumulate(self.count(s.of(self.text)) - self.special for s in sentences))
        words = sum(_words(s.of(self.text)) for s in sentences)
        room = max(1, self.limit - self._above(path))
        parts = max(2, -(-words // MAX_WORDS), -(-sums[-1] // room))
        goals = (sums[-1] * k / parts for k in range(1, parts))
        cuts = sorted({_nearest(sums, goal) + 1 for goal in goals})
        bounds = [0, *cuts, len(sums)]
        return [Span(sentences[a].start, sentences[b - 1].end) for a, b in pairwise(bounds)]

    def _halves(self, whole: Span) -> tuple[Span, ...]:
        """A sentence that is too long alone, cut in two near its middle, at a space where it has one."""
        middle = whole.start + len(whole) // 2
        space = self.text.rfind(" ", whole.start + len(whole) // 4, middle)
        place = space if space > whole.start else middle
        halves = (trimmed(self.text, whole.start, place), trimmed(self.text, place, whole.end))
        return tuple(half for half in halves if half is not None)


def _nearest(sums: Sequence[int], goal: float) -> int:
    """Which of the sums but the last is nearest to the goal."""
    after = min(bisect_left(sums, goal), len(sums) - 2)
    return after - 1 if after and goal - sums[after - 1] <= sums[after] - goal else after


def _over(group: Sequence[_Unit]) -> Span:
    return Span(group[0].span.start, group[-1].span.end)
