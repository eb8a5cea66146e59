"""Plain text: its pages joined, its lines unwrapped, its headings found by their form."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.headings import heading_levels, is_bare_label, run_in
from corpus.layout import Piece, layout
from corpus.markup import Marked, Writer
from corpus.pages import without_pages


def read_plain(text: str) -> Marked:
    """The text of a plain file. Its title is the longest of the headings that stand before any prose."""
    pieces = layout(without_pages(text))
    levels = heading_levels(pieces)
    writer = Writer()
    opening: list[str] = []
    opened = True
    i = 0
    while i < len(pieces):
        if levels[i]:
            end = _title_end(pieces, levels, i)
            heading = " ".join(piece.text for piece in pieces[i:end])
            writer.heading(heading, levels[i])
            if opened:
                opening.append(heading)
        else:
            end = _block_end(pieces, levels, i)
            block = pieces[i:end]
            opened = opened and all(piece.words < 8 or piece.kind == "row" for piece in block)
            _write(writer, block)
        i = end
    return writer.marked(max(opening, key=len, default=None))


def _title_end(pieces: Sequence[Piece], levels: Sequence[int], i: int) -> int:
    """Past a heading; where it is a bare number ("Article 5"), past the title in the next line too."""
    following = i + 1
    if not is_bare_label(pieces[i].text) or following == len(pieces):
        return following
    title = pieces[following]
    short = title.kind == "prose" and title.words <= 12 and title.text[-1] not in ".,;:"
    named = (
        short and not is_bare_label(title.text) and (levels[following] == 1 or title.block == pieces[i].block)
    )
    return following + 1 if named and following + 1 < len(pieces) else following


def _block_end(pieces: Sequence[Piece], levels: Sequence[int], i: int) -> int:
    end = i + 1
    while end < len(pieces) and pieces[end].block == pieces[i].block and not levels[end]:
        end += 1
    return end


def _write(writer: Writer, block: Sequence[Piece]) -> None:
    base = min((piece.indent for piece in block if piece.kind == "item"), default=0)
    lines = [" " * (piece.indent - base if piece.kind == "item" else 0) + piece.text for piece in block]
    writer.block(lines, run_in(block[0].text) if block[0].kind == "prose" else 0)
