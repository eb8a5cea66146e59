"""A training run: its learning rate, its gradients, and that stopping it changes nothing."""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ferries import rows, tokenizer

torch: Any = pytest.importorskip("torch")
pytestmark = pytest.mark.model

from safetensors.torch import load_file  # noqa: E402 - after the check for torch
from transformers import BertConfig, BertForQuestionAnswering  # noqa: E402

from index.reader import Reader  # noqa: E402
from training.average_readers import average  # noqa: E402
from training.examples import Maker, Mix, encoded, steps  # noqa: E402
from training.export_reader import write_fp32  # noqa: E402
from training.learning import quick_half  # noqa: E402
from training.measure_reader import TorchReader  # noqa: E402
from training.train_reader import Run, Settings, load, optimiser, train  # noqa: E402
from training.validation import Validation  # noqa: E402

SETTINGS = Settings(steps=6, part=2, parts=2, warmup=2, cooldown=0.5, rate=1e-3)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """A folder with a small model of random weights, spread wide enough for its logits to differ."""
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=100,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        initializer_range=0.3,
    )
    folder = tmp_path / "start"
    model: Any = BertForQuestionAnswering(config)
    model.save_pretrained(folder)
    tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def run_to(out: Path, start: Path, minutes: float, settings: Settings = SETTINGS) -> Run:
    """A run in folder `out`, gone on with for at most `minutes`."""
    out.mkdir(exist_ok=True)
    maker = Maker(rows(), tokenizer(), Mix())
    learner = load(start, settings, "cpu", 2)
    run = Run(settings, learner, optimiser(learner, settings), out)
    run.resume()
    options = argparse.Namespace(minutes=minutes, log_every=1, save_every=2, validate_every=3)
    drawn = (one for one, _ in encoded(maker, settings.seed))
    batches = steps(drawn, settings.seed, part=settings.part, parts=settings.parts, pool=2)
    train(run, batches, Validation.draw(maker, 4, settings.seed), options)
    return run


def test_the_rate_rises_holds_and_falls_to_nothing() -> None:
    settings = Settings(steps=10, warmup=2, cooldown=0.5, rate=1.0)

    assert [settings.rate_at(step) for step in range(11)] == pytest.approx(
        [0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 0.6, 0.4, 0.2, 0.0]
    )


def test_gradients_of_shared_parts_are_those_of_one_whole_batch(start: Path) -> None:
    drawn = (one for one, _ in encoded(Maker(rows(), tokenizer(), Mix()), 1))
    parts = next(steps(drawn, 1, part=2, parts=4, pool=1))
    shared, alone = (load(start, SETTINGS, "cpu", workers) for workers in (2, 1))
    losses = [shared.learn(parts), alone.learn(parts)]

    assert losses[0] == pytest.approx(losses[1], rel=1e-5)
    for one, two in zip(shared.parameters, alone.parameters, strict=True):
        assert torch.allclose(one.grad, two.grad, atol=1e-5)


def test_a_resumed_run_learns_what_an_unbroken_one_does(tmp_path: Path, start: Path) -> None:
    whole = run_to(tmp_path / "whole", start, 0.0)
    broken = run_to(tmp_path / "broken", start, 1e-9)
    for _ in range(5):
        broken = run_to(tmp_path / "broken", start, 1e-9)

    assert (whole.step, broken.step) == (6, 6)
    for one, two in zip(whole.learner.parameters, broken.learner.parameters, strict=True):
        assert torch.allclose(one, two, atol=1e-5)


def test_other_settings_do_not_go_on_from_a_checkpoint(tmp_path: Path, start: Path) -> None:
    run_to(tmp_path / "out", start, 1e-9)

    with pytest.raises(ValueError, match="made with other settings"):
        run_to(tmp_path / "out", start, 1e-9, Settings(steps=6, part=2, parts=2, rate=2e-3))


def test_more_steps_may_go_on_from_a_checkpoint(tmp_path: Path, start: Path) -> None:
    run_to(tmp_path / "out", start, 0.0)
    longer = Settings(steps=8, part=2, parts=2, warmup=2, cooldown=0.5, rate=1e-3)

    assert run_to(tmp_path / "out", start, 0.0, longer).step == 8


def test_the_exported_reader_marks_the_spans_of_its_torch_original(tmp_path: Path, start: Path) -> None:
    write_fp32(start, start / "model.onnx")
    original, exported = TorchReader(start), Reader(start)
    generator = np.random.default_rng(1)
    letters = np.array([*"abcdefghij "])
    texts = ["".join(generator.choice(letters, 120)) for _ in range(501)]
    read = [
        (original.read(question[:40], [window])[0], exported.read(question[:40], [window])[0])
        for question, window in pairwise(texts)
    ]

    assert len(read) == 500
    assert sum(one.span == two.span for one, two in read) >= 495
    assert max(abs(one.margin - two.margin) for one, two in read) < 1e-2


def test_the_mean_of_two_readers_is_that_of_each_of_their_weights(start: Path, tmp_path: Path) -> None:
    ours = BertForQuestionAnswering.from_pretrained(start)
    with torch.no_grad():
        for parameter in ours.parameters():
            parameter.add_(2.0)
    ours.save_pretrained(tmp_path / "other")
    average(start, tmp_path / "other", tmp_path / "mean")
    before, mean = (load_file(folder / "model.safetensors") for folder in (start, tmp_path / "mean"))
    assert before.keys() == mean.keys()
    assert max(float((mean[name] - value - 1.0).abs().max()) for name, value in before.items()) < 1e-6
    assert (tmp_path / "mean" / "tokenizer.json").read_bytes() == (start / "tokenizer.json").read_bytes()


def test_half_precision_is_taken_where_it_is_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    for tiles in (True, False):
        monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda tiles=tiles: tiles)
        assert (quick_half("cpu"), quick_half("cuda")) == (tiles, True)
