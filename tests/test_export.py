"""The exported encoder says what the model itself says."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from corpus.passages import encoded_text
from index.encoder import MODEL, QUANTISED, TOKENIZER, EncoderCard, OnnxEncoder, Vectors
from index.export import SentenceTransformerEncoder, export, quantise
from index.model import ModelFiles, locate
from index.store import Store

TEXTS = (
    "A memorandum was signed in New Delhi on 16 February 2007.",
    "",
    "?!",
    "日本とインドは科学技術で協力している。",
    "🏮 lamps, co-operation & naïve cafés",
    "One sentence. " * 120,  # far beyond the limit
    "x" * 3000,
)

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model() -> SentenceTransformerEncoder:
    """The default model, run by sentence-transformers."""
    return SentenceTransformerEncoder(locate())


@pytest.fixture(scope="module")
def exported(shipped: Store) -> OnnxEncoder:
    """The same model, as the shipped document's build exported it."""
    return OnnxEncoder(shipped.encoder_folder(shipped.current().manifest.model_digest))


def furthest(one: Sequence[Vectors], other: Sequence[Vectors]) -> float:
    """The greatest difference in any coordinate."""
    return max(float(np.abs(a - b).max(initial=0)) for a, b in zip(one, other, strict=True))


def test_sentence_vectors_are_the_models(model: SentenceTransformerEncoder, exported: OnnxEncoder) -> None:
    assert furthest([exported.encode(TEXTS)], [model.encode(TEXTS)]) < 1e-4
    assert np.linalg.norm(exported.encode(TEXTS), axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_token_vectors_are_the_models(model: SentenceTransformerEncoder, exported: OnnxEncoder) -> None:
    ours, theirs = exported.tokens(TEXTS), model.tokens(TEXTS)
    assert [vectors.shape for vectors in ours] == [vectors.shape for vectors in theirs]
    assert [len(vectors) for vectors in ours[1:3]] == [0, 0]
    assert furthest(ours, theirs) < 1e-4


def in_float32(encoder: OnnxEncoder, folder: Path) -> OnnxEncoder:
    """The same encoder, its questions too in float32; a link in `folder` to all but its card."""
    source = encoder.folder
    for name in (MODEL, TOKENIZER):
        (folder / name).symlink_to(source / name)
    replace(encoder.card, question_file=MODEL).write(folder)
    return OnnxEncoder(folder)


def test_a_question_in_float32_is_read_as_the_model_reads_it(
    model: SentenceTransformerEncoder, exported: OnnxEncoder, tmp_path: Path
) -> None:
    exact = in_float32(exported, tmp_path)
    for text in TEXTS:
        ours, theirs = exact.question(text), model.question(text)
        assert furthest([ours.vector, ours.tokens], [theirs.vector, theirs.tokens]) < 1e-4


def test_questions_are_read_with_int8_weights_and_lose_little(exported: OnnxEncoder) -> None:
    assert exported.card.question_file == QUANTISED
    questions = [
        "Who signed the memorandum on coastal ferries?",
        "How many delegates came to the second meeting in New Delhi?",
        "until when does the agreement run",
        "cost of the harbour wall",
        "2007",
    ]
    cosines = [float(exported.question(text).vector @ exported.encode([text])[0]) for text in questions]
    assert min(cosines) > 0.96
    assert sum(cosines[:4]) / 4 > 0.985


def test_quantising_sets_up_no_logger(exported: OnnxEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    quantise(exported.folder / MODEL, tmp_path / QUANTISED)
    assert root.handlers == []
    assert (tmp_path / QUANTISED).read_bytes() == (exported.folder / QUANTISED).read_bytes()


def test_a_model_that_int8_changes_too_much_reads_questions_in_float32(
    model: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.export._LIKE", 1.01)
    export(model, tmp_path)
    assert EncoderCard.read(tmp_path).question_file == MODEL
    assert sorted(path.name for path in tmp_path.iterdir()) == ["encoder.json", MODEL, TOKENIZER]
    encoder = OnnxEncoder(tmp_path)
    assert furthest([encoder.question(TEXTS[0]).vector], [encoder.encode(TEXTS[:1])[0]]) == 0


def test_word_pieces_are_counted_alike(model: SentenceTransformerEncoder, exported: OnnxEncoder) -> None:
    assert [exported.pieces(text) for text in TEXTS] == [model.pieces(text) for text in TEXTS]
    assert (exported.pieces(""), exported.pieces("One sentence. " * 120) > 256) == (2, True)


def test_the_card_says_which_model_it_is(exported: OnnxEncoder) -> None:
    card = replace(exported.card, files={})
    assert card == EncoderCard("all-MiniLM-L6-v2", locate().digest, 384, 256, "", "", QUANTISED)
    assert sorted(exported.card.files) == sorted([MODEL, QUANTISED, TOKENIZER])


def test_nothing_of_the_shipped_document_is_cut_off(shipped: Store, exported: OnnxEncoder) -> None:
    generation = shipped.current()
    titles = {document.id: document.title for document in generation.documents.values()}
    read = [encoded_text(passage, titles[passage.document_id]) for passage in generation.passages]
    assert max(map(exported.pieces, read)) <= exported.limit


def test_no_texts_give_no_vectors(model: SentenceTransformerEncoder) -> None:
    assert (model.encode([]).shape, model.tokens([])) == ((0, 384), ())


def test_an_export_that_says_something_else_is_refused(
    model: SentenceTransformerEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "encode", lambda texts: np.ones((len(texts), 384), dtype=np.float32))
    with pytest.raises(ModelError, match="the ONNX form of all-MiniLM-L6-v2 is off by"):
        export(model, tmp_path)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(ModelError, match="can't be loaded as a sentence-transformers model"):
        SentenceTransformerEncoder(ModelFiles("mine", tmp_path, "0" * 64))


def test_a_models_own_prompts_are_read_and_counted(model: SentenceTransformerEncoder, tmp_path: Path) -> None:
    for path in locate().folder.iterdir():
        if path.name != "config_sentence_transformers.json":
            (tmp_path / path.name).symlink_to(path)
    prompts = {"query": "query: ", "document": "passage: "}
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    prompted = SentenceTransformerEncoder(ModelFiles("prompted", tmp_path, "0" * 64))
    assert (prompted.card.question_prompt, prompted.card.passage_prompt) == ("query: ", "passage: ")
    assert furthest([prompted.encode(["lamps"])], [model.encode(["passage: lamps"])]) < 1e-6
    assert furthest([prompted.question("lamps").vector], [model.question("query: lamps").vector]) < 1e-6
    assert prompted.pieces("lamps") == model.pieces("passage: lamps")
