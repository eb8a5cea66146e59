"""Tables in the text of a section: their heading row, and the cells under it with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from corpus.model import Evidence, Span
from corpus.quantities import find_quantities
from service.answers.questions import content_terms
from service.answers.sections import Section

#: The least rows of a table that gives no numbers.
_LEAST = 2
_RULE = re.compile(r"[\s|:+=-]+")
#: What two spaces part from the rest of its line, and the most words of a heading over such a column.
FIELD = re.compile(r"\S+(?:[ \t]\S+)*")
_MOST_WORDS = 4
#: No heading of more characters ends in a full stop: "No.", but no sentence.
_SHORT = 5
_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[/–-]\d{2,4})?")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a row under a heading of the table, and where in the document; nowhere for an empty cell."""

    text: str
    span: Span | None


#: The cells of a row.
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of the columns, and the rows under them, each as long."""

    section: Section
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def name_column(self) -> int:
        """The column that says what each row is: the first, or the second where the first only numbers the rows."""
        held = [row[0].text.strip("#.") for row in self.rows if row[0].text]
        return int(len(self.header) > 1 and held == [str(number) for number in range(1, len(held) + 1)])

    @property
    def about(self) -> frozenset[str]:
        """The stems of all that the table, and what stands around it, says."""
        whole = self.section.whole
        return content_terms(" ".join([*whole.headings, *self.header, whole.text]))

    def cited(self, row: Sequence[Cell]) -> Evidence:
        """A row's words."""
        held = [cell.span for cell in row if cell.span]
        return self.section.cited(Span(held[0].start, held[-1].end))[0]


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that tables or sums give, and the rows or sentences that bear it out."""

    text: str
    citations: tuple[Evidence, ...]
    #: One for each row, where several are asked for.
    items: tuple[str, ...] = ()


def tables(section: Section) -> Iterator[Table]:
    """The tables of a section whose first row heads the others: it has no number but years.

    They give numbers, or have several rows. A row that is shorter ends in empty cells; in columns that spaces set out,
    its cells stand under the headings nearest to them.
    """
    yield from _barred(section)
    yield from _aligned(section)


def _barred(section: Section) -> Iterator[Table]:
    run: list[tuple[Cell, ...]] = []
    for row in (*_rows(section), ()):
        if run and not 0 < len(row) <= len(run[0]):
            if len(run) > 1 and _heads(run[0]) and _tells(run[1:]):
                yield Table(section, tuple(cell.text for cell in run[0]), tuple(run[1:]))
            run = []
        if run or len(row) > 1:
            run.append(row + (Cell("", None),) * (len(run[0]) - len(row) if run else 0))


def _rows(section: Section) -> Iterator[tuple[Cell, ...]]:
    """Each line's cells; none for a line that is no row. Rules between rows are left out."""
    at = section.whole.span.start
    for line in section.whole.text.splitlines(keepends=True):
        if "|" not in line:
            yield ()
        elif not _RULE.fullmatch(line):
            yield tuple(_cells(line, at))
        at += len(line)


def _aligned(section: Section) -> Iterator[Table]:
    """Tables whose columns are set out by spaces alone: ruled below their heading, or with a column of numbers."""
    at = section.whole.span.start
    run: list[tuple[Cell, ...]] = []
    heads: list[tuple[int, int]] = []
    ruled = False
    for line in (*section.whole.text.splitlines(keepends=True), ""):
        fields = [] if "|" in line else list(FIELD.finditer(line))
        if run and len(run) == 1 and _RULE.fullmatch(line) and "-" in line:
            ruled = True
        elif fields and run and (row := _under(heads, fields, at)) is not None:
            run.append(row)
        else:
            if len(run) > _LEAST and _heads(run[0]) and (ruled or _counts(run)):
                yield Table(section, tuple(cell.text for cell in run[0]), tuple(run[1:]))
            ruled = False
            run = [_fields(fields, at)] if len(fields) >= _LEAST and all(map(_is_heading, fields)) else []
            heads = [field.span() for field in fields]
        at += len(line)


def _fields(fields: Sequence[re.Match[str]], at: int) -> tuple[Cell, ...]:
    return tuple(Cell(field.group(), Span(at + field.start(), at + field.end())) for field in fields)


def _under(heads: Sequence[tuple[int, int]], fields: Sequence[re.Match[str]], at: int) -> tuple[Cell, ...] | None:
    """A row's cells under the headings nearest to them; None for a line that is no row of that table."""
    said = _fields(fields, at)
    if len(said) == len(heads):
        return said
    if not 1 < len(said) < len(heads):
        return None
    row = [Cell("", None)] * len(heads)
    for cell, field in zip(said, fields, strict=True):
        at_ = min(range(len(heads)), key=lambda place: _apart(heads[place], field.span()))
        if row[at_].span:
            return None  # two cells under one heading
        row[at_] = cell
    return tuple(row)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """How far two stretches of lines are apart, less where they meet; then, how far their nearest ends are."""
    gap = max(one[0], other[0]) - min(one[1], other[1])
    return max(gap, 0), min(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _is_heading(field: re.Match[str]) -> bool:
    said = field.group()
    return len(said.split()) <= _MOST_WORDS and said[-1] not in ":;,!?" and not (said[-1] == "." and len(said) > _SHORT)


def _counts(run: Sequence[Row]) -> bool:
    """Whether a column holds nothing but numbers."""
    return any(all(re.match(r"\W*\d", row[at].text) for row in run[1:]) for at in range(len(run[0])))


def _cells(line: str, start: int) -> Iterator[Cell]:
    edges = [-1, *(mark.start() for mark in re.finditer(r"\|", line)), len(line)]
    for first, last in pairwise(edges):
        words = line[first + 1 : last]
        if not words.strip() and (first == -1 or last == len(line)):
            continue  # outside the outer bars
        at = start + first + 1 + len(words) - len(words.lstrip())
        said = words.strip()
        yield Cell(said, Span(at, at + len(said)) if said else None)


def _heads(row: Sequence[Cell]) -> bool:
    return not any(re.search(r"\d", cell.text) and not _YEAR.fullmatch(cell.text) for cell in row)


def _tells(rows: Sequence[Sequence[Cell]]) -> bool:
    return len(rows) >= _LEAST or any(find_quantities(cell.text) for row in rows for cell in row)
