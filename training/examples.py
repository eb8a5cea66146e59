"""Rows to examples to padded batches: what the reader sees while it learns.

Everything is drawn from one seeded generator an epoch, so that the same settings give the same batches.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from corpus.model import Span
from training.negatives import Swapper, lookalikes
from training.rewording import Reworder
from training.rows import SHARES, Row
from training.windows import Window, around, cut, heading, sentences

#: How a question is made unanswerable, and how often each kind is tried first.
KINDS = {"lookalike": 0.3, "swapped": 0.25, "elsewhere": 0.15, "reworded": 0.3}


@dataclass(frozen=True, slots=True)
class Mix:
    """How examples are made; lengths in word pieces."""

    #: Unanswerable examples for each answerable one.
    negatives: float = 0.6
    #: A window's budget is drawn evenly from one of these ranges; the first with `short` probability.
    short_window: tuple[int, int] = (60, 130)
    long_window: tuple[int, int] = (130, 200)
    short: float = 0.5
    #: Share of windows that stand under a heading, and of questions asked without their question mark.
    headed: float = 0.25
    bare: float = 0.15
    #: Longest input, question and special pieces included.
    limit: int = 240


@dataclass(frozen=True, slots=True)
class Example:
    """A question over a window; `kind` is "answer", one of `KINDS`, or "native" for a row with no answer."""

    question: str
    window: Window
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Taught:
    """What a teacher says of an example: (t,) logits of where its answer starts and ends."""

    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    #: Whether the example's own answer is beyond doubt: a question with a word exchanged may be answered all the same.
    sure: bool


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example in word pieces; `start` and `end` are its answer's first and last piece, 0 for none."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    start: int
    end: int
    taught: Taught | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples: arrays of shape (n, longest), and (n,) for the answers' pieces."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    types: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    #: A teacher's logits, (2, n, longest), -inf where an example is padded, and (n,) whether the answers are sure.
    taught: NDArray[np.float32] | None = None
    sure: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.starts)


class Maker:
    """Makes examples of rows. Ranks each question against its family's contexts once, when built."""

    def __init__(self, rows: Sequence[Row], tokenizer: Tokenizer, mix: Mix) -> None:
        self.rows = tuple(rows)
        self.mix = mix
        self.tokenizer = tokenizer
        self._lookalikes = lookalikes(self.rows)
        self._swapper = Swapper.learn(self.rows)
        self._reworder = Reworder.learn(self.rows)

    def epoch(self, chance: random.Random) -> Iterator[Example]:
        """One epoch: of each family its share of rows, shuffled, and for some of them a negative."""
        drawn = [
            place for place, row in enumerate(self.rows) if row.start is None or chance.random() < SHARES[row.family]
        ]
        chance.shuffle(drawn)
        for place in drawn:
            row = self.rows[place]
            if row.start is None:
                yield self._ask(row.question, row, Span(0, 1), None, chance, kind="native")
                continue
            yield self.answerable(row, chance)
            if chance.random() < self.mix.negatives:
                negative = self.unanswerable(place, chance)
                if negative:
                    yield negative

    def answerable(self, row: Row, chance: random.Random) -> Example:
        """The row's question over a window that holds its answer."""
        assert row.start is not None
        answer = Span(row.start, row.start + len(row.answer))
        return self._ask(row.question, row, answer, answer, chance, kind="answer")

    def unanswerable(self, place: int, chance: random.Random, only: str | None = None) -> Example | None:
        """The question of the row at `place` over an unanswering window; of kind `only`, if given."""
        kinds = [only] if only else _order(chance)
        for kind in kinds:
            made = getattr(self, f"_{kind}")(place, chance)
            if made:
                return made  # type: ignore[no-any-return]
        return None

    def _lookalike(self, place: int, chance: random.Random) -> Example | None:
        others = self._lookalikes[place]
        if not others:
            return None
        row = self.rows[place]
        # The best ranked are the hardest: the first is drawn as often as the next three together.
        other = others[min(int(chance.expovariate(0.7)), len(others) - 1)]
        span = self._like(row.question, other, chance)
        return self._ask(
            row.question, Row(row.question, other, "", None, row.source), span, None, chance, kind="lookalike"
        )

    def _swapped(self, place: int, chance: random.Random) -> Example | None:
        return self._otherwise(place, self._swapper.swap(self.rows[place], chance), chance, "swapped")

    def _reworded(self, place: int, chance: random.Random) -> Example | None:
        return self._otherwise(place, self._reworder.reword(self.rows[place], chance), chance, "reworded")

    def _otherwise(self, place: int, question: str | None, chance: random.Random, kind: str) -> Example | None:
        """Another question over the window that answers the row's own."""
        row = self.rows[place]
        if question is None or row.start is None:
            return None
        return self._ask(question, row, Span(row.start, row.start + len(row.answer)), None, chance, kind=kind)

    def _elsewhere(self, place: int, chance: random.Random) -> Example | None:
        row = self.rows[place]
        assert row.start is not None
        parts = sentences(row.context)
        answer = Span(row.start, row.start + len(row.answer))
        at = next((number for number, part in enumerate(parts) if part.meets(answer)), 0)
        before, after = row.context[: parts[at].start], row.context[parts[at].end :]
        sides = [
            side for side in (before, after) if len(side.split()) >= 25 and row.answer.casefold() not in side.casefold()
        ]
        if not sides:
            return None
        side = chance.choice(sides)
        return self._ask(
            row.question,
            Row(row.question, side, "", None, row.source),
            Span(0, 1),
            None,
            chance,
            kind="elsewhere",
        )

    def _like(self, question: str, context: str, chance: random.Random) -> Span:
        """The sentence that shares most words with the question: reading is done around such sentences."""
        words = {word for word in question.casefold().split() if len(word) > 3}
        parts = sentences(context)
        return max(parts, key=lambda part: (len(words & set(part.of(context).casefold().split())), chance.random()))

    def _ask(
        self, question: str, row: Row, focus: Span, answer: Span | None, chance: random.Random, *, kind: str
    ) -> Example:
        low, high = self.mix.short_window if chance.random() < self.mix.short else self.mix.long_window
        stretch = around(row.context, focus, chance.randint(low, high), self._pieces, chance)
        over = heading(row.context, chance) if chance.random() < self.mix.headed else ""
        if row.answer and row.answer.casefold() in over.casefold():
            over = ""
        if chance.random() < self.mix.bare:
            question = question.rstrip("?").rstrip()
        return Example(question, cut(row.context, stretch, answer, over), kind, row.source)

    def _pieces(self, text: str) -> int:
        return len(self.tokenizer.encode(text, add_special_tokens=False).ids)


