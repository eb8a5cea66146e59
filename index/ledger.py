"""The facts of a generation in one SQLite file: filtered, searched, sorted, counted and paged.

The file is written once and never changed after; a `Ledger` reads it from as many threads as it likes, each with a
connection of its own. Facts keep the order in which they were written, which is the order of their documents.
"""

from __future__ import annotations

import functools
import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.aliases import Aliases, name_key
from corpus.edtf import bounds
from corpus.errors import NotFoundError
from corpus.model import Evidence, Fact, Span
from index.factquery import Clause, FactPage, FactQuery, after, conditions, make_cursor, ordering, phrase

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE facts (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, label TEXT NOT NULL, rule TEXT NOT NULL,
    instrument TEXT, parties TEXT NOT NULL, topic TEXT, date TEXT, place TEXT, value REAL, unit TEXT,
    approximate INTEGER NOT NULL, valid_until TEXT, document_id TEXT NOT NULL, passage_id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL,
    date_low TEXT, date_high TEXT, date_rising TEXT NOT NULL, value_rising REAL NOT NULL, ends TEXT
);
CREATE TABLE parties (name TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (name, position)) WITHOUT ROWID;
CREATE TABLE aliases (name TEXT PRIMARY KEY, short_key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pairs (short TEXT NOT NULL, long TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    label, body, names, place, content='', tokenize="porter unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE places USING fts5(name, tokenize="unicode61 remove_diacritics 2");
"""
_INDEXES = """
CREATE INDEX by_type ON facts (type, position);
CREATE INDEX by_type_date ON facts (type, date_low, date_high, instrument, date);
CREATE INDEX by_type_end ON facts (type, ends, valid_until, instrument);
CREATE INDEX by_place ON facts (place, position);
INSERT INTO places SELECT DISTINCT place FROM facts WHERE place IS NOT NULL;
CREATE INDEX by_date ON facts (date_low, date_high, position);
CREATE INDEX by_date_rising ON facts (date_rising, position);
CREATE INDEX by_value ON facts (value, position);
CREATE INDEX by_value_rising ON facts (value_rising, position);
CREATE INDEX by_label ON facts (label COLLATE NOCASE, position);
CREATE INDEX by_passage ON facts (passage_id, position);
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
"""
_FIELDS = (
    "id, type, label, rule, instrument, parties, topic, date, place, value, unit, approximate, valid_until, "
    "document_id, passage_id, start, end, quote"
)
#: Sorts after every date.
_NO_DATE = "~"


def write_ledger(path: Path, facts: Iterable[Fact], aliases: Aliases) -> None:
    """Write the facts, in their order, to a new file. ValueError where two facts have one id."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        for position, fact in enumerate(facts, 1):
            _insert(connection, position, fact, aliases)
        connection.executemany("INSERT INTO pairs VALUES (?, ?)", aliases.pairs)
        names = {name_key(form): name_key(short) for short, long in reversed(aliases.pairs) for form in (long, short)}
        connection.executemany("INSERT INTO aliases VALUES (?, ?)", names.items())
        connection.execute("COMMIT")
        connection.executescript(_INDEXES)
    except sqlite3.IntegrityError as error:
        raise ValueError(f"two facts have one id: {error}") from error
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, position: int, fact: Fact, aliases: Aliases) -> None:
    at = fact.evidence
    low, high = _span_of(fact.date)
    connection.execute(
        f"INSERT INTO facts VALUES ({', '.join('?' * 24)})",
        (
            *(position, fact.id, fact.type, fact.label, fact.rule, fact.instrument),
            *(
                json.dumps(fact.parties, ensure_ascii=False),
                fact.topic,
                fact.date,
                fact.place,
                fact.value,
                fact.unit,
            ),
            *(
                fact.approximate,
                fact.valid_until,
                at.document_id,
                at.passage_id,
                at.span.start,
                at.span.end,
                at.quote,
            ),
            *(low, high, low or _NO_DATE, float("inf") if fact.value is None else fact.value),
            _span_of(fact.valid_until)[0],
        ),
    )
    keys = {name_key(aliases.canonical(party)) for party in fact.parties}
    connection.executemany("INSERT INTO parties VALUES (?, ?)", [(key, position) for key in sorted(keys)])
    names = dict.fromkeys(form for party in fact.parties for form in aliases.forms(party))
    body = " ; ".join(filter(None, (at.quote, fact.topic, fact.instrument, fact.type)))
    connection.execute(
        "INSERT INTO words (rowid, label, body, names, place) VALUES (?, ?, ?, ?, ?)",
        (position, fact.label, body, " ; ".join(names), fact.place or ""),
    )


def _span_of(edtf: str | None) -> tuple[str | None, str | None]:
    """The days that a fact's date may mean; none where it states no year."""
    try:
        return bounds(edtf) if edtf else (None, None)
    except ValueError:
        return None, None


class Ledger:
    """The facts of one generation, read only. Safe to use from many threads."""

    def __init__(self, path: Path) -> None:
        """Open a file that `write_ledger` wrote; sqlite3.Error where it can't be read."""
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()
        self._rows("SELECT position FROM facts LIMIT 1")

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = sqlite3.connect(self._uri, uri=True)
        return connection.execute(sql, values).fetchall()

    def __len__(self) -> int:
        return int(str(self._rows("SELECT count(*) FROM facts")[0][0]))

    def __contains__(self, fact_id: object) -> bool:
        return bool(self._rows("SELECT 1 FROM facts WHERE id = ?", (fact_id,)))

    @functools.cached_property
    def aliases(self) -> Aliases:
        """The short and long forms that the sources define."""
        return Aliases(
            tuple((str(s), str(long)) for s, long in self._rows("SELECT short, long FROM pairs ORDER BY rowid"))
        )

    def fact(self, fact_id: str) -> Fact:
        """The fact of that id; NotFoundError where there is none."""
        rows = self._rows(f"SELECT {_FIELDS} FROM facts WHERE id = ?", (fact_id,))
        if not rows:
            raise NotFoundError("fact", fact_id)
        return _fact(rows[0])

    def query(self, query: FactQuery) -> FactPage:
        """One page of the facts that the query asks for; QueryError where it can't be asked."""
        clauses = conditions(query)
        column, order = ordering(query)
        total = self._rows(f"SELECT count(*) FROM facts{_where(clauses)}", _values(clauses))[0][0]
        clauses += after(query)
        sql = f"SELECT {_FIELDS}, {column}, position FROM facts{_where(clauses)} ORDER BY {order} LIMIT ?"
        rows = self._rows(sql, (*_values(clauses), query.limit + 1))
        page, more = rows[: query.limit], len(rows) > query.limit
        cursor = make_cursor(query, page[-1][-2], int(str(page[-1][-1]))) if more else None
        return FactPage(tuple(map(_fact, page)), int(str(total)), cursor)

    def select(self, clauses: Sequence[Clause], *, order: str = "position", limit: int = -1) -> tuple[Fact, ...]:
        """The facts that meet every condition, by columns of `facts`; a limit below 0 is none."""
        # Only the rows that are asked for are read whole: what is sorted is narrow.
        inner = f"SELECT position AS chosen FROM facts{_where(clauses)} ORDER BY {order} LIMIT ?"
        sql = f"SELECT {_FIELDS} FROM ({inner}) CROSS JOIN facts ON position = chosen ORDER BY {order}"
        return tuple(map(_fact, self._rows(sql, (*_values(clauses), limit))))

    def tallies(self, clauses: Sequence[Clause], name: str) -> tuple[tuple[str | None, int], ...]:
        """(name, how many facts) of those that meet every condition, by an expression over their columns."""
        rows = self._rows(f"SELECT {name}, count(*) FROM facts{_where(clauses)} GROUP BY 1", _values(clauses))
        return tuple((None if said is None else str(said), int(str(times))) for said, times in rows)

    def holding(self, match: str) -> int:
        """How many facts hold the words of an FTS5 expression."""
        return int(str(self._rows("SELECT count(*) FROM words WHERE words MATCH ?", (match,))[0][0]))

    def tally(self, clauses: Sequence[Clause]) -> int:
        """How many facts meet every condition."""
        return int(str(self._rows(f"SELECT count(*) FROM facts{_where(clauses)}", _values(clauses))[0][0]))

    def dated_with(self, match: str, *, limit: int) -> tuple[int, ...]:
        """The positions of the first dated facts that hold the words of an FTS5 expression."""
        sql = (
            "SELECT position FROM words CROSS JOIN facts ON position = words.rowid "
            "WHERE words MATCH ? AND date_low IS NOT NULL LIMIT ?"
        )
        return tuple(int(str(place)) for (place,) in self._rows(sql, (match, limit)))

    def among(self, places: Iterable[int], clause: Clause) -> tuple[int, ...]:
        """Those of the facts at these positions that meet a condition, or where it is "", hold an FTS5 expression."""
        chosen = ", ".join(f"({place})" for place in places) or "(0)"
        condition, values = clause
        table = (
            "facts ON position = column1 WHERE" if condition else "words ON words.rowid = column1 WHERE words MATCH ?"
        )
        rows = self._rows(f"SELECT column1 FROM (VALUES {chosen}) CROSS JOIN {table} {condition}", values)
        return tuple(int(str(place)) for (place,) in rows)

    def at(self, place: int) -> tuple[Fact, ...]:
        """The fact at a position."""
        return self.select([("position = ?", (place,))])

    def known(self, keys: Sequence[str]) -> tuple[dict[str, str], frozenset[str]]:
        """Of some `name_key`s: those that the sources give short forms for, each with its short form's key, and
        all that are parties of facts.
        """
        marks = ", ".join("?" * len(keys))
        shorts = self._rows(f"SELECT name, short_key FROM aliases WHERE name IN ({marks})", keys)
        named = {str(name): str(short) for name, short in shorts}
        asked = (*keys, *named.values())
        marks = ", ".join("?" * len(asked))
        parties = self._rows(f"SELECT DISTINCT name FROM parties WHERE name IN ({marks})", asked)
        return named, frozenset(str(name) for (name,) in parties)

    def of_passages(self, passage_ids: Sequence[str]) -> tuple[Fact, ...]:
        """The facts whose evidence lies in these passages, in document order."""
        marks = ", ".join("?" * len(passage_ids))
        rows = self._rows(f"SELECT {_FIELDS} FROM facts WHERE passage_id IN ({marks}) ORDER BY position", passage_ids)
        return tuple(map(_fact, rows))

    def sharing_words(self, words: Sequence[str], *, limit: int) -> tuple[Fact, ...]:
        """The facts that share most with the words, any of them, by BM25; stems or whole words."""
        terms = " OR ".join(phrase(word) + ("*" if len(word) > 4 else "") for word in words)
        if not terms:
            return ()
        rows = self._rows(
            f"SELECT {_FIELDS} FROM facts JOIN (SELECT rowid AS hit, rank FROM words WHERE words MATCH ? "
            "ORDER BY rank LIMIT ?) ON position = hit ORDER BY rank, position",
            (terms, limit),
        )
        return tuple(map(_fact, rows))


def _where(clauses: Sequence[Clause]) -> str:
    return " WHERE " + " AND ".join(sql for sql, _ in clauses) if clauses else ""


def _values(clauses: Sequence[Clause]) -> tuple[object, ...]:
    return tuple(value for _, values in clauses for value in values)


def _fact(row: Sequence[object]) -> Fact:
    """A fact out of the columns of `_FIELDS`."""

    def text(at: int) -> str | None:
        return None if row[at] is None else str(row[at])

    value = row[9]
    evidence = Evidence(str(row[13]), str(row[14]), Span(int(str(row[15])), int(str(row[16]))), str(row[17]))
    return Fact(
        str(row[0]), str(row[1]), str(row[2]), evidence, str(row[3]), text(4), tuple(json.loads(str(row[5]))),
        text(6), text(7), text(8), float(value) if isinstance(value, (int, float)) else None, text(10),
        bool(row[11]), text(12),
    )  # fmt: skip
