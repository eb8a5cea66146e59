"""The question path's encoder, over an ONNX model that looks each word's vector up in a table."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from threading import Thread

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from corpus.errors import ModelError
from index.encoder import MODEL, QUANTISED, EncoderCard, OnnxEncoder, Vectors, is_exported, same_encoder, unit

#: A word's vector; a text's is the mean over all its pieces. A prompt is a word like others.
TABLE = {
    "[PAD]": (9, 9, 9),
    "[UNK]": (0, 0, 5),
    "[CLS]": (0, 0, 0),
    "[SEP]": (0, 0, 0),
    "lamp": (3, 0, 0),
    "boat": (0, 4, 0),
    ".": (0, 0, 7),
    "ask": (0, 0, 12),
    "say": (0, 0, 2),
}
CARD = EncoderCard("words", "0" * 64, dimension=3, limit=6, question_prompt="", passage_prompt="")


def model(folder: Path, card: EncoderCard = CARD, inputs: tuple[str, ...] = ("input_ids", "attention_mask")) -> Path:
    """An exported encoder's folder: token vectors from `TABLE`, and their mean under the mask."""
    mask = [
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "two"], ["column"]),
        helper.make_node("Mul", ["token_embeddings", "column"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "one"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["column", "one"], ["number"], keepdims=0),
        helper.make_node("Div", ["sum", "number"], ["sentence_embedding"]),
    ]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["token_embeddings"]), *mask],
        "words",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "pieces"]) for name in inputs],
        [
            helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", 3]),
            helper.make_tensor_value_info("token_embeddings", TensorProto.FLOAT, ["batch", "pieces", 3]),
        ],
        [
            numpy_helper.from_array(np.array(list(TABLE.values()), dtype=np.float32), "table"),
            numpy_helper.from_array(np.array([1]), "one"),
            numpy_helper.from_array(np.array([2]), "two"),
        ],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(made, folder / "model.onnx")
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(TABLE)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    # As models come: cut off and padded, which an encoder must not take over.
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=5)
    tokenizer.save(str(folder / "tokenizer.json"))
    card.write(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> OnnxEncoder:
    """An encoder of six pieces a text, without prompts."""
    return OnnxEncoder(model(tmp_path_factory.mktemp("encoder")))


def rows(vectors: Vectors) -> list[list[float]]:
    return [[round(float(value), 5) for value in row] for row in vectors]


def test_an_encoder_is_the_same_until_other_files_lie_there(tmp_path: Path) -> None:
    known = OnnxEncoder(model(tmp_path))
    assert same_encoder(known, tmp_path)
    model(tmp_path, replace(CARD, limit=7))
    assert not same_encoder(known, tmp_path)
    (tmp_path / "encoder.json").unlink()
    assert not same_encoder(known, tmp_path)


def test_a_text_is_the_direction_of_its_pieces_mean(encoder: OnnxEncoder) -> None:
    assert rows(encoder.encode(["lamp", "Boat lamp", "lamp boat boat"])) == [
        [1, 0, 0],
        [0.6, 0.8, 0],
        rows(unit(np.array([[3.0, 8.0, 0.0]])))[0],
    ]


def test_marks_around_code_are_spaces_to_it(encoder: OnnxEncoder) -> None:
    assert rows(encoder.encode(["`boat` lamp"])) == [[0.6, 0.8, 0]]
    assert rows(encoder.tokens(["`lamp` boat"])[0]) == [[1, 0, 0], [0, 1, 0]]
    assert encoder.pieces("`lamp`") == encoder.pieces("lamp")


def test_vectors_come_in_the_order_of_the_texts_whatever_their_lengths(encoder: OnnxEncoder) -> None:
    texts = [" ".join(["lamp"] * (i % 3) + ["boat"] * (i // 3 % 3)) for i in range(100)]
    together = encoder.encode(texts)
    assert rows(together) == [rows(encoder.encode([text]))[0] for text in texts]
    assert [rows(tokens) for tokens in encoder.tokens(texts)] == [
        [[1, 0, 0]] * (i % 3) + [[0, 1, 0]] * (i // 3 % 3) for i in range(100)
    ]


def test_a_token_vector_stands_for_each_piece_that_bears_meaning(encoder: OnnxEncoder) -> None:
    (tokens,) = encoder.tokens(["Lamp. Storm boat"])
    assert rows(tokens) == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]  # no special pieces, no full stop


@pytest.mark.parametrize("text", ["", ".", " . . "])
def test_a_text_of_mere_punctuation_has_no_token_vectors(encoder: OnnxEncoder, text: str) -> None:
    assert encoder.tokens([text])[0].shape == (0, 3)
    assert encoder.question(text).tokens.shape == (0, 3)


def test_a_text_without_a_direction_is_a_zero_vector(encoder: OnnxEncoder) -> None:
    assert rows(encoder.encode([""])) == [[0, 0, 0]]


def test_no_texts_give_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, 3)
    assert encoder.tokens([]) == ()


def test_a_question_gets_both_kinds_of_vectors_in_one_pass(encoder: OnnxEncoder) -> None:
    encoded = encoder.question("lamp boat")
    assert rows(encoded.vector[None, :]) == rows(encoder.encode(["lamp boat"]))
    assert rows(encoded.tokens) == rows(encoder.tokens(["lamp boat"])[0])


def test_a_text_is_cut_off_at_the_limit_and_counted_without_it(encoder: OnnxEncoder) -> None:
    assert encoder.limit == 6
    assert [len(tokens) for tokens in encoder.tokens(["lamp " * 4, "lamp " * 5])] == [4, 4]
    assert [encoder.pieces("lamp " * n) for n in (0, 1, 4, 50)] == [2, 3, 6, 52]


def test_prompts_are_read_before_questions_and_passages(tmp_path: Path) -> None:
    encoder = OnnxEncoder(model(tmp_path, replace(CARD, question_prompt="ask ", passage_prompt="say ")))
    assert rows(encoder.question("lamp").vector[None, :]) == rows(unit(np.array([[3.0, 0, 12]])))
    assert rows(encoder.encode(["lamp"])) == rows(unit(np.array([[3.0, 0, 2]])))


def test_the_passages_prompt_counts_among_its_pieces(tmp_path: Path) -> None:
    encoder = OnnxEncoder(model(tmp_path, replace(CARD, passage_prompt="say ")))
    assert (encoder.pieces(""), encoder.pieces("lamp boat")) == (3, 5)


def test_a_model_gets_only_the_inputs_that_it_takes(tmp_path: Path) -> None:
    encoder = OnnxEncoder(model(tmp_path, inputs=("input_ids", "attention_mask", "token_type_ids")))
    assert rows(encoder.encode(["boat"])) == [[0, 1, 0]]


def test_threads_share_an_encoder(encoder: OnnxEncoder) -> None:
    texts, found = ["lamp", "boat", "lamp boat", "boat boat lamp"], {}

    def ask(name: int) -> None:
        found[name] = [rows(encoder.question(text).tokens) for text in texts * 20]

    threads = [Thread(target=ask, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    alone = [rows(encoder.question(text).tokens) for text in texts * 20]
    assert found == dict.fromkeys(range(8), alone)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff damaged"])
def test_a_damaged_encoder_says_what_to_do(tmp_path: Path, name: str, content: bytes | None) -> None:
    file = model(tmp_path) / name
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(ModelError, match="run `kotae build --force`"):
        OnnxEncoder(tmp_path)


def test_passages_are_encoded_with_the_one_file_and_questions_with_the_other(tmp_path: Path) -> None:
    folder = model(tmp_path)
    (folder / QUANTISED).write_bytes((folder / MODEL).read_bytes())
    replace(CARD, question_file=QUANTISED).write(folder)
    encoder = OnnxEncoder(folder)
    (folder / MODEL).write_bytes(b"no longer ONNX")  # it isn't loaded before it is needed
    assert rows(encoder.question("lamp").tokens) == [[1, 0, 0]]
    with pytest.raises(ModelError, match="run `kotae build --force`"):
        encoder.encode(["lamp"])
    with pytest.raises(ModelError, match=f"^{MODEL} in .* changed since the export"):
        OnnxEncoder(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_files_that_changed_since_the_export_are_not_used(tmp_path: Path, name: str) -> None:
    file = model(tmp_path) / name
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(ModelError, match=f"^{name} in .* changed since the export: run `kotae build --force`$"):
        OnnxEncoder(tmp_path)
    assert not is_exported(tmp_path)


def test_a_card_comes_back_as_it_was_written_with_the_digests_of_the_files(tmp_path: Path) -> None:
    card = replace(CARD, name="モデル", question_prompt="query: ")
    model(tmp_path, card)
    digests = {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    assert EncoderCard.read(tmp_path) == replace(card, files=digests)
    assert is_exported(tmp_path)
    assert json.loads((tmp_path / "encoder.json").read_text())["dimension"] == 3


@given(st.lists(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3), min_size=1, max_size=5))
def test_unit_vectors_have_length_one_or_stay_zero(vectors: list[list[float]]) -> None:
    given_ = np.array(vectors)
    lengths = np.linalg.norm(given_, axis=1)
    scaled = np.linalg.norm(unit(given_), axis=1)
    assert scaled[lengths > 1e-6].tolist() == pytest.approx([1.0] * int((lengths > 1e-6).sum()), abs=1e-5)
    assert scaled[lengths == 0].tolist() == [0.0] * int((lengths == 0).sum())
