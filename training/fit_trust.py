"""Fits how far answers are trusted: `python -m training.fit_trust DATA WORK`, from the checkout's root.

Builds an index in WORK of contexts that the reader was not trained on (see `rows.held_out`), with others for company,
and asks it five kinds of questions: whose context is there, whose context was left out, whose context is there but for
the sentence that answers, with one part swapped for another that the context doesn't name, and with one ordinary word
exchanged or the verb denied. Writes `service/answers/trust.json` and prints how well it does on the half that it
wasn't fitted on. Run it again whenever the reader or the ranking changes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from sklearn.linear_model import LogisticRegression

from index.build import build
from index.model import DEFAULT_MODEL
from index.searcher import Searcher
from index.store import Store
from service.answers.answering import READ
from service.answers.candidates import candidates
from service.answers.features import NAMES, Features
from service.answers.grading import carries
from service.answers.judging import Judge
from service.answers.questions import kind_of
from service.answers.trust import MODELS, RULED, SHIPPED, Logistic, Trust
from service.measuring.measures import calibration_error
from training.measures import auc
from training.negatives import Swapper
from training.rewording import Reworder
from training.rows import Row, read_rows, split
from training.windows import sentences

#: Sources whose text is like documents.
FAMILIES = frozenset(("squad", "squadshifts/new_wiki", "tydiqa", "nq", "covid"))
_HELD_OUT = 0.05
#: Share of the held-out contexts that are left out of the index, and how many others keep the rest company.
_LEFT_OUT, _COMPANY = 0.25, 350
#: Share of the contexts of the index that one sentence, which answers a question, is cut out of.
_CUT = 0.4
_CONTEXTS_A_FILE = 25
#: An answer may have so many words more than the accepted one.
_SPARE_WORDS = 5
#: This share of the answerable questions is left unanswered.
REFUSED = 0.03

#: Of these, the first alone have an answer.
KINDS = ("in", "out", "cut", "swapped", "reworded")

Matrix = NDArray[np.float64]
#: Makes a question that its context no longer answers.
Change: TypeAlias = Callable[[Row, random.Random], str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its accepted answer (None where the index has none), and its kind: one of `KINDS`."""

    text: str
    answer: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates for a question: their features, (candidates, features), and which of them are right."""

    question: Question
    features: tuple[Features, ...]
    right: tuple[bool, ...]

    @property
    def matrix(self) -> Matrix:
        """The features that are fitted; those that rules judge are 0."""
        kept = np.array([name not in RULED for name in NAMES], dtype=np.float64)
        return np.array([one.vector() for one in self.features]).reshape(-1, len(NAMES)) * kept


def draw(data: Path, seed: int) -> tuple[list[str], list[Question]]:
    """The contexts of the index, and the questions."""
    training, held = split(read_rows(data), _HELD_OUT)
    training, held = (tuple(row for row in rows if row.family in FAMILIES) for rows in (training, held))
    chance = random.Random(seed)  # noqa: S311 - a reproducible draw, no secret
    contexts = sorted({row.context for row in held})
    chance.shuffle(contexts)
    indexed = contexts[: int((1 - _LEFT_OUT) * len(contexts))]
    company = sorted({row.context for row in training if row.family.startswith("squad")})
    chance.shuffle(company)
    left = {context: _left(context, held, chance) if chance.random() < _CUT else context for context in indexed}
    changes: tuple[tuple[str, Change], ...] = (
        ("swapped", Swapper.learn(training).swap),
        ("reworded", Reworder.learn(held).reword),
    )
    questions = list(_questions(held, left, changes, chance))
    chance.shuffle(questions)
    indexed = [*left.values(), *company[:_COMPANY]]
    chance.shuffle(indexed)
    return indexed, questions


def _left(context: str, rows: Sequence[Row], chance: random.Random) -> str:
    """The context without one of the sentences that answer a question of the rows."""
    places = [row.start for row in rows if row.context == context and row.start is not None]
    parts = sentences(context)
    answering = [part for part in parts if any(part.start <= place < part.end for place in places)]
    if not answering or len(parts) == 1:
        return context
    cut = chance.choice(answering)
    return context[: cut.start] + context[cut.end :]


def _questions(
    rows: Sequence[Row], left: Mapping[str, str], changes: Sequence[tuple[str, Change]], chance: random.Random
) -> Iterator[Question]:
    """The rows' questions, `left` being what the index holds of each of its contexts; some of them changed too."""
    for row in rows:
        if row.start is None:
            continue
        if row.context not in left:
            yield Question(row.question, None, "out")
        elif _sentence(row.context, row.start) not in left[row.context]:
            if row.answer not in left[row.context]:
                yield Question(row.question, None, "cut")
        else:
            yield Question(row.question, row.answer, "in")
            for kind, change in changes:
                if chance.random() < 1 / 2 and (changed := change(row, chance)):
                    yield Question(changed, None, kind)


def _sentence(context: str, place: int) -> str:
    return next(part.of(context) for part in sentences(context) if part.start <= place < part.end)


