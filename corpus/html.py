"""HTML to the text a reader sees, with its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.chrome import Skip, is_unseen, text_root
from corpus.decoding import clean
from corpus.markup import Marked, Writer

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        ),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ),
        *(
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "search",
        ),
        *("section", "summary", "table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SPACES = re.compile(r"\s+")
_BOLD = frozenset(("b", "strong"))
_RAISABLE = "0123456789+-−n"
_RAISED = str.maketrans(_RAISABLE, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_REFERENCE = re.compile(r"\[?(?:\d{1,3}|[a-z]|note \d+|citation needed)\]?\Z", re.IGNORECASE)
#: Deeper nesting is read as if it were flat.
_DEEPEST = 200
#: A table with a longer cell lays out a page.
_CELL_WORDS = 80


def read_html(text: str) -> Marked:
    """The prose of a page: no scripts, controls, hidden parts or menus; a line for each list item and row.

    Its title is its first `h1`, else the `h2` that its `title` names, else that without the site's name.
    """
    page = LexborHTMLParser(text)
    writer = Writer()
    if page.body is None:
        return writer.marked()
    root, skip = text_root(page.body)
    title, outside = _title(page, root, skip)
    if outside and title:
        writer.heading(title, 1)
    write_html(writer, root, skip)
    return writer.marked(title or None)


def _title(page: LexborHTMLParser, root: LexborNode, skip: Skip) -> tuple[str, bool]:
    """The page's title, and whether it is an `h1` that stands outside of the page's text."""
    heads = [node for node in page.css("body h1") if not is_unseen(node) and _flat(node)]
    shown = [node for node in heads if _is_shown(node, root, skip)]
    named = _page_title(page)
    if shown:
        return _flat(shown[0]), False
    first = next((_flat(node) for node in root.css("h2") if _is_shown(node, root, skip) and _flat(node)), "")
    if first and first in named:
        return first, False
    return (_flat(heads[0]), True) if heads else (named, False)


def _is_shown(node: LexborNode, root: LexborNode, skip: Skip) -> bool:
    """Whether a node stands below the root, and in nothing that is skipped."""
    here: LexborNode | None = node
    while here is not None and here.mem_id != root.mem_id:
        if skip(here):
            return False
        here = here.parent
    return here is not None


def write_fragment(writer: Writer, text: str) -> None:
    """Lay down the prose of a piece of HTML that stands inside another format."""
    page = LexborHTMLParser(text)
    if page.body is not None:
        write_html(writer, page.body, is_unseen)


def write_html(writer: Writer, root: LexborNode, skip: Skip) -> None:
    """Lay down all that stands below a node, but for what is skipped."""
    reader = _Reader(writer, skip)
    reader.children(root, 0)
    reader.flush()


def _page_title(page: LexborHTMLParser) -> str:
    node = page.css_first("head title")
    return re.split(r"\s+[|·»]\s+|\s+::\s+", _flat(node))[0] if node is not None else ""


def _flat(node: LexborNode) -> str:
    """The text of a node on one line."""
    return " ".join(clean(node.text(deep=True)).split())


def raised(text: str) -> str:
    """A power or a unit's exponent in raised characters; any other text as it is."""
    return text.translate(_RAISED) if all(c in _RAISABLE or c == " " for c in text) else text


