"""Telephone numbers and addresses on the net: whether a question asks for one, and where a text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from corpus.model import Span

Contact: TypeAlias = Literal["phone", "email", "web"]

_ASKED: tuple[tuple[Contact, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\be-?mails?\b(?! (?:alarm|alert|message|notification)s?\b)", re.IGNORECASE)),
    (
        "phone",
        re.compile(
            r"\b(?:(?:tele)?phone|tel|fax|mobile)(?:'s)? (?:number|no\b)"
            r"|\bnumber (?:to|can i|do i) (?:call|ring|phone)",
            re.IGNORECASE,
        ),
    ),
    ("web", re.compile(r"\b(?:web ?site|web ?page|web address|url|home ?page)\b", re.IGNORECASE)),
)
_ASKS = re.compile(
    r"^\W*(?:(?:what|which)(?:'s|’s| is| are)?\b|(?:tele)?phone|tel\b|fax|e-?mail|web|url|give|tell)", re.IGNORECASE
)
_FORMS: dict[Contact, re.Pattern[str]] = {
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "phone": re.compile(r"(?<![\w.])(?:\+|\(?0|00)?\(?\d[\d()]*(?:[ ./-]?\(?\d+\)?){2,}"),
    "web": re.compile(
        r"(?:https?://|www\.)[^\s|)>\]]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|int|edu|io|eu|[a-z]{2})\b(?:/\S*)?"
    ),
}
_FEWEST_DIGITS = 6
_PARAGRAPH = re.compile(r"\n\s*\n")


def contact_of(question: str) -> Contact | None:
    """The kind of contact that the question asks for; None for any other question."""
    if not _ASKS.match(question):
        return None
    return next((kind for kind, asked in _ASKED if asked.search(question)), None)


def contacts(kind: Contact, text: str) -> Iterator[Span]:
    """Where the text gives contacts of this kind."""
    for match in _FORMS[kind].finditer(text):
        if kind != "phone" or sum(map(str.isdigit, match.group())) >= _FEWEST_DIGITS:
            yield Span(*match.span())


def entry(text: str, at: int) -> str:
    """The entry that a place belongs to: the row of a table, or the paragraph."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    row = text[start : end if end >= 0 else len(text)]
    if "|" in row:
        return row
    edges = [0, *(mark.end() for mark in _PARAGRAPH.finditer(text)), len(text)]
    first = max(edge for edge in edges if edge <= at)
    return text[first : min((edge for edge in edges if edge > at), default=len(text))]
