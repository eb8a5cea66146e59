"""Typeset pages to running text: paragraphs, lists, and headings by the size and weight of their type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.furniture import without_furniture
from corpus.formats.lines import Hyphens, Line
from corpus.formats.markup import Marked, Writer
from corpus.sentences import MARKER

#: Type that is this much larger than the body's is a heading's; sizes nearer than `_ALIKE` are one.
_LARGER, _ALIKE = 1.12, 1.06
#: Type that is this much heavier than the body's is bold.
_HEAVIER = 1.3
#: Lines this much further apart than most belong to different blocks.
_APART = 1.25
#: A heading has no more words.
_HEADING_WORDS = 30
#: A line of more words that ends its block says something: it is no row of a list.
_PROSE_WORDS = 12
#: A line that begins this much further in than the one before, in sizes of its type, is indented.
_INDENT = 0.7
#: An item's further lines begin at least this much further in than its mark.
_HANG = 0.3
_ENDS = ".!?:;"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading, a paragraph, a list item, or a line that stands for itself."""

    lines: tuple[Line, ...]
    #: Whether it is set as a heading.
    large: bool
    bold: bool
    #: Whether it follows the piece before at the distance of lines.
    near: bool

    @property
    def is_item(self) -> bool:
        return MARKER.match(self.lines[0].text) is not None

    @property
    def is_prose(self) -> bool:
        words = sum(line.words for line in self.lines)
        return not self.is_item and (len(self.lines) > 1 or words >= _PROSE_WORDS)


def read_typeset(pages: Sequence[Sequence[Line]], title: str | None = None) -> Marked:
    """The text of these pages, whose lines stand in the order of reading.

    Its title is the one given, else the first page's heading in the largest type.
    """
    kept = without_furniture(pages)
    lines = [line for page in kept for line in page]
    pieces = tuple(_pieces(lines, _Style(lines)))
    layer = _Layer(pieces, Hyphens(lines), len(pages))
    layer.lay()
    return layer.writer.marked(title or layer.title(), layer.starts())


class _Style:
    """How a document is set: its body's type and leading, and how wide its columns are."""

    def __init__(self, lines: Sequence[Line]) -> None:
        ink: Counter[float] = Counter()
        weights: Counter[float] = Counter()
        for line in lines:
            ink[round(line.size * 2) / 2] += len(line.text)
            weights[line.weight] += len(line.text)
        self.size = ink.most_common(1)[0][0]
        self._weight = weights.most_common(1)[0][0]
        gaps = Counter(
            round((b.base - a.base) / a.size, 1)
            for a, b in pairwise(lines)
            if a.page == b.page and 0 < b.base - a.base < 4 * a.size and abs(a.left - b.left) < a.size
        )
        self._leading = gaps.most_common(1)[0][0] if gaps else 1.2
        self._rights: defaultdict[int, list[Line]] = defaultdict(list)
        for line in lines:
            self._rights[line.page].append(line)

    def is_large(self, line: Line) -> bool:
        """Whether a line is set in a heading's size."""
        return line.size > _LARGER * self.size

    def is_bold(self, line: Line) -> bool:
        """Whether a line is set bolder than the body."""
        return line.weight > _HEAVIER * self._weight > 0

    def is_near(self, before: Line, line: Line) -> bool:
        """Whether a line follows another at the distance of lines."""
        return before.page == line.page and 0 < line.base - before.base <= _APART * self._leading * before.size

    def room(self, before: Line, line: Line) -> float:
        """How much room there was left in the line before, in points; `line` may tell how wide its column is."""
        lefts = [before.left, line.left] if before.page == line.page else [before.left]
        alike = [o.right for o in self._rights[before.page] if any(abs(o.left - left) < o.size for left in lefts)]
        return max(alike) - before.right

    def is_full(self, before: Line, line: Line) -> bool:
        """Whether the line's first word would not have fitted into the one before."""
        return self.room(before, line) < line.first_width + 0.2 * before.size


def _pieces(lines: Sequence[Line], style: _Style) -> Iterator[_Piece]:
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and _joins(lines[start:i], lines[i], style):
            continue
        piece = tuple(lines[start:i])
        large = all(map(style.is_large, piece)) and sum(line.words for line in piece) <= _HEADING_WORDS
        near = start > 0 and style.is_near(lines[start - 1], piece[0])
        yield _Piece(piece, large, all(map(style.is_bold, piece)), near)
        start = i


