"""Rebuilds: one at a time, in a process of their own, their state readable by anyone however they end."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import BusyError, NotFoundError, RejectedError, StoreError
from service.settings import load
from service.upkeep.jobs import KEPT, Job, Jobs, State, launch
from service.upkeep.rebuilding import command, overall, run

QUIET = [sys.executable, "-c", "pass"]


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    """The jobs of an empty store."""
    return Jobs(tmp_path)


def ended(jobs: Jobs, name: str) -> Job:
    """The job once it has finished."""
    deadline = time.monotonic() + 60
    while not (job := jobs.read(name)).finished and time.monotonic() < deadline:
        time.sleep(0.02)
    assert job.finished
    return job


def test_a_job_is_kept_as_a_file_that_any_worker_reads(jobs: Jobs, tmp_path: Path) -> None:
    job = Job("a1", "2024-05-06T07:08:09+00:00", state="succeeded", progress=1.0, counts={"facts": 3}, failing=("q",))
    jobs.folder.mkdir()
    jobs.write(job)
    assert Jobs(tmp_path).read("a1") == job


@pytest.mark.parametrize("name", ["none", "../a", "", "a/b", "lock", "é"])
def test_a_job_that_is_not_there_is_not_found(jobs: Jobs, name: str) -> None:
    with pytest.raises(NotFoundError):
        jobs.read(name)


def test_a_process_that_ends_without_a_word_has_failed(jobs: Jobs) -> None:
    job = jobs.start(QUIET)
    assert job.state == "queued"
    last = ended(jobs, job.id)
    assert (last.state, last.error) == ("failed", "the rebuild ended unexpectedly")


def test_only_one_rebuild_runs_at_a_time(jobs: Jobs, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(stop)!r}).exists(): time.sleep(0.01)"
    first = jobs.start([sys.executable, "-c", wait])
    with pytest.raises(BusyError):
        Jobs(tmp_path).start(QUIET)
    assert jobs.read(first.id).state == "queued"
    stop.touch()
    ended(jobs, first.id)
    ended(jobs, jobs.start(QUIET).id)


def test_the_oldest_jobs_are_forgotten_whatever_the_clock_says(jobs: Jobs) -> None:
    """The clock jumped back a year after the first five: files and jobs of the others tell of earlier times."""
    jobs.folder.mkdir()
    for number in range(1, KEPT + 6):
        jobs.write(Job(f"j{number}", "2025" if number <= 5 else "2024", number, state="succeeded"))
        os.utime(jobs.folder / f"j{number}.json", (1e9, 1e9 if number <= 5 else 1e8))
    new = jobs.start(QUIET)
    ended(jobs, new.id)
    assert [job.id for job in jobs.remembered()] == [*(f"j{number}" for number in range(7, KEPT + 6)), new.id]


def test_the_last_build_that_ended_is_told_of_where_it_failed(jobs: Jobs) -> None:
    jobs.folder.mkdir()
    assert jobs.failure() is None
    states: tuple[State, ...] = ("failed", "rejected", "succeeded", "failed")
    told = []
    for number, state in enumerate(states):
        jobs.write(Job(f"j{number}", "2024", number, state=state))
        told.append(jobs.failure())
    assert [job and job.id for job in told] == ["j0", "j1", None, "j3"]


def test_a_build_that_was_killed_is_a_failed_one(jobs: Jobs) -> None:
    process: list[subprocess.Popen[bytes]] = []

    def spawn(command: Sequence[str], lock: int) -> subprocess.Popen[bytes]:
        process.append(launch(command, lock))
        return process[0]

    job = jobs.start([sys.executable, "-c", "import time; time.sleep(60)"], spawn)
    assert jobs.failure() is None
    process[0].kill()
    ended(jobs, job.id)
    failure = jobs.failure()
    assert failure is not None
    assert failure.error == "the rebuild ended unexpectedly"


def test_on_a_full_disk_a_state_is_written_over_the_last_one(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.folder.mkdir()
    jobs.write(Job("a1", "2024", stage="encoding passages"))
    monkeypatch.setattr("service.upkeep.jobs.replace_file", full)
    jobs.write(Job("a1", "2024", state="failed", error="No space left on device"))
    assert jobs.read("a1") == Job("a1", "2024", state="failed", error="No space left on device")
    with pytest.raises(StoreError, match=r"can't be kept in .*\(No space left on device\): make room there"):
        jobs.start(QUIET)


def full(path: Path, content: bytes) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def test_a_rebuild_is_told_its_settings_and_never_the_admin_token(tmp_path: Path) -> None:
    settings = load({"store": str(tmp_path), "admin_token": "s3cret", "sources": "a.txt"}, {})
    words = command(settings, force=True)
    assert words[1:4] == ["-P", "-m", "service.upkeep.rebuilding"]
    assert json.loads(words[4]) == {
        "sources": [str(Path("a.txt").absolute())],
        "fetch": [],
        "store": str(tmp_path),
        "model": settings.model,
        "keep": 5,
        "gate": 0.05,
        "reader": None,
        "force": True,
    }


def test_a_rebuild_of_sources_that_are_not_there_fails_with_a_sentence(jobs: Jobs, tmp_path: Path) -> None:
    settings = load({"store": str(tmp_path), "sources": str(tmp_path / "nothing.txt")}, {})
    job = ended(jobs, jobs.start(command(settings, force=False)).id)
    assert job.state == "failed"
    assert job.error is not None
    assert job.error.startswith(f"{tmp_path / 'nothing.txt'}: ")
    assert job.finished_at is not None


def test_progress_grows_from_stage_to_stage() -> None:
    steps = [
        ("reading", 0, 1),
        ("reading", 1, 1),
        ("cutting", 1, 2),
        ("finding facts", 0, 1),
        ("encoding sentences", 5, 10),
        ("encoding passages", 10, 10),
        ("asking gold questions", 3, 3),
    ]
    told = [overall(*step) for step in steps]
    assert told == sorted(told) == [0.0, 0.02, 0.035, 0.05, 0.6, 0.9, 0.98]
    assert overall("polishing", 1, 2) == 0.0


def test_a_rejected_build_is_told_with_its_name_and_what_now_goes_wrong(
    jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reject(*_: object, **__: object) -> None:
        raise RejectedError("gen2", "hit fell", ("When was it signed?",))

    monkeypatch.setattr("index.build.build", reject)
    jobs.folder.mkdir()
    jobs.write(Job("a1", "2024"))
    what = command(load({"store": str(tmp_path), "sources": str(tmp_path)}, {}), force=False)[-1]
    assert run(what, "a1") == 1
    job = jobs.read("a1")
    assert (job.state, job.generation, job.failing) == ("rejected", "gen2", ("When was it signed?",))
    assert job.error is not None
    assert job.error.startswith("generation gen2 is kept but not served, since hit fell: ")
