"""Which lines read as titles: divisions ("Article 5"), numbers ("3.1 Scope"), capitals, short phrases."""

from __future__ import annotations

import re

#: Divisions of a legal or long text, outermost first.
_RANKS = (
    "book",
    "part",
    "title",
    "chapter",
    "section",
    "subsection",
    "article",
    "rule",
    "clause",
    "regulation",
)
#: Divisions that stand beside the body.
BESIDE = frozenset(
    ("annex", "annexe", "annexure", "appendix", "schedule", "protocol", "exhibit", "attachment", "addendum")
)
_COUNT = "one|two|three|four|five|six|seven|eight|nine|ten|first|second|third"
_LABEL = re.compile(
    rf"(?P<word>{'|'.join((*_RANKS, *sorted(BESIDE)))})\b"
    rf"(?:\s+(?P<number>\d+(?:[.-]\d+)*[a-z]?|[ivxlcdm]+|[a-z]|{_COUNT})\b)?(?P<rest>.*)\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,3})*)\.?\)?|(?P<letter>[A-Z](?:\.\d{1,3})+)\.?|(?:[IVXLC]{1,7}|[A-Z])[.)])"
    r"(?:\s+|(?<=\d\.)(?=[A-Z][a-z]))(?P<rest>\S.*)\Z"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}\b|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    rf"|\b{_MONTH},?\s+(?:19|20)\d\d\b|\b\d{{4}}-\d\d-\d\d\b|\b\d\d?[./]\d\d?[./]\d{{2,4}}\b",
    re.IGNORECASE,
)
#: Addresses, code, leaders and money: what a title has none of.
_FOREIGN = re.compile(r"\A\[.*\]\Z|\A\(.*\)\Z|://|www\.|\S@\S|[{}<>\\=]|_{2,}|\.{3,}|…| \| |[$€£¥₹%]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|will|would|shall|can|could|may|might|must|should|does|did|said|says"
    r"|include|includes|included|took|takes|made|makes|became|becomes|held|shows?|means|it|they|we|you|he|she|i)\b"
)
_LETTERS = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff\uac00-\ud7af]")
_CEREMONY = re.compile(r"(?:HAVE|HAS|WHEREAS|CONSIDERING|RECALLING|DESIRING|HAVING)\b")
_QUESTION = re.compile(
    r"(?:what|why|how|when|where|who|which|whose|is|are|can|could|do|does|did|should|will|may|must)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:figure|fig|table|plate|chart|box|photo|image)s?\b\.?\s*\d|(?:dear|see|by|copyright)\b|©"
    r"|for (?:more |further )?(?:details|information)\b"
    r"|(?:source|note|credit|to|from|cc|re|subject|date|tel|phone|fax|e-?mail|posted|published|updated|example|warning"
    r"|tip|important|caution|hint|address|website|contact|ps|p\.s|e\.g|i\.e|https?|time|venue|place|q|a)s?\.?\s*[:–—-]",
    re.IGNORECASE,
)
_MOST_WORDS = 14


def division(text: str) -> str | None:
    """The division that a line opens ("Article 5", "ANNEX A: Lakes"), in lower case; None for prose."""
    match = _LABEL.match(text)
    if match is None or not text[0].isupper():
        return None
    word, rest = match["word"].lower(), match["rest"].strip()
    if match["number"] is None:
        return word if word in BESIDE and not rest else None
    title = rest.strip(".:—–- ")
    if title and (not re.match(r"[.:—–(\[“\"-]|[^\W\d_a-z]", rest) or rest[-1] in ".,;" or _VERB.search(rest)):
        return None
    return word


def rank(word: str) -> int:
    """How deep a division stands among all there are; those beside the body stand outermost."""
    return _RANKS.index(word) if word in _RANKS else 0


def is_bare(text: str) -> bool:
    """Whether a line is a division's number alone, whose title may follow in the next."""
    match = _LABEL.match(text)
    return match is not None and not match["rest"].strip(" .:—–-")


def numbered_title(text: str) -> str | None:
    """What follows the number that a line begins with ("3.1 Scope"), where that reads as a title."""
    match = _NUMBERED.match(text)
    return match["rest"] if match is not None and is_title(match["rest"]) else None


def depth(text: str) -> int:
    """How deep a numbered line stands: 1 for "3.", a letter or a Roman numeral, 2 for "3.1"."""
    match = _NUMBERED.match(text)
    number = (match["number"] or match["letter"] or "") if match is not None else ""
    return number.count(".") + 1


def is_title(text: str) -> bool:
    """Whether a line reads as a title: a short phrase without a verb, a date or a full stop."""
    if text[-1] in ".,;!" or is_foreign(text) or _DATE.search(text) or has_verb(text):
        return False
    first = _LETTERS.search(text)
    opens = first is not None and not next(c for c in text if c.isalnum()).islower()
    return opens and not _CEREMONY.match(text) and len(text.split()) <= _MOST_WORDS


def is_capitals(text: str) -> bool:
    """Whether a title is written in capitals alone."""
    if text[-1] in ".,;" or any(c.islower() for c in text) or not re.search(r"[^\W\d_]{3}", text):
        return False
    ceremonial = _CEREMONY.match(text) is not None
    return text != text.lower() and not ceremonial and not is_foreign(text) and not _DATE.search(text)


def is_question(text: str) -> bool:
    """Whether a line asks something, as the headings of a list of questions do."""
    return text[-1] == "?" and _QUESTION.match(text) is not None


def is_caption(text: str) -> bool:
    """Whether a line opens with a word that introduces a note, an address or a picture, never a section."""
    return _CAPTION.match(text) is not None


def is_foreign(text: str) -> bool:
    """Whether a line holds an address, code, a leader or an amount of money."""
    return _FOREIGN.search(text) is not None


def has_verb(text: str) -> bool:
    """Whether a line holds a common finite verb or a pronoun: it states something."""
    return _VERB.search(text) is not None
