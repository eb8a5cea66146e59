"""How builds end: a job's last state, kept where the service tells of it, however the build was started."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from corpus.errors import BusyError, KotaeError, RejectedError, StoreError
from index.build import BuildResult
from service.upkeep.jobs import Job, Jobs, now

log = logging.getLogger("kotae")


def succeeded(job: Job, result: BuildResult) -> Job:
    """The job once its build is served."""
    return replace(
        job,
        state="succeeded",
        progress=1.0,
        stage=None,
        generation=result.generation,
        changed=result.changed,
        counts=dict(result.counts),
        finished_at=now(),
    )


def failed(job: Job, error: KotaeError) -> Job:
    """The job once its build has failed or was rejected."""
    job = replace(job, error=str(error), finished_at=now())
    if isinstance(error, RejectedError):
        return replace(job, state="rejected", generation=error.generation, failing=error.failing)
    return replace(job, state="failed")


def kept(jobs: Jobs, job: Job) -> None:
    """Keep the job's state; where it can't be, the log has it."""
    try:
        jobs.write(job)
    except StoreError as error:
        log.warning("%s", error)
        if job.error:
            log.warning("the rebuild failed: %s", job.error)


def recorded(jobs: Jobs, build: Callable[[], BuildResult]) -> BuildResult:
    """Build here and now, and keep how it ended among the rebuilds; one refused while another runs is none."""
    begun = Job("", now(), state="running")
    try:
        result = build()
    except BusyError:
        raise
    except KotaeError as error:
        _record(jobs, failed(begun, error))
        raise
    _record(jobs, succeeded(begun, result))
    return result


def _record(jobs: Jobs, ended: Job) -> None:
    try:
        new = jobs.new()
        jobs.folder.mkdir(parents=True, exist_ok=True)
        jobs.write(replace(ended, id=new.id, number=new.number))
    except (OSError, StoreError) as error:
        log.debug("how the build ended can't be kept: %s", error)
