"""What the tables of the passages found tell: a cell by its row and its column, the row that has the most, two rows
compared.

No reader is needed where a question names a row and a column, or asks which row has more of what a column gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.dates import find_dates
from corpus.edtf import bounds
from corpus.model import Evidence, Passage, Span
from corpus.quantities import find_quantities
from index.hits import Hit
from index.lexical import terms
from service.answers.candidates import cited
from service.answers.questions import Kind, content_terms
from service.answers.sections import Sections, alone
from service.answers.tables import Cell, Table, tables
from service.answers.wording import asks_end

#: Tables are looked for in so many of the best passages.
_READ = 5
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


def in_tables(question: str, kind: Kind, hits: Sequence[Hit], sections: Sections = alone) -> Found | None:
    """What the tables of the best passages, or for a comparison their sentences, answer; None where they don't."""
    found = [
        table for section in dict.fromkeys(sections(hit.passage) for hit in hits[:_READ]) for table in tables(section)
    ]
    if compares := _COMPARES.match(question):
        return _compared(compares, found, [hit.passage for hit in hits[:_READ]])
    if singles := _SINGLES_OUT.match(question):
        return next((one for table in found if (one := _singled_out(singles, table))), None)
    return next((one for table in found if (one := _looked_up(question, kind, table))), None)


def _looked_up(question: str, kind: Kind, table: Table) -> Found | None:
    """The cell of the one row that the question names, in the column that it names or whose cells are of its kind.

    Every other word of the question must stand in the table's section too, where its column is not named.
    """
    asked = content_terms(question)
    named = [row for row in table.rows if _is_named(row, asked)]
    if len(named) != 1:
        return None
    row = named[0]
    columns = [
        at
        for at, heading in enumerate(table.header)
        if row[at].text
        and (said := content_terms(heading))
        and said <= asked
        and not content_terms(row[at].text) <= asked
    ]
    # Whatever else is asked, "in 2010", must be what the table is about.
    if len(columns) == 1 and asked <= table.about:
        return Found(row[columns[0]].text, (table.cited(row),))
    return None if columns else _of_kind(question, kind, table, row)


def _is_named(row: Sequence[Cell], asked: frozenset[str]) -> bool:
    """Whether the question holds all that a row's first cell says, or another cell's that is no amount."""
    said = [cell.text for at, cell in enumerate(row) if at == 0 or not re.search(r"\d", cell.text)]
    return any((named := content_terms(text)) and named <= asked for text in said)


def _of_kind(question: str, kind: Kind, table: Table, row: Sequence[Cell]) -> Found | None:
    """The date of a row, where one is asked for: of two the end, or else the other, as the question says."""
    dated = [at for at in range(1, len(row)) if find_dates(row[at].text)] if kind == "date" else []
    ends = [at for at in dated if _ENDS.search(table.header[at])]
    left = ends if asks_end(question) else [at for at in dated if at not in ends]
    if len(left) != 1:
        return None
    return Found(find_dates(row[left[0]].text)[0].span.of(row[left[0]].text), (table.cited(row),))


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