class _Reader:
    """Collects the inline text of a block, and lays the block down where it ends."""

    def __init__(self, writer: Writer, skip: Skip) -> None:
        self.writer = writer
        self.skip = skip
        self._inline: list[tuple[str, bool]] = []
        self._lists: list[int | None] = []
        self._marker = ""
        self._fresh = False
        self._bold = 0

    def children(self, node: LexborNode, depth: int) -> None:
        """Read everything below a node."""
        child = node.child
        while child is not None:
            self._node(child, depth + 1)
            child = child.next

    def _node(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._inline.append((_SPACES.sub(" ", clean(node.text_content or "")), self._bold > 0))
        elif tag == "br":
            self._inline.append(("\n", False))
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
        self._bold += tag in _BOLD
        self.children(node, depth)
        self._bold -= tag in _BOLD
        if tag == "q":
            self._inline.append(("”", False))

    def _raised(self, node: LexborNode) -> None:
        """Powers and units keep their form; marks of footnotes go."""
        text = _flat(node)
        if _REFERENCE.match(text) and node.css_first("a") is not None:
            return
        self._inline.append((raised(text), False))

    def _image(self, node: LexborNode) -> None:
        words = (node.attributes.get("alt") or "").split()
        if len(words) > 1 and not self.skip(node):
            self._inline.append((" " + " ".join(words) + " ", False))

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.writer.heading(_text(node, self.skip), int(tag[1]))
        elif tag == "pre":
            lines = _raw(node).split("\n")
            self.writer.block(line.rstrip() for line in lines)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(node, tag, depth)
        elif tag == "li":
            self._item(node, depth)
        elif tag == "table" and not _is_layout(node):
            self.writer.block(_rows(node, self.skip))
        elif tag == "dl":
            self._definitions(node, depth)
        else:
            self.children(node, depth)

    def _list(self, node: LexborNode, tag: str, depth: int) -> None:
        start = node.attributes.get("start") or "1"
        self._lists.append((int(start) if start.isdigit() else 1) if tag == "ol" else None)
        self._fresh = self._fresh or len(self._lists) == 1
        self.children(node, depth)
        self.flush()
        self._lists.pop()

    def _item(self, node: LexborNode, depth: int) -> None:
        number = self._lists[-1] if self._lists else None
        self._marker = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1
        self.children(node, depth)
        self.flush()
        self._marker = ""

    def _definitions(self, node: LexborNode, depth: int) -> None:
        """Terms and their definitions, a line each; a definition of several blocks stands by itself."""
        lines: list[str] = []
        for child in _terms(node):
            if child.tag == "dd" and child.css_first("dl, ul, ol, pre, table, p + p, h2, h3, h4") is not None:
                self.writer.block(lines)
                lines = []
                self.children(child, depth)
                self.flush()
            elif not self.skip(child):
                lines.append(("" if child.tag == "dt" else "  ") + _text(child, self.skip))
        self.writer.block(lines)

    def flush(self) -> None:
        """Lay down the block that was collected, if it has ink; two line breaks in a row part blocks."""
        chunks, self._inline = self._inline, []
        text = _collapsed("".join(chunk for chunk, _ in chunks))
        if not text:
            return
        bold = _bold_part(chunks)
        for block in re.split(r"\n{2,}", text):
            self._lay(block.split("\n"), bold if block == text else "")

    def _lay(self, lines: list[str], bold: str) -> None:
        if self._lists:
            indent = "  " * (len(self._lists) - 1)
            lines = [f"{indent}{self._marker}{lines[0]}", *(indent + "  " + line for line in lines[1:])]
            if self._fresh or not self._marker:
                self.writer.block(lines)
            else:
                self.writer.line("\n".join(lines))
            self._marker, self._fresh = "", False
            return
        self.writer.paragraph(lines, bold)


def _collapsed(text: str) -> str:
    """The text with white space as a browser shows it; line breaks stay."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _bold_part(chunks: list[tuple[str, bool]]) -> str:
    """The bold words that a block begins with."""
    lead = []
    for text, bold in chunks:
        if text.strip() and not bold:
            break
        lead.append(text)
    return _collapsed("".join(lead))


def _text(node: LexborNode, skip: Skip) -> str:
    """The text of a node on one line, blocks parted by a space."""
    writer = Writer()
    reader = _Reader(writer, skip)
    reader.children(node, 0)
    reader.flush()
    return " ".join(writer.marked().text.split())


def _terms(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter():
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from _terms(child)


def _raw(node: LexborNode) -> str:
    """The text of a node, white space and all."""
    return clean(node.text(deep=True))


def _is_layout(table: LexborNode) -> bool:
    """Whether a table lays out a page instead of holding data."""
    if table.attributes.get("role") in ("presentation", "none") or table.css_first("table table") is not None:
        return True
    cells = table.css("td, th")
    if table.css_first("h1, h2, h3, h4") is not None or any(len(cell.css("p")) > 2 for cell in cells):
        return True
    return len(cells) < 2 or any(len(cell.text(deep=True).split()) > _CELL_WORDS for cell in cells)


def _rows(table: LexborNode, skip: Skip) -> Iterator[str]:
    """A line for each row of a data table, its caption first."""
    caption = table.css_first("caption")
    if caption is not None:
        yield _text(caption, skip)
    for row in table.css("tr"):
        cells = [_text(cell, skip) for cell in row.css("td, th")]
        if any(cells):
            yield " | ".join(cells).strip(" |")
