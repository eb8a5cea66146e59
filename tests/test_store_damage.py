"""A store that something broke, or that stands in the way of something."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from harbour import publish

from corpus.errors import DamagedError, StoreError
from index.store import Store


def history(store: Store) -> list[str]:
    return [manifest.id for manifest in store.history()]


def test_a_served_generation_that_is_gone_is_damage(three: Store) -> None:
    shutil.rmtree(three.folder / "generations" / "c")
    with pytest.raises(DamagedError, match="generation c is damaged"):
        three.current()


def test_history_leaves_out_what_is_gone_or_damaged(three: Store) -> None:
    shutil.rmtree(three.folder / "generations" / "a")
    (three.folder / "generations" / "b" / "manifest.json").write_text("{")
    assert history(three) == ["c"]


BROKEN = ["", "{", "[]", "null", "{}", '{"current": "c"}', '{"current": 5, "published": []}',
          '{"current": null, "published": ["c"]}', '{"current": "../x", "published": []}',
          '{"current": "c", "published": 3}']  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
def test_a_damaged_pointer_says_what_to_do(three: Store, content: str) -> None:
    (three.folder / "current.json").write_text(content)
    for call in (three.current_id, three.current, three.history, three.rollback):
        with pytest.raises(DamagedError, match=r"current\.json can't be read.*: run `kotae build --force`"):
            call()


@pytest.mark.parametrize("content", ["", '{"current": 5}'])
def test_publishing_mends_a_damaged_pointer(three: Store, content: str) -> None:
    (three.folder / "current.json").write_text(content)
    publish(three, "d")
    assert three.current().id == "d"
    assert (history(three)[0], sorted(history(three))) == ("d", ["a", "b", "c", "d"])


def test_a_file_in_the_stores_place_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("in the way")
    for folder in (tmp_path / "store", tmp_path / "store" / "below"):
        with pytest.raises(StoreError, match="set KOTAE_STORE to a folder of yours"):
            Store(folder).lock().__enter__()


@pytest.mark.parametrize("name", ["lock", "current.lock", "current.json"])
def test_a_folder_in_the_place_of_a_file_is_one_sentence(three: Store, name: str) -> None:
    (three.folder / name).unlink(missing_ok=True)
    (three.folder / name / "in the way").mkdir(parents=True)
    with pytest.raises(StoreError):
        publish(three, "d")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_store_that_may_not_be_written_to_is_one_sentence(three: Store) -> None:
    three.folder.chmod(0o500)
    try:
        with pytest.raises(StoreError, match=r"can't be written to \(Permission denied\)"):
            publish(three, "d")
        assert three.current().id == "c"
    finally:
        three.folder.chmod(0o700)
