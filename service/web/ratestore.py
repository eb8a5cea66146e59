"""Calls counted by all the workers of this machine together, in a SQLite file that lives as long as the service.

`limits`, which flask-limiter counts with, has a store for one process and stores that are servers of their own;
several workers with nothing else beside them need this one.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limits.errors import ConfigurationError
from limits.storage import MovingWindowSupport, Storage, storage_from_string

from corpus.errors import SettingError

log = logging.getLogger("kotae")

SCHEME = "workers"
#: Every so many calls, what has left every window is deleted.
_SWEEP = 1000


def address(folder: str | Path) -> str:
    """The store in this folder, as `limits` names it."""
    path = Path(folder) / "calls.sqlite"
    return f"{SCHEME}://{path}"


def check(store: str | None) -> None:
    """Raises SettingError where calls can't be counted in the store that is set: its client is not installed."""
    if store is None:
        return
    try:
        storage_from_string(store)
    except (ConfigurationError, ImportError) as error:
        raise SettingError("KOTAE_RATE_STORE", f"can't be used ({error})") from error
    except Exception:  # a server that is down today may be up tomorrow; until then each worker counts alone
        log.warning("the store of KOTAE_RATE_STORE does not answer")


class WorkersStorage(Storage, MovingWindowSupport):
    """A row a call: its key, when it came, and until when it counts."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - limits reads it from the class

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._path = uri.partition("://")[2]
        self._own = threading.local()
        with self._writing() as rows:
            rows.execute("CREATE TABLE IF NOT EXISTS calls (key TEXT, at REAL, until REAL)")
            rows.execute("CREATE INDEX IF NOT EXISTS calls_by_key ON calls (key, at)")

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a store that can't be used raises."""
        return sqlite3.Error

    def _rows(self) -> sqlite3.Connection:
        rows: sqlite3.Connection | None = getattr(self._own, "rows", None)
        if rows is None:
            rows = self._own.rows = sqlite3.connect(self._path, timeout=2, isolation_level=None)
            rows.execute("PRAGMA journal_mode = WAL")
            rows.execute("PRAGMA synchronous = OFF")  # nothing in it outlives the service
        return rows

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One at a time among all workers, so that nobody counts between another's look and its write."""
        rows = self._rows()
        rows.execute("BEGIN IMMEDIATE")
        try:
            yield rows
        except BaseException:
            rows.execute("ROLLBACK")
            raise
        rows.execute("COMMIT")

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` calls where no more than `limit` are then within `expiry` seconds."""
        if amount > limit:
            return False
        now = time.time()
        with self._writing() as rows:
            if self._count(rows, key, now - expiry) + amount > limit:
                return False
            rows.executemany("INSERT INTO calls VALUES (?, ?, ?)", [(key, now, now + expiry)] * amount)
            if rows.execute("SELECT last_insert_rowid()").fetchone()[0] % _SWEEP == 0:
                rows.execute("DELETE FROM calls WHERE until < ?", (now,))
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest call within the window came, and how many are in it."""
        now = time.time()
        oldest, count = (
            self._rows()
            .execute("SELECT min(at), count(*) FROM calls WHERE key = ? AND at > ?", (key, now - expiry))
            .fetchone()
        )
        return (now if oldest is None else oldest), count

    @staticmethod
    def _count(rows: sqlite3.Connection, key: str, since: float) -> int:
        return int(rows.execute("SELECT count(*) FROM calls WHERE key = ? AND at > ?", (key, since)).fetchone()[0])

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count calls, however many there are; how many count now."""
        now = time.time()
        with self._writing() as rows:
            rows.executemany("INSERT INTO calls VALUES (?, ?, ?)", [(key, now, now + expiry)] * amount)
            return self._count(rows, key, now - expiry)

    def get(self, key: str) -> int:
        """How many calls count."""
        found = self._rows().execute("SELECT count(*) FROM calls WHERE key = ? AND until > ?", (key, time.time()))
        return int(found.fetchone()[0])

    def get_expiry(self, key: str) -> float:
        """Until when the last of them counts."""
        found = self._rows().execute("SELECT max(until) FROM calls WHERE key = ?", (key,)).fetchone()[0]
        return time.time() if found is None else float(found)

    def check(self) -> bool:
        """Whether the file can be read."""
        try:
            self._rows().execute("SELECT 1 FROM calls LIMIT 1")
        except sqlite3.Error:
            return False
        return True

    def reset(self) -> int | None:
        """Forget all calls; how many there were."""
        with self._writing() as rows:
            return rows.execute("DELETE FROM calls").rowcount

    def clear(self, key: str) -> None:
        """Forget the calls of one key."""
        with self._writing() as rows:
            rows.execute("DELETE FROM calls WHERE key = ?", (key,))
