"""Which parts of an HTML page are its text, and which are the page around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_UNSEEN_TAGS = """
    script style noscript template svg head title meta link iframe object embed canvas audio video map dialog
    rt rp annotation input button select option textarea datalist label output progress meter -comment
"""
#: Never text that a person reads.
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_CHROME_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "toolbar"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTICE = re.compile(r"cookie|consent|gdpr|skip-?(?:link|to|nav)|screen-reader-text", re.IGNORECASE)
#: What a page offers beside its text, by one of the words of a node's name: it is small.
_BESIDE = re.compile(r"(?:^|[\s_-])(?:ads?|advert|advertisement|sponsored|comments)(?:$|[\s_-])", re.IGNORECASE)
#: The same where it holds a form or a button.
_OFFER = re.compile(r"(?:^|[\s_-])(?:promo|newsletter|sign-?up|subscribe|paywall)(?:$|[\s_-])", re.IGNORECASE)
#: Headlines of other pages: nearly all links.
_TEASERS = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|more-on|read-more|most-read|most-popular|trending|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AIDS = re.compile(
    r"(?:^|[\s_-])(?:toc|table-of-contents|breadcrumbs?|nav|navbar|menu|share|sharing|social|pagination|pager"
    r"|sitemap|editsection|noprint|navbox)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AROUND = re.compile(r"(?:^|[\s_-])(?:footer|copyright|masthead|sidebar|topbar)(?:$|[\s_-])", re.IGNORECASE)
#: What a link to its own heading shows, or one from a note back to its place.
_PERMALINKS = frozenset("¶#§🔗↑^↩")
#: A notice is short; what has more characters is text, whatever its class says.
_NOTICE_INK = 1200
_HEADLINE_WORDS = 14

Skip = Callable[[LexborNode], bool]


@dataclass(slots=True)
class _Measure:
    """How much a node holds: characters but white space, words, links, and how much of it those hold."""

    ink: int = 0
    words: int = 0
    links: int = 0
    #: Links to places in the same page.
    anchors: int = 0
    linked_ink: int = 0
    linked_words: int = 0

    def add(self, other: _Measure) -> None:
        self.ink += other.ink
        self.words += other.words
        self.links += other.links
        self.anchors += other.anchors
        self.linked_ink += other.linked_ink
        self.linked_words += other.linked_words


def is_unseen(node: LexborNode) -> bool:
    """Whether a browser shows nothing of a node, or only a control."""
    if node.tag in _UNSEEN:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None
    )


def text_root(body: LexborNode) -> tuple[LexborNode, Skip]:
    """The node that holds a page's text, and what to skip inside it.

    It is `main` or the one `article` where that holds most of the page's text; else the body without headers,
    footers, sidebars and menus, unless most of the text would go with them.
    """
    chrome = _Chrome(body)
    total = chrome.kept(body, chrome.is_surround)
    for selector in ("main", "[role=main]", "article"):
        found = [node for node in body.css(selector) if not is_unseen(node)]
        if len(found) == 1 and chrome.kept(found[0], chrome.is_chrome) * 2 >= total > 0:
            return found[0], chrome.is_chrome
    for skip in (chrome.is_surround, chrome.is_chrome, is_unseen):
        if chrome.kept(body, skip) * 4 >= chrome.ink(body) > 0:
            return body, skip
    return body, lambda node: node.tag in _UNSEEN


class _Chrome:
    """Tells a page's text from its chrome; measures every node of it once."""

    def __init__(self, body: LexborNode) -> None:
        self._measures = _measured(body)
        self._total = self.ink(body)

    def ink(self, node: LexborNode) -> int:
        """How many characters of a node are neither white space nor unseen."""
        return self._measure(node).ink

    def is_chrome(self, node: LexborNode) -> bool:
        """Whether a node belongs to the page and not to the text, wherever it stands."""
        attributes = node.attributes
        if is_unseen(node) or node.tag in ("nav", "menu") or attributes.get("role") in _CHROME_ROLES:
            return True
        if node.tag == "a" and self.ink(node) <= 2 and node.text(deep=True).strip(" \ufe0e\ufe0f\n") in _PERMALINKS:
            return True
        if node.tag in ("ul", "ol") and self._is_contents(node):
            return True
        name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if name == " " or node.tag in ("body", "main", "article") or _in_heading(node):
            return False
        if _NOTICE.search(name):
            return self.ink(node) <= _NOTICE_INK
        return self._is_links(node) if _AIDS.search(name) else self._is_beside(node, name)

    def _is_beside(self, node: LexborNode, name: str) -> bool:
        """Whether a node is one of the things that a page offers beside its text."""
        if _TEASERS.search(name):
            return self._is_links(node, words=_HEADLINE_WORDS)
        offers = _OFFER.search(name) is not None and node.css_first("form, input, button") is not None
        small = self.ink(node) <= _NOTICE_INK and self.ink(node) * 4 <= self._total
        return small and (offers or _BESIDE.search(name) is not None)

    def is_surround(self, node: LexborNode) -> bool:
        """Whether a node belongs to the page, where nothing marks the text itself off."""
        if self.is_chrome(node) or (node.tag in ("header", "footer", "aside") and not self._is_preface(node)):
            return True
        if node.tag not in ("ul", "ol", "div", "td", "table", "section"):
            return False
        name = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        small = self.ink(node) * 4 <= self._total
        return (small and _AROUND.search(name) is not None) or self._is_links(node, least=5)

    def _is_preface(self, node: LexborNode) -> bool:
        """Whether a header is paragraphs of text, such as a preamble, and not the page's own."""
        return node.tag == "header" and self.ink(node) > _NOTICE_INK and not self._is_links(node)

    def kept(self, node: LexborNode, skip: Skip) -> int:
        """How many characters of a node stand outside of what is skipped."""
        total = 0
        stack = [node]
        while stack:
            for child in children(stack.pop()):
                if child.tag == "-text":
                    total += self.ink(child)
                elif not skip(child):
                    stack.append(child)
        return total

    def _measure(self, node: LexborNode) -> _Measure:
        return self._measures.get(node.mem_id) or _Measure()

    def _is_contents(self, node: LexborNode) -> bool:
        """Whether a list only points to places in the same page."""
        measure = self._measure(node)
        return measure.links == measure.anchors >= 3 and measure.linked_ink >= 0.9 * measure.ink

    def _is_links(self, node: LexborNode, least: int = 1, words: int = 6) -> bool:
        """Whether a node is nearly all links, at least `least`, each of at most so many words on average."""
        measure = self._measure(node)
        if measure.links < least:
            return False
        return measure.linked_ink >= 0.8 * measure.ink and measure.linked_words <= words * measure.links


