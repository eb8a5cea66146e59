"""What every reader of a format makes: a text in blocks, with its headings at exact places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Heading, Span
from corpus.runins import run_in
from corpus.titles import is_question, is_title


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
        #: Of the last heading, and of the last one that was marked as such.
        self._level = self._marked_level = 0
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int) -> None:
        """A heading that stands alone; its text is one line."""
        self._marked_level = level
        self._stand(text, level)

    def paragraph(self, lines: Sequence[str], bold: str = "") -> None:
        """A paragraph that begins with the words `bold` in bold.

        In bold alone it is a heading below the marked ones, if it reads as one. Else a run-in heading may open
        it: words in bold up to a colon or a full stop, or what looks like one.
        """
        if bold and list(lines) == [bold] and _is_bold_title(bold):
            self._stand(bold, self._marked_level + 1)
            return
        span = self.block(lines)
        head = (_bold_lead(lines[0], bold) or run_in(lines[0])) if span is not None else 0
        if span is not None and head:
            text = lines[0][:head].rstrip(" :.")
            self.headings.append(
                Heading(Span(span.start, span.start + head), self._level + 1, text, run_in=True)
            )

    def block(self, lines: Iterable[str]) -> Span | None:
        """Lines without a heading: a list, a table, code. Their common indentation is left out."""
        inked = [line.rstrip() for line in lines if line.strip()]
        margin = min((len(line) - len(line.lstrip()) for line in inked), default=0)
        return self._add("\n".join(line[margin:] for line in inked), "\n\n")

    def line(self, text: str) -> None:
        """One more line of the block before."""
        self._add(text.rstrip(), "\n")

    def marked(self, title: str | None = None) -> Marked:
        """All that was laid down."""
        return Marked("".join(self._parts), tuple(self.headings), title)

    def _stand(self, text: str, level: int) -> None:
        span = self._add(text.strip(), "\n\n")
        if span is not None:
            self._level = level
            self.headings.append(Heading(span, level, text.strip().rstrip(" :") or text.strip()))

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


def _is_bold_title(bold: str) -> bool:
    """Whether a paragraph all in bold is a heading, rather than a notice or what leads to a list."""
    return is_question(bold) or (is_title(bold) and (bold[-1] != ":" or len(bold.split()) <= 8))


def _bold_lead(line: str, bold: str) -> int:
    """How many characters of a line are a run-in heading in bold."""
    head = bold.rstrip(" .:")
    if not head or not line.startswith(bold) or line == bold or not is_title(head):
        return 0
    closed = bold[-1] in ".:" or line[len(bold) :].lstrip()[:1] == ":"
    return len(head) if closed else 0
