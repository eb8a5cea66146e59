"""The memo: what was worked out is taken over, and never anything else."""

from __future__ import annotations

import resource
import sqlite3
from pathlib import Path

import pytest

from index.memo import CHUNK, Kind, Memo

LENGTHS: Kind[int] = Kind("lengths", lambda number: str(number).encode(), int)
WIDTHS: Kind[int] = Kind("widths", LENGTHS.pack, LENGTHS.unpack)


class Worker:
    """Counts letters, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> list[int]:
        self.asked += texts
        return list(map(len, texts))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a memo that holds the lengths of "a" and "bb" lies."""
    with Memo(tmp_path / "memo", "rules 1") as memo:
        memo.each(LENGTHS, ["a", "bb"], Worker())
        memo.settle(2)
    return tmp_path / "memo"


def asked(path: Path, *texts: str, kind: Kind[int] = LENGTHS, made_by: str = "rules 1") -> list[str]:
    """Which of the texts are worked out anew; the results are right in any case."""
    worker = Worker()
    with Memo(path, made_by) as memo:
        assert memo.each(kind, texts, worker) == list(map(len, texts))
    return worker.asked


def test_what_was_worked_out_is_taken_over_in_any_order(path: Path) -> None:
    assert asked(path, "bb", "ccc", "a", "bb") == ["ccc"]
    assert asked(path, "ccc", "a") == []


def test_what_is_asked_for_twice_is_worked_out_once(path: Path) -> None:
    assert asked(path, "dd", "dd", "a", "dd") == ["dd"]


def test_results_of_another_kind_or_by_other_rules_are_not_taken_over(path: Path) -> None:
    assert asked(path, "a", kind=WIDTHS) == ["a"]
    assert asked(path, "a", made_by="rules 2") == ["a"]


def test_one_result_is_worked_out_where_none_is_kept(path: Path) -> None:
    with Memo(path, "rules 1") as memo:
        assert [memo.one(LENGTHS, made_from, lambda: 9) for made_from in ("a", "z", "z")] == [1, 9, 9]


def test_each_chunk_is_kept_once_it_is_done(path: Path) -> None:
    texts = [str(number) for number in range(CHUNK + 1)]

    def fail_at_the_second(chunk: list[str]) -> list[int]:
        if "256" in chunk:
            raise KeyboardInterrupt
        return list(map(len, chunk))

    with Memo(path, "rules 1") as memo, pytest.raises(KeyboardInterrupt):
        memo.each(LENGTHS, texts, fail_at_the_second)
    assert asked(path, *texts) == ["256"]


def test_progress_is_told_chunk_by_chunk(path: Path) -> None:
    done: list[int] = []
    with Memo(path, "rules 1") as memo:
        memo.each(LENGTHS, [str(number) for number in range(CHUNK + 5)], Worker(), done.append)
    assert done == [0, CHUNK, CHUNK + 5]


def test_what_no_recent_build_used_is_let_go(path: Path) -> None:
    for _ in range(2):
        with Memo(path, "rules 1") as memo:
            memo.each(LENGTHS, ["a"], Worker())
            memo.settle(2)
    assert asked(path, "a", "bb") == ["bb"]


def test_what_is_renewed_is_kept_as_if_it_had_been_used(path: Path) -> None:
    for _ in range(3):
        with Memo(path, "rules 1") as memo:
            memo.renew(LENGTHS, ["a", "never worked out"])
            memo.settle(2)
    assert asked(path, "a", "bb", "never worked out") == ["bb", "never worked out"]


def test_nothing_is_left_of_what_is_to_be_forgotten(path: Path) -> None:
    with Memo(path, "rules 1") as memo:
        memo.forget()
    assert asked(path, "a", "bb") == ["a", "bb"]


def test_a_result_that_is_not_what_was_kept_is_worked_out_anew(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET value = ? WHERE value = ?", (b"7", b"1"))
    connection.close()
    assert asked(path, "a", "bb") == ["a"]
    assert asked(path, "a") == []


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_memo_is_begun_afresh(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert asked(path, "a") == ["a"]
    assert asked(path, "a") == []


def test_any_flipped_byte_leaves_every_result_right(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(0, len(whole), 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        assert set(asked(path, "a", "bb")) <= {"a", "bb"}


def test_a_full_disk_keeps_nothing_and_fails_nothing(path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        assert asked(path, *map(str, range(5000))) == list(map(str, range(5000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert asked(path, "a") == []


def test_where_no_file_can_lie_all_is_worked_out(tmp_path: Path) -> None:
    (tmp_path / "memo").mkdir()
    assert asked(tmp_path / "memo", "a") == ["a"]