def _in_heading(node: LexborNode) -> bool:
    """Whether a node is a heading's own words, such as a link back to the table of contents."""
    return node.tag == "a" and node.parent is not None and re.fullmatch("h[1-6]", node.parent.tag or "") is not None


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes directly below one, in order."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _measured(body: LexborNode) -> dict[int, _Measure]:
    """The measure of each node below `body`, and its own, by the node's address."""
    measures: dict[int, _Measure] = {}
    order: list[LexborNode] = []
    stack = [body]
    while stack:
        node = stack.pop()
        order.append(node)
        if node.tag not in _UNSEEN:
            stack.extend(children(node))
    for node in reversed(order):
        measures[node.mem_id] = _measure_of(node, measures)
    return measures


def _measure_of(node: LexborNode, measures: dict[int, _Measure]) -> _Measure:
    """The measure of one node, from those of its children."""
    measure = _Measure()
    if node.tag == "-text":
        words = (node.text_content or "").split()
        return _Measure(ink=sum(map(len, words)), words=len(words))
    for child in children(node):
        if child.mem_id in measures:
            measure.add(measures[child.mem_id])
    if node.tag == "a":
        measure.anchors = int((node.attributes.get("href") or "").startswith("#"))
        measure.links, measure.linked_ink, measure.linked_words = 1, measure.ink, measure.words
    return measure
