"""Serving: one snapshot a request, swapped when another generation is published, kept when that is bad."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from harbour import open_searcher, publish

from corpus.errors import DamagedError, NoIndexError
from index.searcher import Searcher
from index.store import Store
from service import serving as module
from service.serving import Serving


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


def test_what_went_wrong_is_told_where_nothing_else_can_be_served(store: Store) -> None:
    def fail(_: Store) -> Searcher:
        raise ValueError("134 vectors for 2802 sentences")

    publish(store, "gen1")
    with pytest.raises(DamagedError, match="134 vectors"):
        Serving(store, fail).snapshot()


def test_requests_go_on_with_the_old_generation_while_one_opens_the_new(store: Store) -> None:
    publish(store, "gen1")
    opening, go_on = threading.Event(), threading.Event()

    def slowly(at: Store) -> Searcher:
        if at.current_id() == "gen2":
            opening.set()
            go_on.wait(5)
        return open_searcher(at)

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

    def told(at: Store) -> Searcher:
        found = open_searcher(at)
        if found.generation.id == "gen2":
            opened.set()
        return found

    serving = Serving(store, told)
    serving.follow()
    publish(store, "gen2")
    assert opened.wait(5)
    serving.stop()


def test_a_given_searcher_is_served_for_good(store: Store) -> None:
    publish(store, "gen1")
    serving = Serving.fixed(open_searcher(store), store)
    publish(store, "gen2")
    serving.refresh()
    assert serving.snapshot().generation.id == "gen1"
