"""Run-in headings: the words that open a paragraph and name what it is about."""

from __future__ import annotations

import re

from corpus.abbreviations import OPENERS
from corpus.formats.titles import has_verb, is_caption, is_foreign

_MOST_WORDS = 20
#: A paragraph says at least so many words after its heading.
_LEAST_AFTER = 8
_SMALL = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "as",
            "at",
            "between",
            "by",
            "de",
            "del",
            "der",
            "des",
            "di",
            "du",
            "el",
            "for",
            "from",
        ),
        *(
            "in",
            "into",
            "la",
            "le",
            "of",
            "on",
            "or",
            "per",
            "the",
            "to",
            "under",
            "upon",
            "van",
            "via",
            "von",
            "vs",
        ),
        "with",
    )
)
_COLON = re.compile(r"(?P<head>[^\s:.;?!](?:[^:;?!\n]{1,200}?)?)\s?:(?=\s*[^\W_]|\s*[\"“‘'(])(?!//)")
_NUMBER = re.compile(
    r"(?P<head>(?:(?:article|section|clause|rule)\s+)?\d{1,3}(?:\.\d{1,3})*\.?\s*(?P<title>[^.:;?!\n]{0,80}?))"
    r"(?:[.:]|\s[-–—])\s+(?=[A-Z\"“(])",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"”’)]*(?:\s|\Z)")
_WORD = re.compile(r"[^\W_][\w'’&/.-]*")
_PAST = re.compile(r"[a-z]{3,}ed")


def run_in(text: str) -> int:
    """How many characters of a paragraph are a run-in heading ("Validity: The memorandum …"); 0 for none.

    It is a noun phrase of up to 20 words before a colon, with or without a space after it, and before a
    sentence; or a number and a title before a full stop ("3.2 Term. This agreement …").
    """
    match = _NUMBER.match(text)
    if match is not None and _is_numbered(match) and len(text[match.end() :].split()) >= _LEAST_AFTER:
        return match.end("head")
    match = _COLON.match(text)
    if match is None or is_caption(text) or len(match["head"].split()) > _MOST_WORDS:
        return 0
    return match.end("head") if _is_sentence(text[match.end() :].strip()) and _is_name(match["head"]) else 0


def _is_numbered(match: re.Match[str]) -> bool:
    """Whether a number has a title, or is that of an article; a paragraph's number alone is no heading."""
    return _is_name(match["title"]) if match["title"] else match["head"][0].isalpha()


def _is_sentence(text: str) -> bool:
    opens = text[0].isupper() or text[0] in "\"“‘'("
    return opens and len(text.split()) >= _LEAST_AFTER and _STOP.search(text) is not None


def _is_name(head: str) -> bool:
    """Whether words name a thing rather than begin a sentence."""
    if has_verb(head) or is_foreign(head) or not (head[0].isupper() or head[0].isdigit()):
        return False
    if re.search(r"\.\s", head) or (head[-1].isdigit() and " " not in head) or head.count("(") != head.count(")"):
        return False
    words = [word for word in _WORD.findall(head) if word.lower() not in _SMALL]
    if head.split(maxsplit=1)[0].lower() in OPENERS - {"a", "the"} or any(_PAST.fullmatch(word) for word in words):
        return False
    return _is_capitalised(words)


def _is_capitalised(words: list[str]) -> bool:
    """Whether enough of the words begin with a capital, the more the longer the phrase is."""
    capital = sum(not word[0].islower() for word in words)
    if len(words) > 8:
        return capital >= 0.8 * len(words)
    return capital * 2 > len(words) or len(words) <= 2 or (len(words) <= 4 and capital > 0)
