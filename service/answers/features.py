"""The features that a candidate's trust is weighed by."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a candidate; each about -1..1, and 0 where it says nothing."""

    #: The reader's margin as 0..1 and in tens of logits, and by how much it leads the other passages' best.
    sure: float
    margin: float
    lead: float
    #: The passage's score, its best sentence's cosine, and late interaction's marks, as the search gives them.
    score: float
    cosine: float
    late: float
    weakest: float
    first: float
    #: What share of the question's words, weighed by how telling they are: its sentences hold, its passage holds,
    #: and no passage of the index holds.
    sentence: float
    passage: float
    unknown: float
    #: What share of the question's names, and of its numbers, the passage lacks; and of the numbers its sentences.
    names_missing: float
    numbers_missing: float
    numbers_apart: float
    #: What share of the countries that it names no passage found names, and of its dates the passage has only others.
    nations_missing: float
    dates_missing: float
    #: Whether no passage found holds both the numbers of the question and its names, which some hold alone.
    torn: float
    #: Whether the words are what was asked for (a person, a body): 1, or not: -1; 3 for who holds the office asked for,
    #: and -2 for who can't.
    expected: float
    #: Whether a number is in the unit asked for: 1, or not: -1; and the same for the noun counted.
    unit: float
    counted: float
    #: Whether it is about an instrument that was asked for: 1, or about none such: -1.
    instrument: float
    #: Whether the words belong to another country than the one asked for: 1, or 2 where the source says whom for.
    foreign: float
    #: Whether it is an end, which was asked for: 1, or not: -1; -2 for a deadline where nothing there speaks of any.
    ending: float
    #: What share of the answer's words the question itself says.
    echo: float
    length: float
    #: Whether a fact states it, and how much that fact bears on the question.
    fact: float
    bearing: float
    #: Whether it is a whole sentence.
    whole: float
    #: Whether a date, or a number, is asked for.
    date: float
    number: float

    def vector(self) -> NDArray[np.float64]:
        """The features in order, shape (features,)."""
        return np.array([getattr(self, name) for name in NAMES])


NAMES = tuple(field.name for field in fields(Features))
