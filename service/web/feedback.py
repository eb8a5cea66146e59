"""What people thought of their answers, and what the sources did not say: kept beside the index, for a while."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from corpus.errors import StoreError

log = logging.getLogger("kotae")

Verdict: TypeAlias = Literal["helpful", "unhelpful", "unanswered"]
#: However much is said within the days that it is kept for, the oldest of it goes past this many.
MOST = 100_000
_DAY = 86_400

_TABLE = """
CREATE TABLE IF NOT EXISTS said (
  id INTEGER PRIMARY KEY, at REAL NOT NULL, verdict TEXT NOT NULL, question TEXT NOT NULL,
  comment TEXT, generation TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS said_at ON said (at);
"""


@dataclass(frozen=True, slots=True)
class Said:
    """One judgement, or one question that was not answered."""

    #: Seconds since the epoch.
    at: float
    verdict: Verdict
    question: str
    comment: str | None


class Feedback:
    """A SQLite file that every worker adds to: a line is in it whole or not at all, whoever is killed when.

    `days` is how long a line is kept; what is older goes whenever the file is opened, read or added to.
    """

    def __init__(self, folder: Path, *, days: int) -> None:
        self.path = folder / "feedback.sqlite"
        self._seconds = days * _DAY
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None

    def judge(self, question: str, *, helpful: bool, comment: str | None, generation: str) -> None:
        """Keep a judgement; StoreError where the disk won't take it."""
        try:
            self._add("helpful" if helpful else "unhelpful", question, comment, generation)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.path} can't be written ({error})") from error

    def miss(self, question: str, generation: str) -> None:
        """Note a question that was not answered; where that can't be done, whoever asked is none the worse."""
        try:
            self._add("unanswered", question, None, generation)
        except (OSError, sqlite3.Error) as error:
            log.error("%s can't be written: %s", self.path, error)  # noqa: TRY400 - the reason says enough

    def complaints(self, most: int = 5000) -> tuple[Said, ...]:
        """The latest of what was not answered or did not help, the newest first. StoreError where it can't be read."""
        if not self.path.exists():
            return ()
        try:
            with self._lock, self._rows() as rows:
                self._expire(rows)
                found = rows.execute(
                    "SELECT at, verdict, question, comment FROM said WHERE verdict != 'helpful' "
                    "ORDER BY id DESC LIMIT ?",
                    (most,),
                )
                return tuple(Said(*row) for row in found)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self.path} can't be read ({error})") from error

    def expire(self) -> None:
        """Let go of what is too old; where that can't be done, the log says so."""
        if not self.path.exists():
            return
        try:
            with self._lock, self._rows() as rows:
                self._expire(rows)
        except (OSError, sqlite3.Error) as error:
            log.error("%s can't be written: %s", self.path, error)  # noqa: TRY400 - as above

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._open is not None:
                self._open.close()
                self._open = None

    def _add(self, verdict: Verdict, question: str, comment: str | None, generation: str) -> None:
        now = time.time()
        with self._lock, self._rows() as rows:
            added = rows.execute(
                "INSERT INTO said (at, verdict, question, comment, generation) VALUES (?, ?, ?, ?, ?)",
                (now, verdict, question, comment, generation),
            )
            self._expire(rows)
            rows.execute("DELETE FROM said WHERE id <= ?", ((added.lastrowid or 0) - MOST,))

    def _expire(self, rows: sqlite3.Connection) -> None:
        rows.execute("DELETE FROM said WHERE at <= ?", (time.time() - self._seconds,))

    def _rows(self) -> sqlite3.Connection:
        """The file, open: for this process alone to read, since it holds what people asked."""
        if self._open is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            self._open = sqlite3.connect(self.path, timeout=5, check_same_thread=False)
            self._open.execute("PRAGMA journal_mode = WAL")
            self._open.execute("PRAGMA synchronous = NORMAL")
            self._open.executescript(_TABLE)
        return self._open
