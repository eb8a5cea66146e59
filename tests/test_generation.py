"""A generation comes back from its folder exactly as it was written, or not at all."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from harbour import FACTS, NOTES, PASSAGES, REPORT, open_searcher, publish
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import DamagedError, NotFoundError
from corpus.model import Document, Heading, Passage, Span
from index.generation import Generation, SourceRecord, open_generation, read_manifest
from index.layout import FORMAT
from index.store import Store

FILES = (
    "aliases.json",
    "documents.jsonl",
    "ledger.sqlite",
    "lexical/data.csc.index.npy",
    "lexical/indices.csc.index.npy",
    "lexical/indptr.csc.index.npy",
    "lexical/params.index.json",
    "lexical/vocab.index.json",
    "passages.jsonl",
    "rotation.npy",
    "sentences.faiss",
    "sentences.npy",
    "token_starts.npy",
    "tokens.npy",
    "vocabulary.json",
)


@pytest.fixture(scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store")
    publish(Store(store), "gen1")
    return store / "generations" / "gen1"


@pytest.fixture
def folder(tmp_path: Path, _folder: Path) -> Path:
    """The folder of a generation over the harbour's documents, to be broken."""
    return Path(shutil.copytree(_folder, tmp_path / "gen1"))


def written(path: Path, document: Document, *passages: Passage) -> Generation:
    """A generation over this document, written and opened again."""
    publish(Store(path), "gen1", documents=(document,), passages=passages, facts=())
    return open_generation(path / "generations" / "gen1")


def change_manifest(folder: Path, **fields: Any) -> None:
    """Change fields of the manifest behind the generation's back."""
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def test_what_was_written_is_what_is_opened(folder: Path) -> None:
    generation = open_generation(folder)
    assert tuple(generation.documents.values()) == (NOTES, REPORT)
    assert generation.passages == PASSAGES
    assert tuple(generation.ledger.fact(fact.id) for fact in FACTS) == FACTS
    assert (generation.lexical.size, generation.dense.size) == (3, 3)
    assert (generation.id, generation.built_at) == ("gen1", datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC))


def test_the_manifest_names_the_sources_and_every_file(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest.sources == (
        SourceRecord(NOTES.id, NOTES.title, NOTES.source, NOTES.digest),
        SourceRecord(REPORT.id, REPORT.title, REPORT.source, REPORT.digest),
    )
    assert tuple(manifest.files) == FILES
    assert dict(manifest.counts) == {"documents": 2, "passages": 3, "facts": 3}
    lying = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert lying == {*FILES, "manifest.json"}


def test_documents_and_passages_are_found_by_name(folder: Path) -> None:
    generation = open_generation(folder)
    assert generation.document(REPORT.id) == REPORT
    assert generation.passage(PASSAGES[1].id) == PASSAGES[1]


def test_an_unknown_name_is_not_found(folder: Path) -> None:
    generation = open_generation(folder)
    with pytest.raises(NotFoundError, match="no document is called 'x'"):
        generation.document("x")
    with pytest.raises(NotFoundError, match="no passage is called 'x'"):
        generation.passage("x")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("part", [0, 0.5, 1])
def test_a_flipped_bit_in_any_file_is_found(folder: Path, name: str, part: float) -> None:
    content = bytearray((folder / name).read_bytes())
    content[int(part * (len(content) - 1))] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(DamagedError, match=f"generation gen1 is damaged .{name} isn't what was written"):
        open_generation(folder)


def test_a_flipped_bit_anywhere_in_the_manifest_is_found(folder: Path) -> None:
    content = (folder / "manifest.json").read_bytes()
    for place in range(0, len(content), 17):
        changed = bytearray(content)
        changed[place] ^= 1
        (folder / "manifest.json").write_bytes(changed)
        with pytest.raises(DamagedError, match="generation gen1 is damaged"):
            open_generation(folder)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_file_that_is_gone_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DamagedError, match=f"{name} can't be read: .*No such file or directory"):
        open_generation(folder)


@pytest.mark.parametrize("length", [0, 1, 100])
def test_a_truncated_manifest_is_damage(folder: Path, length: int) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(DamagedError, match=r"manifest\.json can't be read"):
        open_generation(folder)


@pytest.mark.parametrize("content", ["[]", "null", "1", '"x"', "{}", f'{{"format": {FORMAT}}}'])
def test_a_manifest_that_is_something_else_is_damage(folder: Path, content: str) -> None:
    (folder / "manifest.json").write_text(content)
    with pytest.raises(DamagedError, match=r"manifest\.json can't be read"):
        open_generation(folder)


def test_another_format_is_named_and_says_what_to_do(folder: Path) -> None:
    change_manifest(folder, format=FORMAT + 1, novelty="unheard of")
    with pytest.raises(DamagedError) as refused:
        open_generation(folder)
    assert str(refused.value) == (
        f"generation gen1 is damaged (its format is {FORMAT + 1}, not {FORMAT}): run `kotae build --force`"
    )


@pytest.mark.parametrize("fields", [{"built_at": "2025-01-01T00:00:00+00:00"}, {"files": {}}, {"model": "other"}])
def test_a_changed_field_of_the_manifest_is_damage(folder: Path, fields: dict[str, Any]) -> None:
    change_manifest(folder, **fields)
    with pytest.raises(DamagedError, match=r"manifest\.json isn't what was written"):
        read_manifest(folder)


@settings(max_examples=25)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=60),
    data=st.data(),
)
def test_offsets_and_texts_outlive_the_disk(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    heading = Heading(span, 2, span.of(text), run_in=True)
    document = Document("a.txt", text[:9], "a.txt", "0" * 64, text, (heading,))
    passage = Passage("p", "a.txt", span, span.of(text), (text, ""), (span,))
    generation = written(tmp_path_factory.mktemp("store"), document, passage)
    assert generation.documents == {"a.txt": document}
    assert generation.passages == (passage,)


@pytest.mark.parametrize(
    "text",
    ["🏮 lit 🏮", "𠮷野家", "e\u0301a\u0308", "日本\u3000は広い。", "a\u2028b\u0085c\x0bd", "\ufeffx"],
)
def test_offsets_count_code_points_whatever_the_script(tmp_path: Path, text: str) -> None:
    span = Span(1, len(text) - 1) if len(text) > 2 else Span(1, 2)
    document = Document("a.txt", text, text, "0" * 64, text, ())
    passage = Passage("p", "a.txt", span, span.of(text), (text,), (span,))
    generation = written(tmp_path, document, passage)
    assert generation.passages[0].text == text[span.start : span.end]
    assert generation.document("a.txt") == document


def test_a_passage_without_sentences_can_be_kept_and_found(tmp_path: Path) -> None:
    bare = tuple(replace(passage, sentences=()) for passage in PASSAGES)
    publish(Store(tmp_path), "gen1", passages=(PASSAGES[0], bare[1], bare[2]))
    searcher = open_searcher(Store(tmp_path))
    assert [hit.passage for hit in searcher.search("lamps", mode="lexical")] == [*bare[1:]]
    assert len(searcher.search("lamps", mode="dense")) == 3
    assert searcher.search("lamps")[0].highlights == ()
