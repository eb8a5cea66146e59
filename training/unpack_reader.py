"""Writes the shipped reader back as a model to train on: `python -m training.unpack_reader READER START OUT`.

READER is a folder with `model.int8.onnx`, as `training.export_reader` writes it; START has the `config.json` and the
word vectors that it was trained with (frozen, so they are as they were). Its matrices come back to within half a
step of their quantisation.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from tokenizers import Tokenizer
from transformers import BertForQuestionAnswering

_WORDS = "bert.embeddings.word_embeddings.weight"


def unpacked(path: Path) -> dict[str, NDArray[np.float32]]:
    """Every parameter of the quantised model at `path` in float32, by its name in `BertForQuestionAnswering`."""
    graph = onnx.load(str(path)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found: dict[str, NDArray[np.float32]] = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            # "/model/bert/encoder/layer.0/attention/self/query/MatMul_quant" is that module's matrix, turned.
            match = re.fullmatch(r"/model/(.+)/MatMul_quant", node.name)
            if match and node.input[1] in held:
                name = match[1].replace("/", ".") + ".weight"
                found[name] = _floats(held, node.input[1].removesuffix("_quantized")).T
    for name, values in held.items():
        if name.startswith("model.") and name.endswith(".weight_quantized"):
            found[name[len("model.") : -len("_quantized")]] = _floats(held, name.removesuffix("_quantized"))
        elif name.startswith("model.") and name.endswith((".bias", ".weight")):
            found[name[len("model.") :]] = values
    return found


def _floats(held: dict[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """(q - zero) * scale, the scale one a column or one for all."""
    levels = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    floats: NDArray[np.float32] = levels * held[f"{name}_scale"]
    return floats


def main() -> None:
    """Unpacks, and checks that nothing is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("reader", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    model: Any = BertForQuestionAnswering.from_pretrained(options.start, dtype=torch.float32)
    parameters = unpacked(options.reader / "model.int8.onnx")
    parameters.pop(_WORDS, None)
    wanted = {name for name, _ in model.named_parameters()} - {_WORDS}
    if wanted != set(parameters):
        raise SystemExit(f"not the same model: {', '.join(sorted(wanted ^ set(parameters)))}")
    model.load_state_dict({name: torch.tensor(values) for name, values in parameters.items()}, strict=False)
    model.save_pretrained(options.out)
    Tokenizer.from_file(str(options.reader / "tokenizer.json")).save(str(options.out / "tokenizer.json"))


if __name__ == "__main__":
    main()
