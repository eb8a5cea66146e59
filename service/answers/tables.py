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

    They give numbers, or have several rows. A row that is shorter ends in empty cells.
    """
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
