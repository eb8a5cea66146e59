"""Trains the reader: `python -m training.train_reader DATA START OUT`, from the checkout's root.

It goes on from its last checkpoint in OUT where there is one. The learning rate follows the count of steps
alone, so a run may be stopped, resumed or slowed without changing what is learnt. See training/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from itertools import islice
from pathlib import Path
from typing import Any

# One core a thread: the threads share a step's parts instead (see `learning`). Read when torch is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModelForQuestionAnswering

from training.examples import Batch, Maker, Mix, encoded, steps
from training.learning import Learner, quick_half
from training.rows import read_rows, split
from training.taught import read_all
from training.validation import Validation


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what is learnt."""

    seed: int = 7
    steps: int = 3200
    #: Examples a step: `parts` batches of `part` each.
    part: int = 8
    parts: int = 4
    #: Peak learning rate, after `warmup` steps, held till `cooldown` of all steps are left, then linear to 0:
    #: so a run on a machine slower than thought may be given another number of steps while the rate is held.
    rate: float = 1.2e-4
    warmup: int = 100
    cooldown: float = 0.7
    decay: float = 0.01
    clip: float = 1.0
    #: Of hidden states; attention keeps all of its weights, as drawing for each costs a CPU more than it gives.
    dropout: float = 0.0
    #: Word vectors stay as the encoder has them: half of the parameters, and rare words keep their sense.
    freeze_words: bool = True
    #: So many of the lowest layers stay as they are too: they cost a large model a fifth of a step and change least.
    freeze_layers: int = 0
    #: Share of contexts held out.
    held_out: float = 0.05
    mix: Mix = field(default_factory=Mix)
    #: Which examples a teacher marked: what their folder's `made.json` says; empty for none.
    taught: str = ""

    def rate_at(self, step: int) -> float:
        """The learning rate of step `step`, counted from 0."""
        rising = (step + 1) / max(1, self.warmup)
        falling = (self.steps - step) / max(1.0, self.steps * self.cooldown)
        return self.rate * max(0.0, min(1.0, rising, falling))


@dataclass(slots=True)
class Run:
    """A run under way: what is saved in a checkpoint, and what it needs to go on."""

    settings: Settings
    learner: Learner
    optimiser: Any
    out: Path
    step: int = 0
    seconds: float = 0.0

    def save(self) -> None:
        """Writes the checkpoint whole or not at all."""
        draft = self.out / "checkpoint.draft"
        torch.save(
            {
                "settings": asdict(self.settings),
                "model": self.learner.model.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "step": self.step,
                "seconds": self.seconds,
            },
            draft,
        )
        draft.replace(self.out / "checkpoint.pt")

    def resume(self) -> bool:
        """Goes on from the checkpoint in `out`, if any.

        ValueError where it was made with settings that differ in more than the number of steps.
        """
        path = self.out / "checkpoint.pt"
        if not path.exists():
            return False
        kept = torch.load(path, map_location=self.learner.device, weights_only=True)
        if {**kept["settings"], "steps": 0} != {**asdict(self.settings), "steps": 0}:
            raise ValueError(f"{path} was made with other settings: choose another folder, or the same settings")
        self.learner.model.load_state_dict(kept["model"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.step, self.seconds = kept["step"], kept["seconds"]
        return True

    def log(self, **figures: Any) -> None:
        """Adds a line to `log.jsonl`."""
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"step": self.step, "seconds": round(self.seconds), **figures}) + "\n")

    def advance(self, parts: tuple[Batch, ...]) -> float:
        """Learns from one step's examples; returns their loss."""
        began = time.monotonic()
        for group in self.optimiser.param_groups:
            group["lr"] = self.settings.rate_at(self.step)
        loss = self.learner.learn(parts)
        torch.nn.utils.clip_grad_norm_(self.learner.parameters, self.settings.clip)
        self.optimiser.step()
        self.step += 1
        self.seconds += time.monotonic() - began
        return loss


