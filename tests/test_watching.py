"""`kotae watch`: a line for each rebuild, and the old index while one fails."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from harbour import NOTES, PASSAGES, REPORT, publish

from index.generation import Manifest, SourceRecord
from index.store import Store
from service.commands.watching import Keeper, beside, source_changes
from service.settings import Settings, load
from service.upkeep import rebuilding
from service.upkeep.jobs import launch
from service.upkeep.standby import Standby

#: A rebuild that ends as it is told: its arguments are the jobs' folder, what becomes of the job, and the job's id.
REBUILD = """
import json, pathlib, sys
path = pathlib.Path(sys.argv[1]) / f"{sys.argv[3]}.json"
draft = path.with_suffix(".new")
draft.write_text(json.dumps({**json.loads(path.read_text()), **json.loads(sys.argv[2])}))
draft.replace(path)
"""

Tell = Callable[..., list[str]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"store": str(tmp_path / "store"), "sources": str(tmp_path)}, {})


@pytest.fixture
def tell(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """What a keeper says of rebuilds that end like these."""
    said: list[str] = []
    monkeypatch.setattr(Standby, "spawn", lambda _, words, lock: launch(words, lock))
    keeper = Keeper(settings, threading.Event(), said.append)

    def rebuilds(*ends: dict[str, Any]) -> list[str]:
        said.clear()
        for end in ends:
            words = [sys.executable, "-c", REBUILD, str(settings.store / "jobs"), json.dumps(end)]
            monkeypatch.setattr(rebuilding, "command", lambda *_, words=words, **__: words)
            keeper.rebuild()
        return said

    return rebuilds


def test_a_rebuild_is_told_in_a_line_with_what_changed(
    tell: Tell, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(settings.store)
    publish(store, "gen1", documents=(NOTES,), passages=PASSAGES[:2], facts=())
    publish(store, "gen2", documents=(replace(NOTES, digest="0" * 64), REPORT), facts=())
    ids = iter(["gen1"])
    monkeypatch.setattr(Store, "current_id", lambda _: next(ids))
    (line,) = tell({"state": "succeeded", "generation": "gen2"})
    assert line.startswith(
        "notes.txt changed, reports/2020.md added: generation gen2 with 2 documents, 3 passages, 0 facts, in "
    )


def test_a_failure_names_its_reason_and_what_is_still_served_and_its_end_is_told(
    tell: Tell, settings: Settings
) -> None:
    publish(Store(settings.store), "gen1")
    failed = {"state": "failed", "error": "a.txt: it isn't UTF-8"}
    succeeded = {"state": "succeeded", "generation": "gen1"}
    assert tell(failed, succeeded, succeeded) == [
        "a.txt: it isn't UTF-8 (generation gen1 is still served)",
        "all is well again: generation gen1 is served",
    ]


def test_before_the_first_index_a_failure_says_that_nothing_is_served(tell: Tell) -> None:
    assert tell({"state": "rejected", "error": "no"}) == ["no (nothing is served yet)"]


def manifest(**digests: str) -> Manifest:
    sources = tuple(SourceRecord(name, name, name, digest) for name, digest in digests.items())
    return Manifest("g", "2024", "m", "0", sources, {}, {})


def test_changes_are_told_by_source_and_many_are_counted() -> None:
    assert source_changes(manifest(a="1", b="1", c="1"), manifest(a="1", b="2", d="1")) == (
        "b changed, d added, c removed"
    )
    assert (
        source_changes(None, manifest(**dict.fromkeys("abcdef", "1"))) == "a added, b added, c added, d added, 2 more"
    )
    assert source_changes(manifest(a="1"), manifest(a="1")) == "built anew"


def test_the_command_says_why_nothing_could_be_built_and_ends_when_interrupted(settings: Settings) -> None:
    words = [
        sys.executable,
        "-m",
        "service.commands.cli",
        "watch",
        "--store",
        str(settings.store),
        *map(str, settings.sources),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
    assert "the folder holds no source: put a file there (.docx, " in line
    assert line.endswith("(nothing is served yet)\n")


def test_a_watcher_beside_a_service_ends_with_it(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    with beside(settings):
        said, deadline = "", time.monotonic() + 60
        while "nothing is served yet" not in said and time.monotonic() < deadline:
            said += capfd.readouterr().out
            time.sleep(0.05)
    assert "nothing is served yet" in said
