"""Markdown (CommonMark and tables) to the text a reader sees, with its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.decoding import clean
from corpus.headings import run_in
from corpus.html import write_fragment
from corpus.markup import Marked, Writer

_FRONT_MATTER = re.compile(r"\A---[ ]*\n(?P<body>.*?\n)?(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title\s*:\s*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)\s*$", re.MULTILINE)
_FRONT_LINE = re.compile(r"\s*(?:[\w.-]+\s*:(?:\s.*)?|-\s.*|#.*|\s.*)?\Z")


def read_markdown(text: str) -> Marked:
    """The prose of a Markdown file: marks, addresses of links and comments left out, list markers kept.

    Its title is its front matter's, else its first heading of the outermost level that it uses.
    """
    title, body = _front_matter(text)
    reader = _Reader()
    reader.read(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    first = min(reader.writer.headings, key=lambda h: (h.run_in, h.level), default=None)
    named = first.text if first is not None and not first.run_in else None
    return reader.writer.marked(title or named)


def _front_matter(text: str) -> tuple[str | None, str]:
    """The title that a YAML front matter gives, and the text without it."""
    match = _FRONT_MATTER.match(text)
    if match is None or not all(_FRONT_LINE.match(line) for line in (match["body"] or "").splitlines()):
        return None, text
    title = _FRONT_TITLE.search(match["body"] or "")
    return (title["title"] if title else None), text[match.end() :]


class _Reader:
    """Walks the parser's tokens and lays down a block for each paragraph, list and table."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._lists: list[int | None] = []
        self._marker = ""
        self._in_list = False
        self._fresh = False

    def read(self, tokens: Sequence[Token]) -> None:
        """Write everything down."""
        walk = iter(tokens)
        for token in walk:
            if token.type == "table_open":
                self.writer.block(_table(walk))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._open_list(token)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif token.type == "list_item_open":
                self._open_item(token)
            elif token.type == "heading_open":
                self.writer.heading(_one_line(inline(next(walk))), int(token.tag[1]))
            elif token.type == "inline":
                self._paragraph(inline(token))
            elif token.type in ("fence", "code_block"):
                self._code(token.content)
            elif token.type == "html_block":
                write_fragment(self.writer, token.content)

    def _open_list(self, token: Token) -> None:
        first = token.attrGet("start")
        ordered = token.type == "ordered_list_open"
        self._lists.append((int(first) if first is not None else 1) if ordered else None)
        self._fresh = self._fresh or len(self._lists) == 1

    def _open_item(self, token: Token) -> None:
        number = self._lists[-1]
        if number is None:
            self._marker = f"{token.markup} "
        else:
            self._marker = f"{number}{token.markup} "
            self._lists[-1] = number + 1

    def _paragraph(self, text: str) -> None:
        lines = [line for line in text.split("\n") if line.strip()]
        if not lines:
            return
        if not self._lists:
            self.writer.block(lines, run_in(lines[0]))
            return
        indent = "  " * (len(self._lists) - 1)
        lines = [f"{indent}{self._marker}{lines[0]}", *(indent + "  " + line for line in lines[1:])]
        if self._marker and not self._fresh:
            for line in lines:
                self.writer.line(line)
        else:
            self.writer.block(lines)
        self._marker, self._fresh = "", False

    def _code(self, text: str) -> None:
        lines = [line.rstrip() for line in text.strip("\n").split("\n") if line.strip()]
        if self._lists and self._marker:
            self._paragraph("\n".join(lines))
        else:
            self.writer.block(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _table(walk: Iterator[Token]) -> Iterator[str]:
    """The rows of a table, header first, up to its end."""
    cells: list[str] = []
    for token in walk:
        if token.type == "table_close":
            return
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append(_one_line(inline(token)))
        elif token.type == "tr_close":
            yield " | ".join(cells).strip()


def inline(token: Token) -> str:
    """The words of a paragraph: what a reader sees of links, images, code and emphasis."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type == "image":
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak" or (
            child.type == "html_inline" and re.match(r"<br\b", child.content, re.I)
        ):
            parts.append("\n")
    return "\n".join(" ".join(line.split()) for line in clean("".join(parts)).split("\n"))
