"""Sources in, a published generation out; whatever goes wrong, what was served before still is."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from words import WordEncoder

from corpus.errors import BusyError, ModelError, SourceError, StoreError
from corpus.passages import encoded_text
from index.build import BuildResult, build
from index.encoder import Vectors
from index.model import DEFAULT_MODEL, locate
from index.searcher import Searcher
from index.store import Store

ENCODER = WordEncoder("charter", "lamps", "storm", "boats")

CHARTER = "The Lighthouse Board (LB) signed a charter with the Tide Office on 3 May 1999."
LAMPS = "The board keeps twelve lamps 🏮 along the harbour wall, and lights them at dusk."
STORM = "A storm put out nine of them in 2020."


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of two sources."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "charter.md").write_text(f"# Charter of the harbour\n\n{CHARTER}\n", "utf-8")
    (folder / "lamps.txt").write_text(f"Lamps of the harbour\n\n{LAMPS}\n\n{STORM}\n", "utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def run(tmp_path: Path, sources: Path, store: Store) -> Callable[..., BuildResult]:
    """Build those sources into that store, with the words' encoder."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.safetensors").write_bytes(b"words")
    return partial(build, [sources], store, str(model), encoder=ENCODER)


Run = Callable[..., BuildResult]
STAGES = ["reading", "cutting", "finding facts", "encoding sentences", "encoding passages"]


def best(store: Store, question: str) -> str:
    """The text of the first passage for a question."""
    hits = Searcher(store.current(), ENCODER).search(question)
    return hits[0].passage.text


