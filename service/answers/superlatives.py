"""Which of several has the most, the least, the latest or the earliest: by a table's column, or by amounts in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from corpus.dates import find_dates
from corpus.edtf import bounds
from corpus.model import Evidence, Passage
from index.lexical import terms
from service.answers.amounts import Amount, amount_in, amounts, unit_of
from service.answers.candidates import cited
from service.answers.questions import content_terms
from service.answers.tables import Cell, Found, Table

_RISING = (
    "more|most(?! recent)|larger|largest|bigger|biggest|greater|greatest|higher|highest|longer|longest|taller|tallest|"
    "heavier|heaviest|dearer|dearest|costlier|costliest|deeper|deepest|wider|widest|thicker|thickest|faster|fastest"
)
_FALLING = (
    "fewer|fewest|less|least|lower|lowest|smaller|smallest|shorter|shortest|lighter|lightest|cheaper|cheapest"
    "|shallower|shallowest|narrower|narrowest|thinner|thinnest|slower|slowest"
)
#: A passage that compares the two says one in so many of the question's other words.
_FEW = 5
#: What the column of such a measure may be called.
_MEASURES = (
    (re.compile(r"\b(?:deep|shallow)(?:er|est)\b", re.IGNORECASE), "depth"),
    (re.compile(r"\b(?:wide|narrow|broad)(?:e?r|e?st)\b", re.IGNORECASE), "width"),
    (re.compile(r"\b(?:long|short)(?:er|est)\b", re.IGNORECASE), "length distance duration"),
    (re.compile(r"\b(?:high|low|tall)(?:er|est)\b", re.IGNORECASE), "height"),
    (re.compile(r"\b(?:heavi|light)(?:er|est)\b", re.IGNORECASE), "weight mass"),
    (re.compile(r"\b(?:thick|thinn)(?:er|est)\b", re.IGNORECASE), "thickness"),
    (re.compile(r"\b(?:fast|slow|quick)(?:er|est)\b", re.IGNORECASE), "speed"),
    (re.compile(r"\b(?:cheap|dear|costli)(?:er|est)\b|\bexpensive", re.IGNORECASE), "price cost fee fare charge"),
)
#: What makes a question one for no mere extreme: "the second longest", "longer than ten years", "at least 9".
_RESTRICTS = re.compile(
    r"\bthan\b|\bat (?:least|most)\b|\bor (?:less|more)\b|\b(?:second|third|fourth|fifth|next|\d+(?:nd|rd|th))[ -]"
    r"|\bapart from\b|\bother than\b|\bexcept\b",
    re.IGNORECASE,
)
#: What stands between an amount and what it is of: "9 crowns from the sale of".
_TIES = re.compile(r"[^,;:.]{0,30}?\b(?:from|by|in|at|for|to|of|on|with|within|near)\s(?:\w+\s){0,3}", re.IGNORECASE)
_OF_SOME = re.compile(
    r"^\W*(?:(?:out )?of|among)\b[^,?]*\b(?:in|with|from|at|under|over|on|that|which|who)\b[^,?]*,", re.IGNORECASE
)
_COMPARES = re.compile(
    rf"^(?P<ask>.*?\b(?:(?P<up>{_RISING})|(?P<down>{_FALLING}))\b.*?)(?:[,:;–—]|\s-\s)\s*"
    r"(?P<a>[^,?]+?),?\s+or\s+(?P<b>[^,?]+?)\W*$",
    re.IGNORECASE,
)
_SINGLES_OUT = re.compile(
    r"^\W*(?:(?:out )?of [^,?]+,\s*|among [^,?]+,\s*)?(?:which|what|who|wich)\b"
    rf"(?P<ask>.*\b(?:(?P<up>{_RISING})|(?P<down>{_FALLING})"
    r"|(?P<late>newest|latest|most recent(?:ly)?)|(?P<early>oldest|earliest))\b.*)$",
    re.IGNORECASE,
)

#: Words of a heading that don't say what is under it.
_SMALL = frozenset(terms("under over within between above below per after before since until other"))
#: What has lasted longest began first.
_FOR_LONGEST = re.compile(r"\b(?:been|held|served|worked|lasted|stood|run)\b.*\blong(?:est|er)\b", re.IGNORECASE)

_Pair: TypeAlias = tuple[tuple[Amount, str, Evidence], tuple[Amount, str, Evidence]]


def single_out(question: str, found: Sequence[Table]) -> Found | None:
    """The row of a table that the question singles out; None where it singles none out or no table tells."""
    asks = None if _RESTRICTS.search(question) or _OF_SOME.match(question) else _SINGLES_OUT.match(question)
    return next((one for table in found if asks and (one := _singled_out(asks, table))), None)


def compare(question: str, found: Sequence[Table], passages: Sequence[Passage]) -> Found | None:
    """Of two options that the question gives the one with more, or less, of what it asks for; None where none tells."""
    asks = _COMPARES.match(" ".join(question.split()))
    return _compared(asks, found, passages) if asks else None


def compares(question: str) -> bool:
    """Whether the question gives two things to choose from, or asks for the one that has the most."""
    question = " ".join(question.split())
    return bool(_COMPARES.match(question) or _SINGLES_OUT.match(question))


def _singled_out(asks: re.Match[str], table: Table) -> Found | None:
    """The row that has most or least in the column that the question speaks of, where its rows are called so."""
    asked = content_terms(asks.string)
    early = asks["early"] or _FOR_LONGEST.search(asks["ask"])
    if asks["late"] or early:
        return _latest(asked, table, late=not early)
    column = _column(table, asks["ask"])
    if column is None or not _called(table) & asked:
        return None
    valued = [(*value.scaled, row) for row in table.rows if (value := amount_in(row[column].text))]
    if len(valued) < len(table.rows) or len({unit for _, unit, _ in valued}) > 1:
        return None
    best = (max if asks["up"] else min)(value for value, _, _ in valued)
    chosen = [row for value, _, row in valued if value == best]
    if len(chosen) != 1:
        return None
    return Found(f"{chosen[0][table.name_column].text}: {chosen[0][column].text}", (table.cited(chosen[0]),))


def _called(table: Table) -> frozenset[str]:
    """The stems of what a table's rows are called: by the heading above it, and that of their names."""
    said = " ".join([*table.section.whole.headings[-1:], table.header[table.name_column]])
    return content_terms(said) - _SMALL


