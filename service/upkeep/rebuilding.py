"""One rebuild in a process of its own: `python -P -m service.upkeep.rebuilding WHAT JOB`, run by the service alone.

`--wait` takes the two words later: see `service.upkeep.standby`.

A process, so that answering stays fast and a builder that runs out of memory takes nothing with it; at a low
priority, so that the workers go first.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.errors import KotaeError, StoreError
from index.store import Store
from service.settings import Settings
from service.upkeep.jobs import Job, Jobs
from service.upkeep.standby import WAIT, order

log = logging.getLogger("kotae")

#: What share of a build each stage is, about: in order.
SHARES = {
    "reading": 0.02,
    "cutting": 0.03,
    "finding facts": 0.45,
    "encoding sentences": 0.2,
    "encoding passages": 0.2,
    "asking gold questions": 0.08,
}
#: Seconds between two notes of progress.
NOTE_EVERY = 0.2


def command(settings: Settings, *, force: bool) -> list[str]:
    """What runs a rebuild by these settings, but for the job's id."""
    what = {
        "sources": [str(path.absolute()) for path in settings.sources],
        "fetch": list(settings.fetch),
        "store": str(settings.store),
        "model": settings.model,
        "keep": settings.keep,
        "gate": settings.gate,
        "reader": settings.reader,
        "force": force,
    }
    return [sys.executable, "-P", "-m", "service.upkeep.rebuilding", json.dumps(what)]


def overall(stage: str, done: int, total: int) -> float:
    """How much of the whole build is done, 0..1, when `done` of `total` of a stage are; 0 if unknown."""
    before = 0.0
    for name, share in SHARES.items():
        if name == stage:
            return round(before + share * (done / total if total else 1.0), 3)
        before += share
    return 0.0


class _Notes:
    """Progress as it is kept: never backwards, and not more often than a reader could want."""

    def __init__(self, jobs: Jobs, job: Job) -> None:
        self._jobs, self.job = jobs, job
        self._noted = float("-inf")

    def progress(self, stage: str, done: int, total: int) -> None:
        """Note a step of the build."""
        new_stage = stage != self.job.stage
        self.job = replace(self.job, stage=stage, progress=max(self.job.progress, overall(stage, done, total)))
        if new_stage or time.monotonic() - self._noted >= NOTE_EVERY:
            self._noted = time.monotonic()
            with suppress(StoreError):  # the build itself will tell, if it needs the room too
                self._jobs.write(self.job)


def run(what: str, name: str) -> int:
    """Rebuild as `what` says, noting all of it in the job called `name`. Returns the exit status."""
    # These bring torch and more, which nothing that only imports this needs.
    from corpus.fetching import fetch_all  # noqa: PLC0415
    from index.build import build  # noqa: PLC0415
    from service.upkeep.gate import Gate  # noqa: PLC0415
    from service.upkeep.outcomes import failed, kept, succeeded  # noqa: PLC0415

    told = json.loads(what)
    store = Store(Path(told["store"]))
    jobs = Jobs(store.folder)
    notes = _Notes(jobs, replace(jobs.read(name), state="running"))
    kept(jobs, notes.job)
    sources = [Path(path) for path in told["sources"]]
    gate = Gate(store, sources, told["gate"], reader=told["reader"], tell=notes.progress)
    try:
        fetched = fetch_all(told["fetch"], store.folder)
        result = build(
            (*sources, *fetched), store, told["model"],
            force=told["force"], keep=told["keep"], progress=notes.progress, approve=gate,
        )  # fmt: skip
    except KotaeError as error:
        kept(jobs, failed(notes.job, error))
        return 1
    except Exception:
        log.exception("the rebuild failed")
        kept(jobs, failed(notes.job, KotaeError("something went wrong inside; the service's log says what")))
        return 1
    kept(jobs, succeeded(notes.job, result))
    return 0


def main(arguments: Sequence[str]) -> int:
    """Run with lowered priority, at once or when the order comes; the log goes to standard error."""
    os.nice(10)
    if arguments[0] == WAIT:
        told = order(int(arguments[1]))
        return run(*told) if told else 0
    return run(*arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
