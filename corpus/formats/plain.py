"""Plain text: its pages joined, its lines unwrapped, its headings found by their form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.headings import heading_levels, title_end
from corpus.formats.layout import Piece, layout
from corpus.formats.markup import Marked, Writer
from corpus.formats.pagination import without_pages
from corpus.formats.titles import division, is_title, numbered_title

#: A title of no more words may be the mere name of what the text is about.
_NAME_WORDS = 2
#: The column in the middle of a page of 72, and the least indentation of what is centred there.
_MIDDLE, _CENTRED = 36, 4


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A heading, or the pieces of one block; level 0 for a block."""

    level: int
    pieces: Sequence[Piece]

    @property
    def words(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


def read_plain(text: str) -> Marked:
    """The text of a plain file.

    Its title is its first heading where that is underlined, else the longest before any prose, with the line
    below that goes on with it ("on the labelling of …"); else the line in the middle of the page, or the first.
    """
    writer = Writer()
    return writer.marked(_title(_lay(writer, text)))


def write_plain(writer: Writer, text: str) -> None:
    """Lay down plain text that stands inside another format; its headings stand below the last one there."""
    _lay(writer, text, writer.level)


def _lay(writer: Writer, text: str, above: int = 0) -> tuple[_Stretch, ...]:
    pieces = layout(without_pages(text))
    stretches = tuple(_stretches(pieces, heading_levels(pieces)))
    for stretch in stretches:
        if stretch.level:
            writer.heading(stretch.words, above + stretch.level)
        else:
            _write(writer, stretch.pieces)
    return stretches


def _stretches(pieces: Sequence[Piece], levels: Sequence[int]) -> Iterator[_Stretch]:
    i = 0
    while i < len(pieces):
        end = title_end(pieces, levels, i) if levels[i] else _block_end(pieces, levels, i)
        yield _Stretch(levels[i], pieces[i:end])
        i = end


def _block_end(pieces: Sequence[Piece], levels: Sequence[int], i: int) -> int:
    end = i + 1
    while end < len(pieces) and pieces[end].block == pieces[i].block and not levels[end]:
        end += 1
    return end


def _write(writer: Writer, block: Sequence[Piece]) -> None:
    # Where every line stands for itself, as in code, its indentation says something; an item's always does.
    loose = all(piece.lines == 1 for piece in block)
    lines = [" " * piece.indent * (loose or piece.kind == "item") + piece.text for piece in block]
    if block[0].kind == "prose":
        writer.paragraph(lines)
    else:
        writer.block(lines)


def _is_prose(block: Sequence[Piece]) -> bool:
    """Whether a block says something, rather than names who wrote it, and when."""
    closed = block[-1].text[-1] == "." and all(piece.kind != "row" for piece in block)
    return closed or any(piece.words >= 8 and piece.kind != "row" for piece in block)


def _title(stretches: Sequence[_Stretch]) -> str | None:
    """The title that a text opens with, if it does."""
    titles: list[str] = []
    for stretch in stretches:
        first = stretch.pieces[0]
        if stretch.level:
            if numbered_title(stretch.words) is None:  # a section's number: the text has no title of its own
                titles.append(stretch.words)
            if first.underline and len(titles) == 1:
                break
        elif not titles and _is_centred(stretch):
            return stretch.words
        elif titles and first.text[0].islower() and first.words <= 30 and first.text[-1] != ".":
            titles[-1] += " " + stretch.words
        elif _is_prose(stretch.pieces):
            break
    return _longest(titles) or _first_line(stretches)


def _longest(titles: Sequence[str]) -> str | None:
    """The longest of the titles; after the first where that is a mere name ("LAKE TARN", "A profile in figures")."""
    longest = max(titles, key=len, default=None)
    if longest is None or titles[0] in longest or len(titles[0].split()) > _NAME_WORDS:
        return longest
    return f"{titles[0]}: {longest}"


def _is_centred(stretch: _Stretch) -> bool:
    """Whether a block is one line in the middle of a page, as the title of a memorandum is."""
    piece = stretch.pieces[0]
    middle = piece.indent + len(piece.text) / 2
    alone = len(stretch.pieces) == 1 and piece.kind == "prose" and 2 <= piece.words <= 18
    return alone and piece.indent >= _CENTRED and abs(middle - _MIDDLE) <= 4 and piece.text[-1] not in ".,;:"


def _first_line(stretches: Sequence[_Stretch]) -> str | None:
    """The line that a text opens with, where it reads as a title and prose follows."""
    if len(stretches) < 2:
        return None
    first = stretches[0].pieces[0]
    named = first.kind == "prose" and first.lines == 1 and first.words >= 2 and division(first.text) is None
    return first.text if named and is_title(first.text) else None
