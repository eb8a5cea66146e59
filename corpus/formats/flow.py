"""What a browser lays out of an HTML node: its paragraphs, lists and tables, laid down as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import TypeAlias

from selectolax.lexbor import LexborNode

from corpus.formats.chrome import Skip, children
from corpus.formats.decoding import clean
from corpus.formats.lists import Lists
from corpus.formats.markup import Writer
from corpus.formats.plain import write_plain
from corpus.sentences import MARKER

_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section
    summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SPACES = re.compile(r"\s+")
_BOLD = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_RAISABLE = "0123456789+-−n"
_RAISED = str.maketrans(_RAISABLE, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_REFERENCE = re.compile(r"\[?(?:\d{1,3}|[a-z]|note \d+|citation needed)\]?\Z", re.IGNORECASE)
#: Deeper nesting is read as if it were flat.
_DEEPEST = 200
#: A table with a longer cell lays out a page.
_CELL_WORDS = 80
#: What is preformatted is prose from so many words on, if a sentence ends at least as often as each so many.
_PROSE_WORDS, _SENTENCE_WORDS = 60, 45
_SENTENCE = re.compile(r"[a-z]{3}[.?!]\s+(?:[A-Z\"(]|\Z)")


def write_html(writer: Writer, root: LexborNode, skip: Skip) -> None:
    """Lay down all that stands below a node, but for what is skipped."""
    reader = _Reader(writer, skip)
    reader.children(root, 0)
    reader.flush()


def one_line(node: LexborNode, skip: Skip) -> str:
    """The text of a node on one line, its blocks parted by a space."""
    writer = Writer()
    write_html(writer, node, skip)
    return " ".join(writer.marked().text.split())


def raised(text: str) -> str:
    """A power or a unit's exponent in raised characters; any other text as it is."""
    return text.translate(_RAISED) if all(c in _RAISABLE or c == " " for c in text) else text


#: Words as they stand, and whether they are bold.
_Chunk: TypeAlias = tuple[str, bool]
_BREAK: _Chunk = ("\n", False)


