"""Broken disks, files, folders and clocks: the old index goes on serving, and says why."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from harbour import open_searcher
from pier import ENCODER, Run, leftovers

from corpus.errors import SourceError
from index.build import build
from index.store import Store
from service.settings import load
from service.upkeep import rebuilding
from service.upkeep.jobs import Job, Jobs
from service.web.serving import Serving

#: Every file of a generation: a test below holds that none is missing here.
FILES = (
    "aliases.json", "documents.jsonl", "ledger.sqlite", "lexical/data.csc.index.npy", "lexical/indices.csc.index.npy",
    "lexical/indptr.csc.index.npy", "lexical/params.index.json", "lexical/vocab.index.json", "manifest.json",
    "passages.jsonl", "rotation.npy", "sentences.faiss", "sentences.npy", "token_starts.npy", "tokens.npy",
    "vocabulary.json",
)  # fmt: skip


def flip(path: Path) -> None:
    """Another byte in the middle."""
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0x10
    path.write_bytes(whole)


def test_every_file_of_a_generation_is_broken_below(three: Store) -> None:
    folder = three.folder / "generations" / "c"
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == sorted(FILES)


@pytest.mark.parametrize("breaks", [flip, Path.unlink])
@pytest.mark.parametrize("name", FILES)
def test_with_any_file_broken_the_generation_before_is_served(
    three: Store, caplog: pytest.LogCaptureFixture, name: str, breaks: Callable[[Path], None]
) -> None:
    running = Serving(three, open_searcher)
    assert running.snapshot().generation.id == "c"
    breaks(three.folder / "generations" / "c" / name)
    started = Serving(three, open_searcher)
    assert (started.snapshot().generation.id, len(started.snapshot().search("lamps"))) == ("b", 3)
    assert (running.snapshot().generation.id, running.trouble) == ("c", None)
    for told in (started.trouble or "", caplog.text):
        assert "generation c is damaged (" in told
        assert name in told
        assert "run `kotae build --force`" in told


@contextmanager
def powerless() -> Iterator[None]:
    """Without the superuser's power to open what is closed: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, 1 and 2."""
    libc = ctypes.CDLL(None)
    header, held = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    less = (ctypes.c_uint32 * 6)(*held)
    less[0] &= ~0b110
    assert libc.capset(header, less) == 0
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0


@contextmanager
def closed(folder: Path) -> Iterator[None]:
    """A folder that nobody may open."""
    folder.chmod(0)
    try:
        with powerless():
            yield
    finally:
        folder.chmod(0o700)


def test_a_generation_whose_folder_cannot_be_opened_is_not_served(three: Store) -> None:
    with closed(three.folder / "generations" / "c"):
        serving = Serving(three, open_searcher)
        assert serving.snapshot().generation.id == "b"
    assert serving.trouble == (
        "generation c is damaged (its folder can't be opened: Permission denied): run `kotae build --force`"
    )


def test_a_source_folder_that_cannot_be_opened_leaves_what_is_served(run: Run, sources: Path, store: Store) -> None:
    (sources / "more").mkdir()
    name = run().generation
    (sources / "lamps.txt").write_text("Another text.\n")
    with (
        closed(sources / "more"),
        pytest.raises(SourceError, match=r"sources/more: it can't be listed \(Permission denied\): check its perm"),
    ):
        run()
    assert (store.current().id, leftovers(store)) == (name, [])
    assert run().changed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here: test_build_failures limits the size of files instead")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("room", [0, 4, 64, 256])
def test_a_full_disk_fails_the_rebuild_with_its_reason_and_nothing_else(
    small_disk: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """`room` is in KiB: none at all, or enough for the first files, or for most."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"words")
    told = {"store": str(small_disk), "sources": str(sources), "model": str(tmp_path / "model"), "gate": "off"}
    store, jobs, what = Store(small_disk), Jobs(small_disk), rebuilding.command(load(told, {}), force=False)[-1]
    monkeypatch.setattr("index.build.build", partial(build, encoder=ENCODER))
    assert rebuilt(jobs, what) == 0
    served = store.current_id()
    (sources / "lamps.txt").write_text("The board keeps forty lamps along the harbour wall.\n" * 40)
    job = jobs.new()
    jobs.write(job)
    fill(small_disk / "filler", room)
    assert rebuilding.run(what, job.id) == 1
    failure = jobs.failure()
    assert failure is not None
    full = "No space left on device|database or disk is full|only a part of a file could be: is the disk full[?]"
    said = rf"the index can't be written to {small_disk} \(({full})\): what was served before still is"
    assert re.fullmatch(said, failure.error or "")
    assert (store.current().id, leftovers(store)) == (served, [])
    (small_disk / "filler").unlink()
    assert (rebuilt(jobs, what), jobs.failure(), store.current().id != served) == (0, None, True)


def rebuilt(jobs: Jobs, what: str) -> int:
    """The status of a rebuild, here and now."""
    jobs.folder.mkdir(exist_ok=True)
    job: Job = jobs.new()
    jobs.write(job)
    return rebuilding.run(what, job.id)


def fill(path: Path, left: int) -> None:
    """Leave so many KiB of the disk."""
    path.touch()
    free = os.statvfs(path)
    with path.open("wb") as file:
        file.write(b"\0" * (free.f_bavail * free.f_frsize - 1024 * left))


def test_with_a_clock_that_jumps_back_the_order_of_publishing_stays(
    run: Run, sources: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        back = timedelta()

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(UTC) - cls.back

    monkeypatch.setattr("index.build.datetime", Clock)
    names = []
    for days in (0, 400, 800, 1200):
        Clock.back = timedelta(days=days)
        (sources / "lamps.txt").write_text(f"The board keeps {days + 1} lamps.\n")
        names.append(run(keep=3).generation)
        assert store.current().id == names[-1]
    built = [manifest.built_at for manifest in store.history()]
    assert [manifest.id for manifest in store.history()] == names[:0:-1]
    assert built == sorted(built)
    assert store.rollback() == names[2]
