"""Here are a question and some windows: the few words of each that answer it, and how surely.

An extractive reader (Devlin et al., 2019, section 4.3): the score of a span is the sum of its first piece's
start logit and its last piece's end logit; the null score is that sum at the input's first piece, where the
reader was trained to point when a window doesn't answer. Runs on ONNX Runtime and word pieces; trained in
`training/`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnxruntime
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from corpus.codemarks import blanked
from corpus.errors import ModelError
from corpus.model import Span
from index.model import file_digest
from index.session import open_session

#: The name that turns reading off.
OFF = "off"
#: Where the shipped reader lies.
SHIPPED = Path(__file__).parent / "weights" / "reader"
#: Names the shipped files and their SHA-256, as `sha256sum` writes them.
SUMS = "SHA256SUMS"

#: In word pieces: an input (question, window and special pieces), what a longer window's parts share,
#: a question before it is cut, and an answer.
LIMIT = 256
STRIDE = 64
LONGEST_QUESTION = 96
LONGEST_ANSWER = 30
#: How many answers of a window are told, the best one included.
MOST_ANSWERS = 4

_Logits: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Marks:
    """How a reader marks each word piece of a window: any stretch of it can be scored."""

    #: Where each piece starts and ends, in code points of the window, (t,) each and rising.
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    #: Their start and end logits, less half the null score each, (t,).
    starts: _Logits
    ends: _Logits

    def around(self, core: Span, spare: int) -> tuple[Span, float] | None:
        """The best answer that holds all of `core` with at most `spare` pieces more on each side, and its margin.

        None where `core` doesn't lie in the window.
        """
        low = int(np.searchsorted(self.lasts, core.start, side="right"))
        high = int(np.searchsorted(self.firsts, core.end, side="left")) - 1
        if not 0 <= low <= high < len(self.firsts) or self.firsts[low] > core.start or self.lasts[high] < core.end:
            return None
        earliest, latest = max(0, low - spare), min(len(self.firsts) - 1, high + spare)
        first = low - int(self.starts[earliest : low + 1][::-1].argmax())
        last = high + int(self.ends[high : latest + 1].argmax())
        span = Span(int(self.firsts[first]), int(self.lasts[last]))
        return span, float(self.starts[first] + self.ends[last])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in one window."""

    #: The best answer, in code points of the window, even where the null score is higher; None if it's empty.
    span: Span | None
    #: The best span's logit sum, and that of "no answer"; unbounded, about -20..20.
    score: float
    null_score: float
    #: The window's words at `span`; empty without one.
    text: str
    #: The next best answers, each apart from those before it: their spans, and their scores.
    others: tuple[tuple[Span, float], ...] = ()
    #: Of the part of the window that the answer lies in; None for an empty window.
    marks: Marks | None = field(default=None, repr=False, compare=False)

    @property
    def margin(self) -> float:
        """How much better the span is than no answer, in logits: above 0, the window more likely answers."""
        return self.score - self.null_score


_NOTHING = Reading(None, float("-inf"), 0.0, "")


