"""Rebuilds: one at a time, in a process of their own, their state readable by anyone however they end."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import BusyError, NotFoundError, RejectedError
from service.jobs import KEPT, Job, Jobs
from service.rebuilding import command, overall, run
from service.settings import load

QUIET = [sys.executable, "-c", "pass"]


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    """The jobs of an empty store."""
    return Jobs(tmp_path)


def ended(jobs: Jobs, name: str) -> Job:
    """The job once it has finished."""
    for _ in range(200):
        job = jobs.read(name)
        if job.finished:
            return job
        time.sleep(0.02)
    raise AssertionError(f"{job} has not finished")


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


def test_old_jobs_are_forgotten(jobs: Jobs) -> None:
    jobs.folder.mkdir()
    for number in range(KEPT + 5):
        jobs.write(Job(f"j{number}", "2024", state="succeeded"))
    ended(jobs, jobs.start(QUIET).id)
    assert len(list(jobs.folder.glob("*.json"))) == KEPT


def test_a_rebuild_is_told_its_settings_and_never_the_admin_token(tmp_path: Path) -> None:
    settings = load({"store": str(tmp_path), "admin_token": "s3cret", "sources": "a.txt"}, {})
    words = command(settings, force=True)
    assert words[1:4] == ["-P", "-m", "service.rebuilding"]
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
