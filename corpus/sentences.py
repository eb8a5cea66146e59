"""Where a sentence ends: rules of form, one pass over the text, no model.

A stretch is first parted into its lines of structure (paragraphs, list items, table rows; a hard-wrapped line
is none), each of those at its full stops, and what is still too long for an encoder at semicolons, commas,
spaces, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.abbreviations import LEADING, OPENERS, TRAILING
from corpus.model import Span

#: No sentence is longer: an encoder of 256 word pieces must hold one with room to spare.
MAX_WORDS = 120
MAX_CHARACTERS = 1000

#: How a list item opens: a bullet, a number, a letter or a Roman numeral in or before a bracket, a number and a stop.
MARKER = re.compile(
    r"[ \t]*(?:[-*+•◦▪‣●○■□–—·∙][ \t]+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)][ \t]+|\[\d{1,3}\][ \t]+)"
)

_STOP = re.compile(
    r"(?P<stop>[.!?…]+|[。！？｡]+)(?P<close>(?:[\"'”’»)\]}]|\[\d{1,3}(?:[,–-] ?\d{1,3})*\])*)(?P<gap>\s*)"
)
_BEFORE = re.compile(r"[^\s(\[“\"‘{—–/]+\Z")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ONLY_MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})\Z")
_ADDRESS = re.compile(r"://|www\.|@|\\|=")
_BREAK = re.compile(r"\n[ \t]*(?:\n\s*)?")


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of `text` inside `span`, in order, in offsets of `text`.

    They don't overlap, begin and end with ink, and hold every character of the span that is not white space.
    None has more than MAX_WORDS words or MAX_CHARACTERS characters. Linear in the length of the span.
    """
    found: list[Span] = []
    for line in _lines(text, span):
        for sentence in _parted(text, line, _stops(text, line)):
            found.extend(_short_enough(text, sentence))
    return tuple(found)


def _parted(text: str, span: Span, cuts: Iterator[int]) -> Iterator[Span]:
    """The span cut at each place, without the white space at the ends of the parts."""
    start = span.start
    for cut in (*cuts, span.end):
        part = trimmed(text, start, cut)
        if part is not None:
            yield part
        start = cut


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The parts that no sentence crosses: paragraphs, list items, table rows, lines that were ended early."""
    return _parted(text, span, _line_breaks(text, span))


def _line_breaks(text: str, span: Span) -> Iterator[int]:
    for block in re.compile(r"\S(?:[^\n]|\n(?![ \t]*(?:\n|\Z)))*").finditer(text, span.start, span.end):
        yield block.start()
        starts = [block.start()]
        for newline in re.compile(r"\n").finditer(text, block.start(), block.end()):
            starts.append(newline.end())
        if len(starts) == 1:
            continue
        ends = [start - 1 for start in starts[1:]] + [block.end()]
        width = max(end - start for start, end in zip(starts, ends, strict=True))
        for number, start in enumerate(starts[1:], 1):
            if _breaks(text, starts[number - 1], ends[number - 1], start, ends[number], width):
                yield start


def _breaks(text: str, before: int, before_end: int, start: int, end: int, width: int) -> bool:
    """Whether the line at `start` opens something new instead of going on with the line before it."""
    if MARKER.match(text, start, end) or " | " in text[start:end] or " | " in text[before:before_end]:
        return True
    first = _BEFORE_SPACE.match(text, start, end)
    room = width - (before_end - before) - 1 - (len(first[0].strip()) if first else 0)
    return room > 0.25 * width and not text[start:end].lstrip()[:1].islower()


_BEFORE_SPACE = re.compile(r"\s*\S+")


def _stops(text: str, span: Span) -> Iterator[int]:
    """Where the next sentence of a line may begin: after each stop that ends one."""
    opened = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if match.end() < span.end and _ends(text, opened, match):
            opened = match.end()
            yield opened


def _ends(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether the sentence that opened at `opened` ends at this stop."""
    stop, at = match["stop"], match.start()
    following = text[match.end()]
    if stop[0] in "。！？｡":
        return True
    lead = _BEFORE.search(text, max(opened, at - 60), at)
    before = lead[0] if lead else ""
    if not match["gap"]:
        return _ends_glued(text, opened, match, before)
    if _ONLY_MARKER.match(text[opened:at].strip()):
        return False
    opener = _WORD.match(text, match.end())
    opens = opener is not None and opener[0][0].isupper() and opener[0].lower() in OPENERS
    if following.islower():
        return False
    if stop != ".":
        return following not in ",;:" and (stop[0] in "!?" or not following.isdigit())
    if match["close"]:
        return following not in ",;:"
    return _ends_after(before, following, opens=opens)


def _ends_after(before: str, following: str, *, opens: bool) -> bool:
    """Whether a single full stop and a space after the word `before` end a sentence."""
    word = before.lower().strip("'’")
    if following in ",;:)]":
        return False
    if word in LEADING:
        return False
    if word in ("no", "nos"):
        return not following.isdigit()
    if len(before) == 1 and before.isalpha() and before != "I":
        return opens
    if word in TRAILING or (before == "I" and not opens):
        return opens or (following in "\"“‘'([•" and word not in ("no", "u.s", "u.k"))
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", before):
        return opens
    return True


def _ends_glued(text: str, opened: int, match: re.Match[str], before: str) -> bool:
    """Whether a sentence ends at a stop with no space after it ("initiated.As a special case")."""
    following = _WORD.match(text, match.end())
    if following is None or not following[0][0].isupper() or len(match["stop"]) > 1:
        return False
    word, after = following[0], text[following.end() : following.end() + 1]
    if _ADDRESS.search(before) or "/" in before.rpartition(" ")[2] and "." in before or after not in " ,\n":
        return False
    if word[1:] and not word[1:].islower():
        return False
    if match["close"] or match["stop"] in "?!":
        return True
    if not re.search(r"(?:[a-zà-ÿ]{2}|\d{2}|[A-Z]{2}[a-z]?)\Z", before) or "." in before.strip("."):
        return False
    if before.lower() in LEADING or (before.lower() in TRAILING and word.lower() not in OPENERS):
        return False
    if word.lower() in OPENERS:
        return True
    return (
        before.islower()
        and before.isalpha()
        and len(before) > 3
        and match.start() - opened >= 40
        and after == " "
    )


def _short_enough(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or parts of it of at most MAX_WORDS words and MAX_CHARACTERS characters."""
    words = len(text[span.start : span.end].split())
    if words <= MAX_WORDS and len(span) <= MAX_CHARACTERS:
        yield span
        return
    parts = max(-(-words // MAX_WORDS), -(-len(span) // MAX_CHARACTERS))
    cut = _cut_near(text, span, span.start + len(span) // parts)
    for part in _parted(text, span, iter((cut,))):
        yield from _short_enough(text, part)


def _cut_near(text: str, span: Span, ideal: int) -> int:
    """The place before or at `ideal` where a sentence is best cut, else `ideal` itself."""
    earliest = span.start + (ideal - span.start) // 3
    for mark in ("; ", ", ", " ", "\n"):
        place = text.rfind(mark, earliest, ideal)
        if place >= 0:
            return place + len(mark)
    return ideal
