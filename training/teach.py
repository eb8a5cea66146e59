"""Has a teacher mark what a reader is to learn from: `python -m training.teach DATA TEACHER OUT`, in the checkout.

Examples are drawn as `train_reader` draws them. OUT gets one file for each `POOL` of them, with the teacher's logits;
run it again and it goes on after the last. `train_reader --taught OUT` learns from these. A TEACHER is whatever
`measure_reader` opens: an exported one is four times as fast on a CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer

from index.model import file_digest
from index.reader import Reader
from training.examples import Encoded, Maker, Mix, Taught, encoded
from training.learning import share
from training.measure_reader import open_any
from training.rows import read_rows, split
from training.taught import write

#: Examples a file.
POOL = 2048


def marked(teacher: Reader, examples: Sequence[tuple[Encoded, bool]], workers: int) -> list[Encoded]:
    """The examples with the teacher's logits. Beside each stands whether its own answer is beyond doubt."""
    done: dict[int, Encoded] = {}

    def take(at: int) -> None:
        example, sure = examples[at]
        starts, ends = teacher.logits(example.ids, example.types)
        done[at] = Encoded(example.ids, example.types, example.start, example.end, Taught(starts, ends, sure))

    share(range(len(examples)), take, workers)
    return [done[at] for at in range(len(examples))]


def teacher_digest(folder: Path) -> str:
    """SHA-256 of the model in a folder, in hex."""
    return file_digest(next(iter(sorted([*folder.glob("*.onnx"), *folder.glob("*.safetensors")]))))


def main() -> None:
    """Marks what isn't marked yet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path, help="folder of *.jsonl or *.jsonl.xz rows")
    parser.add_argument("teacher", type=Path, help="folder of the teacher, with the pupil's tokenizer.json")
    parser.add_argument("out", type=Path, help="folder for the marked examples")
    parser.add_argument("--files", type=int, default=20, help=f"files of {POOL} examples in all")
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--held-out", type=float, default=0.05, help="as `train_reader` holds out")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    made = {"teacher": teacher_digest(options.teacher), "seed": options.seed, "held_out": options.held_out}
    kept = options.out / "made.json"
    if kept.exists() and json.loads(kept.read_text("utf-8")) != made:
        parser.error(f"{options.out} holds examples of another teacher or other settings: choose another folder")
    kept.write_text(json.dumps(made), "utf-8")
    tokenizer = Tokenizer.from_file(str(options.teacher / "tokenizer.json"))
    teacher = open_any(options.teacher, 1)
    maker = Maker(split(read_rows(options.data), options.held_out)[0], tokenizer, Mix())
    drawn = encoded(maker, options.seed)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, disable=not sys.stderr.isatty()) as progress:
        for number in progress.track(range(options.files), description="marking"):
            pool = list(islice(drawn, POOL))
            path = options.out / f"taught-{number:05}.npz"
            if not path.exists():
                write(path, marked(teacher, pool, options.workers))


if __name__ == "__main__":
    main()
