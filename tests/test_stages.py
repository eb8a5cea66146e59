"""Stages are timed for whoever listens, and for nobody else."""

from __future__ import annotations

import threading

from index.stages import stage, timed


@stage("adding")
def add(one: int, other: int) -> int:
    """A stage."""
    return one + other


def test_a_stage_is_told_to_whoever_listens() -> None:
    with timed() as taken:
        assert add(1, other=2) == 3
        first = taken["adding"]
        add(1, 1)
    assert list(taken) == ["adding"]
    assert taken["adding"] > first > 0


def test_nobody_hears_of_another_threads_stages() -> None:
    with timed() as taken:
        thread = threading.Thread(target=add, args=(1, 2))
        thread.start()
        thread.join()
    assert (taken, add(1, 2)) == ({}, 3)
