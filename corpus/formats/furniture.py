"""Which lines of typeset pages belong to the page: running heads and feet, page numbers, tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from corpus.formats.lines import Line
from corpus.formats.pagination import contents_lines, form_of

#: So many rows at the top and at the bottom of a page may be furniture.
_EDGE = 3
#: Lines whose bases are nearer than this are one row.
_ROW = 2.0
#: From so many pages on, a row must recur on three of them.
_MANY = 8
#: A row in type that is this much larger than most is a heading, whatever number it begins with.
_NO_HEADING = 1.1
_NUMBER_ALONE = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[ivxlc]{1,7})\W*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\A\W*(\d{1,4})\b|\b(\d{1,4})\W*\Z)")

_LEADER = re.compile(r"(?:\s?\.){4,}")

_Row = tuple[Line, ...]


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of the text itself, page by page.

    A row at a page's edge goes where it comes back on other pages, digits aside, or holds the page's number.
    """
    edges = [list(_edges(page)) for page in pages]
    recurring = Counter(key for page in edges for key in {_key(top, row) for top, rows in page for row in rows})
    wanted = 2 if len(pages) < _MANY else 3
    shift, largest = _shift(edges), _NO_HEADING * median(line.size for page in pages for line in page)
    kept = []
    for number, page in enumerate(pages):
        gone: set[Line] = set()
        for top, rows in edges[number]:
            for row in rows:
                alone = _NUMBER_ALONE.match(_text(row)) is not None
                small = max(line.size for line in row) <= largest
                paged = small and shift is not None and number + shift in _numbers(row)
                # Nothing beyond the first row of the text proper is furniture, however often it recurs.
                if not (alone or paged or recurring[_key(top, row)] >= wanted):
                    break
                gone.update(row)
        kept.append([line for line in page if line not in gone])
    if not any(kept):  # pages that are all alike
        kept = [list(page) for page in pages]
    return _without_contents(kept)


def _edges(page: Sequence[Line]) -> Iterator[tuple[bool, list[_Row]]]:
    """The outermost rows of a page, outermost first: (at the top?, rows)."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: line.base):
        if rows and line.base - rows[-1][0].base < _ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    yield True, [tuple(row) for row in rows[:_EDGE]]
    yield False, [tuple(row) for row in rows[: -_EDGE - 1 : -1]]


def _text(row: _Row) -> str:
    return " ".join(line.text for line in sorted(row, key=lambda line: line.left))


def _key(top: bool, row: _Row) -> tuple[bool, str, int]:
    """What recurrences of a row share: its words, numbers aside, and its place."""
    return top, form_of(_text(row)), round(row[0].base / _ROW / 2)


def _numbers(row: _Row) -> set[int]:
    """The numbers that a row begins and ends with."""
    return {int(number) for found in _NUMBER.findall(_text(row)) for number in found if number}


def _shift(edges: Sequence[Sequence[tuple[bool, Sequence[_Row]]]]) -> int | None:
    """What to add to a page's place for its number; None where most pages bear none."""
    shifts = Counter(
        shift
        for number, page in enumerate(edges)
        for shift in {found - number for _, rows in page for row in rows[:1] for found in _numbers(row)}
    )
    best, count = max(shifts.items(), key=lambda item: item[1], default=(0, 0))
    return best if count >= 3 and count * 2 >= len(edges) else None


def _without_contents(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    lines = [line for page in pages for line in page]
    gone = {lines[i] for i in contents_lines([_LEADER.sub(" ....", line.text) for line in lines])}
    return [[line for line in page if line not in gone] for page in pages]
