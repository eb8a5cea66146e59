"""Paged text to running text: page breaks, running heads, page numbers and tables of contents go.

Offsets count in what is left, so that a passage may run across a page break as if there were none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, takewhile

#: So many lines on each side of a page break may be running heads or feet.
_EDGE = 3
#: Neither a page number nor a line of contents is longer.
_LONGEST = 160
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—~|\[(]*\s*(?:p(?:age|g|\.)?\s*)?(?P<n>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—~|\])]*"
    r"|\S.*[\[( |]p(?:age|g\.?)\s+(?P<m>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*)\s*\Z",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\s*(?P<label>\S.*?)\s*(?:\.\s?){3,}\s*(?P<page>\d{1,4}|[ivxlc]{1,6})\s*\Z")
#: Leaders further apart than this many lines are not of one table.
_APART = 12
#: A table of contents has no fewer lines.
_FEWEST = 3
_CONTENTS_HEAD = re.compile(r"\s*(?:table of )?contents\W*\Z", re.IGNORECASE)


def without_pages(text: str) -> str:
    """The text without form feeds, running heads and feet, page numbers, and dotted tables of contents.

    A line counts as a running head where it comes back, digits aside, at other page breaks too. A paragraph
    that a page break parted is joined again. A text without pages comes back as it is.
    """
    lines = text.replace("\f", "\n\f\n").split("\n")
    breaks = [i for i, line in enumerate(lines) if line == "\f"] or _numbered(lines)
    if breaks:
        lines = _joined(lines, breaks)
    return "\n".join(_without_contents(lines))


def _numbered(lines: Sequence[str]) -> list[int]:
    """The lines that end or open pages in a text without form feeds: page numbers that count up by one."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        match = _page_number(line)
        if match and (not _ink(lines, i - 1) or not _ink(lines, i + 1)):
            number = int(match["n"] or match["m"])
            run = runs.setdefault(form_of(line), [])
            if not run or number == run[-1][1] + 1:
                run.append((i, number))
    best = max(runs.values(), key=len, default=[])
    wanted = 2 if best and "page" in lines[best[0][0]].lower() else 4
    apart = best and best[-1][0] - best[0][0] >= 15 * (len(best) - 1)
    return [i for i, _ in best] if apart and len(best) >= wanted else []


def _page_number(line: str) -> re.Match[str] | None:
    return _PAGE_NUMBER.match(line) if len(line) < _LONGEST else None


def _ink(lines: Sequence[str], i: int) -> bool:
    return 0 <= i < len(lines) and bool(lines[i].strip())


def form_of(line: str) -> str:
    """A line as its recurrences share it: without its numbers and its spaces."""
    return _NUMBER.sub("#", " ".join(line.split()))


def _edges(lines: Sequence[str], breaks: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Of each page with ink the first lines, first first, and the last, last first."""
    for before, after in pairwise((-1, *breaks, len(lines))):
        inked = [i for i in range(before + 1, after) if lines[i].strip()]
        if inked:
            yield inked[:_EDGE], inked[: -_EDGE - 1 : -1]


def _furniture(lines: Sequence[str], breaks: Sequence[int]) -> set[int]:
    """The lines that are not part of the text: the breaks and what recurs beside them."""
    pages = list(_edges(lines, breaks))
    forms = Counter(form for top, bottom in pages for form in {form_of(lines[i]) for i in (*top, *bottom)})
    wanted = max(2, len(pages) // 4)
    gone = set(breaks)
    for edge in chain.from_iterable(pages):
        recurring = [forms[form_of(lines[i])] >= wanted or _page_number(lines[i]) is not None for i in edge]
        # Nothing beyond the first line of the text proper is furniture, however often it recurs.
        gone.update(edge[: recurring.index(False) if False in recurring else len(recurring)])
    inked = any(line.strip() for i, line in enumerate(lines) if i not in gone)
    return gone if inked else set(breaks)


def _joined(lines: Sequence[str], breaks: Sequence[int]) -> list[str]:
    """The lines of the text proper, with one blank line at each break, or none inside a paragraph."""
    gone = _furniture(lines, breaks)
    kept: list[str] = []
    torn = False
    width = max(len(line) for i, line in enumerate(lines) if i not in gone)
    for i, line in enumerate(lines):
        if i in gone:
            torn = True
        elif line.strip():
            if torn:
                while kept and not kept[-1].strip():
                    kept.pop()
                if kept and not _goes_on(kept[-1], line, min(width, 100)):
                    kept.append("")
                torn = False
            kept.append(line)
        elif not torn:
            kept.append(line)
    return kept


def _goes_on(before: str, after: str, width: int) -> bool:
    """Whether a paragraph goes on from the last line of one page to the first of the next."""
    if before.rstrip()[-1] in ".!?:;" or len(before) < 0.6 * width:
        return False
    return _indent(before) == _indent(after) or after.lstrip()[0].islower()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _without_contents(lines: Sequence[str]) -> list[str]:
    """The lines without those of a table of contents, and the blank ones between."""
    gone = contents_lines(lines)
    if not gone:
        return list(lines)
    first, last = min(gone), max(gone)
    return [line for i, line in enumerate(lines) if i not in gone and not (first < i < last and not line.strip())]


def contents_lines(lines: Sequence[str]) -> set[int]:
    """The lines of a table of contents, and the one that heads it.

    They have dotted leaders to page numbers; or they stand below a line that says so, and each comes again later.
    """
    leaders = [(i, match) for i, line in enumerate(lines) if len(line) < _LONGEST and (match := _CONTENTS.match(line))]
    later = Counter(form_of(line) for line in lines if line.strip())
    gone: set[int] = set()
    bounds = [i for i in range(len(leaders)) if i == 0 or leaders[i][0] - leaders[i - 1][0] > _APART]
    for start, end in pairwise([*bounds, len(leaders)]):
        again = sum(1 for _, match in leaders[start:end] if later[form_of(match["label"])])
        if end - start < _FEWEST or again * 2 < end - start:
            continue
        first = leaders[start][0]
        above = next((i for i in range(first - 1, -1, -1) if lines[i].strip()), first)
        gone |= {i for i, _ in leaders[start:end]} | ({above} if _CONTENTS_HEAD.match(lines[above]) else set())
    return gone | _announced(lines)


def _announced(lines: Sequence[str]) -> set[int]:
    """The lines below one that announces the contents which come again later, with text between them."""
    said = [" ".join(line.split()).casefold() for line in lines]
    last = {words: i for i, words in enumerate(said)}
    for head in (i for i, line in enumerate(lines) if _CONTENTS_HEAD.match(line)):
        run = takewhile(lambda i: not said[i] or last[said[i]] > i, range(head + 1, len(lines)))
        found = [i for i in run if said[i]]
        again = sorted(last[said[i]] for i in found)
        apart = sum(any(said[first + 1 : second]) for first, second in pairwise(again))
        if len(found) >= _FEWEST and apart * 2 >= len(again) - 1:
            return {head, *found}  # a text has one
    return set()
