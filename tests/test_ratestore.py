"""Calls are counted by all workers together, over a moving window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import SettingError
from service.web.ratestore import WorkersStorage, address, check


def test_two_workers_let_no_more_calls_through_than_one(tmp_path: Path) -> None:
    workers = [WorkersStorage(address(tmp_path)) for _ in range(2)]
    assert [workers[turn % 2].acquire_entry("a", 3, 60) for turn in range(5)] == [True, True, True, False, False]
    assert workers[0].acquire_entry("b", 3, 60)


def test_threads_at_once_let_no_call_too_many_through(tmp_path: Path) -> None:
    workers = [WorkersStorage(address(tmp_path)) for _ in range(2)]
    with ThreadPoolExecutor(8) as threads:
        let = list(threads.map(lambda turn: workers[turn % 2].acquire_entry("a", 20, 60), range(60)))
    assert sum(let) == 20


def test_a_call_counts_until_it_leaves_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("service.web.ratestore.time.time", lambda: now[0])
    store = WorkersStorage(address(tmp_path))
    assert store.acquire_entry("a", 1, 60)
    now[0] = 1059.0
    assert not store.acquire_entry("a", 1, 60)
    assert store.get_moving_window("a", 1, 60) == (1000.0, 1)
    now[0] = 1061.0
    assert store.get_moving_window("a", 1, 60) == (1061.0, 0)
    assert store.acquire_entry("a", 1, 60)


def test_more_calls_at_once_than_may_be_are_refused(tmp_path: Path) -> None:
    assert not WorkersStorage(address(tmp_path)).acquire_entry("a", 1, 60, amount=2)


def test_a_key_is_counted_and_forgotten(tmp_path: Path) -> None:
    store = WorkersStorage(address(tmp_path))
    assert (store.incr("a", 60), store.incr("a", 60, 2), store.get("a")) == (1, 3, 3)
    store.clear("a")
    assert (store.get("a"), store.incr("b", 60), store.reset(), store.check()) == (0, 1, 1, True)


def test_a_store_without_its_client_stops_the_start() -> None:
    with pytest.raises(SettingError, match="KOTAE_RATE_STORE: can't be used"):
        check("memcached://localhost:11211")
    check(None)
