"""Which parts of an HTML page are its text, and which are the page around it."""

from __future__ import annotations

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

#: Never text that a person reads.
_UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "head", "title", "meta", "link", "-comment"),
        *("iframe", "object", "embed", "canvas", "audio", "video", "map", "dialog", "rt", "rp", "annotation"),
        *(
            "input",
            "button",
            "select",
            "option",
            "textarea",
            "datalist",
            "label",
            "output",
            "progress",
            "meter",
        ),
    )
)
_CHROME_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "toolbar")
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTICE = re.compile(r"cookie|consent|gdpr|skip-?(?:link|to|nav)|screen-reader-text", re.IGNORECASE)
_AIDS = re.compile(
    r"(?:^|[\s_-])(?:toc|table-of-contents|breadcrumbs?|nav|navbar|menu|share|sharing|social|pagination|pager|sitemap"
    r"|editsection|noprint|navbox|headerlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: A page's notice is short; more words than these are text, whatever the class says.
_NOTICE_WORDS = 200

Skip = Callable[[LexborNode], bool]


def ink(node: LexborNode) -> int:
    """How many characters of a node are neither white space nor unseen."""
    total = 0
    stack = [node]
    while stack:
        here = stack.pop()
        if here.tag == "-text":
            total += len("".join((here.text_content or "").split()))
        elif here.tag not in _UNSEEN:
            child = here.child
            while child is not None:
                stack.append(child)
                child = child.next
    return total


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


def is_chrome(node: LexborNode) -> bool:
    """Whether a node belongs to the page and not to the text, wherever it stands."""
    attributes = node.attributes
    if is_unseen(node) or node.tag in ("nav", "menu") or attributes.get("role") in _CHROME_ROLES:
        return True
    name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    if name == " " or node.tag in ("body", "main", "article"):
        return False
    if _NOTICE.search(name):
        return len(node.text(deep=True).split()) <= _NOTICE_WORDS
    return _AIDS.search(name) is not None and _is_links(node)


def is_surround(node: LexborNode) -> bool:
    """Whether a node belongs to the page, where nothing marks the text itself off."""
    if is_chrome(node) or node.tag in ("header", "footer", "aside"):
        return True
    return node.tag in ("ul", "ol", "div", "td", "table", "section") and _is_links(node, least=5)


def _is_links(node: LexborNode, least: int = 1) -> bool:
    """Whether a node is nearly all links, at least `least`, each of few words."""
    links = node.css("a")
    if len(links) < least:
        return False
    texts = [link.text(deep=True).split() for link in links]
    linked = sum(len("".join(words)) for words in texts)
    return linked >= 0.8 * ink(node) and sum(map(len, texts)) <= 6 * len(texts)


def text_root(body: LexborNode) -> tuple[LexborNode, Skip]:
    """The node that holds a page's text, and what to skip inside it.

    It is `main` or the one `article` where that holds most of the page's text; else the body without headers,
    footers, sidebars and menus, unless most of the text would go with them.
    """
    total = _kept(body, is_surround)
    for selector in ("main", "[role=main]", "article"):
        found = [node for node in body.css(selector) if not is_unseen(node)]
        if len(found) == 1 and _kept(found[0], is_chrome) * 2 >= total > 0:
            return found[0], is_chrome
    for skip in (is_surround, is_chrome, is_unseen):
        if _kept(body, skip) * 4 >= ink(body):
            return body, skip
    return body, lambda node: node.tag in _UNSEEN


def _kept(node: LexborNode, skip: Skip) -> int:
    """How many characters of a node stand outside what is skipped."""
    total = 0
    stack = [node]
    while stack:
        child = stack.pop().child
        while child is not None:
            if child.tag == "-text":
                total += len("".join((child.text_content or "").split()))
            elif not skip(child):
                stack.append(child)
            child = child.next
    return total
