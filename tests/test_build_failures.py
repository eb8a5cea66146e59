"""Whatever goes wrong in a build, what was served before still is, and nothing is left lying about."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pier import CHARTER, ENCODER, Run, leftovers, tree
from words import WordEncoder

from corpus.errors import BusyError, ModelError, SourceError, StoreError
from index.build import BuildResult, build
from index.encoder import Vectors
from index.model import DEFAULT_MODEL, locate
from index.searcher import Searcher
from index.store import Store


class Stop(Exception):  # noqa: N818 - it stands for any failure
    pass


class FailingEncoder(WordEncoder):
    """Fails at the passages, when the sentences are done."""

    def __init__(self, error: BaseException) -> None:
        super().__init__("charter")
        self.error = error

    def encode(self, texts: Any) -> Vectors:
        return ENCODER.encode(texts)

    def tokens(self, texts: Any) -> tuple[Vectors, ...]:
        raise self.error


@pytest.fixture
def served(run: Run, sources: Path) -> str:
    """A generation that is served already, its sources changed since."""
    name = run().generation
    (sources / "charter.md").write_text("# Charter\n\nThe charter was torn up.\n")
    return name


@pytest.mark.parametrize(
    ("error", "raised"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (Stop(), Stop), (ModelError("no"), ModelError),
     (OSError(28, "No space left on device"), StoreError), (MemoryError(), MemoryError)],
)  # fmt: skip
def test_a_failed_build_leaves_the_served_generation_alone(
    run: Run, store: Store, served: str, error: BaseException, raised: type[BaseException]
) -> None:
    before = tree(store.folder)
    with pytest.raises(raised):
        run(encoder=FailingEncoder(error))
    assert (tree(store.folder), store.current().id) == (before, served)
    assert leftovers(store) == []
    assert run().changed  # and nothing stands in the way of the next


@pytest.mark.parametrize("stage", ["reading", "cutting", "finding facts", "encoding sentences", "encoding passages"])
def test_an_interrupt_at_any_stage_leaves_the_served_generation_alone(
    run: Run, store: Store, served: str, stage: str
) -> None:
    def interrupt(now: str, done: int, total: int) -> None:
        if now == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt)
    assert (store.current().id, leftovers(store)) == (served, [])


def test_a_source_that_can_not_be_read_leaves_the_served_generation_alone(
    run: Run, store: Store, served: str, sources: Path
) -> None:
    (sources / "zero.txt").write_text("\n")
    with pytest.raises(SourceError, match=r"zero\.txt"):
        run()
    assert (store.current().id, leftovers(store)) == (served, [])


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file can grow beyond so many bytes, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 300, 5_000, 50_000, 200_000])
def test_a_full_disk_leaves_the_served_generation_alone(run: Run, store: Store, served: str, size: int) -> None:
    with (
        disk_of(size),
        pytest.raises(StoreError, match=r"can't be written to .*: what was served before still is"),
    ):
        run()
    assert (store.current().id, leftovers(store)) == (served, [])


def test_a_model_that_is_not_there_leaves_the_served_generation_alone(
    run: Run, store: Store, served: str, sources: Path
) -> None:
    with pytest.raises(ModelError):
        build([sources], store, "no/such-model", encoder=ENCODER)
    assert (store.current().id, leftovers(store)) == (served, [])


@pytest.mark.parametrize("forced", [False, True])
def test_what_a_dead_builder_left_is_swept_by_the_next_build(run: Run, store: Store, forced: bool) -> None:
    run()
    (store.folder / "drafts" / "dead.1" / "lexical").mkdir(parents=True)
    run(force=forced)
    assert leftovers(store) == []


def test_two_builders_at_once_are_refused(run: Run, store: Store, served: str) -> None:
    with store.lock(), pytest.raises(BusyError):
        run()
    assert store.current_id() == served


def test_a_damaged_generation_is_built_again(run: Run, store: Store) -> None:
    first = run()
    (store.folder / "generations" / first.generation / "tokens.npy").unlink()
    assert run() == BuildResult(first.generation, True, first.counts)
    assert store.current().id == first.generation


def test_a_damaged_pointer_is_mended_by_a_forced_build(run: Run, store: Store, served: str) -> None:
    (store.folder / "current.json").write_text("{")
    name = run(force=True).generation
    assert [manifest.id for manifest in store.history()] == [name, served]


def test_a_store_that_can_not_be_made_is_one_sentence(run: Run, store: Store) -> None:
    store.folder.write_text("in the way")
    with pytest.raises(StoreError, match="can't be made"):
        run()


@pytest.mark.parametrize("name", ["drafts", "generations"])
def test_a_file_in_the_way_is_one_sentence(run: Run, store: Store, served: str, name: str) -> None:
    if name == "drafts":
        (store.folder / "drafts").rmdir()
    else:
        (store.folder / "generations").rename(store.folder / "aside")
    (store.folder / name).write_text("in the way")
    with pytest.raises(StoreError, match="set KOTAE_STORE to a folder of yours"):
        run()


def test_nothing_to_read_is_a_source_error(store: Store, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    for nothing in ([], [tmp_path / "nowhere.txt"], [tmp_path / "empty"]):
        with pytest.raises(SourceError):
            build(nothing, store, str(tmp_path / "model"), encoder=ENCODER)
    assert store.current_id() is None


@pytest.mark.model
def test_a_damaged_encoder_is_exported_again_by_the_next_build_that_has_work_to_do(store: Store, sources: Path) -> None:
    folder = store.encoder_folder(locate().digest)
    folder.mkdir(parents=True)
    for name in ("model.onnx", "tokenizer.json", "encoder.json"):
        (folder / name).write_text("damaged")
    build([sources], store, DEFAULT_MODEL)
    assert Searcher.open(store, reader="off").search("charter")[0].passage.text == CHARTER
    (folder / "model.onnx").write_text("damaged")
    with pytest.raises(ModelError, match="run `kotae build --force`"):
        Searcher.open(store, reader="off")
    build([sources], store, DEFAULT_MODEL, force=True)
    assert Searcher.open(store, reader="off").search("charter")[0].passage.text == CHARTER
    assert leftovers(store) == []
