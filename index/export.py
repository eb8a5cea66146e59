"""A sentence-transformers model as an encoder of ours: for building, and as ONNX for the question path.

sentence-transformers and torch are imported nowhere else, and only while building.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from corpus.codemarks import blanked
from corpus.errors import ModelError
from index.encoder import (
    MODEL,
    QUANTISED,
    TOKENIZER,
    Encoded,
    EncoderCard,
    OnnxEncoder,
    Vectors,
    WordPieces,
    telling,
    unit,
)
from index.model import ModelFiles

_BATCH = 32
_PROBES = (
    "A short line.",
    "What was signed, where, and by whom, in the year that followed the first meeting?",
    "1",
)
#: How far a vector of the exported model may be from the original's, in any coordinate.
_TOLERANCE = 1e-4
#: The least cosine of a probe's vectors with int8 weights and in float32; all-MiniLM-L6-v2 has 0.977 at the least.
_LIKE = 0.95


class SentenceTransformerEncoder:
    """The model itself, run by sentence-transformers: what passages are encoded with while building."""

    def __init__(self, files: ModelFiles) -> None:
        self.model = _load(files)
        self.dimension = int(self.model.get_embedding_dimension())
        self.limit = int(self.model.max_seq_length or 512)
        self._prompts = self.model.prompts or {}
        self._pieces = WordPieces(_fast_tokenizer(self.model, files), self.limit)
        self.card = EncoderCard(
            name=files.name,
            digest=files.digest,
            dimension=self.dimension,
            limit=self.limit,
            question_prompt=self._prompts.get("query") or "",
            passage_prompt=self._prompts.get("document") or self._prompts.get("passage") or "",
        )

    def pieces(self, text: str) -> int:
        """How many word pieces `text` has after its prompt, special ones included, with nothing cut off."""
        return self._pieces.count(self.card.passage_prompt + text)

    def question(self, text: str) -> Encoded:
        """A question's vector and token vectors."""
        prompt = self.card.question_prompt
        vectors = self._encode([text], prompt, "sentence_embedding")
        return Encoded(unit(np.asarray(vectors))[0], self._tokens([text], prompt)[0])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, d), in the order of `texts`."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return unit(np.asarray(self._encode(texts, self.card.passage_prompt, "sentence_embedding")))

    def tokens(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """For each text its unit token vectors, (t, d): special pieces and mere punctuation left out."""
        return self._tokens(texts, self.card.passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str, output: Any) -> Any:
        return self.model.encode(
            [blanked(text) for text in texts],
            prompt=prompt,
            output_value=output,
            batch_size=_BATCH,
            show_progress_bar=False,
        )

    def _tokens(self, texts: Sequence[str], prompt: str) -> tuple[Vectors, ...]:
        if not texts:
            return ()
        encodings = self._pieces.cut([prompt + text for text in texts])
        found = self._encode(texts, prompt, "token_embeddings")
        return tuple(
            unit(vectors.cpu().numpy()[telling(encoding)]) for vectors, encoding in zip(found, encodings, strict=True)
        )


def export(encoder: SentenceTransformerEncoder, folder: Path) -> None:
    """Write `encoder` as ONNX into `folder`, in float32 and with int8 weights, and make sure that it says the same.

    Questions are encoded with int8 weights where their vectors stay near enough, else in float32. Raises ModelError
    where the float32 vectors differ from the model's by more than 1e-4 in any coordinate.
    """
    _write_float32(encoder, folder / MODEL)
    encoder.model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    encoder.card.write(folder)
    exact = OnnxEncoder(folder)
    off = float(np.abs(exact.encode(_PROBES) - encoder.encode(_PROBES)).max())
    if off > _TOLERANCE:
        raise ModelError(f"the ONNX form of {encoder.card.name} is off by {off:.1e}: it can't be used")
    quantise(folder / MODEL, folder / QUANTISED)
    replace(encoder.card, question_file=QUANTISED).write(folder)
    quick = OnnxEncoder(folder)
    if min(float(exact.question(probe).vector @ quick.question(probe).vector) for probe in _PROBES) < _LIKE:
        (folder / QUANTISED).unlink()
        encoder.card.write(folder)


def quantise(model: Path, path: Path, *, bits: Literal[7, 8] = 7) -> None:
    """Write an ONNX model again with int8 weights, scaled by the channel; activations are quantised as they come.

    With seven of the eight bits no processor overflows: one without VNNI adds two products in 16 bits (ONNX Runtime's
    `reduce_range`).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - at build time only
    from onnxruntime.quantization.shape_inference import quant_pre_process  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, _quiet():
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(prepared, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=bits < 8)


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing is logged inside that nobody set up: the quantiser would set the root logger up for all that follows."""
    root, handler = logging.getLogger(), logging.NullHandler()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)


def _write_float32(encoder: SentenceTransformerEncoder, path: Path) -> None:
    import torch  # noqa: PLC0415 - at build time only

    class Whole(torch.nn.Module):
        """The model's modules in a row, under names that ONNX can give to inputs and outputs."""

        def __init__(self, model: Any, names: Sequence[str]) -> None:
            super().__init__()
            self.model, self.names = model, names

        def forward(self, *tensors: Any) -> tuple[Any, Any]:
            said = self.model(dict(zip(self.names, tensors, strict=True)))
            return said["sentence_embedding"], said["token_embeddings"]

    sample = encoder.model.preprocess(list(_PROBES))
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in sample]
    outputs = ["sentence_embedding", "token_embeddings"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of every Python branch on a shape
        torch.onnx.export(
            Whole(encoder.model, names).eval(),
            tuple(sample[name] for name in names),
            str(path),
            input_names=names,
            output_names=outputs,
            dynamic_axes={
                **{name: {0: "batch", 1: "pieces"} for name in names},
                "sentence_embedding": {0: "batch"},
                "token_embeddings": {0: "batch", 1: "pieces"},
            },
            dynamo=False,
            opset_version=17,
        )
    encoder.model.eval()  # the export leaves it in training mode


def _load(files: ModelFiles) -> Any:
    try:
        logging.getLogger("transformers").setLevel(logging.ERROR)
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - at build time only
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(files.folder), device="cpu", local_files_only=True).eval()
    except ImportError as error:
        raise ModelError("building needs sentence-transformers: run `pip install 'kotae[build]'`") from error
    except Exception as error:  # a folder of another kind fails in many ways
        raise ModelError(f"{files.name} can't be loaded as a sentence-transformers model: {error}") from error


def _fast_tokenizer(model: Any, files: ModelFiles) -> Any:
    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:
        raise ModelError(f"{files.name} has no tokenizer.json: choose a model with a fast tokenizer")
    from tokenizers import Tokenizer  # noqa: PLC0415 - a copy, so that the model's own settings stay

    return Tokenizer.from_str(backend.to_str())
