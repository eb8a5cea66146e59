"""What a section of a source sets out as several things: its tables, lists of lines, lists within a line."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.dates import find_dates
from corpus.model import Span
from corpus.sentences import MARKER
from service.answers.coordination import clean, depths
from service.answers.sections import Section
from service.answers.tables import Table, tables

#: A member of a list that runs on in a line: "1) boats, 2) lamps and 3) nets", "(a) boats; (b) lamps".
_INLINE = re.compile(
    r"(?:^|(?<=[\s:(]))(?:\((?P<a>\d{1,2}|[a-z]|[ivx]{1,4})\)|(?P<b>\d{1,2}|[a-z]|[ivx]{1,4})[).])\s+(?=\S)"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MARKED = re.compile(rf"{MARKER.pattern}(?P<t>\S.*)", re.DOTALL)
_CLOSING = re.compile(r"[.;](?=\s|$)|\n")
_DEFINED = re.compile(r"[\"“”'‘’]?(?P<t>[^\"“”'‘’]{2,80})[\"“”'‘’]\s+(?:means?|shall mean|refers to)\b")
_HEAD_OF_ITEM = re.compile(r"[^.;:–—(]{2,90}?(?=\s*(?:[.;:–—(]|$))")
#: What a colon announces: parts between commas or semicolons, with or without a last "and".
_ANNOUNCED = re.compile(r"(?P<lead>[^:]{2,200}):\s+(?P<said>\S.*?)[.;]?\s*\Z", re.DOTALL)
_QUOTED = re.compile(r"[\"“«](?P<t>[^\"”»]{2,60})[\"”»]")
_MOST_WORDS = 6
#: Of so many words an item is prose.
_LONG = 20


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The items in the order of the source, and where they stand in it."""

    items: tuple[str, ...]
    section: Section
    #: What enumerates them, in the document's offsets.
    span: Span
    score: float = 0.0
    #: The words that announce them, without the headings above.
    label: str = ""
    #: Of lists in lines and of tables, all that is said of each item: its line, or its row with the headings.
    lines: tuple[str, ...] = ()
    #: Whether it is anything but a column of a table that others stand before.
    first: bool = True


def listings(section: Section) -> Iterator[Enumeration]:
    """Every list and table of a section."""
    for table in tables(section):
        yield from _columns(table)
    yield from _bulleted(section)
    yield from _inline(section)
    yield from _announced(section)


def dates_in(section: Section) -> Iterator[Enumeration]:
    """The dates of each sentence that gives several."""
    for span in section.whole.sentences:
        text = section.whole.words_at(span)
        dates = [date.span.of(text) for date in find_dates(text)]
        if len(dates) > 1:
            yield Enumeration(tuple(dict.fromkeys(dates)), section, span)


def _columns(table: Table) -> Iterator[Enumeration]:
    """What stands in each column, under its heading; rows that go on from the one before have no first cell."""
    rows = [row for row in table.rows if row[0].text]
    held = [cell.span for row in rows for cell in row if cell.span]
    if not held:
        return
    span = Span(held[0].start, held[-1].end)
    for at, heading in enumerate(table.header):
        told = {text: row for row in rows if (text := clean(row[at].text))}
        if len(told) > 1:
            lines = tuple(
                " | ".join(f"{head}: {cell.text}" for head, cell in zip(table.header, row, strict=True))
                for row in told.values()
            )
            score = 0.2 if at == table.name_column else -0.1
            yield Enumeration(tuple(told), table.section, span, score, heading, lines, first=at == table.name_column)


def _bulleted(section: Section) -> Iterator[Enumeration]:
    """The items of each list of lines, with the sentence before it that announces them.

    An item runs on until the next one, or the end of its paragraph. Items marked in another way, after one that ends
    in a colon, are a list within that item, which announces them.
    """
    whole = section.whole
    runs: list[_Run] = []
    lead: Span | None = None
    for span, following in zip(whole.sentences, (*whole.sentences[1:], None), strict=True):
        marked = _MARKED.fullmatch(whole.words_at(span))
        goes_on = bool(runs) and not marked and not _opens_line(section, span)
        if marked:
            way = _way(marked.group())
            while runs and runs[-1].way != way and any(run.way == way for run in runs):
                yield from _lines(section, runs.pop())
            if not runs:
                runs.append(_Run(way, lead, []))
            elif runs[-1].way != way and whole.words_at(runs[-1].items[-1]).rstrip().endswith(":"):
                runs.append(_Run(way, runs[-1].items[-1], []))
            runs[-1].items.append(span)
        elif goes_on:
            runs[-1].items[-1] = Span(runs[-1].items[-1].start, span.end)
        if not (marked or goes_on) or following is None:
            while runs:
                yield from _lines(section, runs.pop())
        if not marked and not goes_on:
            lead = span


