"""The folder of generations: what is served, what is kept, and what nobody can break."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from harbour import publish

from corpus.errors import BusyError, DamagedError, NoIndexError, NotFoundError
from index.durable import replace_file
from index.factquery import FactPage, FactQuery
from index.generation import Generation
from index.store import Store


def history(store: Store) -> list[str]:
    return [manifest.id for manifest in store.history()]


def lying(store: Store) -> list[str]:
    """The generations whose folders are there."""
    return sorted(folder.name for folder in (store.folder / "generations").iterdir())


def republish(store: Store, name: str, keep: int) -> None:
    """Publish a generation, keeping no more than so many."""
    publish(store, name)
    store.publish(name, keep=keep)


def test_an_empty_store_serves_nothing_and_says_what_to_do(store: Store) -> None:
    assert (store.current_id(), history(store), store.has("a")) == (None, [], False)
    with pytest.raises(NoIndexError, match=r"no index in .*store yet: run `kotae build`"):
        store.current()
    assert not store.folder.exists()


def test_the_generation_published_last_is_served(three: Store) -> None:
    assert (three.current_id(), three.current().id) == ("c", "c")
    assert history(three) == ["c", "b", "a"]


def test_publishing_leaves_no_draft(three: Store) -> None:
    assert list((three.folder / "drafts").iterdir()) == []


def test_an_earlier_generation_can_be_opened_by_name(three: Store) -> None:
    assert three.open("a").id == "a"


@pytest.mark.parametrize("name", ["d", "", "..", "../store", "a/b", "a\x00"])
def test_a_name_that_is_no_generation_is_not_found(three: Store, name: str) -> None:
    with pytest.raises(NotFoundError):
        three.open(name)


def test_going_back_serves_the_generation_before(three: Store) -> None:
    assert three.rollback() == "b"
    assert three.current().id == "b"
    assert three.rollback() == "a"
    with pytest.raises(NotFoundError):
        three.rollback()
    assert (three.current_id(), history(three)) == ("a", ["c", "b", "a"])


def test_going_back_to_a_named_generation_serves_that(three: Store) -> None:
    assert three.rollback("a") == "a"
    assert three.rollback("c") == "c"
    assert three.current().id == "c"


def test_there_is_nothing_to_go_back_to_before_the_first_build(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.rollback()
    with pytest.raises(NotFoundError):
        store.rollback("a")


def test_a_damaged_generation_can_not_be_gone_back_to(three: Store) -> None:
    (three.folder / "generations" / "b" / "tokens.npy").unlink()
    with pytest.raises(DamagedError):
        three.rollback()
    assert three.current().id == "c"


def test_publishing_keeps_so_many(three: Store) -> None:
    republish(three, "d", keep=2)
    assert (lying(three), history(three)) == (["c", "d"], ["d", "c"])


@pytest.mark.parametrize("keep", [1, 0, -3])
def test_the_served_generation_and_the_one_before_are_always_kept(three: Store, keep: int) -> None:
    three.rollback("a")
    republish(three, "d", keep=keep)
    assert (lying(three), three.current().id) == (["a", "d"], "d")


def test_a_snapshot_outlives_the_next_publish(three: Store) -> None:
    snapshot = three.current()
    republish(three, "d", keep=1)
    found: list[FactPage] = []
    thread = Thread(target=lambda: found.append(snapshot.ledger.query(FactQuery())))  # a connection of its own
    thread.start()
    thread.join()
    assert [fact.id for fact in found[0].facts] == ["f-charter", "f-lamps", "f-storm"]


def test_a_generation_in_use_is_kept_until_nobody_has_it_open(three: Store) -> None:
    snapshot: Generation | None = three.open("a")
    republish(three, "d", keep=2)
    assert (lying(three), history(three)) == (["a", "c", "d"], ["d", "c"])
    del snapshot
    republish(three, "e", keep=2)
    assert lying(three) == ["d", "e"]


def test_five_are_kept_where_nobody_says_how_many(store: Store) -> None:
    for name in "abcdefg":
        publish(store, name)
    assert lying(store) == ["c", "d", "e", "f", "g"]


def test_the_generation_gone_back_to_counts_as_served_last(three: Store) -> None:
    three.rollback("a")
    republish(three, "d", keep=2)
    assert lying(three) == ["a", "d"]
    assert three.rollback() == "a"  # not b or c, which were gone back from


def test_publishing_an_earlier_generation_again_serves_it(three: Store) -> None:
    three.publish("a")
    assert (three.current_id(), history(three)) == ("a", ["a", "c", "b"])


def test_what_is_not_there_can_not_be_published(three: Store) -> None:
    with pytest.raises(NotFoundError):
        three.publish("d")
    assert three.current().id == "c"


def test_a_generation_that_was_moved_in_but_never_served_is_removed_by_the_next(three: Store) -> None:
    shutil.copytree(three.folder / "generations" / "c", three.folder / "generations" / "orphan")
    publish(three, "d")
    assert lying(three) == ["a", "b", "c", "d"]


def test_publishing_the_same_name_again_replaces_its_files(three: Store) -> None:
    (three.folder / "generations" / "c" / "tokens.npy").write_bytes(b"damaged")
    publish(three, "c")
    assert three.current().id == "c"
    assert history(three) == ["c", "b", "a"]


def test_a_generation_that_can_not_be_moved_in_leaves_the_one_of_its_name(three: Store) -> None:
    with three.lock(), three.draft("c") as draft:
        shutil.rmtree(draft)
        with pytest.raises(FileNotFoundError):
            three.publish("c", draft)
    assert three.current().id == "c"


def test_only_one_builder_at_a_time(store: Store) -> None:
    with store.lock(), pytest.raises(BusyError, match="another build is running"), store.lock():
        pass
    with store.lock():
        pass


def test_a_failed_builder_lets_go(store: Store) -> None:
    with pytest.raises(KeyError), store.lock():
        raise KeyError
    with store.lock():
        pass


def test_a_killed_builder_lets_go_and_the_next_one_sweeps_its_drafts(store: Store) -> None:
    program = (
        "import sys, time; from pathlib import Path; from index.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "with store.lock(), store.draft('dead') as draft:\n"
        "    (draft / 'half').touch(); print('building', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(store.folder)], stdout=subprocess.PIPE, text=True
    ) as builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "building\n"
        with pytest.raises(BusyError), store.lock():
            pass
        assert [path.name for path in store.folder.glob("drafts/*/*")] == ["half"]
        builder.send_signal(signal.SIGKILL)
    with store.lock():
        assert list(store.folder.glob("drafts/*")) == []


def test_a_generation_that_a_dead_builder_was_replacing_comes_back(three: Store) -> None:
    (three.folder / "generations" / "c").rename(three.folder / "drafts" / "c.1.old")
    with three.lock():
        assert three.current().id == "c"
    assert list(three.folder.glob("drafts/*")) == []


def test_what_a_dead_process_left_of_the_pointer_is_swept_by_the_next_publication(three: Store) -> None:
    (three.folder / ".current.json.1").write_text("{")
    three.publish("a")
    assert list(three.folder.glob(".*")) == []


def test_a_draft_is_removed_unless_it_was_published(store: Store) -> None:
    def be_interrupted() -> None:
        with store.lock(), store.draft("a") as draft:
            (draft / "half").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        be_interrupted()
    assert list(store.folder.glob("drafts/*")) == []
    assert store.current_id() is None


def test_rollbacks_and_publishes_at_once_leave_a_store_that_can_be_served(three: Store) -> None:
    def go_back_and_forth() -> None:
        for name in "abcab":
            three.rollback(name)

    others = [Thread(target=go_back_and_forth) for _ in range(3)]
    for thread in others:
        thread.start()
    for name in "dede":
        publish(three, name)
    for thread in others:
        thread.join()
    assert sorted(history(three)) == ["a", "b", "c", "d", "e"]
    assert three.current().id == three.current_id()


def test_each_encoder_has_a_folder_of_its_own(store: Store) -> None:
    assert store.encoder_folder("a" * 64) == store.folder / "encoders" / ("a" * 16)


def test_an_encoder_can_be_replaced(store: Store) -> None:
    for content in ("old", "new"):
        with store.lock(), store.draft("encoder") as draft:
            (draft / "model.onnx").write_text(content)
            store.publish_encoder("a" * 64, draft)
    assert (store.encoder_folder("a" * 64) / "model.onnx").read_text() == "new"
    assert list(store.folder.glob("drafts/*")) == []


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    replace_file(tmp_path / "file", b"old")
    replace_file(tmp_path / "file", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"new")]


def test_a_file_that_can_not_be_replaced_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "file" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match="Is a directory"):
        replace_file(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_store_of_another_versions_layout_is_not_readable_until_something_is_built(store: Store) -> None:
    assert not store.is_readable()
    publish(store, "gen1")
    assert store.is_readable()
    manifest = store.folder / "generations" / "gen1" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 1}))
    assert not store.is_readable()
    publish(store, "gen2")
    assert store.is_readable()
