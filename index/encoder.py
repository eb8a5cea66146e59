"""Texts to vectors on the question path: ONNX Runtime and word pieces, nothing heavier.

The encoder is a sentence-transformers model that `index.export` wrote as ONNX, twice: in float32 for passages, and
with int8 weights for questions, which are read while somebody waits. Importing torch instead would cost 4 s at the
start and four times as long a question.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from corpus.codemarks import blanked
from corpus.errors import ModelError
from index.model import file_digest
from index.session import open_session
from index.stages import stage

Vectors: TypeAlias = NDArray[np.float32]

#: A passage that is found again isn't counted again: counting takes 0.4 ms.
_REMEMBERED = 4096
#: The exported files: the model in float32, what a text's word pieces are, and the model with int8 weights.
MODEL, TOKENIZER, QUANTISED = "model.onnx", "tokenizer.json", "model.int8.onnx"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the encoder sees it: one unit vector of shape (d,), and one for each word piece, (t, d)."""

    vector: Vectors
    tokens: Vectors


class Encoder(Protocol):
    """Turns texts into unit vectors. Texts longer than `limit` word pieces are cut off there."""

    @property
    def dimension(self) -> int:
        """How long a vector is."""

    @property
    def limit(self) -> int:
        """How many word pieces of a text are read, special ones included."""

    def pieces(self, text: str) -> int:
        """How many word pieces `text` has as a passage, special ones included, with nothing cut off."""

    def question(self, text: str) -> Encoded:
        """A question's vector and token vectors, from one pass."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, d), in the order of `texts`."""

    def tokens(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """For each text its unit token vectors, (t, d): special pieces and mere punctuation left out."""


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What `encoder.json` says of an exported encoder."""

    name: str
    #: Of the model that it was exported from.
    digest: str
    dimension: int
    limit: int
    question_prompt: str
    passage_prompt: str
    #: The file that questions are encoded with: the quantised one, where it says nearly the same as the other.
    question_file: str = MODEL
    #: The exported files' SHA-256, in hex; `write` takes them.
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def used(self) -> tuple[str, ...]:
        """The names of the files that an encoder is read from."""
        return tuple(dict.fromkeys((MODEL, TOKENIZER, self.question_file)))

    def write(self, folder: Path) -> None:
        """Lay the card beside the exported files, with their digests."""
        sealed = replace(self, files={name: file_digest(folder / name) for name in self.used})
        (folder / "encoder.json").write_text(json.dumps(asdict(sealed), indent=2), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> EncoderCard:
        """The card in `folder`; ModelError where there is none, or the files beside it aren't those it names.

        Costs about 0.1 s: an encoder of 90 MB is read from end to end.
        """
        try:
            card = cls(**json.loads((folder / "encoder.json").read_text("utf-8")))
            changed = [name for name in card.used if file_digest(folder / name) != card.files.get(name)]
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise ModelError(f"no encoder in {folder}: run `kotae build --force`") from error
        if changed:
            raise ModelError(f"{' and '.join(changed)} in {folder} changed since the export: run `kotae build --force`")
        return card


def same_encoder(known: Encoder, folder: Path) -> bool:
    """Whether `known` was opened from the very files that lie in `folder`, as its card tells: they aren't read."""
    try:
        card = EncoderCard(**json.loads((folder / "encoder.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return False
    return isinstance(known, OnnxEncoder) and known.card == card


def is_exported(folder: Path) -> bool:
    """Whether a whole exported encoder lies in `folder`."""
    try:
        EncoderCard.read(folder)
    except ModelError:
        return False
    return True


class WordPieces:
    """A tokenizer that cuts off at the encoder's limit and counts without it; marks around code are spaces to it."""

    def __init__(self, tokenizer: Tokenizer, limit: int) -> None:
        self._counting = tokenizer
        self._counting.no_truncation()
        self._counting.no_padding()
        self._cutting = Tokenizer.from_str(tokenizer.to_str())
        self._cutting.enable_truncation(limit)
        self._counted = lru_cache(maxsize=_REMEMBERED)(self._count)

    def count(self, text: str) -> int:
        """Word pieces of `text`, special ones included; those of the texts counted last are kept in mind."""
        return self._counted(text)

    def _count(self, text: str) -> int:
        return len(self._counting.encode(blanked(text)).ids)

    def cut(self, texts: Sequence[str]) -> list[Encoding]:
        """The texts' pieces, each at most the limit long."""
        return self._cutting.encode_batch([blanked(text) for text in texts])


def telling(encoding: Encoding) -> NDArray[np.bool_]:
    """Which pieces of a text bear meaning: neither special nor punctuation. Shape (t,)."""
    return np.fromiter(
        (
            not special and any(character.isalnum() for character in token)
            for token, special in zip(encoding.tokens, encoding.special_tokens_mask, strict=True)
        ),
        dtype=np.bool_,
        count=len(encoding.tokens),
    )


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """The same directions at length 1; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled


class OnnxEncoder:
    """An exported encoder in one folder: its card, its tokenizer, and a model for passages and one for questions.

    The passages' model isn't loaded before a passage is encoded: who only answers keeps a quarter of its memory.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.card = EncoderCard.read(folder)
        self.dimension = self.card.dimension
        self.limit = self.card.limit
        self.folder, self._threads = folder, threads
        self._of_questions = self._open(self.card.question_file)
        try:
            self._pieces = WordPieces(Tokenizer.from_file(str(folder / TOKENIZER)), self.limit)
        except Exception as error:  # tokenizers raises bare exceptions of its own
            raise self._unloadable(error) from error
        # Both files are one model: they take the same inputs.
        self._inputs = {given.name for given in self._of_questions.get_inputs()}

    @cached_property
    def _of_passages(self) -> onnxruntime.InferenceSession:
        return self._of_questions if self.card.question_file == MODEL else self._open(MODEL)

    def _open(self, name: str) -> onnxruntime.InferenceSession:
        try:
            return open_session(self.folder / name, threads=self._threads)
        except Exception as error:  # ONNX Runtime raises exceptions of many kinds
            raise self._unloadable(error) from error

    def _unloadable(self, error: Exception) -> ModelError:
        return ModelError(f"the encoder in {self.folder} can't be loaded ({error}): run `kotae build --force`")

    def pieces(self, text: str) -> int:
        """How many word pieces `text` has after its prompt, special ones included, with nothing cut off."""
        return self._pieces.count(self.card.passage_prompt + text)

    @stage("encoding")
    def question(self, text: str) -> Encoded:
        """A question's vector and token vectors, from one pass."""
        return self._encoded(self._of_questions, self.card.question_prompt + text)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (n, d), in the order of `texts`."""
        found = [encoded.vector for encoded in self._side_by_side(texts)]
        return np.array(found, dtype=np.float32).reshape(len(texts), self.dimension)

    def tokens(self, texts: Sequence[str]) -> tuple[Vectors, ...]:
        """For each text its unit token vectors, (t, d): special pieces and mere punctuation left out."""
        return tuple(encoded.tokens for encoded in self._side_by_side(texts))

    def _side_by_side(self, texts: Sequence[str]) -> list[Encoded]:
        """The texts one by one, on every core.

        Never in a batch: that costs more (padding is work too), and what a text's neighbours are would show in
        the last bits of its vector, so that an index brought up to date wouldn't be the one built from nothing.
        """
        prompt, session = self.card.passage_prompt, self._of_passages
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return list(threads.map(lambda text: self._encoded(session, prompt + text), texts))

    def _encoded(self, session: onnxruntime.InferenceSession, text: str) -> Encoded:
        (encoding,) = self._pieces.cut([text])
        ids = np.array([encoding.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        vectors, tokens = session.run(
            ["sentence_embedding", "token_embeddings"], {k: v for k, v in feed.items() if k in self._inputs}
        )
        return Encoded(unit(vectors)[0], unit(tokens[0][telling(encoding)]))
