"""Plain text's layout: which lines are one paragraph, one list item, one row of a table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from corpus.sentences import MARKER

#: Lines longer than this aren't hard-wrapped: each is a paragraph.
_WIDEST = 200
#: A line that ends before this share of the width was ended on purpose.
_FULL = 0.8
#: A line that goes beyond this share of the width was not wrapped to it.
_BEYOND = 1.25
_RULE = re.compile("[\\s\\-=_~*#^\"'`+.:|\u2500-\u257f]{3,}\\Z")
_UNDERLINE = re.compile(r"\s*([=\-~^*#+\"'`])\1{2,}\s*\Z")
_GAP = re.compile(r"\S {3,}\S")
_BULLET = re.compile(r"\s*[^\w\s(\[]\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, list item or row; `kind` is prose, item or row."""

    kind: str
    #: On one line, without indentation.
    text: str
    #: How many columns it is indented by; of an item, more than its neighbours.
    indent: int
    #: Pieces of one block have no blank line between them.
    block: int
    #: How many lines of the source it took.
    lines: int
    #: The character that underlines it, where one does.
    underline: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def layout(text: str) -> tuple[Piece, ...]:
    """The pieces of a text in order: hard-wrapped lines joined, indentation and ruled lines left out."""
    blocks = [block for block in map(_without_rules, _blocks(text)) if block]
    width = _wrap_width([[line for line, _ in block] for block in blocks])
    pieces = _mended(
        piece
        for number, block in enumerate(blocks)
        for piece in _pieces([line for line, _ in block], [mark for _, mark in block], width, number)
    )
    return tuple(pieces if width else _apart(pieces))


