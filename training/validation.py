"""A fixed set of held-out examples, and the figures of a reader on it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tokenizers import Tokenizer

from training.examples import KINDS, Encoded, Example, Maker, encode
from training.learning import Learner, Marked
from training.measures import auc, exact, f1
from training.rows import family

#: A figure's name to its value, under a source's or a kind's name.
Figures: TypeAlias = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Validation:
    """Examples and their encodings, side by side."""

    examples: tuple[Example, ...]
    encoded: tuple[Encoded, ...]
    tokenizer: Tokenizer

    @classmethod
    def draw(cls, maker: Maker, each: int, seed: int) -> Validation:
        """Of every source family at most `each` answerable rows, each followed by one example of every kind
        of unanswerable question that can be made of it.
        """
        chance = random.Random(f"{seed}:validation")  # noqa: S311 - a reproducible draw, no secret
        places: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(maker.rows):
            if row.start is not None:
                places[row.family].append(place)
        examples: list[Example] = []
        for _, found in sorted(places.items()):
            for place in chance.sample(found, min(each, len(found))):
                made = [maker.unanswerable(place, chance, kind) for kind in KINDS]
                examples += [maker.answerable(maker.rows[place], chance), *(one for one in made if one)]
        pairs = [(example, encode(example, maker.tokenizer, maker.mix.limit)) for example in examples]
        kept = [(example, encoded) for example, encoded in pairs if encoded]
        return cls(tuple(one for one, _ in kept), tuple(two for _, two in kept), maker.tokenizer)

    def figures(self, learner: Learner) -> Figures:
        """Exact match and F1 of the best span by source family and over "all"; and under "null" the AUCs.

        Those are of the best span's score over the null score, answerable against each kind of unanswerable.
        """
        marked = learner.mark(self.encoded)
        found: Figures = {}
        groups: dict[str, list[int]] = defaultdict(list)
        for at, example in enumerate(self.examples):
            if example.kind == "answer":
                groups[family(example.source)].append(at)
                groups["all"].append(at)
        for name, places in sorted(groups.items()):
            answers = [(self.text(at, marked[at]), [_answer(self.examples[at])]) for at in places]
            found[name] = {
                "exact": sum(exact(*pair) for pair in answers) / len(answers),
                "f1": sum(f1(*pair) for pair in answers) / len(answers),
                "count": float(len(answers)),
            }
        found["null"] = {kind: self._auc(marked, kind) for kind in KINDS}
        return found

    def text(self, at: int, marked: Marked) -> str:
        """The words of the marked span in the window of the example at `at`."""
        offsets = self.tokenizer.encode(self.examples[at].question, self.examples[at].window.text).offsets
        return self.examples[at].window.text[offsets[marked.start][0] : offsets[marked.end][1]]

    def _auc(self, marked: Sequence[Marked], kind: str) -> float:
        kept = [at for at, example in enumerate(self.examples) if example.kind in {"answer", kind}]
        scores = [marked[at].score - marked[at].null_score for at in kept]
        return auc(scores, [self.examples[at].kind == "answer" for at in kept])


def _answer(example: Example) -> str:
    assert example.window.answer is not None
    return example.window.answer.of(example.window.text)