def _joins(piece: Sequence[Line], line: Line, style: _Style) -> bool:
    """Whether a line goes on with the piece before it."""
    last = piece[-1]
    large = style.is_large(last)
    if large != style.is_large(line) or (large and not 1 / _ALIKE < line.size / last.size < _ALIKE):
        return False
    if last.hyphen:
        return True
    if not style.is_near(last, line):
        return not large and _goes_on(last, line, style)
    if large:
        return style.is_bold(last) == style.is_bold(line)
    full = style.is_full(last, line)
    if _opens(piece, line, full=full):
        return False
    hangs = MARKER.match(piece[0].text) is not None and line.left - piece[0].left > _HANG * line.size
    ragged = style.room(last, line) < 0.25 * (last.right - last.left) and last.words >= _PROSE_WORDS // 2
    return full or hangs or (line.text[0].islower() and last.text[-1] not in _ENDS and ragged)


def _opens(piece: Sequence[Line], line: Line, *, full: bool) -> bool:
    """Whether a line opens an item, or a paragraph by its indentation."""
    last, item = piece[-1], MARKER.match(piece[0].text) is not None
    ended = last.text[-1] in _ENDS
    if MARKER.match(line.text) and (ended or not full or item or not line.text[0].isalnum()):
        return True
    deeper = (line.left - last.left) / last.size
    indented = deeper > _INDENT and not item and (ended or len(piece) > 1)
    return indented or (deeper < -_INDENT and len(piece) > 1)


def _goes_on(last: Line, line: Line, style: _Style) -> bool:
    """Whether a paragraph goes on over a page's or a column's end."""
    torn = last.page != line.page or line.base < last.base
    if not torn or last.text[-1] in _ENDS or MARKER.match(line.text) or style.is_bold(last) != style.is_bold(line):
        return False
    return line.text[0].islower() or (last.words >= 4 and style.is_full(last, line))


class _Layer:
    """Lays pieces down, and notes where each page begins."""

    def __init__(self, pieces: Sequence[_Piece], hyphens: Hyphens, pages: int) -> None:
        self.writer = Writer()
        self._pieces, self._hyphens = pieces, hyphens
        self._starts: list[int | None] = [None] * pages
        sizes = sorted((piece.lines[0].size for piece in pieces if piece.large), reverse=True)
        #: The largest of each size of heading, outermost first.
        self._sizes = [size for i, size in enumerate(sizes) if not i or sizes[i - 1] > _ALIKE * size]

    def lay(self) -> None:
        """Lay everything down: rows and items that follow each other as one block."""
        rows: list[_Piece] = []
        for piece in self._pieces:
            row = not piece.large and not piece.bold and not piece.is_prose
            if rows and not (row and piece.near):
                self._block(rows)
                rows = []
            if row:
                rows.append(piece)
            else:
                self._alone(piece)
        self._block(rows)

    def title(self) -> str | None:
        """The first page's heading in the largest type."""
        first = [piece for piece in self._pieces if piece.large and piece.lines[0].page == 0]
        largest = max(first, key=lambda piece: piece.lines[0].size, default=None)
        return self._hyphens.join(largest.lines)[0] if largest is not None else None

    def starts(self) -> tuple[int, ...]:
        """Where each page begins; one without text, where the next one does."""
        found, after = [], self.writer.length
        for start in reversed(self._starts):
            after = after if start is None else start
            found.append(after)
        return (0, *found[-2::-1])

    def _alone(self, piece: _Piece) -> None:
        text, starts = self._hyphens.join(piece.lines)
        if piece.large:
            level = next(i for i, size in enumerate(self._sizes, 1) if piece.lines[0].size * _ALIKE >= size)
            self.writer.heading(text, level)
        else:
            self.writer.paragraph([text], text if piece.bold else "")
        self._note(piece, text, starts)

    def _block(self, rows: Sequence[_Piece]) -> None:
        if len(rows) == 1 and not rows[0].is_item:
            self._alone(rows[0])
        elif rows:
            margin = min(row.lines[0].left for row in rows)
            for number, row in enumerate(rows):
                text, starts = self._hyphens.join(row.lines)
                indent = " " * min(40, round((row.lines[0].left - margin) / row.lines[0].size * 2))
                if number:
                    self.writer.line(indent + text)
                else:
                    self.writer.block([text])
                self._note(row, text, starts)

    def _note(self, piece: _Piece, text: str, starts: Sequence[int]) -> None:
        """Note the pages that begin in what was laid down last."""
        for line, start in zip(piece.lines, starts, strict=True):
            if self._starts[line.page] is None:
                self._starts[line.page] = self.writer.length - len(text) + start