class Reader:
    """An extractive reader in a folder: one `*.onnx` with start and end logits, and its `tokenizer.json`.

    Windows are read one at a time, without padding. Activations are quantised over a whole batch, so in a
    batch a window's scores would depend on its neighbours; and a batch isn't faster (see training/README.md).
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._model, tokenizer = _files(folder)
        try:
            self._session = open_session(self._model, threads=threads)
            self._take(Tokenizer.from_file(str(tokenizer)))
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise ModelError(f"the reader in {folder} can't be loaded ({error}): name another, or `off`") from error
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._outputs = _outputs(self._session, folder)

    def _take(self, pairs: Tokenizer) -> None:
        self._pairs = pairs
        self._pairs.no_padding()
        self._counting = Tokenizer.from_str(self._pairs.to_str())
        self._counting.no_truncation()
        self._pairs.enable_truncation(LIMIT, stride=STRIDE, strategy="only_second")

    def digest(self) -> str:
        """SHA-256 of the model, in hex."""
        return file_digest(self._model)

    def read(self, question: str, windows: Sequence[str]) -> tuple[Reading, ...]:
        """The best answer in each window, in order of `windows`.

        A window longer than the limit is read in overlapping parts, of which the surest counts. A question
        is cut after `LONGEST_QUESTION` pieces. Costs about 15 ms a window of 145 pieces on one core.
        """
        asked = self._cut(blanked(question))
        return tuple(self._read(asked, window) for window in windows)

    def _cut(self, question: str) -> str:
        offsets = self._counting.encode(question, add_special_tokens=False).offsets
        return question[: offsets[LONGEST_QUESTION - 1][1]] if len(offsets) > LONGEST_QUESTION else question

    def _read(self, question: str, window: str) -> Reading:
        whole = self._pairs.encode(question, blanked(window))
        parts = [self._part(part, window) for part in (whole, *whole.overflowing)]
        return max(parts, key=lambda reading: reading.margin)

    def _part(self, part: Encoding, window: str) -> Reading:
        places = [place for place, sequence in enumerate(part.sequence_ids) if sequence == 1]
        if not places:
            return _NOTHING
        starts, ends = self.logits(part.ids, part.type_ids)
        null = float(starts[0] + ends[0])
        found = best_spans(starts[places[0] : places[-1] + 1], ends[places[0] : places[-1] + 1], count=MOST_ANSWERS)
        offsets = part.offsets
        spans = [
            (_stripped(window, offsets[places[0] + first][0], offsets[places[0] + last][1]), score)
            for first, last, score in found
        ]
        span, score = spans[0]
        others = tuple((other, less) for other, less in spans[1:] if other is not None)
        here = slice(places[0], places[-1] + 1)
        firsts, lasts = np.array(offsets[here]).T
        marks = Marks(firsts, lasts, starts[here] - null / 2, ends[here] - null / 2)
        return Reading(span, score, null, span.of(window) if span else "", others, marks)

    def logits(self, ids: Sequence[int], types: Sequence[int]) -> tuple[_Logits, _Logits]:
        """Start and end logits of (t,) pieces, of which `types` tells question from window; each (t,)."""
        given = {"input_ids": ids, "attention_mask": [1] * len(ids), "token_type_ids": types}
        feed = {name: np.array([values], dtype=np.int64) for name, values in given.items() if name in self._inputs}
        starts, ends = self._session.run(self._outputs, feed)
        return starts[0], ends[0]


def best_spans(
    starts: _Logits, ends: _Logits, *, longest: int = LONGEST_ANSWER, count: int = 1
) -> tuple[tuple[int, int, float], ...]:
    """First and last piece, and score, of the `count` best spans of at most `longest` pieces that don't meet.

    Best first; the earliest, then the shortest, of equals. Both arrays are (t,), over the pieces that may answer.
    """
    padded = np.concatenate([ends, np.full(longest - 1, -np.inf, dtype=ends.dtype)])
    # As numpy's sliding_window_view, without its checks: they take half of the time.
    windows = as_strided(padded, (len(ends), longest), padded.strides * 2, writeable=False)
    sums = starts[:, None] + windows
    found = []
    for _ in range(count):
        first, length = divmod(int(sums.argmax()), longest)
        score = float(sums[first, length])
        if score == -np.inf:
            break
        found.append((first, first + length, score))
        sums[first : first + length + 1] = -np.inf  # those that begin in it
        for start in range(max(0, first - longest + 1), first):  # and those that reach it
            sums[start, first - start :] = -np.inf
    return tuple(found)


def open_reader(name: str | None = None, *, threads: int = 1) -> Reader | None:
    """The shipped reader for None, no reader for "off", else the one in the folder called `name`.

    Raises ModelError where the folder holds no reader, or the shipped files aren't those that were released.
    """
    if name == OFF:
        return None
    if name is None:
        verify(SHIPPED)
        return Reader(SHIPPED, threads=threads)
    return Reader(Path(name).expanduser(), threads=threads)


def verify(folder: Path) -> None:
    """Raises ModelError unless every file that `folder`'s SHA256SUMS names has the digest given there."""
    try:
        lines = (folder / SUMS).read_text("utf-8").split("\n")
        sums = [line.split(maxsplit=1) for line in lines if line]
        wrong = [name for digest, name in sums if file_digest(folder / name) != digest]
    except (OSError, ValueError) as error:
        raise ModelError(f"the reader in {folder} isn't whole ({error}): install Kotae again") from error
    if wrong or not sums:
        raise ModelError(f"{', '.join(wrong) or SUMS} in {folder} isn't as released: install Kotae again")


def _files(folder: Path) -> tuple[Path, Path]:
    models = sorted(folder.glob("*.onnx")) or sorted(folder.glob("onnx/*.onnx"))
    tokenizer = folder / "tokenizer.json"
    if not models or not tokenizer.is_file():
        raise ModelError(f"no reader in {folder}: it needs an *.onnx question-answering model and tokenizer.json")
    return models[0], tokenizer


def _outputs(session: onnxruntime.InferenceSession, folder: Path) -> list[str]:
    names = [output.name for output in session.get_outputs()]
    wanted = ["start_logits", "end_logits"]
    if not set(wanted) <= set(names):
        raise ModelError(f"the model in {folder} gives {', '.join(names)}, not {' and '.join(wanted)}: it is no reader")
    return wanted


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, which some tokenizers count in; None where none is left."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return Span(start, end) if start < end else None
