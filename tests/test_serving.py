"""Serving: one snapshot a request, swapped when another generation is published, kept when that is bad."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from queue import Queue

import pytest
from harbour import open_searcher, publish

from corpus.errors import DamagedError, NoIndexError
from index.searcher import Searcher
from index.store import Store
from service.web import serving as module
from service.web.serving import Serving


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path)


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(module, "TRY_AGAIN", 0.0)


def test_nothing_is_served_before_the_first_generation(store: Store) -> None:
    with pytest.raises(NoIndexError):
        Serving(store, open_searcher).snapshot()


def test_a_new_generation_is_noticed_and_an_old_snapshot_stays_whole(store: Store) -> None:
    publish(store, "gen1")
    serving = Serving(store, open_searcher)
    old = serving.snapshot()
    publish(store, "gen2")
    assert serving.snapshot().generation.id == "gen2"
    assert (old.generation.id, len(old.search("lamps"))) == ("gen1", 3)


def test_the_store_is_not_asked_more_than_a_few_times_a_second(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 60.0)
    publish(store, "gen1")
    serving = Serving(store, open_searcher)
    serving.snapshot()
    publish(store, "gen2")
    assert serving.snapshot().generation.id == "gen1"
    serving.refresh()
    assert serving.snapshot().generation.id == "gen2"


def test_a_generation_that_cannot_be_opened_leaves_the_old_one_serving(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(store, "gen1")
    serving = Serving(store, open_searcher)
    serving.snapshot()
    publish(store, "gen2")
    (tmp_path / "generations" / "gen2" / "passages.jsonl").write_text("[]\n")
    assert {serving.snapshot().generation.id for _ in range(3)} == {"gen1"}
    assert caplog.text.count("can't be served") == 1
    publish(store, "gen2")
    assert serving.snapshot().generation.id == "gen2"


@pytest.mark.parametrize("damage", ["tokens.npy", "manifest.json", "all of it"])
def test_at_the_start_the_last_good_generation_stands_in_for_a_damaged_one(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    for name in ("gen1", "gen2", "gen3"):
        publish(store, name)
    folder = tmp_path / "generations" / "gen3"
    if damage == "all of it":
        shutil.rmtree(folder)
    else:
        (folder / damage).write_bytes(b"{}")
    serving = Serving(store, open_searcher)
    assert serving.snapshot().generation.id == "gen2"
    assert (serving.trouble or "").startswith("generation gen3 is damaged (")
    assert "what is published can't be served, gen2 is instead: generation gen3 is damaged (" in caplog.text
    publish(store, "gen3")
    assert (serving.snapshot().generation.id, serving.trouble) == ("gen3", None)


def test_going_back_from_a_damaged_generation_ends_the_trouble(store: Store, tmp_path: Path) -> None:
    for name in ("gen1", "gen2"):
        publish(store, name)
    (tmp_path / "generations" / "gen2" / "tokens.npy").unlink()
    serving = Serving(store, open_searcher)
    assert (serving.snapshot().generation.id, serving.trouble is None) == ("gen1", False)
    store.rollback()
    assert (serving.snapshot().generation.id, serving.trouble) == ("gen1", None)


def test_with_a_damaged_pointer_the_newest_good_generation_is_served(store: Store, tmp_path: Path) -> None:
    publish(store, "gen1")
    (tmp_path / "current.json").write_text("{")
    serving = Serving(store, open_searcher)
    assert serving.snapshot().generation.id == "gen1"
    assert "current.json can't be read" in (serving.trouble or "")


def test_what_went_wrong_is_told_where_nothing_else_can_be_served(store: Store) -> None:
    def fail(*_: object) -> Searcher:
        raise ValueError("134 vectors for 2802 sentences")

    publish(store, "gen1")
    with pytest.raises(DamagedError, match="134 vectors"):
        Serving(store, fail).snapshot()


def test_requests_go_on_with_the_old_generation_while_one_opens_the_new(store: Store) -> None:
    publish(store, "gen1")
    opening, go_on = threading.Event(), threading.Event()

    def slowly(at: Store, name: str, _: Searcher | None) -> Searcher:
        if name == "gen2":
            opening.set()
            go_on.wait(5)
        return open_searcher(at, name)

    serving = Serving(store, slowly)
    serving.snapshot()
    publish(store, "gen2")
    first = threading.Thread(target=serving.snapshot)
    first.start()
    opening.wait(5)
    assert serving.snapshot().generation.id == "gen1"
    go_on.set()
    first.join(5)
    assert serving.snapshot().generation.id == "gen2"


def test_a_follower_opens_what_is_published_unasked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.02)
    publish(store, "gen1")
    opened = threading.Event()

    def told(at: Store, name: str, _: Searcher | None) -> Searcher:
        found = open_searcher(at, name)
        if name == "gen2":
            opened.set()
        return found

    serving = Serving(store, told)
    serving.follow()
    publish(store, "gen2")
    assert opened.wait(5)
    serving.stop()


def test_a_follower_meets_every_generation_once_whatever_comes_of_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.02)
    publish(store, "gen1")
    met: Queue[str] = Queue()

    def meet(searcher: Searcher) -> None:
        met.put(searcher.generation.id)
        raise ValueError

    serving = Serving(store, open_searcher)
    serving.follow(meet)
    assert met.get(timeout=5) == "gen1"
    publish(store, "gen2")
    assert met.get(timeout=5) == "gen2"
    serving.stop()
    assert met.empty()
    assert "looking at generation gen1" in caplog.text


def test_a_given_searcher_is_served_for_good(store: Store) -> None:
    publish(store, "gen1")
    serving = Serving.fixed(open_searcher(store), store)
    publish(store, "gen2")
    serving.refresh()
    assert serving.snapshot().generation.id == "gen1"
