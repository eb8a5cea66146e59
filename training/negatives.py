"""Questions that a context does not answer, made from questions that it does.

Three kinds, each near enough to an answer to be worth learning from: the question asked of another context
that BM25 ranks high; the question with one name, year, number or rank swapped, asked of its own context; and
the question asked of a stretch of its own context that leaves the answer out (see `windows`).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import bm25s
import numpy as np
import Stemmer

from training.rows import Row

_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\d.,]*\d)")
_NAME = re.compile(r"(?<=\s)(?:[A-Z][\w’'-]+|[A-Z]{2,})(?:\s(?:(?:of|de|the)\s)?(?:[A-Z][\w’'-]+|[A-Z]{2,}))*")
_WORD = re.compile(r"\w+")

#: Closed sets whose members stand for each other in a sentence that is then no longer true.
_SETS = (
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    ("northern", "southern", "eastern", "western"),
    ("north", "south", "east", "west"),
    ("largest", "smallest"), ("highest", "lowest"), ("biggest", "smallest"), ("oldest", "youngest"),
    ("longest", "shortest"), ("earliest", "latest"), ("first", "last"), ("most", "least"), ("more", "fewer"),
    ("before", "after"), ("increase", "decrease"), ("increased", "decreased"), ("male", "female"),
    ("minimum", "maximum"), ("best", "worst"), ("begin", "end"), ("began", "ended"), ("start", "end"),
    ("import", "export"), ("win", "lose"), ("won", "lost"), ("positive", "negative"), ("upper", "lower"),
)  # fmt: skip


def _members() -> dict[str, tuple[str, ...]]:
    others: dict[str, set[str]] = defaultdict(set)
    for members in _SETS:
        for word in members:
            others[word].update(member for member in members if member != word)
    return {word: tuple(sorted(found)) for word, found in others.items()}


_OTHERS = _members()


@dataclass(frozen=True, slots=True)
class Swapper:
    """Swaps one telling part of a question for another of its kind that its context doesn't name."""

    #: Names of a source family, each with the family's other questions' names to draw from.
    names: dict[str, tuple[str, ...]]

    @classmethod
    def learn(cls, rows: Iterable[Row]) -> Swapper:
        """Gathers the names that the questions of each source family speak of."""
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for row in rows:
            for found in _NAME.findall(row.question):
                names[row.family][found] = None
        return cls({family: tuple(found) for family, found in names.items()})

    def swap(self, row: Row, chance: random.Random) -> str | None:
        """The row's question with one part swapped, or None where it has no part that its context grounds."""
        context = row.context.casefold()
        parts = [
            (match, other)
            for match, other in self._parts(row, chance)
            if match.group().casefold() in context and other.casefold() not in context
        ]
        if not parts:
            return None
        match, other = chance.choice(parts)
        return row.question[: match.start()] + other + row.question[match.end() :]

    def _parts(self, row: Row, chance: random.Random) -> list[tuple[re.Match[str], str]]:
        question = row.question
        names = self.names.get(row.family, ())
        kinds = (
            ((match, _other_year(match.group(), chance)) for match in _YEAR.finditer(question)),
            (
                (match, _other_number(match.group(), chance))
                for match in _NUMBER.finditer(question)
                if not _YEAR.fullmatch(match.group())
            ),
            (
                (match, chance.choice(_OTHERS[match.group()]))
                for match in _WORD.finditer(question)
                if match.group() in _OTHERS
            ),
            (
                (match, _like(match.group(), names, chance))
                for match in _NAME.finditer(question)
                if len(names) > 1 and match.group() not in _OTHERS
            ),
        )
        return [part for kind in kinds for part in kind]


def _other_year(year: str, chance: random.Random) -> str:
    return str(int(year) + chance.choice((-30, -11, -4, -3, -2, -1, 1, 2, 3, 5, 10)))


def _other_number(number: str, chance: random.Random) -> str:
    whole = int(number.split(".", maxsplit=1)[0].replace(",", ""))
    other = max(1, whole + chance.choice((-2, -1, 1, 2))) if whole < 20 else round(whole * chance.uniform(0.3, 3.0))
    return f"{other:,}" if "," in number else str(other)


def _like(name: str, names: Sequence[str], chance: random.Random) -> str:
    """Another name, of as many words where eight draws find one."""
    length = len(name.split())
    draws = [chance.choice(names) for _ in range(8)]
    same = [draw for draw in draws if len(draw.split()) == length and draw != name]
    return same[0] if same else draws[0]


def lookalikes(rows: Sequence[Row], *, depth: int = 12, keep: int = 6) -> tuple[tuple[str, ...], ...]:
    """For each row, the contexts that are most like an answer without being one, best first.

    Up to `keep` contexts of its source family that BM25 ranks within the first `depth` for its question and
    that don't hold its answer.
    """
    found: list[tuple[str, ...]] = [()] * len(rows)
    families: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        families[row.family].append(place)
    stemmer = Stemmer.Stemmer("english")
    for places in families.values():
        contexts = tuple(dict.fromkeys(rows[place].context for place in places))
        ranked = _ranked(contexts, [rows[place].question for place in places], stemmer, min(depth, len(contexts)))
        for place, order in zip(places, ranked, strict=True):
            row = rows[place]
            answer = row.answer.casefold()
            others = (contexts[at] for at in order if contexts[at] != row.context)
            found[place] = tuple(other for other in others if not answer or answer not in other.casefold())[:keep]
    return tuple(found)


def _ranked(contexts: Sequence[str], questions: Sequence[str], stemmer: Any, depth: int) -> Any:
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(list(contexts), stemmer=stemmer, show_progress=False), show_progress=False)
    asked = bm25s.tokenize(list(questions), stemmer=stemmer, show_progress=False, return_ids=False)
    order, _ = retriever.retrieve(asked, k=depth, show_progress=False)
    return np.asarray(order)
