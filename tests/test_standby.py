"""A builder that stands by takes one order with its lock, and is missed by nobody when it dies."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import BusyError
from service.settings import Settings, load
from service.upkeep.jobs import Job, Jobs
from service.upkeep.rebuilding import command
from service.upkeep.standby import Standby


@pytest.fixture
def standby() -> Iterator[Standby]:
    made = Standby()
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """What makes a rebuild fail with a sentence, since its source isn't there."""
    return load({"store": str(tmp_path), "sources": str(tmp_path / "nothing.txt")}, {})


def ended(jobs: Jobs, name: str) -> Job:
    """The job once it has finished."""
    deadline = time.monotonic() + 60
    while not (job := jobs.read(name)).finished and time.monotonic() < deadline:
        time.sleep(0.05)
    return job


def waiting(standby: Standby) -> subprocess.Popen[bytes]:
    """The process that waits."""
    standby.prepare()
    assert standby._waiting is not None
    return standby._waiting[0]


def test_an_order_is_carried_out_by_the_process_that_waited_under_its_lock(
    standby: Standby, settings: Settings
) -> None:
    jobs, process = Jobs(settings.store), waiting(standby)
    job = jobs.start(command(settings, force=False), standby.spawn)
    with pytest.raises(BusyError):
        jobs.start(command(settings, force=False))
    last = ended(jobs, job.id)
    assert last.error == f"{settings.sources[0]}: there is no such file or folder: check the path"
    assert process.wait(timeout=30) == 1


def test_one_that_died_is_replaced(standby: Standby, settings: Settings) -> None:
    jobs, process = Jobs(settings.store), waiting(standby)
    process.kill()
    process.wait()
    job = jobs.start(command(settings, force=False), standby.spawn)
    assert (ended(jobs, job.id).error or "").startswith(f"{settings.sources[0]}: ")


def test_where_none_waits_an_order_is_carried_out_all_the_same(standby: Standby, settings: Settings) -> None:
    jobs = Jobs(settings.store)
    job = jobs.start(command(settings, force=False), standby.spawn)
    assert (ended(jobs, job.id).error or "").startswith(f"{settings.sources[0]}: ")


def test_one_without_an_order_goes_home(standby: Standby) -> None:
    process = waiting(standby)
    standby.close()
    assert process.returncode == -signal.SIGTERM