@dataclass(frozen=True, slots=True)
class _Run:
    """A list that is being read: how its items are marked, what announces it, and its items."""

    way: str
    lead: Span | None
    items: list[Span]


def _way(item: str) -> str:
    """How an item is marked: its bullet, or "1", "a", with the bracket or full stop after it."""
    mark = re.match(r"\s*(\S+)", item)
    said = mark.group(1) if mark else ""
    return re.sub(r"[a-zA-Z]+", "a", re.sub(r"\d+", "1", said))


def _opens_line(section: Section, span: Span) -> bool:
    before = section.whole.text[: span.start - section.whole.span.start].rstrip(" \t")
    return not before or before.endswith("\n")


def _lines(section: Section, run: _Run) -> Iterator[Enumeration]:
    items, lead = run.items, run.lead
    if len(items) > 1:
        lines = tuple(section.whole.words_at(item) for item in items)
        announced = section.whole.words_at(lead) if lead else ""
        span = Span((lead or items[0]).start, items[-1].end)
        # Numbered paragraphs, as of a treaty's article, are said one after the other rather than listed.
        prose = statistics.median(len(line.split()) for line in lines) > _LONG
        yield Enumeration(tuple(map(_opening_of, lines)), section, span, -0.2 if prose else 0.2, announced, lines)


def _inline(section: Section) -> Iterator[Enumeration]:
    """The members of each list that is numbered within its lines: 1, 2, … or a, b, … or i, ii, …"""
    text = section.whole.text
    run: list[re.Match[str]] = []
    for mark in (*_INLINE.finditer(text), None):
        if mark is not None and _place(mark) == len(run) + 1:
            run.append(mark)
            continue
        if len(run) > 1:
            yield _listed(section, run)
        run = [mark] if mark is not None and _place(mark) == 1 else []


def _place(mark: re.Match[str]) -> int:
    """Which member of its list a mark opens, from 1 on; letters are read as such before they are Roman."""
    said = mark["a"] or mark["b"]
    if said.isdigit():
        return int(said)
    if said in _ROMAN and (said == "i" or len(said) > 1):
        return _ROMAN.index(said) + 1
    return ord(said) - ord("a") + 1 if len(said) == 1 else 0


def _listed(section: Section, run: Sequence[re.Match[str]]) -> Enumeration:
    """The list whose members these marks open, and the sentences that hold it."""
    text, passage = section.whole.text, section.whole
    closes = _CLOSING.search(text, run[-1].end())
    edges = [*(mark.start() for mark in run[1:]), closes.start() if closes else len(text)]
    said = [text[mark.end() : edge] for mark, edge in zip(run, edges, strict=True)]
    items = tuple(_term(clean(re.sub(r"[,;.\s]+(?:and|or)?\s*\Z", "", one))) for one in said)
    start, end = passage.span.start + run[0].start(), passage.span.start + edges[-1]
    held = [one for one in passage.sentences if one.start < end and start < one.end]
    span = Span(held[0].start, held[-1].end) if held else Span(start, end)
    return Enumeration(items, section, span, 0.3, text[span.start - passage.span.start : run[0].start()])


def _announced(section: Section) -> Iterator[Enumeration]:
    """What a colon in a sentence announces: three things or more."""
    for span in section.whole.sentences:
        text = section.whole.words_at(span)
        match = None if _MARKED.fullmatch(text) else _ANNOUNCED.fullmatch(text)
        if match is None:
            continue
        mark = ";" if match["said"].count(";") > 1 else ","
        parts = [re.sub(r"\A(?:and|or)\s+", "", part) for part in _parted(match["said"], mark)]
        items = tuple(filter(None, (_called(part) for part in parts)))
        short = mark == ";" or all(len(item.split()) <= _MOST_WORDS for item in items)
        if len(items) > 2 and short and " and " not in items[-1]:
            yield Enumeration(items, section, span, 0.2, match["lead"])


def _parted(words: str, mark: str) -> Iterator[str]:
    """The parts between the marks that no bracket holds."""
    depth = depths(words)
    cuts = [at for at, one in enumerate(words) if one == mark and not depth[at]]
    return (words[first + 1 : last].strip() for first, last in pairwise([-1, *cuts, len(words)]))


def _called(part: str) -> str:
    """What a member is called: what it quotes first, else its words up to the first mark."""
    quoted = _QUOTED.match(part)
    return quoted["t"] if quoted else clean(re.split(r"[,.;–—(]", part, maxsplit=1)[0])


def _term(item: str) -> str:
    """The item; of a definition, the term: "'lamp' means …"."""
    defined = _DEFINED.match(item)
    return defined["t"] if defined else item


def _opening_of(line: str) -> str:
    """What an item of a list of lines is called: its words up to the first mark."""
    marked = _MARKED.fullmatch(line)
    said = marked["t"] if marked else line
    head = None if _DEFINED.match(said) else _HEAD_OF_ITEM.match(said)
    return _term(clean(head.group() if head else said))
