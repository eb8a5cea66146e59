"""Headings found by their form, in a text that has no marks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Heading, Span

_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t]*(?:\n|\Z)))*")
_LEAVE = re.compile(r"https?://|www\.|\S@\S|^[ \t]*[-*•◦▪‣●–] | \| ")
_DATE = re.compile(r"(?:[A-Z][a-z]+day,? )?(?:\d{1,2} )?[A-Z][a-z]{2,8}\.?,? (?:\d{1,2},? )?\d{4}\Z")
_RUN_IN = re.compile(r"(?P<head>[A-Z0-9][^.:;?!\n]{2,160}?) ?:(?=\s*[A-Z0-9\"“‘'(])")
_LEADS = re.compile(
    r"(?:for (?:more |further )?details|note|notes|dear|see|source|tel|fax|e-?mail|phone)\b", re.IGNORECASE
)


def find_headings(text: str) -> tuple[Heading, ...]:
    """The headings of a plain text, in order: lines that stand alone, and run-in ones that open a paragraph."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Heading]:
    blocks = [Span(m.start(), m.end()) for m in _BLOCK.finditer(text)]
    level = 0
    for number, block in enumerate(blocks):
        words = block.of(text)
        if _stands_alone(words) and number + 1 < len(blocks):
            level = 1
            yield Heading(block, 1, words.rstrip(" :"))
        elif (head := run_in(words)) is not None:
            yield Heading(Span(block.start, block.start + head), level + 1, words[:head], run_in=True)


def _stands_alone(words: str) -> bool:
    return (
        "\n" not in words
        and len(words.split()) <= 20
        and words[-1] not in ".,;?!"
        and not _LEAVE.search(words)
        and not _DATE.match(words)
        and not words[0].islower()
    )


def run_in(words: str) -> int | None:
    """Where the run-in heading that opens a paragraph ends, its colon left out; None where there is none."""
    match = _RUN_IN.match(words)
    if match is None or _LEADS.match(words) or len(match["head"].split()) > 20:
        return None
    return match.end("head")