def found(store: Store, word: str) -> int:
    """How many passages share a word."""
    return len(Searcher(store.current(), ENCODER).search(word, mode="lexical"))


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file with its inode and the time of its last change."""
    stats = {str(path.relative_to(folder)): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {name: (stat.st_ino, stat.st_mtime_ns) for name, stat in stats.items()}


def leftovers(store: Store) -> list[str]:
    return [path.name for path in (*store.folder.glob("drafts/*"), *store.folder.glob(".*"))]


def test_a_build_is_served_and_found(run: Run, store: Store) -> None:
    result = run()
    assert result.changed
    assert store.current_id() == result.generation
    assert best(store, "charter") == CHARTER
    assert STORM in best(store, "storm")


def test_a_build_counts_what_it_made(run: Run, store: Store) -> None:
    counts = run().counts
    generation = store.current()
    assert counts == generation.manifest.counts
    assert (counts["documents"], counts["passages"]) == (2, len(generation.passages))
    assert (counts["sentences"], counts["facts"]) == (3, len(generation.ledger))


def test_documents_keep_the_order_of_the_sources(run: Run, store: Store) -> None:
    run()
    generation = store.current()
    assert list(generation.documents) == ["charter.md", "lamps.txt"]
    assert [source.id for source in generation.manifest.sources] == ["charter.md", "lamps.txt"]
    assert generation.passages[0].text == CHARTER


def test_every_passage_and_sentence_is_the_documents_own_words(run: Run, store: Store) -> None:
    run()
    generation = store.current()
    for passage in generation.passages:
        text = generation.document(passage.document_id).text
        assert passage.span.of(text) == passage.text
        assert all(passage.span.covers(sentence) for sentence in passage.sentences)
    sentences = [s.of(generation.document(p.document_id).text) for p in generation.passages for s in p.sentences]
    assert sentences == [CHARTER, LAMPS, STORM]


def test_every_fact_quotes_its_passage(run: Run, store: Store) -> None:
    run()
    generation = store.current()
    facts = generation.ledger.of_passages([passage.id for passage in generation.passages])
    assert "1999-05-03" in [fact.date for fact in facts]
    for fact in facts:
        assert fact.evidence.span.of(generation.document(fact.evidence.document_id).text) == fact.evidence.quote
        assert generation.passage(fact.evidence.passage_id).span.covers(fact.evidence.span)


def test_short_forms_are_kept_with_the_generation(run: Run, store: Store) -> None:
    run()
    assert store.current().aliases.canonical("Lighthouse Board") == "LB"


def test_building_the_same_again_changes_nothing(run: Run, store: Store) -> None:
    first = run()
    before = tree(store.folder)
    assert run() == BuildResult(first.generation, changed=False, counts=first.counts)
    assert tree(store.folder) == before


def test_force_builds_the_same_generation_again(run: Run, store: Store) -> None:
    first = run()
    before = tree(store.folder)
    assert run(force=True) == first
    assert before.keys() == tree(store.folder).keys()
    assert not set(before.values()) & set(tree(store.folder / "generations").values())


def test_a_changed_source_makes_another_generation(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").write_text("# Charter\n\nThe charter was torn up by a kraken.\n")
    assert run().generation != first
    assert best(store, "charter") == "The charter was torn up by a kraken."


def test_an_added_source_is_found(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "more").mkdir()
    (sources / "more" / "boats.txt").write_text("Four boats lie at the pier.\n")
    assert run().generation != first
    assert best(store, "boats") == "Four boats lie at the pier."


def test_a_removed_source_is_found_no_longer(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").unlink()
    assert run().generation != first
    assert (found(store, "signed"), list(store.current().documents)) == (0, ["lamps.txt"])


def test_a_renamed_source_keeps_its_words_under_its_new_name(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").rename(sources / "board.md")
    assert run().generation != first
    assert list(store.current().documents) == ["board.md", "lamps.txt"]
    assert best(store, "charter") == CHARTER


def test_putting_a_source_back_serves_the_former_generation_again(run: Run, store: Store, sources: Path) -> None:
    first = run()
    (sources / "more.txt").write_text("Four boats lie at the pier.\n")
    second = run()
    (sources / "more.txt").unlink()
    assert run() == first
    assert [manifest.id for manifest in store.history()] == [first.generation, second.generation]


def test_another_encoder_makes_another_generation(run: Run, store: Store, tmp_path: Path) -> None:
    first = run().generation
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other words")
    assert run().generation != first


def test_a_touched_source_makes_no_other_generation(run: Run, sources: Path) -> None:
    first = run()
    os.utime(sources / "charter.md", (0, 0))
    assert not run().changed
    assert run().generation == first.generation


def test_a_build_after_going_back_serves_the_sources_as_they_are(run: Run, store: Store, sources: Path) -> None:
    first = run().generation
    (sources / "charter.md").unlink()
    second = run()
    assert store.rollback() == first
    assert run() == second
    assert store.current_id() == second.generation


def test_no_more_generations_are_kept_than_asked(run: Run, store: Store, sources: Path) -> None:
    for number in range(4):
        (sources / "charter.md").write_text(f"# Charter\n\nIt has {number} seals.\n")
        last = run(keep=2).generation
    assert len(list((store.folder / "generations").iterdir())) == 2
    assert store.current_id() == last


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


def test_progress_tells_of_every_stage_in_order(run: Run) -> None:
    told: list[tuple[str, int, int]] = []
    run(progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == [
        "reading", "cutting", "finding facts", "encoding sentences", "encoding passages"
    ]  # fmt: skip
    assert all(0 <= done <= total for _, done, total in told)
    assert [step for step in told if step[0] == "cutting"] == [
        ("cutting", 0, 2),
        ("cutting", 1, 2),
        ("cutting", 2, 2),
    ]


def test_nothing_that_is_encoded_is_cut_off(run: Run, store: Store, sources: Path) -> None:
    encoder = WordEncoder("lamps", limit=20)
    (sources / "long.md").write_text("# Rules\n\n" + "The keeper trims the wick; no lamp may smoke. " * 40)
    run(encoder=encoder)
    generation = store.current()
    texts = [encoded_text(p, generation.document(p.document_id).title) for p in generation.passages]
    assert max(map(encoder.pieces, texts)) <= 20


@pytest.mark.parametrize("text", ["How are you?", "日本は広い。東京は大きい。", "🏮🏮🏮", "𠮷野家 — 𝔘𝔫𝔦𝔠𝔬𝔡𝔢."])
def test_any_text_can_be_built_and_quoted(run: Run, store: Store, sources: Path, text: str) -> None:
    (sources / "odd.txt").write_text(text, "utf-8")
    run()
    odd = [passage for passage in store.current().passages if passage.document_id == "odd.txt"]
    assert "".join(passage.text for passage in odd) == text
    assert len(Searcher(store.current(), ENCODER).search(text, top_k=50)) == store.current().dense.size


def test_a_source_of_stop_words_alone_can_be_built_and_asked(run: Run, store: Store, sources: Path) -> None:
    (sources / "charter.md").unlink()
    (sources / "lamps.txt").write_text("How are you?")
    run()
    assert best(store, "charter") == "How are you?"
    assert found(store, "How are you?") == 0


def test_nothing_to_read_is_a_source_error(store: Store, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    for nothing in ([], [tmp_path / "nowhere.txt"], [tmp_path / "empty"]):
        with pytest.raises(SourceError):
            build(nothing, store, str(tmp_path / "model"), encoder=ENCODER)
    assert store.current_id() is None


def test_a_file_given_twice_is_built_once(store: Store, tmp_path: Path, run: Run, sources: Path) -> None:
    file = sources / "lamps.txt"
    build([file, sources, file], store, str(tmp_path / "model"), encoder=ENCODER)
    assert sorted(store.current().documents) == ["charter.md", "lamps.txt"]


def test_a_file_name_that_is_not_utf_8_can_be_built(run: Run, store: Store, sources: Path) -> None:
    Path(os.fsdecode(os.fsencode(sources) + b"/caf\xe9.txt")).write_text("A café keeps lamps.")
    run()
    document = store.current().document("caf\ufffd.txt")
    assert (document.title, best(store, "a café")) == ("caf\ufffd", "A café keeps lamps.")


@pytest.mark.model
def test_a_forced_build_exports_a_damaged_encoder_again(store: Store, sources: Path) -> None:
    folder = store.encoder_folder(locate().digest)
    folder.mkdir(parents=True)
    for name in ("model.onnx", "tokenizer.json", "encoder.json"):
        (folder / name).write_text("damaged")
    build([sources], store, DEFAULT_MODEL)
    with pytest.raises(ModelError, match="run `kotae build --force`"):
        Searcher.open(store, reader="off")
    build([sources], store, DEFAULT_MODEL, force=True)
    assert Searcher.open(store, reader="off").search("charter")[0].passage.text == CHARTER
    assert leftovers(store) == []
