"""Markdown (CommonMark and tables) to the text a reader sees, with its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.codemarks import dropped
from corpus.formats.decoding import clean
from corpus.formats.flow import raised
from corpus.formats.html import write_fragment
from corpus.formats.lists import Lists
from corpus.formats.markup import Marked, Writer

_FRONT_MATTER = re.compile(r"\A---[ ]*\n(?P<body>.*?\n)?(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title\s*:\s*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)\s*$", re.MULTILINE)
_FRONT_LINE = re.compile(r"\s*(?:[\w.-]+\s*:(?:\s.*)?|-\s.*|#.*|\s.*)?\Z")
_TAG = re.compile(r"<\s*(?P<name>/?\w+)")


def read_markdown(text: str) -> Marked:
    """The prose of a Markdown file: marks, addresses of links and comments left out, list markers kept.

    So are the marks around code outside headings, as a source's words: they tell `make` from making.

    A list of links to its own headings is left out too: it says nothing that they don't.
    Its title is its front matter's, else its first heading of the outermost level that it uses.
    """
    title, body = _front_matter(text)
    reader = _Reader()
    reader.read(_without_contents(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)))
    standing = [heading for heading in reader.writer.headings if not heading.run_in]
    first = min(standing, key=lambda heading: heading.level, default=None)
    return reader.writer.marked(title or (first.text if first is not None else None))


def _front_matter(text: str) -> tuple[str | None, str]:
    """The title that a YAML front matter gives, and the text without it."""
    match = _FRONT_MATTER.match(text)
    if match is None or not all(_FRONT_LINE.match(line) for line in (match["body"] or "").splitlines()):
        return None, text
    title = _FRONT_TITLE.search(match["body"] or "")
    return (dropped(title["title"]) if title else None), text[match.end() :]


def _without_contents(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens but those of lists that only point to places in the same document."""
    start = 0
    for i, token in enumerate(tokens):
        if token.level or token.nesting == 1:
            continue
        stretch = tokens[start : i + 1]
        start = i + 1
        links = [inner for inner in stretch if inner.type == "inline"]
        listed = token.type in ("bullet_list_close", "ordered_list_close") and len(links) >= 3
        if not (listed and all(map(_is_anchor, links))):
            yield from stretch


def _is_anchor(token: Token) -> bool:
    """Whether a paragraph is nothing but a link to a place in the same document."""
    children = [child for child in token.children or () if child.type != "text" or child.content.strip()]
    links = [child for child in children if child.type == "link_open"]
    whole = bool(children) and children[0].type == "link_open" and children[-1].type == "link_close"
    return whole and len(links) == 1 and str(links[0].attrGet("href")).startswith("#")


class _Reader:
    """Walks the parser's tokens and lays down a block for each paragraph, list and table."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._lists = Lists(self.writer)

    def read(self, tokens: Iterable[Token]) -> None:
        """Write everything down."""
        walk = iter(tokens)
        for token in walk:
            if token.type == "table_open":
                self.writer.block(_table(walk))
            elif token.type == "heading_open":
                self.writer.heading(_one_line(dropped(_words(_without_badges(next(walk))))), int(token.tag[1]))
            elif token.type == "inline" and not _is_badges(token):
                self._paragraph(_words(token), _bold(token))
            elif token.type in ("fence", "code_block"):
                self._code(token.content)
            elif token.type == "html_block":
                write_fragment(self.writer, token.content)
            else:
                self._list(token)

    def _list(self, token: Token) -> None:
        """Keep count of the lists and items that open and close."""
        if token.type == "bullet_list_open":
            self._lists.open(None)
        elif token.type == "ordered_list_open":
            first = token.attrGet("start")
            self._lists.open(int(first) if first is not None else 1)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.close()
        elif token.type == "list_item_open":
            self._lists.item(token.markup)
        elif token.type == "list_item_close":
            self._lists.end_item()

    def _paragraph(self, text: str, bold: str) -> None:
        lines = [line for line in text.split("\n") if line.strip()]
        if lines and self._lists.depth:
            self._lists.lay(lines)
        elif lines:
            self.writer.paragraph(lines, bold)

    def _code(self, text: str) -> None:
        lines = [line for line in clean(text).split("\n") if line.strip()]
        if lines and self._lists.depth:
            self._lists.lay(lines, code=True)
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
            cells.append(_one_line(_words(token)))
        elif token.type == "tr_close":
            yield " | ".join(cells).strip(" |")


def _words(token: Token) -> str:
    """What a reader sees of a paragraph: the words of links, images, code and emphasis."""
    parts: list[str] = []
    tag = ""
    for child in token.children or ():
        if child.type == "code_inline":
            parts.append(f"{child.markup}{child.content}{child.markup}")
        elif child.type in ("text", "text_special", "image"):
            parts.append(raised(child.content) if tag == "sup" else child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "html_inline":
            match = _TAG.match(child.content)
            tag = match["name"].lower() if match else tag
        if child.type == "hardbreak" or (child.type == "html_inline" and tag == "br"):
            parts.append("\n")
    return "\n".join(_one_line(line) for line in clean("".join(parts)).split("\n"))


def _bold(token: Token) -> str:
    """The words that a paragraph begins with in bold."""
    children = token.children or []
    opened = next((i for i, child in enumerate(children) if child.type != "text" or child.content), 0)
    if not children or children[opened].type != "strong_open":
        return ""
    closed = next(i for i, child in enumerate(children) if child.type == "strong_close")
    return _one_line(_words(Token("inline", "", 0, children=children[opened:closed])))


def _without_badges(token: Token) -> Token:
    """A heading without the pictures in it that link elsewhere, if it has other words."""
    kept: list[Token] = []
    linked = False
    for child in token.children or ():
        linked = child.type == "link_open" or (linked and child.type != "link_close")
        if not (linked and child.type == "image"):
            kept.append(child)
    bare = Token("inline", "", 0, children=kept)
    return bare if _words(bare).strip() else token


def _is_badges(token: Token) -> bool:
    """Whether a paragraph is nothing but pictures that link elsewhere."""
    kinds = {child.type for child in token.children or () if child.type != "text" or child.content.strip()}
    return {"image", "link_open"} <= kinds <= {"image", "link_open", "link_close", "softbreak", "hardbreak"}