def _mended(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with those joined again that a blank line tore apart."""
    last: Piece | None = None
    items: list[str] = []
    for piece in pieces:
        if last is not None and _is_torn(last, piece, items):
            last = replace(last, text=f"{last.text} {piece.text}", lines=last.lines + piece.lines)
            continue
        if last is not None:
            yield last
        items = [*items, piece.text[-1]] if piece.kind == "item" else []
        last = piece
    if last is not None:
        yield last


def _is_torn(before: Piece, piece: Piece, items: Sequence[str]) -> bool:
    """Whether a sentence that began in one block goes on in the next.

    It does where the next begins in lower case, or follows the only item of a list that has no full stop.
    """
    if piece.kind != "prose" or piece.block == before.block or before.text[-1] in '.!?:;"”)' or before.underline:
        return False
    if before.kind == "prose":
        return before.words >= 12 and piece.text[0].islower()
    listed = len(items) >= 3 and all(end in ".!?" for end in items[:-1])
    return before.kind == "item" and listed and piece.words >= 12


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line.rstrip())
        elif block:
            yield block
            block = []
    if block:
        yield block


def _without_rules(block: Sequence[str]) -> list[tuple[str, str]]:
    """The lines with the character that underlines each, or none; lines without a letter or digit go."""
    kept: list[tuple[str, str]] = []
    for number, line in enumerate(block):
        mark = _UNDERLINE.match(line)
        above = block[number - 1] if number else ""
        if mark and len(kept) == 1 and above == kept[0][0] and _is_underlined(above, line):
            kept[-1] = (above, mark[1])
        elif not _RULE.match(line):
            kept.append((line, ""))
    return kept


def _is_underlined(line: str, rule: str) -> bool:
    """Whether a ruled line marks the one above it as a heading, rather than ends a paragraph or a row."""
    text = line.strip()
    short = len(text) <= min(80, 2 * len(rule.strip()))
    return short and text[-1] not in ".,;" and not _GAP.search(text)


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int:
    """The width that the text was hard-wrapped to; 0 where its lines are whole paragraphs.

    It is the length that four fifths of the characters of the wrapped lines stand in lines up to.
    """
    wrapped = sorted((line for block in blocks for line in block[:-1]), key=len)
    mass = list(accumulate(map(len, wrapped)))
    if not mass:
        return 0
    width = len(wrapped[bisect_left(mass, 0.8 * mass[-1])])
    total = sum(len(line) for block in blocks for line in block)
    beyond = sum(len(line) for block in blocks for line in block if len(line) > _BEYOND * width)
    full = [line for line in wrapped if len(line) >= _FULL * width]
    closed = sum(line[-1] in ".!?" for line in full)
    if width > _WIDEST or beyond > 0.2 * total or closed > 0.6 * len(full):
        return 0
    return width


def _apart(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """In a text of one line a paragraph, each line is a block, where there is prose among those of its block.

    A key and the entries that are indented below it stay one.
    """
    number = 0
    for _, group in groupby(pieces, key=lambda piece: piece.block):
        block = tuple(group)
        entries = block[0].text[-1] == ":" and all(piece.indent > block[0].indent for piece in block[1:])
        long = not entries and any(piece.words >= 20 for piece in block if piece.kind == "prose")
        for i, piece in enumerate(block):
            number += i == 0 or (long and "prose" in (piece.kind, block[i - 1].kind))
            yield replace(piece, block=number)


def _pieces(lines: Sequence[str], marks: Sequence[str], width: int, block: int) -> Iterator[Piece]:
    """The pieces of one block."""
    rows = [" | " in line or line.strip().startswith("|") or _GAP.search(line) is not None for line in lines]
    tabular = sum(rows) >= 2 or (len(lines) == 1 and len(_GAP.findall(lines[0].strip())) > 1)
    joins = _joins(lines, width)
    base = min(map(_indent, lines))
    start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and joins[i] and not marks[i - 1] and not (tabular and (rows[i] or rows[i - 1])):
            continue
        row = tabular and any(rows[start:i])
        yield _piece(lines[start:i], marks[i - 1], row=row, base=base, block=block)
        start = i


def _piece(lines: Sequence[str], mark: str, *, row: bool, base: int, block: int) -> Piece:
    indent = _indent(lines[0])
    if row:
        return Piece("row", "\n".join(lines)[base:].strip("\n"), indent, block, len(lines), mark)
    text = " ".join(" ".join(lines).split())
    return Piece("item" if MARKER.match(text) else "prose", text, indent, block, len(lines), mark)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joins(lines: Sequence[str], width: int) -> list[bool]:
    """For each line whether it goes on with the line before it."""
    full = [False, *(_is_full(before, line, width) for before, line in pairwise(lines))]
    flowing = width > 0 and sum(full) * 2 >= len(lines) - 1
    whole = _is_title_block(lines) or _hangs(lines, width)
    joins = [False]
    item = MARKER.match(lines[0]) is not None
    for i in range(1, len(lines)):
        before, line = lines[i - 1], lines[i]
        if _opens_item(before, line, after_item=item, full=full[i]):
            joins.append(False)
            item = True
            continue
        ended = before[-1] in ".:!?"
        deeper = _indent(line) - _indent(before)
        hangs = item and deeper > 0 and width > 0
        soft = flowing and line.lstrip()[0].islower() and not ended
        opens = deeper >= 2 and ended and not item
        joins.append((full[i] and not opens) or hangs or soft or whole)
        item = item and joins[-1]
    return joins


def _hangs(lines: Sequence[str], width: int) -> bool:
    """Whether a block is one paragraph whose lines but the first are indented, as in a list of references."""
    indents = {_indent(line) for line in lines[1:]}
    return len(indents) == 1 and indents.pop() >= _indent(lines[0]) + 2 and len(lines[0]) >= 0.6 * width > 0


def _is_title_block(lines: Sequence[str]) -> bool:
    """Whether a few lines are one title: all in capitals, or all centred."""
    if len(lines) > 5 or any(len(line.strip()) > 80 for line in lines):
        return False
    centres = [_indent(line) + len(line.strip()) / 2 for line in lines]
    centred = min(map(_indent, lines)) >= 8 and max(centres) - min(centres) <= 4
    return centred or all(line == line.upper() and any(map(str.isalpha, line)) for line in lines)


def _is_full(before: str, line: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted any more, in a line that was wrapped at all."""
    shifted = abs(_indent(line) - _indent(before)) > 8
    wrapped = len(before) <= _BEYOND * width
    return wrapped and not shifted and len(before) + 1 + len(line.split(maxsplit=1)[0]) > _FULL * width > 0


def _opens_item(before: str, line: str, *, after_item: bool, full: bool) -> bool:
    if MARKER.match(line) is None:
        return False
    return _BULLET.match(line) is not None or after_item or not full or before.rstrip()[-1] in ".;:,"
