"""Files of examples that a teacher has marked: what `teach` writes, and `train_reader --taught` learns from."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from training.examples import Encoded, Taught

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
