"""The watcher, on real files: every way of editing is noticed, once it has settled."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.presence import Presence
from service.upkeep import watcher as module
from service.upkeep.watcher import Watcher

#: Seconds that a change may take to be told: far more than it does, for busy machines.
PATIENCE = 30

Heard = Callable[[], tuple[Path, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of sources."""
    made = tmp_path / "sources"
    made.mkdir()
    (made / "a.txt").write_text("The tide ebbs.")
    return made


@pytest.fixture
def watching(folder: Path) -> Iterator[Callable[..., Heard]]:
    """Starts to watch: what it gives waits for the next changes."""
    stop, threads = threading.Event(), []

    def start(*sources: Path) -> Heard:
        heard: queue.Queue[tuple[Path, ...]] = queue.Queue()
        watcher = Watcher(sources or (folder,), stop)
        thread = threading.Thread(target=lambda: deque(map(heard.put, watcher.changes()), maxlen=0))
        threads.append(thread)
        thread.start()
        return lambda: heard.get(timeout=PATIENCE)

    yield start
    stop.set()
    for thread in threads:
        thread.join()


def in_place(folder: Path) -> None:
    (folder / "a.txt").write_text("The tide flows.")


def renamed_over(folder: Path) -> None:
    (folder / ".a.txt.swp").write_text("The tide flows.")
    (folder / ".a.txt.swp").rename(folder / "a.txt")


def removed(folder: Path) -> None:
    (folder / "a.txt").unlink()


def removed_and_written_again(folder: Path) -> None:
    (folder / "a.txt").unlink()
    time.sleep(0.05)
    (folder / "a.txt").write_text("The tide ebbs.")


@pytest.mark.parametrize("edit", [in_place, renamed_over, removed, removed_and_written_again])
def test_a_changed_file_is_told_however_it_was_changed(
    watching: Callable[..., Heard], folder: Path, edit: Callable[[Path], None]
) -> None:
    heard = watching()
    edit(folder)
    assert heard() == (folder / "a.txt",)


def test_many_files_at_once_are_told_together(watching: Callable[..., Heard], folder: Path) -> None:
    heard = watching()
    for number in range(200):
        (folder / f"{number:03}.md").write_text(f"Boat {number}.")
    told: list[Path] = []
    while len(told) < 200:
        told += heard()
    assert sorted(told) == sorted(folder / f"{number:03}.md" for number in range(200))


def test_a_folder_that_is_moved_in_is_told_and_then_watched(
    watching: Callable[..., Heard], folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "more" / "deep").mkdir(parents=True)
    (tmp_path / "more" / "deep" / "b.txt").write_text("Boats.")
    heard = watching()
    (tmp_path / "more").rename(folder / "more")
    assert heard() == (folder / "more" / "deep" / "b.txt",)
    (folder / "more" / "deep" / "b.txt").write_text("More boats.")
    assert heard() == (folder / "more" / "deep" / "b.txt",)


def test_a_folder_that_is_removed_and_made_again_is_watched_again(watching: Callable[..., Heard], folder: Path) -> None:
    heard = watching()
    shutil.rmtree(folder)
    assert heard() == (folder / "a.txt",)
    folder.mkdir()
    (folder / "a.txt").write_text("The tide is back.")
    assert heard() == (folder / "a.txt",)
    in_place(folder)
    assert heard() == (folder / "a.txt",)


def test_what_a_link_leads_to_is_watched_too(watching: Callable[..., Heard], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "b.txt"
    target.write_text("Boats.")
    (folder / "b.txt").symlink_to(target)
    heard = watching()
    target.write_text("More boats.")
    assert heard() == (folder / "b.txt",)


def test_a_source_that_is_not_there_yet_is_waited_for(watching: Callable[..., Heard], tmp_path: Path) -> None:
    later = tmp_path / "not" / "yet.txt"
    heard = watching(later)
    later.parent.mkdir()
    later.write_text("Here I am.")
    assert heard() == (later,)


def test_what_the_system_tells_nothing_of_is_found_all_the_same(
    watching: Callable[..., Heard], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Path, **options: object) -> Iterator[None]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "watch", refuse)
    heard = watching()
    in_place(folder)
    assert heard() == (folder / "a.txt",)


def scripted(patch: pytest.MonkeyPatch, *sizes: int) -> Watcher:
    """A watcher that sees a file of these sizes, one a look, the last of them for ever; woken twice."""
    looks = [Presence({Path("a.txt"): (0, size, 0, 0)}, frozenset()) for size in sizes]
    patch.setattr(module, "presence", lambda _: looks.pop(0) if len(looks) > 1 else looks[0])
    patch.setattr(module, "SETTLE", 0.001)
    stop = threading.Event()

    def wake(*paths: Path, **options: object) -> Iterator[None]:
        yield from (None, None)
        stop.set()

    patch.setattr(module, "watch", wake)
    return Watcher([Path("a.txt")], stop)


def test_a_file_that_is_still_being_written_is_told_once_it_has_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = (0, 10, 20, 30, 30)
    assert list(scripted(monkeypatch, *looks).changes()) == [(Path("a.txt"),)]


def test_a_file_that_comes_back_to_what_it_was_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(scripted(monkeypatch, 7, 0, 7).changes()) == []


def test_a_file_that_never_settles_is_told_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    assert list(scripted(monkeypatch, 0, 10, 20).changes()) == [(Path("a.txt"),), (Path("a.txt"),)]
