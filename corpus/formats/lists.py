"""Lists as lines: a marker for each item, two columns of indentation for each list around it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.formats.markup import Writer


class Lists:
    """The lists that are open at a place in a document, and how what they hold is laid down.

    An outermost list is a block and its items are its lines; a further paragraph of an item is a block again.
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        #: The number of each open list's next item; None where it has bullets.
        self._numbers: list[int | None] = []
        self._marker = ""
        #: Whether the next item opens a block.
        self._fresh = False

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._numbers)

    def open(self, first: int | None) -> None:
        """A list begins, numbered from `first` or with bullets."""
        self._fresh = self._fresh or not self._numbers
        self._numbers.append(first)

    def close(self) -> None:
        """The innermost list ends."""
        self._numbers.pop()

    def item(self, mark: str) -> None:
        """An item begins: `mark` is its bullet, or what follows its number."""
        number = self._numbers[-1]
        self._marker = f"{mark} " if number is None else f"{number}{mark} "
        self._numbers[-1] = None if number is None else number + 1

    def end_item(self) -> None:
        """The item ends; one without ink has no marker."""
        self._marker = ""

    def lay(self, lines: Sequence[str], *, code: bool = False) -> None:
        """Lay down a paragraph, or lines of code, of the innermost item."""
        indent = "  " * (self.depth - 1)
        first = f"{indent}{self._marker or '  '}{lines[0]}"
        rest = [f"{indent}  {line}" for line in lines[1:]]
        if (self._marker or code) and not self._fresh:
            self.writer.line("\n".join([first, *rest]))
        else:
            self.writer.block([first, *rest])
        self._marker, self._fresh = "", False
