"""Marks a reader on a SQuAD 2.0 file: `python -m training.measure_reader FILE READER [--against READER]`.

A READER is a folder that `index.reader` opens, or one of a torch model (`*.safetensors`). Prints JSON: exact
match and F1 of the best span on the gold paragraphs of the answerable questions; the AUC of the margin,
answerable against unanswerable; and, with `--against`, the share of questions where both mark the same span.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForQuestionAnswering

from index.reader import Reader, Reading
from training.learning import has_types
from training.measures import auc, exact, f1


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a SQuAD file over its paragraph; no `answers` where it is unanswerable."""

    question: str
    context: str
    answers: tuple[str, ...]


class Reads(Protocol):
    """Anything that reads windows as `Reader` does."""

    def read(self, question: str, windows: Sequence[str]) -> tuple[Reading, ...]:
        """The best answer in each window."""


class TorchReader(Reader):
    """The torch original in float32, which its exports are measured against; all but its logits is `Reader`'s."""

    def __init__(self, folder: Path) -> None:
        model: Any = AutoModelForQuestionAnswering.from_pretrained(folder, dtype=torch.float32)
        self._original = model.eval()
        self._take(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def logits(self, ids: Sequence[int], types: Sequence[int]) -> tuple[Any, Any]:
        """Start and end logits of (t,) pieces, each (t,)."""
        given = {"token_type_ids": torch.tensor([types])} if has_types(self._original) else {}
        with torch.inference_mode():
            output = self._original(input_ids=torch.tensor([ids]), attention_mask=torch.ones(1, len(ids)), **given)
        return output.start_logits[0].numpy(), output.end_logits[0].numpy()


def read_squad(path: Path) -> Iterator[Asked]:
    """Every question of a SQuAD 1.1 or 2.0 file."""
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in asked["answers"]))
                yield Asked(asked["question"], paragraph["context"], answers)


def open_any(folder: Path, threads: int) -> Reader:
    """The reader in `folder`: of torch where it has `*.safetensors`, else an exported one."""
    return TorchReader(folder) if any(folder.glob("*.safetensors")) else Reader(folder, threads=threads)


def measure(reader: Reads, questions: Sequence[Asked]) -> tuple[dict[str, float], tuple[Reading, ...]]:
    """The figures of `reader`, and what it read for each question."""
    readings: list[Reading] = []
    taken: list[float] = []
    for asked in questions:
        began = time.perf_counter()
        readings += reader.read(asked.question, [asked.context])
        taken.append((time.perf_counter() - began) * 1000)
    answered = [(reading, asked) for reading, asked in zip(readings, questions, strict=True) if asked.answers]
    figures = {
        "answerable": float(len(answered)),
        "unanswerable": float(len(questions) - len(answered)),
        "exact": statistics.fmean(exact(reading.text, asked.answers) for reading, asked in answered),
        "f1": statistics.fmean(f1(reading.text, asked.answers) for reading, asked in answered),
        "null_auc": auc([reading.margin for reading in readings], [bool(asked.answers) for asked in questions]),
        "median_ms": statistics.median(taken),
    }
    return figures, tuple(readings)


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("squad", type=Path)
    parser.add_argument("reader", type=Path)
    parser.add_argument("--against", type=Path, help="another reader, to compare spans with")
    parser.add_argument("--limit", type=int, default=0, help="this many questions, evenly spread")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    questions = tuple(read_squad(options.squad))
    if options.limit:
        questions = questions[:: max(1, len(questions) // options.limit)][: options.limit]
    figures, readings = measure(open_any(options.reader, options.threads), questions)
    if options.against:
        _, others = measure(open_any(options.against, options.threads), questions)
        same = [one.span == two.span for one, two in zip(readings, others, strict=True)]
        figures["same_span"] = statistics.fmean(same)
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))  # noqa: T201 - its output


if __name__ == "__main__":
    main()