def load(start: Path, settings: Settings, device: str, workers: int) -> Learner:
    """The model in folder `start`, ready to learn: one that answers, or an encoder to put a head on."""
    torch.manual_seed(settings.seed)
    config = AutoConfig.from_pretrained(start)
    config.hidden_dropout_prob, config.attention_probs_dropout_prob = settings.dropout, 0.0
    half = quick_half(device)
    # SDPA where a model has it, but on a CPU in bfloat16: each is the faster one there, see training/README.md
    attention = "eager" if half and device == "cpu" else None
    model: Any = AutoModelForQuestionAnswering.from_pretrained(
        start, config=config, dtype=torch.float32, attn_implementation=attention
    )
    model.get_input_embeddings().weight.requires_grad = not settings.freeze_words
    if settings.freeze_layers:
        model.base_model.embeddings.requires_grad_(False)
        for layer in model.base_model.encoder.layer[: settings.freeze_layers]:
            layer.requires_grad_(False)
    return Learner(model.to(device).train(), device, workers, half)


def optimiser(learner: Learner, settings: Settings) -> Any:
    """AdamW; biases and normalisation aren't decayed."""
    decayed = [one for one in learner.parameters if one.ndim > 1]
    rest = [one for one in learner.parameters if one.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": settings.decay}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=settings.rate, fused=True)


def train(run: Run, batches: Iterator[tuple[Batch, ...]], validation: Validation, options: argparse.Namespace) -> None:
    """Runs to the last step, or for `options.minutes`; checkpoints and validates on the way."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    began, losses = time.monotonic(), []
    with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("training", total=run.settings.steps, completed=run.step)
        for parts in islice(batches, run.step, run.settings.steps):
            losses.append(run.advance(parts))
            progress.update(task, completed=run.step, description=f"loss {losses[-1]:.3f}")
            if run.step % options.log_every == 0:
                run.log(loss=round(sum(losses) / len(losses), 4))
                losses = []
            if run.step % options.save_every == 0:
                run.save()
            if run.step % options.validate_every == 0:
                run.log(validation=validation.figures(run.learner))
            if options.minutes and time.monotonic() - began > options.minutes * 60:
                break
    run.save()


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """The command line; every field of `Settings` but the mix is an option."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path, help="folder of *.jsonl or *.jsonl.xz rows")
    parser.add_argument("start", type=Path, help="folder of the model to start from")
    parser.add_argument("out", type=Path, help="folder for checkpoint, log and trained model")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="threads on a CPU")
    parser.add_argument("--taught", type=Path, help="learn from examples that a teacher has marked: see training.teach")
    parser.add_argument("--minutes", type=float, default=0.0, help="stop after so long; run again to go on")
    parser.add_argument("--log-every", type=int, default=20)
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--validate-every", type=int, default=500)
    parser.add_argument("--validated", type=int, default=60, help="held-out questions of each source family")
    for setting in fields(Settings):
        if setting.name not in {"mix", "freeze_words", "taught"}:
            kind = type(setting.default)
            parser.add_argument(f"--{setting.name.replace('_', '-')}", type=kind, default=setting.default)
    parser.add_argument("--train-words", dest="freeze_words", action="store_false", help="let word vectors learn too")
    return parser.parse_args(given)


def main() -> None:
    """Prepares, trains, validates, and writes the model with its figures."""
    options = arguments()
    settings = Settings(
        **{one.name: getattr(options, one.name) for one in fields(Settings) if one.name not in ("mix", "taught")}
    )
    if options.taught:
        settings = replace(settings, taught=(options.taught / "made.json").read_text("utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    workers = options.workers if options.device == "cpu" else 1
    tokenizer = Tokenizer.from_file(str(options.start / "tokenizer.json"))
    training, held = split(read_rows(options.data), settings.held_out)
    maker = Maker(training, tokenizer, settings.mix)
    validation = Validation.draw(Maker(held, tokenizer, settings.mix), options.validated, settings.seed)
    learner = load(options.start, settings, options.device, workers)
    run = Run(settings, learner, optimiser(learner, settings), options.out)
    if not run.resume():
        run.log(rows=len(training), held_out=len(held), validation=validation.figures(learner))
    drawn = (
        read_all(options.taught, settings.seed) if options.taught else (one for one, _ in encoded(maker, settings.seed))
    )
    batches = steps(drawn, settings.seed, part=settings.part, parts=settings.parts)
    train(run, batches, validation, options)
    figures = validation.figures(learner)
    run.log(validation=figures)
    learner.model.save_pretrained(options.out / "model")
    tokenizer.save(str(options.out / "model" / "tokenizer.json"))
    report = {
        "settings": asdict(settings),
        "step": run.step,
        "seconds": round(run.seconds),
        "validation": figures,
    }
    (options.out / "figures.json").write_text(json.dumps(report, indent=2), "utf-8")


if __name__ == "__main__":
    main()