class _Reader:
    """Collects the inline text of a block, and lays the block down where it ends."""

    def __init__(self, writer: Writer, skip: Skip) -> None:
        self.writer = writer
        self.skip = skip
        self._inline: list[_Chunk] = []
        self._lists = Lists(writer)
        self._bold = 0
        #: What the next block begins with: the mark of a point that is laid out as a row.
        self._mark = ""

    def children(self, node: LexborNode, depth: int) -> None:
        """Read everything below a node."""
        for child in children(node):
            self._node(child, depth + 1)

    def _node(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._inline.append((_SPACES.sub(" ", clean(node.text_content or "")), self._bold > 0))
        elif tag == "br":
            self._inline.append(_BREAK)
        elif tag == "img":
            self._image(node)
        elif self.skip(node) or tag.startswith("-"):
            return
        elif depth > _DEEPEST:
            self._inline.append((f" {node.text(deep=True)} ", False))
        elif tag in _BLOCKS:
            self.flush()
            self._block(node, tag, depth)
            self.flush()
        else:
            self._inline_element(node, tag, depth)

    def _inline_element(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag == "sup":
            self._raised(node)
            return
        if tag == "q":
            self._inline.append(("“", False))
        bold = tag in _BOLD or _BOLD_STYLE.search(node.attributes.get("style") or "") is not None
        self._bold += bold
        self.children(node, depth)
        self._bold -= bold
        if tag == "q":
            self._inline.append(("”", False))

    def _raised(self, node: LexborNode) -> None:
        """Powers and units keep their form; marks of footnotes go."""
        text = " ".join(clean(node.text(deep=True)).split())
        if _REFERENCE.match(text) and node.css_first("a") is not None:
            return
        self._inline.append((raised(text), False))

    def _image(self, node: LexborNode) -> None:
        words = (node.attributes.get("alt") or "").split()
        if len(words) > 1 and not self.skip(node):
            self._inline.append((" " + " ".join(words) + " ", False))

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.writer.heading(one_line(node, self.skip), int(tag[1]))
        elif tag == "pre":
            self._preformatted(clean("".join(_seen_text(node, self.skip))))
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(node, tag, depth)
        elif tag == "li":
            self._item(node, depth)
        elif tag == "table" and (points := _points(node)):
            for mark, cell in points:
                self._mark = one_line(mark, self.skip)
                self.children(cell, depth)
                self.flush()
        elif tag == "table" and not _is_layout(node):
            self.writer.block(_rows(node, self.skip))
        elif tag == "dl":
            self._definitions(node, depth)
        else:
            self.children(node, depth)

    def _preformatted(self, text: str) -> None:
        """A listing line by line; prose, as mails, licences and standards are often shown, as plain text."""
        words = len(text.split())
        if words >= _PROSE_WORDS and len(_SENTENCE.findall(text)) * _SENTENCE_WORDS >= words:
            write_plain(self.writer, text)
        else:
            self.writer.block(line.rstrip() for line in text.split("\n"))

    def _list(self, node: LexborNode, tag: str, depth: int) -> None:
        start = node.attributes.get("start") or "1"
        first = int(start) if start.isdecimal() else 1
        self._lists.open(first if tag == "ol" else None)
        self.children(node, depth)
        self.flush()
        self._lists.close()

    def _item(self, node: LexborNode, depth: int) -> None:
        if self._lists.depth:
            self._lists.item("." if node.parent is not None and node.parent.tag == "ol" else "-")
        self.children(node, depth)
        self.flush()
        self._lists.end_item()

    def _definitions(self, node: LexborNode, depth: int) -> None:
        """Terms and their definitions, a line each; a definition of several blocks stands by itself."""
        lines: list[str] = []
        for child in _terms(node):
            if self.skip(child):
                continue
            if child.tag == "dd" and child.css_first("dl, ul, ol, pre, table, p + p, h2, h3, h4") is not None:
                self.writer.block(lines)
                lines = []
                self.children(child, depth)
                self.flush()
            else:
                lines.append(("" if child.tag == "dt" else "  ") + one_line(child, self.skip))
        self.writer.block(lines)

    def flush(self) -> None:
        """Lay down what was collected, if it has ink; two line breaks in a row part blocks."""
        chunks, self._inline = self._inline, []
        block: list[list[_Chunk]] = []
        for line in _broken(chunks):
            if _line(line):
                block.append(line)
            else:
                self._lay(block)
                block = []
        self._lay(block)

    def _lay(self, block: list[list[_Chunk]]) -> None:
        lines = [_line(line) for line in block]
        if lines and self._mark:
            lines[0], self._mark = f"{self._mark} {lines[0]}", ""
        if lines and self._lists.depth:
            self._lists.lay(lines)
        elif lines:
            lead = takewhile(lambda chunk: chunk[1] or not chunk[0].strip(), block[0])
            self.writer.paragraph(lines, _line(lead))


def _broken(chunks: list[_Chunk]) -> Iterator[list[_Chunk]]:
    """The chunks of each line."""
    line: list[_Chunk] = []
    for chunk in chunks:
        if chunk == _BREAK:
            yield line
            line = []
        else:
            line.append(chunk)
    yield line


def _line(chunks: Iterable[_Chunk]) -> str:
    """The words of a line, white space as a browser shows it."""
    return " ".join("".join(text for text, _ in chunks).split())


def _terms(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter():
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from _terms(child)


def _points(table: LexborNode) -> list[tuple[LexborNode, LexborNode]]:
    """The marks and texts of a table that sets numbered points, as the printed law does; none of any other."""
    points = []
    for row in _rows_of(table):
        cells = [cell for cell in children(row) if cell.tag in ("td", "th")]
        if len(cells) != 2 or not MARKER.fullmatch(cells[0].text(deep=True).strip() + " "):
            return []
        points.append((cells[0], cells[1]))
    return points


def _rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of a table itself, not those of tables in its cells."""
    for child in children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from _rows_of(child)


def _seen_text(node: LexborNode, skip: Skip) -> Iterator[str]:
    """The text of a node as it stands, without that of nodes that are skipped."""
    for child in children(node):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag == "br":
            yield "\n"
        elif not skip(child):
            yield from _seen_text(child, skip)


def _is_layout(table: LexborNode) -> bool:
    """Whether a table lays out a page instead of holding data."""
    nested = any(other.mem_id != table.mem_id for other in table.css("table"))
    if nested or table.attributes.get("role") in ("presentation", "none"):
        return True
    cells = table.css("td, th")
    if table.css_first("h1, h2, h3, h4") is not None or any(len(cell.css("p")) > 2 for cell in cells):
        return True
    return len(cells) < 2 or any(len(cell.text(deep=True).split()) > _CELL_WORDS for cell in cells)


def _rows(table: LexborNode, skip: Skip) -> Iterator[str]:
    """A line for each row of a data table, its caption first."""
    caption = table.css_first("caption")
    if caption is not None:
        yield one_line(caption, skip)
    for row in table.css("tr"):
        cells = [one_line(cell, skip) for cell in row.css("td, th")]
        if any(cells):
            yield " | ".join(cells).strip(" |")
