"""Has a teacher mark what a reader is to learn from: `python -m training.teach DATA TEACHER OUT`, in the checkout.

Examples are drawn as `train_reader` draws them. OUT gets one file for each `POOL` of them, with the teacher's logits;
run it again and it goes on after the last. `train_reader --taught OUT` learns from these. A TEACHER is whatever
`measure_reader` opens: an exported one is four times as fast on a CPU.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer

from index.model import file_digest
from index.reader import Reader
from training.examples import Encoded, Maker, Mix, Taught, encoded
from training.learning import share
from training.measure_reader import open_any
from training.rows import read_rows, split

#: Examples a file.
POOL = 2048
#: As far as half a float's numbers go.
_MOST = 6e4


def write(path: Path, examples: Sequence[Encoded]) -> None:
    """Writes taught examples one after another, whole or not at all: ids, lengths, places, and the teacher's logits."""
    taught = [example.taught for example in examples if example.taught is not None]
    draft = path.with_suffix(".draft.npz")
    np.savez_compressed(
        draft,
        ids=np.concatenate([np.array(example.ids, dtype=np.uint16) for example in examples]),
        lengths=np.array([len(example.ids) for example in examples], dtype=np.uint16),
        firsts=np.array([example.types.index(1) for example in examples], dtype=np.uint16),
        places=np.array([(example.start, example.end) for example in examples], dtype=np.uint16),
        starts=np.clip(np.concatenate([one.starts for one in taught]), -_MOST, _MOST).astype(np.float16),
        ends=np.clip(np.concatenate([one.ends for one in taught]), -_MOST, _MOST).astype(np.float16),
        sure=np.array([one.sure for one in taught], dtype=np.bool_),
    )
    draft.replace(path)


def read(path: Path) -> Iterator[Encoded]:
    """The examples of such a file, in order."""
    with np.load(path) as kept:
        held = {name: kept[name] for name in kept.files}
    end = 0
    for at, length in enumerate(held["lengths"].tolist()):
        here, end = slice(end, end + length), end + length
        first = int(held["firsts"][at])
        start, last = (int(place) for place in held["places"][at])
        taught = Taught(
            held["starts"][here].astype(np.float32), held["ends"][here].astype(np.float32), bool(held["sure"][at])
        )
        yield Encoded(tuple(held["ids"][here].tolist()), (0,) * first + (1,) * (length - first), start, last, taught)


def read_all(folder: Path, seed: int) -> Iterator[Encoded]:
    """Without end, the examples of the files in a folder, in an order of chance each time; ValueError without any."""
    files = sorted(folder.glob("*[0-9].npz"))
    if not files:
        raise ValueError(f"no taught examples in {folder}: make some with `python -m training.teach`")
    epoch = 0
    while True:
        chance = random.Random(f"{seed}:{epoch}")  # noqa: S311 - a reproducible shuffle, no secret
        for path in chance.sample(files, len(files)):
            examples = list(read(path))
            chance.shuffle(examples)
            yield from examples
        epoch += 1


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
