"""What every reader of a format makes: a text in blocks, with its headings at exact places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.runins import run_in
from corpus.formats.titles import division, is_bare, is_capitals, is_question, is_title, rank
from corpus.model import Heading, Span

_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Marked:
    """A source's text as a person reads it; `title` is what the source itself names as such, if anything."""

    text: str
    headings: tuple[Heading, ...]
    title: str | None = None
    #: Where each page of a paged source begins in the text; none where it has no pages.
    pages: tuple[int, ...] = ()


class Writer:
    """Lays down blocks one after the other and notes where each heading came to stand.

    Blocks are parted by a blank line, the lines of a block by a newline. What holds no ink is left out.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        #: Of the last heading, and of the last one that was marked as such.
        self._level = self._marked_level = 0
        #: The level of the title that is still to come for a division's number.
        self._untitled = 0
        #: How deep the divisions seen so far stand; each takes two levels, one of them for its title.
        self._ranks: list[int] = []
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int) -> None:
        """A heading that stands alone; its text is one line."""
        self._marked_level = level
        self._stand(text, level)

    def paragraph(self, lines: Sequence[str], bold: str = "") -> None:
        """A paragraph that begins with the words `bold` in bold.

        Its first line is a heading where it has a heading's form. Else a run-in heading may open it: words in
        bold up to a colon or a full stop, or what looks like one.
        """
        lines = _dedented(lines)
        while lines and (level := self._titles(lines[0], bold)):
            self._stand(lines[0], level)
            lines, bold = lines[1:], ""
        span = self.block(lines)
        head = (_bold_lead(lines[0], bold) or run_in(lines[0])) if span is not None else 0
        if span is not None and head:
            text = lines[0][:head].rstrip(" :.")
            self.headings.append(Heading(Span(span.start, span.start + head), self._level + 1, text, run_in=True))

    def _titles(self, line: str, bold: str) -> int:
        """The level of the heading that a line is by its form; 0 for none.

        It is one all in bold, one that names a division ("Article 5"), or the title in the line after that.
        """
        titled, self._untitled = self._untitled, 0
        word = division(line)
        if word is not None and len(line.split()) <= _MOST_WORDS:
            self._ranks = sorted({*self._ranks, rank(word)})
            level = self._marked_level + 1 + 2 * self._ranks.index(rank(word))
            self._untitled = level + 1 if is_bare(line) else 0
            return level
        if titled and len(line.split()) <= _MOST_WORDS and (is_title(line) or is_capitals(line)):
            return titled
        return self._marked_level + 1 if bold == line and _is_bold_title(bold) else 0

    def block(self, lines: Iterable[str]) -> Span | None:
        """Lines without a heading: a list, a table, code. Their common indentation is left out."""
        return self._add("\n".join(_dedented(lines)), "\n\n")

    def line(self, text: str) -> None:
        """One more line of the block before."""
        self._add(text.rstrip(), "\n")

    @property
    def level(self) -> int:
        """The level of the last heading; 0 before the first."""
        return self._level

    @property
    def length(self) -> int:
        """How long the text is so far."""
        return self._length

    def marked(self, title: str | None = None, pages: tuple[int, ...] = ()) -> Marked:
        """All that was laid down."""
        return Marked("".join(self._parts), tuple(self.headings), title, pages)

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


def _dedented(lines: Iterable[str]) -> list[str]:
    """The lines with ink, without the indentation that they share."""
    inked = [line.rstrip() for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in inked), default=0)
    return [line[margin:] for line in inked]


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
