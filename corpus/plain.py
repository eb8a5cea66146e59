"""Plain text: its pages joined, its lines unwrapped, its headings found by their form."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.headings import heading_levels, title_end
from corpus.layout import Piece, layout
from corpus.markup import Marked, Writer
from corpus.pages import without_pages


def read_plain(text: str) -> Marked:
    """The text of a plain file.

    Its title is its first heading where that is underlined, else the longest heading before any prose.
    """
    pieces = layout(without_pages(text))
    levels = heading_levels(pieces)
    writer = Writer()
    opening: list[str] = []
    opened, underlined = True, False
    i = 0
    while i < len(pieces):
        if levels[i]:
            end = title_end(pieces, levels, i)
            heading = " ".join(piece.text for piece in pieces[i:end])
            writer.heading(heading, levels[i])
            if opened and not underlined:
                opening.append(heading)
                underlined = bool(pieces[i].underline) and len(opening) == 1
        else:
            end = _block_end(pieces, levels, i)
            block = pieces[i:end]
            opened = opened and all(piece.words < 8 or piece.kind == "row" for piece in block)
            _write(writer, block)
        i = end
    return writer.marked(max(opening, key=len, default=None))


def _block_end(pieces: Sequence[Piece], levels: Sequence[int], i: int) -> int:
    end = i + 1
    while end < len(pieces) and pieces[end].block == pieces[i].block and not levels[end]:
        end += 1
    return end


def _write(writer: Writer, block: Sequence[Piece]) -> None:
    base = min((piece.indent for piece in block if piece.kind == "item"), default=0)
    lines = [" " * (piece.indent - base if piece.kind == "item" else 0) + piece.text for piece in block]
    if block[0].kind == "prose":
        writer.paragraph(lines)
    else:
        writer.block(lines)
