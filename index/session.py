"""An ONNX file, ready to run."""

from __future__ import annotations

from pathlib import Path

import onnxruntime

#: ONNX Runtime joins each addition to the normalisation after it in a kernel that is slower than the two apart:
#: of 170 word pieces' 24 ms, it takes 2 (1.32, one thread).
_SLOWER = ["SkipLayerNormFusion"]


def open_session(path: Path, *, threads: int) -> onnxruntime.InferenceSession:
    """A session on the CPU over the model at `path`; raises whatever ONNX Runtime does where it is none."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
    )
