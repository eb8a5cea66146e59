"""What a line of a block is read with, where it is parted from the line that tells what it is."""

from __future__ import annotations

import re

_MOST_WORDS = 12
_ROW = " | "
_DIGIT = re.compile(r"\d")


class Leads:
    """Follows the lines of a text and tells, of each, the line of its block that heads it.

    The first row of a table heads the others, where it holds no figures; a key ("Judges:") heads the entries
    that are indented below it.
    """

    def __init__(self) -> None:
        self._head = ""
        #: How far what the head heads is indented at least; None where the head is a table's.
        self._least: int | None = None

    def of(self, words: str, indent: int, *, is_near: bool) -> str:
        """The head of a line; "" where it has none. `is_near`: it stands in the same block as the one before."""
        if not is_near or not self._holds(words, indent):
            self._open(words, indent)
            return ""
        return self._head

    def _holds(self, words: str, indent: int) -> bool:
        """Whether the open head goes for a line."""
        if not self._head:
            return False
        return _ROW in words if self._least is None else indent >= self._least

    def _open(self, words: str, indent: int) -> None:
        """Take a line for the head of what follows, where it can be one."""
        self._head, self._least = "", None
        if len(words.split()) > _MOST_WORDS:
            return
        if _ROW in words and not _DIGIT.search(words):
            self._head = words
        elif words.endswith(":") and not _DIGIT.search(words):
            self._head, self._least = words.rstrip(" :"), indent + 1
