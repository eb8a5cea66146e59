"""Headings found by their form, in a text that has no marks for them.

A line that is no heading after all costs nothing: it stays prose and is merged with what follows. One that is
wrongly taken for a heading leaves the prose. So every rule here would rather miss one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.layout import Piece
from corpus.formats.titles import (
    BESIDE,
    depth,
    division,
    is_bare,
    is_capitals,
    is_caption,
    is_question,
    is_title,
    numbered_title,
    rank,
)

_MOST_WORDS = 18
#: So many columns of indentation centre a line.
_CENTRED = 12
_YEAR = re.compile(r"(?:19|20)\d\d\b \S")


def heading_levels(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """For each piece the level of the heading that it is, 1 outermost; 0 where it is none.

    Levels follow the divisions' own order (part, chapter, article), the depth of a number ("3.1"), the order
    in which underlines first occur; any other heading is outermost, or below those that are underlined.
    """
    margin = _margin(pieces)
    forms = _without_runs(pieces, [_form(pieces, i, margin) for i in range(len(pieces))])
    pairs = list(zip(pieces, forms, strict=True))
    words = {division(piece.text) for piece, form in pairs if form == "division"}
    ranks = sorted({rank(word) for word in words if word is not None and word not in BESIDE})
    lines = list(dict.fromkeys(piece.underline for piece in pieces if piece.underline))
    # Where underlines mark the headings, a line without one stands below them.
    below = len(lines) + 1 if forms.count("underlined") > 3 else 1
    return tuple(_level(piece, form, ranks, lines) or (below if form else 0) for piece, form in pairs)


def title_end(pieces: Sequence[Piece], levels: Sequence[int], i: int) -> int:
    """Past the heading at `i`, and past its title in the next line where it has none ("Article 5")."""
    if not is_bare(pieces[i].text) or i + 2 >= len(pieces):
        return i + 1
    title = pieces[i + 1]
    follows = title.block == pieces[i].block or (levels[i + 1] == 1 and not title.underline)
    return i + 2 if follows and _is_subtitle(title) else i + 1


def _is_subtitle(piece: Piece) -> bool:
    short = piece.kind == "prose" and piece.words <= 12
    return short and division(piece.text) is None and (is_title(piece.text) or is_capitals(piece.text))


def _level(piece: Piece, form: str, ranks: Sequence[int], lines: Sequence[str]) -> int:
    """The level that a heading's own mark gives it; 0 where it has none."""
    if form == "division":
        word = division(piece.text)
        return 1 if word is None or word in BESIDE else 1 + ranks.index(rank(word))
    if form == "underlined":
        return 1 + lines.index(piece.underline)
    return depth(piece.text) if form == "numbered" else 0


def _form(pieces: Sequence[Piece], i: int, margin: int) -> str:
    """How a piece is a heading: underlined, division, numbered, capitals, plain; empty where it is none."""
    piece = pieces[i]
    if piece.underline:
        return "underlined"
    first = i == 0 or pieces[i - 1].block != piece.block
    if not first or i + 1 == len(pieces) or piece.kind == "row" or piece.words > _MOST_WORDS:
        return ""
    if division(piece.text) is not None:
        return "division"
    return _unmarked_form(pieces, i, margin) if _stands_out(piece, pieces[i + 1]) else ""


def _unmarked_form(pieces: Sequence[Piece], i: int, margin: int) -> str:
    piece = pieces[i]
    if numbered_title(piece.text) is not None and piece.indent <= _body_indent(pieces, i):
        return "numbered"
    if piece.kind == "prose" and is_capitals(piece.text):
        return "capitals"
    flush = margin == 0 or piece.indent < margin or piece.indent >= _CENTRED
    return "plain" if flush and _is_plain(pieces, i) else ""


def _margin(pieces: Sequence[Piece]) -> int:
    """How far most of the wrapped prose is indented: headings of such a text stand to the left of it."""
    words: Counter[int] = Counter()
    for piece in pieces:
        if piece.kind == "prose" and piece.lines > 1:
            words[piece.indent] += piece.words
    return words.most_common(1)[0][0] if words else 0


def _stands_out(piece: Piece, after: Piece) -> bool:
    """Whether a block's first piece is alone in it, or heads the paragraph that follows at once."""
    if after.block != piece.block:
        return True
    if after.kind != "prose" or piece.words > 10:
        return False
    return after.lines > 1 or after.indent > piece.indent or numbered_title(piece.text) is not None


def _body_indent(pieces: Sequence[Piece], i: int) -> int:
    """The indentation of the paragraph below: a numbered heading is not indented more."""
    after = next((p for p in pieces[i + 1 : i + 4] if p.words >= 8), None)
    return after.indent if after else 0


def _is_plain(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a line without a mark of its own heads what follows it."""
    piece, after = pieces[i], pieces[i + 1]
    text = piece.text
    if piece.kind != "prose" or piece.lines > 2 or is_caption(text):
        return False
    if is_question(text):
        return after.words >= 6
    entries = after.kind != "prose" or (after.block == piece.block and after.lines == 1)
    leads = (text[-1] == ":" and entries) or (i > 0 and ": " in text)
    odd = text[0] in "\"“‘'" or (text[0].isdigit() and not _YEAR.match(text))
    if leads or odd or not is_title(text) or _is_continued(pieces, i):
        return False
    return not after.text[0].islower() and (piece.indent >= _CENTRED or piece.indent <= after.indent)


def _is_continued(pieces: Sequence[Piece], i: int) -> bool:
    """Whether the paragraph before breaks off, so that this line is its end."""
    before = pieces[i - 1] if i else None
    return before is not None and before.kind == "prose" and before.words > 4 and before.text[-1] in ",-–—"


def _without_runs(pieces: Sequence[Piece], forms: Sequence[str]) -> list[str]:
    """The forms without those that come in a row: many short lines with no prose below any are a list."""
    kept = list(forms)
    bounds = [i for i in range(len(forms)) if i == 0 or forms[i] != forms[i - 1]] + [len(forms)]
    for start, end in pairwise(bounds):
        form = forms[start]
        deepens = all(depth(a.text) < depth(b.text) for a, b in pairwise(pieces[start:end]))
        if (form == "numbered" and end - start > 2 and not deepens) or (
            form in ("capitals", "plain") and end - start > 3
        ):
            kept[start:end] = [""] * (end - start)
    return kept
