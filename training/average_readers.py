"""Writes the mean of two readers' weights: `python -m training.average_readers MODEL OTHER OUT`.

Both are folders as `training.train_reader` writes them, one trained on from the other or both from a third: runs from
one start lie in one basin, where the mean of weights often does better than either (Wortsman et al., 2022).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file

_WEIGHTS = "model.safetensors"


def average(model: Path, other: Path, out: Path) -> None:
    """Write the mean of both models' weights in float32, with the configuration and the word pieces of the first.

    ValueError where they aren't of one shape.
    """
    first, second = load_file(model / _WEIGHTS), load_file(other / _WEIGHTS)
    if {name: one.shape for name, one in first.items()} != {name: one.shape for name, one in second.items()}:
        raise ValueError(f"{model} and {other} aren't models of one shape")
    out.mkdir(parents=True, exist_ok=True)
    mean = {name: ((one.float() + second[name].float()) / 2).contiguous() for name, one in first.items()}
    save_file(mean, out / _WEIGHTS, metadata={"format": "pt"})
    for name in ("config.json", "tokenizer.json"):
        shutil.copyfile(model / name, out / name)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    for name in ("model", "other", "out"):
        parser.add_argument(name, type=Path)
    given = parser.parse_args()
    average(given.model, given.other, given.out)


if __name__ == "__main__":
    main()