def write_sources(contexts: Sequence[str], folder: Path) -> None:
    """Text files of some contexts each, a paragraph a context."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(contexts), _CONTEXTS_A_FILE):
        number = first // _CONTEXTS_A_FILE + 1
        paragraphs = [" ".join(one.split()) for one in contexts[first : first + _CONTEXTS_A_FILE]]
        (folder / f"part-{number:03d}.txt").write_text(f"Part {number}\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")


def judge(question: Question, searcher: Searcher) -> Judged:
    """What the service would choose from, and which of it is right."""
    kind = kind_of(question.text)
    hits = searcher.search(question.text, top_k=READ)
    facts = searcher.matching_facts(question.text, hits)
    found = candidates(question.text, kind, hits, facts)
    judging = Judge(question.text, kind, hits, searcher.generation)
    return Judged(
        question,
        tuple(judging.features(one) for one in found),
        tuple(_right(one.text, question.answer) for one in found),
    )


def _right(said: str, answer: str | None) -> bool:
    if answer is None or len(said.split()) > len(answer.split()) + _SPARE_WORDS:
        return False
    return carries(said, (answer,))


def fit(judged: Sequence[Judged]) -> Trust:
    """The three models and the threshold."""
    open_choices = [one for one in judged if any(one.right) and not all(one.right)]
    weights = np.concatenate([np.full(len(one.right), 1 / len(one.right)) for one in open_choices])
    choice = _logistic(
        np.vstack([one.matrix for one in open_choices]),
        np.concatenate([one.right for one in open_choices]),
        weights * len(weights) / weights.sum(),
    )
    unsure = Trust(choice, choice, choice, 0.0)
    answered = [one for one in judged if one.features]
    picked = [pick(one, unsure) for one in answered]
    matrix = np.array([one.matrix[place] for one, place in zip(answered, picked, strict=True)])
    asked = np.array([one.question.kind == "in" for one in answered])
    right = np.array([one.right[place] for one, place in zip(answered, picked, strict=True)])
    answerable = _logistic(matrix, asked)
    features = [one.features[place] for one, place in zip(answered, picked, strict=True)]
    chances = [answerable.chance(one) for one, is_asked in zip(features, asked, strict=True) if is_asked]
    threshold = round(float(np.quantile(chances, REFUSED)), 3)
    return Trust(choice, answerable, _logistic(matrix, right), threshold)


def pick(one: Judged, trust: Trust) -> int:
    """The place of the candidate that is chosen."""
    return max(range(len(one.features)), key=lambda place: trust.merit(one.features[place]))


def _logistic(matrix: Matrix, labels: Any, weights: Any = None) -> Logistic:
    model = LogisticRegression(max_iter=3000).fit(matrix, labels, weights)
    return Logistic(tuple(round(float(one), 3) for one in model.coef_[0]), round(float(model.intercept_[0]), 3))


def figures(judged: Sequence[Judged], trust: Trust) -> dict[str, float]:
    """How well these are answered, and refused where they have no answer."""
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    right, sure, chances, asked = [], [], [], []
    for one in judged:
        place = pick(one, trust) if one.features else None
        features = one.features[place] if place is not None else None
        chance = trust.answerable.chance(features) if features and not trust.strays(features) else 0.0
        found[one.question.kind].append(chance < trust.threshold)
        chances.append(chance)
        asked.append(one.question.kind == "in")
        right.append(place is not None and one.right[place])
        sure.append(trust.right.chance(features) if features else 0.0)
    report = {f"refused, {kind}": float(np.mean(marks)) for kind, marks in found.items()}
    report["answered right, in"] = float(np.mean([r for r, a in zip(right, asked, strict=True) if a]))
    report["AUC, answerable"] = auc(chances, asked)
    report["calibration error"] = calibration_error(sure, right) or 0.0
    return report


def write(trust: Trust, path: Path) -> None:
    """The weights as `service.answers.trust` reads them."""
    kept: dict[str, Any] = {"features": list(NAMES), "threshold": trust.threshold}
    for name in MODELS:
        model: Logistic = getattr(trust, name)
        kept[name] = {"weights": list(model.weights), "bias": model.bias}
    path.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def main() -> None:
    """Builds, asks, fits, and tells."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("data", type=Path, help="folder of *.jsonl or *.jsonl.xz rows")
    parser.add_argument("work", type=Path, help="folder for the sources and their index")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--limit", type=int, default=0, help="this many questions")
    options = parser.parse_args()
    contexts, questions = draw(options.data, options.seed)
    write_sources(contexts, options.work / "sources")
    store = Store(options.work / "store")
    build([options.work / "sources"], store, model=DEFAULT_MODEL)
    searcher = Searcher.open(store)
    questions = questions[: options.limit or None]
    judged = [judge(one, searcher) for one in track(questions, "asking", disable=not sys.stderr.isatty())]
    half = len(judged) // 2
    report = figures(judged[half:], fit(judged[:half]))
    write(fit(judged), options.out)
    print(json.dumps({name: round(value, 4) for name, value in report.items()}, indent=2))  # noqa: T201 - its output


if __name__ == "__main__":
    main()