def _latest(asked: frozenset[str], table: Table, *, late: bool) -> Found | None:
    """The row with the latest or the earliest date in the first column of dates, of a table that is called so."""
    called, name = _called(table), table.name_column
    rows = [row for row in table.rows if row[0].text]
    dated = [at for at in range(len(table.header)) if all(find_dates(row[at].text) for row in rows)]
    if not (rows and dated and called & asked):
        return None
    days = [bounds(find_dates(row[dated[0]].text)[0].edtf)[late] for row in rows]
    best = (max if late else min)(days)
    if days.count(best) > 1:
        return None
    chosen = rows[days.index(best)]
    said = chosen[name].text
    return Found(f"{said}: {chosen[dated[0]].text}" if dated[0] != name else said, (table.cited(chosen),))


def _compared(asks: re.Match[str], found: Sequence[Table], passages: Sequence[Passage]) -> Found | None:
    """The option with more, or less, of what is asked: by a table's column, else by the amounts beside them."""
    options = (asks["a"].strip(), asks["b"].strip())
    ways = (
        *(_in_rows(options, asks["ask"], table) for table in found),
        *(_in_words(options, asks["ask"], passage) for passage in passages),
    )
    for pair in filter(None, ways):
        (one, first, _), (other, second, _) = pair
        (less, unit), (more, its) = one.scaled, other.scaled
        if unit == its and less != more:
            at = int((less < more) == bool(asks["up"]))
            said = (first, second)[at]
            return Found(f"{options[at]}: {said}", tuple(dict.fromkeys(evidence for _, _, evidence in pair)))
    return None


