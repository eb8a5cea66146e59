"""Where a number names a thing instead of counting it: "Article 6", "RFC 2119", "SDG 2, 3 and 7", "v1.2"."""

from __future__ import annotations

import functools
import re

from corpus.names import STOP_WORDS

#: Words after which a number is a name.
LABELS = (
    "act", "annex", "annexure", "appendix", "art", "article", "articles", "building", "bus", "category", "chapter",
    "chap", "class", "clause", "clauses", "comments", "decision", "directive", "doc", "document", "edition", "episode",
    "equation", "errata", "erratum", "fig", "figs", "figure", "figures", "flat", "floor", "footnote", "gate",
    "grade", "group", "highway", "house", "ibid", "id", "iec", "ieee", "iso", "isbn", "issn", "issue", "item",
    "key", "law", "level", "line", "lines", "list", "lot", "mark", "model", "module", "no", "nos", "note", "number",
    "numbers", "ordinance", "order", "page", "pages", "para", "paragraph", "paragraphs", "part", "parts", "phase",
    "pillar", "platform", "point", "points", "port", "pp", "principle", "question", "ref", "regulation",
    "regulations", "release", "resolution", "revision", "rev", "rfc", "rfcs", "room", "route", "row", "rule",
    "rules", "schedule", "scene", "section", "sections", "sec", "series", "sheet", "stage", "std", "step", "suite",
    "table", "tables", "tel", "telephone", "tier", "title", "tome", "track", "type", "unit", "verse", "version",
    "vol", "volume", "wave", "zone", "phone", "fax", "tcp", "udp", "utf", "bcp", "draft", "psalm", "ps",
)  # fmt: skip
_LABEL = re.compile(rf"(?:\b(?:{'|'.join(LABELS)})\b\.?|§+|#|№)\s*\(?(?-i:[A-Z]{{1,4}}[-/ ]?)?$", re.IGNORECASE)
#: An acronym before a number makes a name of it, unless the acronym counts money.
_ACRONYM = re.compile(r"(?:^|[\s(“\"'])(?!AND |OR |THE )[A-Z][A-Z&/-]{1,9}[\s-]{1,2}$")
#: A product, a place or the like with its number: "Debian 11", "Type 2", "the Apollo 11 mission".
_PRODUCT = re.compile(r"(?:(?<=[\w,;)”\"] )|(?<=^)|(?<=\n)|(?<=\())(?P<w>[A-Z][a-z][\w+-]*) $")
_CHAIN = re.compile(r"(\d[\w.]*)(?:\s*(?:,|;|and|or|to|&|[-–])\s*)+$")


def _is_product(text: str, start: int, before: str) -> bool:
    """Whether a number of up to three digits follows a capitalised word that is none of a sentence's small words."""
    word = _PRODUCT.search(before)
    plain = word is None or word["w"].lower() in STOP_WORDS or word["w"].endswith("ly")
    return not plain and re.match(r"\d{1,3}(?:\.\d+)*(?![\d,%])", text[start:]) is not None


@functools.lru_cache(maxsize=1024)  # a chain of numbers asks for each of those before it, again and again
def names(text: str, start: int) -> bool:
    """Whether the number that begins at `start` is a name's part: after a label, an acronym, or such a number."""
    before = text[max(0, start - 60) : start]
    if _LABEL.search(before) or _ACRONYM.search(before) or _is_product(text, start, before):
        return True
    chain = _CHAIN.search(before)
    return chain is not None and names(text, start - (len(before) - chain.start()))
