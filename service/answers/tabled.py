"""What the tables of the passages found tell: a cell by its row and its column, the row that has the most, two rows
compared.

No reader is needed where a question names a row and a column, or asks which row has more of what a column gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.dates import find_dates
from corpus.edtf import bounds
from corpus.model import Evidence, Passage, Span
from corpus.quantities import find_quantities
from index.hits import Hit
from index.lexical import terms
from service.answers.candidates import cited
from service.answers.demands import counted_in
from service.answers.questions import Kind, content_terms
from service.answers.sections import Sections, alone, read
from service.answers.several import asks_several
from service.answers.tables import Cell, Table, tables
from service.answers.wording import asks_end

#: Tables are looked for in so many of the best passages, and those that must be guessed at in so many.
_READ, _NEAR = 5, 2
_RISING = (
    "more|most(?! recent)|larger|largest|bigger|biggest|greater|greatest|higher|highest|longer|longest|taller|tallest|"
    "heavier|heaviest|dearer|dearest|costlier|costliest"
)
_FALLING = "fewer|fewest|less|least|lower|lowest|smaller|smallest|shorter|shortest|lighter|lightest|cheaper|cheapest"
_COMPARES = re.compile(
    rf"^(?P<ask>.*?\b(?:(?P<up>{_RISING})|(?P<down>{_FALLING}))\b.*?)(?:[,:;–—]|\s-\s)\s*"
    r"(?P<a>[^,?]+?),?\s+or\s+(?P<b>[^,?]+?)\W*$",
    re.IGNORECASE,
)
_SINGLES_OUT = re.compile(
    rf"^\W*(?:which|what|who|wich)\b(?P<ask>.*\b(?:(?P<up>{_RISING})|(?P<down>{_FALLING})"
    r"|(?P<late>newest|latest|most recent(?:ly)?)|(?P<early>oldest|earliest))\b.*)$",
    re.IGNORECASE,
)
#: What a comparison by itself says of the unit.
_MEASURES = (
    (re.compile(r"\b(?:long|short)\w*\b", re.IGNORECASE),
     re.compile(r"(?:min(?:ute)?|hr?|hour|sec(?:ond)?|day|week|month|year|km|m|met(?:re|er)|mile|kilomet(?:re|er))s?")),
    (re.compile(r"\b(?:cheap|dear|costl|offer|price|cost|pric|tender|bid|fee)\w*\b", re.IGNORECASE),
     re.compile(r"[A-Z]{3}")),
    (re.compile(r"\b(?:heav|light)\w*\b", re.IGNORECASE), re.compile(r"(?:kg|g|t|ton(?:ne)?|kilogram|gram)s?")),
)  # fmt: skip


_ENDS = re.compile(r"\b(?:until|till|valid|expir\w*|ends?|ending|closes?|closing|deadline|to)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, the word or mark that it is counted in (None for none), and where it stands in its text."""

    value: float
    unit: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that tables or sums give, and the rows or sentences that bear it out."""

    text: str
    citations: tuple[Evidence, ...]
    #: One for each row, where several are asked for.
    items: tuple[str, ...] = ()


Row: TypeAlias = tuple[Cell, ...]
#: Finds the row of a table that these words of a question speak of.
FindRow: TypeAlias = Callable[[frozenset[str], Table], Row | None]


def in_tables(question: str, kind: Kind, hits: Sequence[Hit], sections: Sections = alone) -> Found | None:
    """What the tables of the best passages, or for a comparison their sentences, answer; None where they don't."""
    near = [table for section in read(hits[:_NEAR], sections) for table in tables(section)]
    found = [table for section in read(hits[:_READ], sections) for table in tables(section)]
    if compares := _COMPARES.match(question):
        return _compared(compares, found, [hit.passage for hit in hits[:_READ]])
    if singles := _SINGLES_OUT.match(question):
        return next((one for table in found if (one := _singled_out(singles, table))), None)
    ways = (
        *(_filtered(question, table) for table in near if asks_several(question)),
        *(_looked_up(question, kind, table, _row_named) for table in found),
        *(_looked_up(question, kind, table, _row_alone) for table in near),
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
    free = [at for at, cell in enumerate(row) if cell.text and not content_terms(cell.text) <= asked]
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
    called = content_terms(" ".join([*table.section.whole.headings[-1:], table.header[0]]))
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


def _singled_out(asks: re.Match[str], table: Table) -> Found | None:
    """The row that has most or least in the column that the question speaks of, where its rows are called so."""
    asked = content_terms(asks["ask"])
    if asks["late"] or asks["early"]:
        return _latest(asked, table, late=bool(asks["late"]))
    if not content_terms(table.header[0]) & asked:
        return None
    column = _column(table, asks["ask"])
    valued = [(value, row) for row in table.rows if column is not None and (value := _value(row[column].text))]
    if column is None or len(valued) < len(table.rows) or len({value.unit for value, _ in valued}) > 1:
        return None
    best = (max if asks["up"] else min)(value.value for value, _ in valued)
    chosen = [row for value, row in valued if value.value == best]
    if len(chosen) != 1:
        return None
    return Found(f"{chosen[0][0].text}: {chosen[0][column].text}", (table.cited(chosen[0]),))


def _latest(asked: frozenset[str], table: Table, *, late: bool) -> Found | None:
    """The row with the latest or the earliest date in the first column of dates, of a table that is called so."""
    called = content_terms(" ".join([*table.section.whole.headings[-1:], table.header[0]]))
    rows = [row for row in table.rows if row[0].text]
    dated = [at for at in range(len(table.header)) if all(find_dates(row[at].text) for row in rows)]
    if not (rows and dated and called & asked):
        return None
    days = [bounds(find_dates(row[dated[0]].text)[0].edtf)[late] for row in rows]
    best = (max if late else min)(days)
    if days.count(best) > 1:
        return None
    chosen = rows[days.index(best)]
    return Found(f"{chosen[0].text}: {chosen[dated[0]].text}" if dated[0] else chosen[0].text, (table.cited(chosen),))


def _compared(asks: re.Match[str], found: Sequence[Table], passages: Sequence[Passage]) -> Found | None:
    """The option with more, or less, of what is asked: by a table's column, else by the amounts beside them."""
    options = (asks["a"].strip(), asks["b"].strip())
    ways = (
        *(_in_rows(options, asks["ask"], table) for table in found),
        *(_in_words(options, asks["ask"], passage) for passage in passages),
    )
    for pair in filter(None, ways):
        (one, first, _), (other, second, _) = pair
        if one.unit == other.unit and one.value != other.value:
            at = int((one.value < other.value) == bool(asks["up"]))
            said = (first, second)[at]
            return Found(f"{options[at]}: {said}", tuple(dict.fromkeys(evidence for _, _, evidence in pair)))
    return None


_Pair: TypeAlias = tuple[tuple[Amount, str, Evidence], tuple[Amount, str, Evidence]]


def _in_rows(options: tuple[str, str], ask: str, table: Table) -> _Pair | None:
    column = _column(table, ask)
    rows = [_named(option, other, table) for option, other in (options, options[::-1])]
    if column is None or rows[0] is None or rows[1] is None or rows[0] == rows[1]:
        return None
    found = [(value, row[column].text, table.cited(row)) for row in rows if row and (value := _value(row[column].text))]
    return (found[0], found[1]) if len(found) == 2 else None


def _named(option: str, other: str, table: Table) -> tuple[Cell, ...] | None:
    """The one row that holds most of an option's own words; None where two do, or none does."""
    own = content_terms(option) - content_terms(other)
    shares = [len(own & content_terms(" ".join(cell.text for cell in row))) for row in table.rows]
    best = max(shares, default=0)
    return table.rows[shares.index(best)] if best and shares.count(best) == 1 else None


def _in_words(options: tuple[str, str], ask: str, passage: Passage) -> _Pair | None:
    """The first amount after each option's name in a sentence that names both."""
    asked = content_terms(ask)
    if len(asked & content_terms(" ".join([*passage.headings, passage.text]))) * 3 < len(asked):
        return None
    for sentence in passage.sentences:
        text = passage.words_at(sentence)
        places = [_place(text, option, other) for option, other in (options, options[::-1])]
        if None in places:
            continue
        one, other = (_beside(text, place, [p for p in places if p != place], ask) for place in places)
        if one and other:
            evidence = cited(passage, sentence)
            return (one, one.span.of(text), evidence), (other, other.span.of(text), evidence)
    return None


def _place(text: str, option: str, other: str) -> int | None:
    """Where a sentence names the option by a word of its own."""
    own = frozenset(terms(option)) - frozenset(terms(other))
    return next((match.start() for match in re.finditer(r"\w+", text) if own & frozenset(terms(match.group()))), None)


def _beside(text: str, place: int | None, others: Sequence[int | None], ask: str) -> Amount | None:
    """The first amount after a place and before the next option, of the unit that the question speaks of."""
    start = place or 0
    end = min((other for other in others if other is not None and other > start), default=len(text))
    unit = _unit(ask)
    between = (one for one in _amounts(text) if start < one.span.start < end)
    return next((one for one in between if unit is None or (one.unit and unit.fullmatch(one.unit))), None)


def _column(table: Table, ask: str) -> int | None:
    """The column of amounts that is asked about: by its heading, else by the unit of its cells, else the only one."""
    asked = content_terms(ask)
    columns = [at for at in range(1, len(table.header)) if all(_value(row[at].text) for row in table.rows)]
    shares = {at: len(asked & content_terms(table.header[at])) for at in columns}
    best = max(shares.values(), default=0)
    named = [at for at, share in shares.items() if share == best]
    if best and len(named) == 1:
        return named[0]
    unit = _unit(ask)
    fitting = [at for at in columns if unit is None or _is_in(unit, table, at)]
    return fitting[0] if len(fitting) == 1 else None


def _is_in(unit: re.Pattern[str], table: Table, column: int) -> bool:
    """Whether a column's amounts, or its heading, say that unit."""
    said = [value.unit for row in table.rows if (value := _value(row[column].text))]
    headed = re.findall(r"[^\W\d_]+", table.header[column])
    return all(one and unit.fullmatch(one) for one in said) or any(unit.fullmatch(word) for word in headed)


def _unit(ask: str) -> re.Pattern[str] | None:
    return next((unit for asked, unit in _MEASURES if asked.search(ask)), None)


def _amounts(text: str) -> Iterator[Amount]:
    for found in find_quantities(text):
        after = re.match(r"\s?([^\W\d_]+|[°%])", text[found.span.end :])
        yield Amount(found.value, found.unit or (after[1] if after else None), found.span)


def _value(text: str) -> Amount | None:
    """The amount that a cell gives."""
    return next(_amounts(text), None)
