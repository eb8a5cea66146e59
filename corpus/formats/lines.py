"""Lines of type at their places on a page, and how they are joined to running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type. Places and sizes are in points, `base` counted down from the top of its page."""

    text: str
    #: 0 is the first.
    page: int
    left: float
    right: float
    base: float
    size: float
    weight: float
    #: Whether its last word goes on in the next line, after a hyphen that the text here is without.
    hyphen: bool = False

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def first_width(self) -> float:
        """About how wide its first word is."""
        return (self.right - self.left) * len(self.text.split(maxsplit=1)[0]) / len(self.text)


class Hyphens:
    """Which hyphens at the ends of lines belong to their words.

    A word that occurs elsewhere as one is joined, one that occurs with its hyphen keeps it; of the others, those
    do that go on with a capital or a digit, and the rest do as most of those that could be told.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._known = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
        told = [self._told(before.text, after.text) for before, after in pairwise(lines) if before.hyphen]
        self._keeps = told.count(True) > told.count(False)

    def _told(self, before: str, after: str) -> bool | None:
        """Whether the text itself tells that the hyphen between these stays; None where it doesn't."""
        parts = [_WORD.findall(before)[-1:], _WORD.findall(after)[:1]]
        if not all(parts):
            return True
        left, right = parts[0][0].lower(), parts[1][0].lower()
        joined, parted = self._known[left + right], self._known[f"{left}-{right}"]
        if joined or parted:
            return parted > joined
        capital = not parts[1][0][0].islower() and not parts[0][0].isupper()
        return True if capital else None

    def join(self, lines: Iterable[Line]) -> tuple[str, list[int]]:
        """The lines as one, and where each of them begins in it."""
        text, starts = "", []
        before: Line | None = None
        for line in lines:
            if before is not None:
                text += self._between(before, line)
            starts.append(len(text))
            text += line.text
            before = line
        return text, starts

    def _between(self, before: Line, after: Line) -> str:
        if not before.hyphen:
            return " "
        told = self._told(before.text, after.text)
        return "-" if (self._keeps if told is None else told) else ""
