"""Where a sentence ends: rules of form, one pass over the text, no model.

A stretch is first parted into its lines of structure (paragraphs, list items, table rows; a hard-wrapped line
is none), each of those at its full stops, and what is still too long for an encoder at semicolons, commas,
spaces, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from corpus.abbreviations import LEADING, OPENERS, TRAILING
from corpus.model import Span

#: No sentence is longer: an encoder of 256 word pieces must hold one with room to spare.
MAX_WORDS = 120
MAX_CHARACTERS = 1000

#: How a list item opens: a bullet (in plain text also an "o"), or a number, letter or Roman numeral before a bracket
#: or a full stop.
MARKER = re.compile(
    r"[ \t]*(?:[-*+•◦▪‣⁃●○■□–—·∙][ \t]+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][ \t]+|\[\d{1,3}\][ \t]+"
    r"|o(?:[ \t]{2,}|[ \t](?=[A-Z\d\"“(<])))"
)

_STOP = re.compile(
    r"(?P<stop>\.(?:[ ]\.)+|[.!?…]+|[。！？｡]+)"
    r"(?P<close>(?:[\"'”’»›)\]}⁰¹²³⁴-⁹]|\[\d{1,3}(?:[,–-] ?\d{1,3})*\]|(?<=[a-z]{3}\.)\d{1,3}(?=\s+[A-Z]))*)"
    r"(?P<gap>\s*)"
)
_BEFORE = re.compile(r"[^\s(\[“\"‘{—–/]+\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ONLY_MARKER = re.compile(r"\s*(?:[-*+•◦▪‣⁃●]\s*)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_CITATION = re.compile(r"\([^()]{1,60}\)[.!?]")
_ADDRESS = re.compile(r"://|www\.|[@\\=]")
_GLUABLE = re.compile(r"(?:[^\W\d_]{2}|\d{2}|[)\]])\Z")
_INK = re.compile(r"\S+")
_FIRST = re.compile(r"\s*\S+")
_ROW = re.compile(r" \| |\S {3,}\S")
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t]*(?:\n|\Z)))*")
#: Prose is hard-wrapped to no fewer columns.
_NARROWEST = 50


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of `text` inside `span`, in order, in offsets of `text`.

    They don't overlap, begin and end with ink, and hold every character of the span that is not white space.
    None has more than MAX_WORDS words or MAX_CHARACTERS characters. Linear in the length of the span.
    """
    found: list[Span] = []
    for line in _parted(text, span, _line_starts(text, span)):
        for sentence in _parted(text, line, _sentence_starts(text, line)):
            found.extend(_short_enough(text, sentence))
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _parted(text: str, span: Span, cuts: Iterable[int]) -> Iterator[Span]:
    """The span cut at each place, without the white space at the ends of the parts."""
    for start, end in pairwise((span.start, *cuts, span.end)):
        part = trimmed(text, start, end)
        if part is not None:
            yield part


def _line_starts(text: str, span: Span) -> Iterator[int]:
    """Where a paragraph, a list item, a table row begins, or a line after one that was ended early."""
    for block in _BLOCK.finditer(text, span.start, span.end):
        yield block.start()
        if "\n" in block[0]:
            yield from _breaks(block[0], block.start())


def _breaks(block: str, offset: int) -> Iterator[int]:
    lines = block.split("\n")
    width = max(map(len, lines))
    for before, line in pairwise(lines):
        offset += len(before) + 1
        if _is_new(before, line, width):
            yield offset


def _is_new(before: str, line: str, width: int) -> bool:
    """Whether a line opens something new instead of going on with the line before it."""
    if MARKER.match(line) or _ROW.search(line) or _ROW.search(before):
        return True
    first = _FIRST.match(line)
    if first is None or first[0].strip()[0].islower():
        return False
    room = width - len(before) - len(first[0].strip()) - 1
    return width < _NARROWEST or room > 0.25 * width


