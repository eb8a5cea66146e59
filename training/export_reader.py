"""Writes a trained reader as int8 ONNX: `python -m training.export_reader MODEL OUT`, in the checkout's root.

OUT gets `model.int8.onnx`, `tokenizer.json` and `SHA256SUMS`; `--keep-fp32` names a folder for the float32
model, to measure against.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForQuestionAnswering

from index.export import quantise
from training.learning import has_types

#: Token types come last: not every model has them.
NAMES = ("input_ids", "attention_mask", "token_type_ids")


class Logits(torch.nn.Module):
    """The model with positional inputs, and start and end logits for outputs."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Start and end logits, each of shape (n, pieces), of ids, mask and types, each as long."""
        output = self.model(**dict(zip(NAMES, inputs, strict=False)))
        return output.start_logits, output.end_logits


def write_fp32(model: Path, path: Path) -> None:
    """Writes the model in folder `model` as float32 ONNX."""
    loaded: Any = AutoModelForQuestionAnswering.from_pretrained(model, dtype=torch.float32, attn_implementation="eager")
    names = NAMES if has_types(loaded) else NAMES[:-1]
    sample = tuple(torch.ones((2, 9), dtype=torch.int64) for _ in names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of every Python branch on a shape
        torch.onnx.export(
            Logits(loaded.eval()).eval(),
            sample,
            str(path),
            input_names=list(names),
            output_names=["start_logits", "end_logits"],
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in (*names, "start_logits", "end_logits")},
            dynamo=False,
            opset_version=17,
        )


def write_sums(folder: Path) -> None:
    """Writes SHA256SUMS over the shipped files in `folder`."""
    names = ("model.int8.onnx", "tokenizer.json")
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def main() -> None:
    """Exports, quantises and signs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--keep-fp32", type=Path, help="also write float32 ONNX and tokenizer.json into this folder")
    parser.add_argument("--bits", type=int, choices=(7, 8), default=8, help="of the weights: see `quantise`")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(options.model / "tokenizer.json"))
    with tempfile.TemporaryDirectory() as folder:
        fp32 = (options.keep_fp32 or Path(folder)) / "model.fp32.onnx"
        fp32.parent.mkdir(parents=True, exist_ok=True)
        write_fp32(options.model, fp32)
        quantise(fp32, options.out / "model.int8.onnx", bits=options.bits)
    for place in filter(None, (options.out, options.keep_fp32)):
        tokenizer.save(str(place / "tokenizer.json"))
    write_sums(options.out)


if __name__ == "__main__":
    main()
