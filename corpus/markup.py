"""What every reader of a format makes: a text in blocks, with its headings at exact places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Heading, Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A source's text as a person reads it; `title` is what the source itself names as such, if anything."""

    text: str
    headings: tuple[Heading, ...]
    title: str | None = None


class Writer:
    """Lays down blocks one after the other and notes where each heading came to stand.

    Blocks are parted by a blank line, the lines of a block by a newline. What holds no ink is left out.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._level = 0
        self.headings: list[Heading] = []

    def _add(self, text: str, separator: str) -> Span | None:
        if not text.strip():
            return None
        if self._parts:
            self._parts.append(separator)
            self._length += len(separator)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)

    def heading(self, text: str, level: int) -> None:
        """A heading that stands alone; its text is one line."""
        span = self._add(text, "\n\n")
        if span is not None:
            self._level = level
            self.headings.append(Heading(span, level, text.rstrip(" :") or text))

    def block(self, lines: Iterable[str], run_in: int = 0) -> None:
        """A paragraph, a list, a table; its first `run_in` characters are a run-in heading."""
        inked = [line.rstrip() for line in lines if line.strip()]
        margin = min((len(line) - len(line.lstrip()) for line in inked), default=0)
        span = self._add("\n".join(line[margin:] for line in inked), "\n\n")
        if span is not None and run_in:
            head = Span(span.start, span.start + run_in)
            text = "".join(self._parts[-1][:run_in]).rstrip(" :.")
            self.headings.append(Heading(head, self._level + 1, text, run_in=True))

    def line(self, text: str) -> None:
        """One more line of the block before."""
        self._add(text, "\n")

    def marked(self, title: str | None = None) -> Marked:
        """All that was laid down."""
        return Marked("".join(self._parts), tuple(self.headings), title)