def _in_rows(options: tuple[str, str], ask: str, table: Table) -> _Pair | None:
    column = _column(table, ask)
    rows = [_named(option, other, table) for option, other in (options, options[::-1])]
    if column is None or rows[0] is None or rows[1] is None or rows[0] == rows[1]:
        return None
    found = [
        (value, row[column].text, table.cited(row)) for row in rows if row and (value := amount_in(row[column].text))
    ]
    return (found[0], found[1]) if len(found) == 2 else None


def _named(option: str, other: str, table: Table) -> tuple[Cell, ...] | None:
    """The one row that holds most of an option's own words; None where two do, or none does."""
    own = content_terms(option) - content_terms(other)
    shares = [len(own & content_terms(" ".join(cell.text for cell in row))) for row in table.rows]
    best = max(shares, default=0)
    return table.rows[shares.index(best)] if best and shares.count(best) == 1 else None


def _in_words(options: tuple[str, str], ask: str, passage: Passage) -> _Pair | None:
    """The first amount after each option's name in a sentence that names both; else those before: "9 t from A"."""
    asked = content_terms(ask) | _measure(ask)
    if len(asked & content_terms(" ".join([*passage.headings, passage.text]))) * _FEW < len(asked):
        return None
    for sentence in passage.sentences:
        text = passage.words_at(sentence)
        places = [_place(text, option, other) for option, other in (options, options[::-1])]
        if None in places:
            continue
        one, other = (_beside(text, place, [p for p in places if p != place], ask) for place in places)
        if not (one and other):
            one, other = _ahead(text, places, ask)
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
    unit = unit_of(ask)
    between = (one for one in amounts(text) if start < one.span.start < end)
    return next((one for one in between if unit is None or (one.unit and unit.fullmatch(one.unit))), None)


def _ahead(text: str, places: Sequence[int | None], ask: str) -> tuple[Amount | None, Amount | None]:
    """The amounts before two options, each tied to its own: the first between, the last of its unit before both."""
    early, late = sorted(place or 0 for place in places)
    unit = unit_of(ask)
    told = [one for one in amounts(text) if unit is None or (one.unit and unit.fullmatch(one.unit))]
    between = next((one for one in told if early < one.span.start < late), None)
    before = [one for one in told if between and one.span.end <= early and one.scaled[1] == between.scaled[1]]
    found = (before[-1] if before else None, between)
    tied = [
        one is not None and _TIES.fullmatch(text, one.span.end, at)
        for one, at in zip(found, (early, late), strict=True)
    ]
    if not all(tied):
        return None, None
    return found if places[0] == early else found[::-1]


def _column(table: Table, ask: str) -> int | None:
    """The column of amounts that is asked about: by its heading, else by the unit of its cells, else the only one."""
    asked = content_terms(ask)
    columns = [
        at
        for at in range(table.name_column + 1, len(table.header))
        if all(amount_in(row[at].text) for row in table.rows)
    ]
    if not any(asked & content_terms(table.header[at]) for at in columns):
        asked |= _measure(ask)
    shares = {at: len(asked & content_terms(table.header[at])) for at in columns}
    best = max(shares.values(), default=0)
    named = [at for at, share in shares.items() if share == best]
    if best and len(named) == 1:
        return named[0]
    unit = unit_of(ask)
    fitting = [at for at in columns if unit is None or _is_in(unit, table, at)]
    return fitting[0] if len(fitting) == 1 else None


def _measure(ask: str) -> frozenset[str]:
    """The stems of what a comparison's measure may be called: speed, for "slower"."""
    return content_terms(" ".join(nouns for form, nouns in _MEASURES if form.search(ask)))


def _is_in(unit: re.Pattern[str], table: Table, column: int) -> bool:
    """Whether a column's amounts, or its heading, say that unit."""
    said = [value.unit for row in table.rows if (value := amount_in(row[column].text))]
    headed = re.findall(r"[^\W\d_]+", table.header[column])
    return all(one and unit.fullmatch(one) for one in said) or any(unit.fullmatch(word) for word in headed)
