"""Changing the index over HTTP: a rebuild is started, followed and refused a second time."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from harbour import harbour, open_searcher, publish

from index.searcher import Searcher
from index.store import Store
from service.settings import load
from service.upkeep.jobs import Job, Jobs
from service.web.app import create_app

TOKEN = {"Authorization": "Bearer s3cret"}


def client_over(store: Path, sources: Path) -> FlaskClient:
    """A client of a service that rebuilds from these sources."""
    options = {"store": str(store), "sources": str(sources), "admin_token": "s3cret"}
    return create_app(load(options, {}), harbour(store)).test_client()


def last_word(client: FlaskClient, address: str) -> Any:
    """The rebuild's state once it has finished."""
    for _ in range(600):
        job: Any = client.get(address).json
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job} has not finished")


def test_a_rebuild_is_accepted_and_its_failure_told_in_a_sentence(tmp_path: Path) -> None:
    client = client_over(tmp_path, tmp_path / "nothing.txt")
    reply = client.post("/api/v1/index/rebuild", headers=TOKEN)
    started: Any = reply.json
    assert (reply.status_code, started["state"], started["progress"]) == (202, "queued", 0.0)
    assert reply.headers["Location"] == f"/api/v1/index/jobs/{started['id']}"
    assert reply.headers["Cache-Control"] == "no-store"
    job = last_word(client, reply.headers["Location"])
    assert (job["state"], job["error"].startswith(str(tmp_path / "nothing.txt"))) == ("failed", True)
    assert (job["counts"], job["generation"], job["changed"]) == (None, None, None)


def test_the_index_tells_why_the_last_build_is_not_served(tmp_path: Path) -> None:
    client = client_over(tmp_path, tmp_path)
    before = client.get("/api/v1/index")
    told: Any = before.json
    assert (told["trouble"], told["failure"]) == (None, None)
    jobs = Jobs(tmp_path)
    jobs.folder.mkdir()
    jobs.write(Job("a1", "2024", 1, state="rejected", error="hit fell", failing=("When?",), finished_at="2025"))
    after = client.get("/api/v1/index", headers={"If-None-Match": before.headers["ETag"]})
    told = after.json
    failure = {"state": "rejected", "error": "hit fell", "failing": ["When?"], "job": "a1", "finished_at": "2025"}
    assert (after.status_code, told["id"], told["failure"]) == (200, "gen1", failure)


def test_the_index_tells_why_another_generation_than_the_published_one_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Searcher, "open", open_searcher)
    for name in ("gen1", "gen2"):
        publish(Store(tmp_path), name)
    (tmp_path / "generations" / "gen2" / "passages.jsonl").write_text("")
    told: Any = create_app(load({"store": str(tmp_path)}, {})).test_client().get("/api/v1/index").json
    assert (told["id"], told["trouble"]) == (
        "gen1", "generation gen2 is damaged (passages.jsonl isn't what was written): run `kotae build --force`",
    )  # fmt: skip


def test_a_second_rebuild_is_refused_while_one_runs(tmp_path: Path) -> None:
    client = client_over(tmp_path, tmp_path / "nothing.txt")
    stop = tmp_path / "stop"
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(stop)!r}).exists(): time.sleep(0.01)"
    running = Jobs(tmp_path).start([sys.executable, "-c", wait])
    reply = client.post("/api/v1/index/rebuild", headers=TOKEN)
    assert (reply.status_code, reply.mimetype) == (409, "application/problem+json")
    stop.touch()
    assert last_word(client, f"/api/v1/index/jobs/{running.id}")["state"] == "failed"


def test_a_rebuild_may_be_told_nothing_but_whether_to_force(tmp_path: Path) -> None:
    client = client_over(tmp_path, tmp_path)
    for body in ({"force": "yes"}, {"sources": ["/etc/passwd"]}):
        assert client.post("/api/v1/index/rebuild", headers=TOKEN, json=body).status_code == 422
    assert not (tmp_path / "jobs").exists()