def _sentence_starts(text: str, span: Span) -> Iterator[int]:
    """Where the next sentence of a line begins: after each stop that ends one."""
    opened = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if match.end() < span.end and _ends(text, opened, match):
            opened = match.end()
            yield opened


def _ends(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether the sentence that opened at `opened` ends at this stop."""
    stop, at = match["stop"], match.start()
    if stop[0] in "。！？｡":
        return True
    before = _BEFORE.search(text, max(opened, at - 60), at)
    word = before[0] if before else ""
    if not match["gap"]:
        return len(stop) == 1 and _ends_glued(text, match, word, at - opened)
    following = text[match.end()]
    if following.islower() or following in ",;:)]" or _CITATION.match(text, match.end()):
        return False
    if at - opened < 12 and _ONLY_MARKER.match(text, opened, at):
        return False
    if stop == "." and not match["close"]:
        return _ends_after(word, following, opens=_opens(text, match.end()))
    return stop != ". . ."


def _opens(text: str, at: int) -> bool:
    """Whether a word that begins sentences stands here, and not an initial ("J. A. Smith")."""
    word = _WORD.match(text, at)
    if word is None or not word[0][0].isupper() or word[0].lower() not in OPENERS:
        return False
    return len(word[0]) > 1 or text[word.end() : word.end() + 1] != "."


def _ends_after(word: str, following: str, *, opens: bool) -> bool:
    """Whether a single full stop and a space after `word` end a sentence."""
    low = word.lower().strip("'’")
    if low in LEADING:
        return False
    if low == "etc":
        return True
    if low == "no":
        return not following.isdigit()
    if low in TRAILING or _INITIALS.match(word):
        return opens or (following in '“"‘(' and low not in ("u.s", "u.k", "u.n"))
    return True


def _ends_glued(text: str, match: re.Match[str], before: str, length: int) -> bool:
    """Whether a sentence of `length` characters ends at a stop with no space after it ("initiated.As a")."""
    word = _WORD.match(text, match.end())
    if word is None or not word[0][0].isupper() or not (word[0][1:].islower() or len(word[0]) == 1):
        return False
    after = text[word.end() : word.end() + 1]
    if after not in (" ", ",", "\n") or _ADDRESS.search(before) or "." in before.strip("."):
        return False
    if match["close"] or match["stop"] in "?!":
        return True
    if not _GLUABLE.search(before) or before.lower() in LEADING:
        return False
    in_prose = before.isalpha() and before.islower() and before not in TRAILING
    return word[0].lower() in OPENERS or (in_prose and len(before) > 3 and length >= 40 and after == " ")


def _short_enough(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or balanced parts of it of at most MAX_WORDS words and MAX_CHARACTERS characters."""
    words = len(text[span.start : span.end].split())
    rest: Span | None = span
    while rest is not None and (words > MAX_WORDS or len(rest) > MAX_CHARACTERS):
        parts = max(-(-words // MAX_WORDS), -(-len(rest) // MAX_CHARACTERS))
        cut = _cut_near(text, rest, rest.start + len(rest) // parts)
        part = trimmed(text, rest.start, cut)
        if part is not None:
            words -= len(part.of(text).split())
            yield part
        rest = trimmed(text, cut, span.end)
    if rest is not None:
        yield rest


def _cut_near(text: str, span: Span, ideal: int) -> int:
    """The last good place up to `ideal` to cut a sentence at, else `ideal` itself; at most MAX_WORDS on."""
    words = list(islice(_INK.finditer(text, span.start, ideal), MAX_WORDS + 1))
    if len(words) > MAX_WORDS:
        ideal = words[-1].start()
    earliest = span.start + (ideal - span.start) // 3
    for mark in ("; ", ", ", " ", "\n"):
        place = text.rfind(mark, earliest, ideal)
        if place >= 0:
            return place + len(mark)
    return ideal
