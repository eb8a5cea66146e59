"""A teacher's marks: kept as they were, and learnt from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ferries import rows, tokenizer

torch: Any = pytest.importorskip("torch")
pytestmark = pytest.mark.model

from transformers import BertConfig, BertForQuestionAnswering, MPNetConfig, MPNetForQuestionAnswering  # noqa: E402

from index.reader import Reader  # noqa: E402
from training.examples import Encoded, Maker, Mix, Taught, encoded, pad  # noqa: E402
from training.export_reader import write_fp32  # noqa: E402
from training.learning import Learner  # noqa: E402
from training.measure_reader import TorchReader  # noqa: E402
from training.start_teacher import renumbered  # noqa: E402
from training.taught import read, read_all, write  # noqa: E402
from training.teach import marked  # noqa: E402
from training.train_reader import Settings, load  # noqa: E402

SMALL: dict[str, Any] = {
    "vocab_size": 100,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
}


@pytest.fixture
def teacher(tmp_path: Path) -> Path:
    """A folder with a small MPNet of random weights, which has no token types."""
    torch.manual_seed(0)
    model: Any = MPNetForQuestionAnswering(MPNetConfig(**SMALL, initializer_range=0.3))
    model.save_pretrained(tmp_path / "teacher")
    tokenizer().save(str(tmp_path / "teacher" / "tokenizer.json"))
    return tmp_path / "teacher"


def pupil(folder: Path) -> Learner:
    torch.manual_seed(1)
    model: Any = BertForQuestionAnswering(BertConfig(**SMALL))
    model.save_pretrained(folder)
    return load(folder, Settings(), "cpu", 1)


def examples(count: int) -> list[tuple[Encoded, bool]]:
    return list(islice(encoded(Maker(rows(), tokenizer(), Mix()), 1), count))


def test_a_teacher_without_token_types_is_exported_and_marks_as_its_original(teacher: Path) -> None:
    given = examples(4)
    original = marked(TorchReader(teacher), given, 2)
    write_fp32(teacher, teacher / "model.onnx")
    exported = marked(Reader(teacher), given, 2)
    assert [one.ids for one in original] == [one.ids for one, _ in given]
    for one, two in zip(original, exported, strict=True):
        assert one.taught is not None
        assert two.taught is not None
        assert one.taught.starts.shape == (len(one.ids),)
        assert np.allclose(one.taught.starts, two.taught.starts, atol=1e-3)
        assert np.allclose(one.taught.ends, two.taught.ends, atol=1e-3)


def test_what_is_marked_is_read_again(tmp_path: Path) -> None:
    given = [
        Encoded((2, 5, 3, 6, 3), (0, 0, 0, 1, 1), 3, 3, taught([1, 0, 0, 4, -2], sure=True)),
        Encoded((2, 7, 3), (0, 0, 1), 0, 0, taught([0.5, 0, 0], sure=False)),
    ]
    write(tmp_path / "taught-00000.npz", given)
    kept = list(read(tmp_path / "taught-00000.npz"))
    assert [(one.ids, one.types, one.start, one.end) for one in kept] == [
        (one.ids, one.types, one.start, one.end) for one in given
    ]
    assert [one.taught.starts.tolist() for one in kept if one.taught] == [[1, 0, 0, 4, -2], [0.5, 0, 0]]
    assert [one.taught.sure for one in kept if one.taught] == [True, False]
    assert [len(one.ids) for one in islice(read_all(tmp_path, 1), 4)].count(5) == 2
    with pytest.raises(ValueError, match="no taught examples"):
        next(read_all(tmp_path / "none", 1))


def taught(logits: list[float], *, sure: bool) -> Taught:
    return Taught(np.array(logits, dtype=np.float32), np.array(logits, dtype=np.float32), sure)


def test_logits_like_the_teachers_cost_nothing_but_what_its_answer_costs(tmp_path: Path) -> None:
    learner = pupil(tmp_path / "pupil")
    learner.model.eval()
    doubted = [(one, False) for one, _ in examples(4)]
    own = pad(marked(_As(learner), doubted, 1))
    assert float(learner.loss(own).detach()) == pytest.approx(0.0, abs=1e-5)
    other = pad([_shifted(one) for one in marked(_As(learner), doubted, 1)])
    assert float(learner.loss(other).detach()) > 0.01
    sure = pad(marked(_As(learner), examples(1), 1))
    plain = pad([one for one, _ in examples(1)])
    assert float(learner.loss(sure).detach()) == pytest.approx(float(learner.loss(plain).detach()) / 2, rel=1e-3)


class _As(Reader):
    """A teacher that says what the pupil does."""

    def __init__(self, learner: Learner) -> None:
        self._learner = learner

    def logits(self, ids: Any, types: Any) -> tuple[Any, Any]:
        with torch.no_grad():
            output = self._learner.forward(pad([Encoded(tuple(ids), tuple(types), 0, 0)]))
        return output.start_logits[0].numpy(), output.end_logits[0].numpy()


def _shifted(one: Encoded) -> Encoded:
    assert one.taught is not None
    moved = Taught(np.roll(one.taught.starts, 1) * 20, np.roll(one.taught.ends, 1) * 20, sure=False)
    return Encoded(one.ids, one.types, one.start, one.end, moved)


def test_word_vectors_are_put_in_the_pupils_order() -> None:
    vectors = torch.arange(12.0).reshape(6, 2)
    names = ["<s>", "<pad>", "</s>", "[UNK]", "lamp", "boat"]
    pieces = ["[PAD]", "[CLS]", "boat", "[unused1]", "lamp", "[SEP]"]
    assert renumbered(vectors, names, pieces).tolist() == [[2, 3], [0, 1], [10, 11], [6, 7], [8, 9], [4, 5]]


def test_the_lowest_layers_may_stay_as_they_are(teacher: Path) -> None:
    learner = load(teacher, Settings(freeze_layers=1), "cpu", 1)
    still = [name for name, one in learner.model.named_parameters() if not one.requires_grad]
    assert all("embeddings." in name or ".layer.0." in name for name in still)
    assert sum(".layer.0." in name for name in still) == 16
    assert sum("embeddings." in name for name in still) == 4
