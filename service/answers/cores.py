"""The stretches of a text that an answer holds whole or not at all: names, quoted titles, lines, numbers with marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from corpus.model import Passage, Span
from corpus.numbering import names as numbers_name
from corpus.sentences import MARKER
from index.lexical import STOP_WORDS
from index.phrasing import NUMBERS
from service.answers.questions import UNITS

_CAPITAL = r"[^\W\d_a-z](?:[\w&'’-]|\.(?=\w)|(?:(?<=\b\w)|(?<=\b[MDS][rst])|(?<=\bMrs)|(?<=\bProf))\.)*"
_NAME = re.compile(rf"(?<!\w){_CAPITAL}(?:\s+(?:(?:of|for|and|the|de|van|von|&)\s+){{0,2}}{_CAPITAL})*")
_QUOTED = re.compile(r"“(?P<q1>[^“”]{2,200})”|«(?P<q2>[^«»]{2,200})»|\"(?P<q3>[^\"\n]{2,200})\"")
#: The rest of a number or a date that stands before its last digits, and after its first; and of a file's name.
_DIGITS_BEFORE = re.compile(r"(?<![\w.:-])(?:\d{4}-(?:\d\d-)?|(?:\d{1,9}[/.]){1,4})\Z")
_DIGITS_AFTER = re.compile(r"(?:(?:-\d\d(?!\d)){1,2}|(?:[/.]\d{1,9}){1,4})(?![\w:-])")
_NAME_BEFORE = re.compile(r"(?<!\w)[^\W_]\w{0,60}_\Z")
_NAME_AFTER = re.compile(
    r"_\w{0,60}[^\W_](?!\w)|\.(?:md|rst|txt|toml|json|ya?ml|py|js|ts|html?|css|csv|xml|pdf|docx?|xlsx?|cfg|conf|ini|sh|log"
    r"|lock|zip|gz|tar|rs|go|java|sql|png|jpe?g|svg)(?![\w.])"
)
#: What a number is counted in, where the words before end in one, and what that is counted by: "20 km per hour".
_COUNTS = re.compile(rf"(?:(?P<d>\d[\d.,]*)|\b(?:{'|'.join(NUMBERS)}))\Z")
_UNIT_AFTER = re.compile(rf"\s(?:{UNITS})\b(?:\sper\s[a-z]+|/[a-z]+)?")
_RATED, _RATE_AFTER = re.compile(rf"\d\s(?:{UNITS})\Z"), re.compile(r"\sper\s[a-z]+|/[a-z]+")
#: And the rest of a short name with its version, as licences have: the "BY 4.0" after a name of two capitals.
_SHORT = re.compile(r"(?<!\w)[A-Z]{2,}\Z")
_SHORT_AFTER = re.compile(
    r"(?:[ -][A-Z]{2,3})?[ -]\d+(?:\.\d+)+(?![\w%]|\s(?:million|billion|thousand|trillion|per ?cent|times|km|m|kg)\b)"
)
#: A file's name, or a number, is looked for in so many characters before.
_NEAR = 80
_AND = re.compile(r"\s+and\s+")
#: A line of prose is wrapped no earlier than this.
_WRAPPED = 60


def numbered(part: str, text: str) -> Iterator[Span]:
    """The places where a part of a document is called by its number or letter: "Article 5", "annex B"."""
    number = r"(?:\d+(?:\.\d+)*[a-z]?|[IVXLC]+|[A-Z])"
    return (Span(*match.span()) for match in re.finditer(rf"\b(?i:{part})\s+{number}(?!\w)", text))


def quoted(text: str) -> Iterator[Span]:
    """What stands in quotation marks, without them."""
    return (Span(*match.span(match.lastgroup or 0)) for match in _QUOTED.finditer(text))


def names(text: str) -> Iterator[Span]:
    """Runs of capitalised words with the small words that join them, less those that only open a sentence.

    One that "and" joins may be one name or two: it is told whole and in its parts.
    """
    for match in _in_lines(_NAME.finditer(text), text):
        start = match.start() + sum(map(len, takewhile(_opens, re.findall(r"\S+\s*", match.group()))))
        if start >= match.end():
            continue
        yield Span(start, match.end())
        cuts = [start, *(place for cut in _AND.finditer(text, start, match.end()) for place in cut.span()), match.end()]
        if len(cuts) > 2:
            yield from map(Span, cuts[::2], cuts[1::2])


def _in_lines(found: Iterable[re.Match[str]], text: str) -> Iterator[re.Match[str]]:
    """The names, each cut where a short line ends: a list of lines isn't prose that was wrapped."""
    for match in found:
        cuts = [match.start() + place.start() for place in re.finditer(r"\n", match.group())]
        ends = [cut for cut in cuts if _ends_line(text, cut)]
        for start, end in pairwise([match.start(), *ends, match.end()]):
            if part := _NAME.search(text, start, end):
                yield part


def _opens(word: str) -> bool:
    return word.strip().casefold() in STOP_WORDS


def lines_of(text: str, span: Span) -> list[Span]:
    """The parts of a stretch that stand in lines of their own, without their marks; one where it is wrapped prose."""
    marks = [place.start() for place in re.finditer(r"\n", text[span.start : span.end])]
    ends = [end for mark in marks if _ends_line(text, end := span.start + mark)]
    parts = []
    for first, last in pairwise([span.start, *ends, span.end]):
        words = text[first:last]
        line = words.lstrip("\n")
        opening = MARKER.match(line)
        said = line[opening.end() :] if opening else line
        if said.strip():
            start = last - len(said.lstrip())
            parts.append(Span(start, start + len(said.strip())))
    return parts or [span]


def _ends_line(text: str, at: int) -> bool:
    """Whether the line that ends there is one of a list or a table, and not prose that was wrapped."""
    return at - (text.rfind("\n", 0, at) + 1) < _WRAPPED or MARKER.match(text, at + 1) is not None


def whole(span: Span, cores: Sequence[Span]) -> Span:
    """The span with the rest of any core that it cuts; of a core and its parts, the parts."""
    met = [core for core in cores if core.meets(span)]
    cut = [core for core in met if not any(core != part and core.covers(part) for part in met)]
    return Span(min([span.start, *(c.start for c in cut)]), max([span.end, *(c.end for c in cut)]))


def uncut(passage: Passage, span: Span) -> Span:
    """The span with the rest of a number, a date, a measure or a name that it cuts: the "-01-01" of "2020-01-01"."""
    text, first = passage.text, passage.span.start
    start, end = span.start - first, span.end - first
    if not 0 <= start < end <= len(text):
        return span
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    ahead = (_DIGITS_BEFORE if text[start].isdigit() else _NAME_BEFORE).search(before)
    behind = (_DIGITS_AFTER if text[end - 1].isdigit() else _NAME_AFTER).match(after)
    if ahead and text[start].isalnum():
        start -= len(ahead.group())
    if behind and text[end - 1].isalnum():
        end += behind.end()
    for cut, rest in ((_COUNTS, _UNIT_AFTER), (_RATED, _RATE_AFTER), (_SHORT, _SHORT_AFTER)):
        ends = cut.search(text, start, end)
        if ends is None or (ends.groupdict().get("d") and numbers_name(text, ends.start("d"))):
            continue  # "Gate 7" counts nothing
        if more := rest.match(text, end):
            end = more.end()
    return Span(start + first, end + first)
