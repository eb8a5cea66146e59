"""Rebuilds in the background: each a process of its own, its state a JSON file that every worker reads.

    jobs/<id>.json   the state of one rebuild, replaced in one step; also how each `kotae build` ended
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

from corpus.errors import BusyError, KotaeError, NotFoundError, StoreError
from index.durable import replace_file

log = logging.getLogger("kotae")

State: TypeAlias = Literal["queued", "running", "succeeded", "failed", "rejected"]
#: Finished rebuilds are told of until this many newer ones have come.
KEPT = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One rebuild. `progress` is in 0..1; times are ISO 8601 in UTC."""

    id: str
    created_at: str
    #: Each has a greater one than those before it, whatever the clock says.
    number: int = 0
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
        """Keep the job's state; StoreError where it can't be, not even in the room that its last one takes."""
        content = json.dumps(asdict(job), ensure_ascii=False).encode("utf-8", "backslashreplace")
        path = self._path(job.id)
        try:
            replace_file(path, content)
        except OSError as error:
            if not _overwritten(path, content):
                raise StoreError(
                    f"what becomes of the rebuild can't be kept in {self.folder} ({error.strerror}): make room there, "
                    "or set KOTAE_STORE to a folder of yours"
                ) from error

    def start(self, command: Sequence[str], spawn: Spawn = launch) -> Job:
        """Run `command` with the new job's id as its last word.

        Raises BusyError where a rebuild runs already, and StoreError where its state can't be kept.
        """
        lock = self._lock()
        try:
            _take(lock)
            for left in self.folder.glob(".*.json.*"):
                left.unlink(missing_ok=True)  # by a rebuild that died while noting its state
            job = self.new()
            self.write(job)
            process = spawn([*command, job.id], lock)
        except BlockingIOError:
            raise BusyError("a rebuild is running: wait for it to end") from None
        finally:
            os.close(lock)
        threading.Thread(target=process.wait, name="kotae-rebuild", daemon=True).start()
        log.info("rebuild %s started", job.id)
        return job

    def new(self) -> Job:
        """The next job, not yet kept; of those before it, the oldest are forgotten."""
        before = self.remembered()
        for path in {*self.folder.glob("*.json")} - {self._path(job.id) for job in before[1 - KEPT :]}:
            with suppress(OSError):
                path.unlink()
        return Job(secrets.token_hex(8), now(), max((job.number for job in before), default=0) + 1)

    def remembered(self) -> tuple[Job, ...]:
        """The rebuilds that are still told of, the oldest first."""
        found = []
        for path in self.folder.glob("*.json"):
            with suppress(KotaeError):
                found.append(self.read(path.stem))
        return tuple(sorted(found, key=lambda job: (job.number, job.created_at)))

    def failure(self) -> Job | None:
        """The last rebuild that ended, if it failed or was rejected."""
        ended = [job for job in self.remembered() if job.finished]
        return ended[-1] if ended and ended[-1].state != "succeeded" else None

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

    def _lock(self) -> int:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"{self.folder} can't be written to ({error.strerror}): set KOTAE_STORE to a folder of yours"
            ) from error


def _overwritten(path: Path, content: bytes) -> bool:
    """Write over a file where it lies, as a disk that is too full for a second one allows; a reader may see half."""
    try:
        with path.open("r+b") as file:
            file.write(content)
            file.truncate()
    except OSError:
        return False
    return True


def _take(lock: int) -> None:
    """Take the lock, or raise BlockingIOError. A look at it holds it for an instant: hence the tries."""
    for _ in range(4):
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        time.sleep(0.01)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
