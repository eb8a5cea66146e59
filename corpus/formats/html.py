"""HTML to the text a reader sees, with its headings."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.formats.chrome import Skip, is_unseen, text_root
from corpus.formats.decoding import clean
from corpus.formats.flow import one_line, write_html
from corpus.formats.markup import Marked, Writer


def read_html(text: str) -> Marked:
    """The prose of a page: no scripts, controls, hidden parts or menus; a line for each list item and row.

    Its title is its only `h1`, or that of several that its `title` names; else the `h2` that that names, else its
    `title` without the site's name.
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
    heads = [node for node in page.css("body h1") if not is_unseen(node)]
    titles = [one_line(node, skip) for node in heads if _is_shown(node, root, skip)]
    named = _page_title(page)
    if any(titles):
        # One of several may be the heading of any part: the page's own title tells which, or is a better one.
        told = [title for title in titles if title and title in named]
        several = len(list(filter(None, titles))) > 1 and not told and len(named.split()) > 1
        return (named if several else (*told, *filter(None, titles))[0]), False
    inner = [one_line(node, skip) for node in root.css("h2") if _is_shown(node, root, skip)]
    if inner and inner[0] and inner[0] in named:
        return inner[0], False
    outer = next(filter(None, (one_line(node, is_unseen) for node in heads)), "")
    return (outer, True) if outer else (named, False)


def _page_title(page: LexborHTMLParser) -> str:
    """What the page's head names it, without the site's name."""
    node = page.css_first("head title")
    words = " ".join(clean(node.text(deep=True)).split()) if node is not None else ""
    return re.split(r"\s+[|·»]\s+|\s+::\s+", words)[0]


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
