"""Rebuilds in the background: each a process of its own, its state a JSON file that every worker reads.

    jobs/<id>.json   the state of one rebuild, replaced in one step
    jobs/lock        held by the one rebuild that runs, from before it starts until its process ends

The lock is taken by whoever starts the rebuild and handed to its process, so that two calls at once can't
both start one, and the system lets go of it however the process ends.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from corpus.errors import BusyError, NotFoundError
from index.store import replace_file

log = logging.getLogger("kotae")

State: TypeAlias = Literal["queued", "running", "succeeded", "failed", "rejected"]
#: Finished rebuilds are told of until this many newer ones have come.
KEPT = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One rebuild. `progress` is in 0..1; times are ISO 8601 in UTC."""

    id: str
    created_at: str
    state: State = "queued"
    progress: float = 0.0
    stage: str | None = None
    generation: str | None = None
    changed: bool | None = None
    counts: dict[str, int] | None = None
    error: str | None = None
    #: Of a rejected one, the questions that now go wrong.
    failing: tuple[str, ...] = ()
    finished_at: str | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in ("queued", "running")


def now() -> str:
    """The time as jobs tell it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def launch(command: Sequence[str], inherited: int) -> subprocess.Popen[bytes]:
    """Run a command in a session of its own, with this file open in it."""
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.DEVNULL,
        pass_fds=(inherited,),
        start_new_session=True,
        close_fds=True,
    )


#: Runs a command that keeps the lock of that number open.
Spawn = Callable[[Sequence[str], int], "subprocess.Popen[bytes]"]


class Jobs:
    """The rebuilds of one store."""

    def __init__(self, store: Path) -> None:
        self.folder = store / "jobs"

    def read(self, name: str) -> Job:
        """The rebuild called `name`, or NotFoundError. One whose process died without a word has failed."""
        job = self._read(name)
        if job.finished or self._held():
            return job
        job = self._read(name)  # it may have finished between the two looks
        return job if job.finished else replace(job, state="failed", error="the rebuild ended unexpectedly")

    def write(self, job: Job) -> None:
        """Keep the job's state."""
        replace_file(
            self._path(job.id),
            json.dumps(asdict(job), ensure_ascii=False).encode("utf-8", "backslashreplace"),
        )

    def start(self, command: Sequence[str], spawn: Spawn = launch) -> Job:
        """Run `command` with the new job's id as its last word; BusyError where a rebuild runs already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _take(lock)
            job = Job(secrets.token_hex(8), now())
            self._prune()
            self.write(job)
            process = spawn([*command, job.id], lock)
        except BlockingIOError:
            raise BusyError("a rebuild is running: wait for it to end") from None
        finally:
            os.close(lock)
        threading.Thread(target=process.wait, name="kotae-rebuild", daemon=True).start()
        log.info("rebuild %s started", job.id)
        return job

    def _read(self, name: str) -> Job:
        try:
            fields = json.loads(self._path(name).read_text("utf-8"))
            return Job(**{**fields, "failing": tuple(fields.get("failing", ()))})
        except (OSError, ValueError, TypeError, AttributeError):
            raise NotFoundError("rebuild", name) from None

    def _path(self, name: str) -> Path:
        if not (name.isascii() and name.isalnum()):
            raise NotFoundError("rebuild", name)
        return self.folder / f"{name}.json"

    def _held(self) -> bool:
        """Whether a rebuild's process lives."""
        try:
            lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    def _prune(self) -> None:
        files = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[KEPT - 1 :]:
            with suppress(OSError):
                path.unlink()


def _take(lock: int) -> None:
    """Take the lock, or raise BlockingIOError. A look at it holds it for an instant: hence the tries."""
    for _ in range(4):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(0.01)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