def _order(chance: random.Random) -> list[str]:
    return sorted(KINDS, key=lambda kind: chance.random() ** (1 / KINDS[kind]), reverse=True)


def encode(example: Example, tokenizer: Tokenizer, limit: int) -> Encoded | None:
    """The example in at most `limit` pieces, cut off at its end; None where that would cut off the answer."""
    pair: Encoding = tokenizer.encode(example.question, example.window.text)
    start, end = (0, 0) if example.window.answer is None else _pieces_of(pair, example.window.answer)
    if example.window.answer is not None and not 0 < end < limit - 1:
        return None
    if 1 not in pair.type_ids[: limit - 1]:
        return None  # a question that leaves no room
    ids = pair.ids if len(pair.ids) <= limit else [*pair.ids[: limit - 1], pair.ids[-1]]
    return Encoded(tuple(ids), tuple(pair.type_ids[: len(ids)]), start, end)


def _pieces_of(pair: Encoding, answer: Span) -> tuple[int, int]:
    """The first and last piece of the pair's second text that meet `answer`; (0, 0) where none does."""
    met = [
        place
        for place, (sequence, (start, end)) in enumerate(zip(pair.sequence_ids, pair.offsets, strict=True))
        if sequence == 1 and start < answer.end and answer.start < end
    ]
    return (met[0], met[-1]) if met else (0, 0)


def pad(examples: Sequence[Encoded]) -> Batch:
    """The examples, padded to the longest of them."""
    longest = max(len(example.ids) for example in examples)
    ids = np.zeros((len(examples), longest), dtype=np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    for at, example in enumerate(examples):
        ids[at, : len(example.ids)] = example.ids
        types[at, : len(example.ids)] = example.types
        mask[at, : len(example.ids)] = 1
    starts = np.array([example.start for example in examples], dtype=np.int64)
    ends = np.array([example.end for example in examples], dtype=np.int64)
    taught = [example.taught for example in examples if example.taught is not None]
    if len(taught) < len(examples):
        return Batch(ids, mask, types, starts, ends)
    logits = np.full((2, *ids.shape), -np.inf, dtype=np.float32)
    for at, one in enumerate(taught):
        logits[0, at, : len(one.starts)] = one.starts
        logits[1, at, : len(one.ends)] = one.ends
    return Batch(ids, mask, types, starts, ends, logits, np.array([one.sure for one in taught]))


def encoded(maker: Maker, seed: int) -> Iterator[tuple[Encoded, bool]]:
    """Without end, the examples of one epoch after another, and whether the answer of each is beyond doubt."""
    epoch = 0
    while True:
        chance = random.Random(f"{seed}:{epoch}")  # noqa: S311 - a reproducible shuffle, no secret
        for example in maker.epoch(chance):
            made = encode(example, maker.tokenizer, maker.mix.limit)
            if made:
                yield made, example.kind != "reworded"
        epoch += 1


def steps(
    examples: Iterable[Encoded], seed: int, *, part: int, parts: int, pool: int = 64
) -> Iterator[tuple[Batch, ...]]:
    """One step's examples after another: `parts` batches of `part` examples of like length.

    Examples are pooled by `pool` steps and sorted by length, so that little is padded; a step mixes lengths.
    """
    chance = random.Random(f"{seed}:steps")  # noqa: S311 - a reproducible shuffle, no secret
    waiting: list[Encoded] = []
    for example in examples:
        waiting.append(example)
        if len(waiting) == part * parts * pool:
            yield from _pooled(waiting, part, parts, chance)
            waiting = []


def _pooled(examples: Sequence[Encoded], part: int, parts: int, chance: random.Random) -> Iterator[tuple[Batch, ...]]:
    ordered = sorted(examples, key=lambda example: len(example.ids))
    batches = [pad(ordered[at : at + part]) for at in range(0, len(ordered), part)]
    chance.shuffle(batches)
    for at in range(0, len(batches), parts):
        yield tuple(batches[at : at + parts])
