"""The reader, over an ONNX model that looks each word's logits up in a table: scores can be added by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from corpus.errors import ModelError
from corpus.model import Span
from index.reader import LIMIT, SHIPPED, Reader, best_spans, open_reader, verify

#: Start and end logit of each word; every other word has -1 and -1. "[CLS]" is "no answer".
LOGITS = {"[CLS]": (1.0, 2.0), "16": (6.0, 0.0), "2007": (0.0, 5.0), "delhi": (4.0, 4.0)}
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "16", "2007", "delhi")


def model(folder: Path, outputs: tuple[str, str] = ("start_logits", "end_logits")) -> Path:
    """A reader's folder whose logits are those of `LOGITS`."""
    tables = np.array([LOGITS.get(word, (-1.0, -1.0)) for word in WORDS], dtype=np.float32).T
    nodes = [helper.make_node("Gather", [f"table{i}", "input_ids"], [name]) for i, name in enumerate(outputs)]
    shape = ["batch", "pieces"]
    graph = helper.make_graph(
        nodes,
        "reader",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, shape)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in outputs],
        [numpy_helper.from_array(table, f"table{i}") for i, table in enumerate(tables)],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
    onnx.save(made, folder / "model.onnx")
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(model(tmp_path))


def test_the_span_of_the_highest_logit_sum_is_read(reader: Reader) -> None:
    (reading,) = reader.read("When?", ["Signed in Delhi on 16 February 2007."])

    assert reading.text == "16 February 2007"
    assert reading.span == Span(19, 35)
    assert (reading.score, reading.null_score, reading.margin) == (11.0, 3.0, 8.0)


def test_a_window_without_an_answer_still_shows_its_best_words_below_the_null_score(reader: Reader) -> None:
    (reading,) = reader.read("When?", ["Nothing here"])

    assert (reading.text, reading.score, reading.margin) == ("Nothing", -2.0, -5.0)


def test_words_of_the_question_are_never_the_answer(reader: Reader) -> None:
    (reading,) = reader.read("What was signed on 16 February 2007?", ["A memorandum"])

    assert reading.text == "A"


def test_readings_come_in_the_order_of_the_windows(reader: Reader) -> None:
    readings = reader.read("Where?", ["In Delhi", "", "On 16", "Delhi again and again"])

    assert [reading.text for reading in readings] == ["Delhi", "", "16", "Delhi"]


def test_an_empty_window_has_no_span(reader: Reader) -> None:
    (reading,) = reader.read("When?", [" \n"])

    assert (reading.span, reading.text) == (None, "")
    assert reading.margin == float("-inf")


def test_spans_count_code_points(reader: Reader) -> None:
    window = "🇮🇳 𝔘𝔫𝔦 naïve — Delhi"
    (reading,) = reader.read("Where?", [window])

    assert reading.span == Span(window.index("Delhi"), len(window))


def test_an_answer_after_the_limit_of_pieces_is_read_in_a_later_part(reader: Reader) -> None:
    window = "word " * (3 * LIMIT) + "Delhi"
    (reading,) = reader.read("Where?", [window])

    assert reading.span == Span(15 * LIMIT, 15 * LIMIT + 5)


def test_a_question_longer_than_the_limit_of_pieces_is_cut(reader: Reader) -> None:
    (reading,) = reader.read("why " * 400, ["In Delhi"])

    assert reading.text == "Delhi"


def test_no_windows_give_no_readings(reader: Reader) -> None:
    assert reader.read("Where?", []) == ()


def test_the_best_span_is_as_slow_search_finds_it() -> None:
    generator = np.random.default_rng(5)
    for length in (1, 2, 7, 40):
        starts, ends = generator.normal(size=(2, length)).astype(np.float32)
        slow = max((starts[a] + ends[b], a, b) for a in range(length) for b in range(a, min(a + 5, length)))

        assert best_spans(starts, ends, longest=5) == ((slow[1], slow[2], float(slow[0])),)


def test_of_equal_spans_the_first_and_shortest_is_read() -> None:
    zeros = np.zeros(4, dtype=np.float32)

    assert best_spans(zeros, zeros) == ((0, 0, 0.0),)


def test_off_means_no_reader() -> None:
    assert open_reader("off") is None


def test_a_folder_can_be_named(tmp_path: Path) -> None:
    opened = open_reader(str(model(tmp_path)))

    assert opened is not None
    assert opened.read("Where?", ["In Delhi"])[0].text == "Delhi"


def test_a_folder_without_a_reader_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"^no reader in .*: it needs an \*\.onnx"):
        open_reader(str(tmp_path / "missing"))


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="gives a, b, not start_logits and end_logits"):
        Reader(model(tmp_path, ("a", "b")))


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (model(tmp_path) / "model.onnx").write_bytes(b"not ONNX")

    with pytest.raises(ModelError, match="can't be loaded"):
        Reader(tmp_path)


def test_a_changed_file_is_found_by_its_digest(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "reader")
    verify(tmp_path / "reader")
    with (tmp_path / "reader" / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write(" ")

    with pytest.raises(ModelError, match=r"^tokenizer.json in .* isn't as released: install Kotae again$"):
        verify(tmp_path / "reader")


def test_a_folder_without_digests_is_not_whole(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="isn't whole"):
        verify(tmp_path)


def test_the_shipped_weights_are_at_most_25_megabytes() -> None:
    assert (SHIPPED / "model.int8.onnx").stat().st_size <= 25_000_000


@pytest.mark.model
def test_the_shipped_reader_reads() -> None:
    reader = open_reader()
    assert reader is not None
    windows = ["The library opened in 1911 and holds two million books.", "Cats sleep for most of the day."]

    full, empty = reader.read("When was the library opened?", windows)

    assert full.text == "1911"
    assert full.margin > 0 > empty.margin


@pytest.mark.model
def test_a_window_is_read_the_same_whatever_is_read_beside_it() -> None:
    reader = open_reader()
    assert reader is not None
    window = "The library opened in 1911 and holds two million books."
    alone = reader.read("How many books?", [window])[0]

    assert reader.read("How many books?", ["Cats sleep. " * 60, window, "Dogs"])[1] == alone


def test_any_stretch_of_a_window_has_a_margin_with_a_few_words_around_it(reader: Reader) -> None:
    window = "Signed in Delhi on 16 February 2007."
    (reading,) = reader.read("When?", [window])
    assert reading.marks is not None

    assert reading.marks.around(Span(10, 15), spare=0) == (Span(10, 15), 5.0)  # Delhi: 4 + 4 - 3
    assert reading.marks.around(Span(22, 30), spare=6) == (Span(19, 35), 8.0)  # February, with its day and year
    assert reading.marks.around(Span(22, 30), spare=0) == (Span(22, 30), -5.0)
    assert reading.marks.around(Span(30, 60), spare=6) is None
