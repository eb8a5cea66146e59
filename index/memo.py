"""What a build worked out, kept for the next: each result under a digest of all that it was worked out from.

So a build takes over whatever it would work out again, wherever that stands now, and makes exactly what a build
from nothing would. A result that is missing, or isn't the bytes that were kept, is worked out anew. The memo is one
SQLite file that only the builder touches, and that may be deleted at any time: no trouble with it fails a build.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

log = logging.getLogger("kotae")

T = TypeVar("T")

#: How many results are looked up, worked out and kept at once: what a builder that dies here loses at most.
CHUNK = 256
_SCHEMA = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, seal BLOB NOT NULL, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS builds (id INTEGER PRIMARY KEY);
CREATE TABLE IF NOT EXISTS uses (build INTEGER NOT NULL, key BLOB NOT NULL, PRIMARY KEY (build, key)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of result; its name tells it from all others."""

    name: str
    pack: Callable[[T], bytes]
    unpack: Callable[[bytes], T]


class Memo:
    """The results kept in a file; a context manager, for one thread.

    `made_by` names the rules and models that work them out: what others made is never taken over.
    """

    def __init__(self, path: Path, made_by: str) -> None:
        self._path, self._made_by = path, made_by
        self._connection = _open(path)
        self._used: set[bytes] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._close()

    def each(
        self,
        kind: Kind[T],
        inputs: Sequence[str],
        work: Callable[[list[str]], Iterable[T]],
        told: Callable[[int], None] = lambda done: None,
    ) -> list[T]:
        """The result of each input, in their order; `work` is given those that none is kept of, each once.

        `told` hears how many are done.
        """
        found: list[T] = []
        for first in range(0, len(inputs), CHUNK):
            told(first)
            chunk = inputs[first : first + CHUNK]
            known = self._recall(kind, chunk)
            if missing := [one for one in dict.fromkeys(chunk) if one not in known]:
                worked = dict(zip(missing, work(missing), strict=True))
                self._keep((self._key(kind, one), kind.pack(result)) for one, result in worked.items())
                known |= worked
            found += [known[one] for one in chunk]
        told(len(inputs))
        return found

    def one(self, kind: Kind[T], made_from: str, work: Callable[[], T]) -> T:
        """The one result of this kind that is made from that."""
        return self.each(kind, [made_from], lambda _: [work()])[0]

    def renew(self, kind: Kind[T], inputs: Iterable[str]) -> None:
        """Keep what is kept of these, though nothing was asked of it: what was worked out from it was taken over."""
        self._used.update(self._key(kind, one) for one in inputs)

    def forget(self) -> None:
        """Let go of everything that was kept."""
        self._change("DELETE FROM results")

    def settle(self, builds: int) -> None:
        """End a build: let go of whatever none of the last `builds` builds used."""
        self._change("INSERT INTO builds DEFAULT VALUES")
        self._change("INSERT INTO uses SELECT max(id), ? FROM builds", [(key,) for key in self._used])
        self._change("DELETE FROM uses WHERE build <= (SELECT max(id) FROM builds) - ?", [(builds,)])
        self._change("DELETE FROM results WHERE key NOT IN (SELECT key FROM uses)")

    def _key(self, kind: Kind[T], made_from: str) -> bytes:
        words = "\x1f".join((self._made_by, kind.name, made_from))
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()[:20]

    def _recall(self, kind: Kind[T], inputs: Iterable[str]) -> dict[str, T]:
        keys = {self._key(kind, one): one for one in inputs}
        self._used |= keys.keys()
        if self._connection is None:
            return {}
        sql = f"SELECT key, seal, value FROM results WHERE key IN ({', '.join('?' * len(keys))})"  # noqa: S608 - marks alone
        try:
            rows = self._connection.execute(sql, list(keys)).fetchall()
        except sqlite3.Error as error:
            log.warning("what earlier builds worked out is damaged (%s): it is worked out anew", error)
            self._close()
            self._connection = _afresh(self._path)
            return {}
        return {keys[key]: kind.unpack(value) for key, seal, value in rows if seal == _seal(key, value)}

    def _keep(self, results: Iterable[tuple[bytes, bytes]]) -> None:
        rows = [(key, _seal(key, value), value) for key, value in results]
        self._change("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)

    def _change(self, sql: str, rows: Sequence[tuple[object, ...]] = ((),)) -> None:
        if self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany(sql, rows)
        except sqlite3.Error as error:  # a full disk, for one
            log.warning("what this build works out can't be kept for the next one: %s", error)
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _open(path: Path) -> sqlite3.Connection | None:
    """The file's connection; one that isn't a memo is begun afresh, and where none can be had there is none."""
    try:
        return _connected(path)
    except sqlite3.Error:
        return _afresh(path)


def _afresh(path: Path) -> sqlite3.Connection | None:
    try:
        path.unlink(missing_ok=True)
        return _connected(path)
    except (OSError, sqlite3.Error) as error:
        log.warning("nothing can be kept for the next build: %s", error)
        return None


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
    except BaseException:
        connection.close()
        raise
    return connection


def _seal(key: bytes, value: bytes) -> bytes:
    """What tells whether a row is what was written."""
    return hashlib.sha256(key + value).digest()[:8]
