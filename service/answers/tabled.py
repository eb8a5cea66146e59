"""What the tables of the passages found tell: a cell by its row and its column, the rows of one kind, the one with the
most (`superlatives`).

No reader is needed where a question names a row and a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from corpus.dates import find_dates
from index.hits import Hit
from index.lexical import terms
from service.answers.demands import counted_in
from service.answers.questions import Kind, content_terms
from service.answers.sections import Sections, alone, read
from service.answers.several import asks_several
from service.answers.superlatives import compare, compares, single_out
from service.answers.tables import Cell, Found, Row, Table, tables
from service.answers.wording import asks_end

#: Tables are looked for in so many of the best passages, and those that must be guessed at in so many.
_READ, _NEAR = 5, 2


_ENDS = re.compile(r"\b(?:until|till|valid|expir\w*|ends?|ending|closes?|closing|deadline|to)\b", re.IGNORECASE)


#: Finds the row of a table that these words of a question speak of.
FindRow: TypeAlias = Callable[[frozenset[str], Table], Row | None]


def in_tables(question: str, kind: Kind, hits: Sequence[Hit], sections: Sections = alone) -> Found | None:
    """What the tables of the best passages, or for a comparison their sentences, answer; None where they don't."""
    held = [tuple(tables(section)) for section in read(hits[:_READ], sections)]
    found = list(chain.from_iterable(held))
    near = list(chain.from_iterable(held[: len(read(hits[:_NEAR], sections))]))
    if compares(question):
        return compare(question, found, [hit.passage for hit in hits[:_READ]]) or single_out(question, found)
    ways = chain(
        (_filtered(question, table) for table in near if asks_several(question)),
        (_looked_up(question, kind, table, _row_named) for table in found),
        (_looked_up(question, kind, table, _row_alone) for table in near),
    )
    return next(filter(None, ways), None)


def _looked_up(question: str, kind: Kind, table: Table, find: FindRow) -> Found | None:
    """The cell of the one row that the question speaks of, in the column that it names or whose cells are of its kind.

    At least half of what else it says, and any number in it, must be what the table is about.
    """
    asked = content_terms(question)
    row = find(asked, table)
    if row is None or counted_in(question) & frozenset(terms(table.header[0])):
        return None  # how many rows there are
    beside = asked - table.about
    if len(beside) * 2 > len(asked) or any(re.search(r"\d", word) for word in beside):
        return None
    column = _column_of(question, kind, asked, table, row)
    if column is None or (beside and column.named):
        return None
    cell = row[column.at]
    dates = find_dates(cell.text) if kind == "date" else ()
    return Found(dates[0].span.of(cell.text) if dates else cell.text, (table.cited(row),))


def _row_named(asked: frozenset[str], table: Table) -> Row | None:
    """The one row of which the question holds all that its first cell says, or another cell that is no amount."""
    rows = [row for row in table.rows if _is_named(row, asked)]
    return rows[0] if len(rows) == 1 else None


def _is_named(row: Row, asked: frozenset[str]) -> bool:
    said = [cell.text for at, cell in enumerate(row) if at == 0 or not re.search(r"\d", cell.text)]
    return any((named := content_terms(text)) and named <= asked for text in said)


def _row_alone(asked: frozenset[str], table: Table) -> Row | None:
    """The one row that has words of the question which no other row has."""
    held = [content_terms(" ".join(cell.text for cell in row if not _is_amount(cell))) & asked for row in table.rows]
    common = {word for at, words in enumerate(held) for word in words if any(word in one for one in held[:at])}
    own = [row for row, words in zip(table.rows, held, strict=True) if words - common]
    return own[0] if len(own) == 1 else None


def _is_amount(cell: Cell) -> bool:
    return re.fullmatch(r"\W*\d[\d\W]*\w{0,3}\W*", cell.text) is not None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, and whether the question names it."""

    at: int
    named: bool


def _column_of(question: str, kind: Kind, asked: frozenset[str], table: Table, row: Row) -> _Column | None:
    """The column that the question names, all of it or most; else that of the date asked for, or the only other one."""
    headings = [content_terms(heading) for heading in table.header]
    told = range(table.name_column, len(row))  # not the numbers of the rows
    free = [at for at in told if row[at].text and not content_terms(row[at].text) <= asked]
    if kind == "date":
        dated = [at for at in free if at and find_dates(row[at].text)]
        ends = [at for at in dated if _ENDS.search(table.header[at])]
        left = ends if asks_end(question) else [at for at in dated if at not in ends]
        return _Column(left[0], named=False) if len(left) == 1 else None
    if len(whole := [at for at in free if headings[at] and headings[at] <= asked]) == 1:
        return _Column(whole[0], named=True)
    shares = {at: len(headings[at] & asked) for at in free}
    best = max(shares.values(), default=0)
    if best and list(shares.values()).count(best) == 1:
        return _Column(max(shares, key=lambda at: shares[at]), named=False)
    key = next((at for at in range(len(row)) if at not in free and headings[at] & asked), None)
    return _Column(free[0], named=False) if len(row) == 2 and len(free) == 1 and key is not None else None


def _filtered(question: str, table: Table) -> Found | None:
    """The rows of which a cell is what the question names: "which messages does the holder send"."""
    asked = content_terms(question)
    called = content_terms(" ".join([*table.section.whole.headings[-1:], *table.header]))
    if not called & asked:
        return None
    for at in range(1, len(table.header)):
        cells = [content_terms(row[at].text) for row in table.rows]
        rows = [row for row, cell in zip(table.rows, cells, strict=True) if cell and cell <= asked - called]
        if 1 < len(rows) < len(table.rows):
            name = next((at for at, cell in enumerate(rows[0]) if not re.search(r"\d", cell.text)), 0)
            items = tuple(row[name].text for row in rows)
            return Found(", ".join(items), tuple(table.cited(row) for row in rows), items)
    return None
