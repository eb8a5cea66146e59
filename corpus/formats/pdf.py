"""PDF: the lines of each page, as PDFium lays them out."""

from __future__ import annotations

import ctypes
import re
import time
import zlib
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.errors import SourceError
from corpus.formats.decoding import clean
from corpus.formats.lines import Line
from corpus.formats.markup import Marked
from corpus.formats.typeset import read_typeset

#: More text than this is out of proportion to one source.
MOST_CHARACTERS = 20_000_000
#: No page's content unpacks to more, unless to do harm: PDFium itself would take up to a GiB.
MOST_UNPACKED = 32 * 1024 * 1024
#: Seconds that the pages of one file may take.
PATIENCE = 300.0
#: PDFium's mark for a hyphen that a line break asked for.
_HYPHEN = "\ufffe"
_BREAKS = f"\r\n{_HYPHEN}"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_STREAM = re.compile(rb">>\s*stream\r?\n")
_RULE = re.compile(r"[-=_~. ]{3,}\Z")
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_BOLD_WEIGHT = 700.0
#: Titles that a program made up.
_NO_TITLE = ("untitled", "microsoft word", "document")


def read_pdf(data: bytes, source: str) -> Marked:
    """The text of a PDF's pages, their running heads and numbers left out; headings are told by size and weight.

    Raises SourceError where it can't be opened, is protected, or holds pictures of text alone.
    """
    _check(data, source)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise SourceError(source, _reason(error)) from error
    try:
        pages = _pages(document, source)
        title = _named(document)
    finally:
        document.close()
    if not any(pages):
        raise SourceError(source, f"its {len(pages)} pages hold no text, only pictures: run it through OCR first")
    return read_typeset(pages, title)


def _check(data: bytes, source: str) -> None:
    """Raises SourceError where a page's content would unpack out of all proportion."""
    for match in _STREAM.finditer(data):
        about = data[max(0, match.start() - 1000) : match.start()].rpartition(b"obj")[2]
        if b"/Image" in about or b"FlateDecode" not in about:
            continue
        content = data[match.end() : data.find(b"endstream", match.end())]
        for _ in range(about.count(b"FlateDecode")):
            with suppress(zlib.error):
                content = zlib.decompressobj().decompress(content, MOST_UNPACKED + 1)
        if len(content) > MOST_UNPACKED:
            raise SourceError(source, f"a part of it unpacks to more than {MOST_UNPACKED // 2**20} MiB: export it anew")


def _pages(document: pdfium.PdfDocument, source: str) -> list[list[Line]]:
    """The lines of each page. Raises SourceError where there are too many, or they take too long."""
    pages: list[list[Line]] = []
    ink, deadline = 0, time.monotonic() + PATIENCE
    for number in range(len(document)):
        pages.append(_lines(document, number, source))
        ink += sum(len(line.text) for line in pages[-1])
        if ink > MOST_CHARACTERS or time.monotonic() > deadline:
            raise SourceError(source, f"it is too long (read up to page {number + 1}): split it into several files")
    return pages


def _reason(error: pdfium.PdfiumError) -> str:
    if error.err_code == raw.FPDF_ERR_PASSWORD:
        return "it is protected by a password: save a copy without one"
    return "it can't be read as PDF: the file is damaged, or is something else; export it anew"


def _named(document: pdfium.PdfDocument) -> str | None:
    """The title that the file names, unless a program made it up."""
    title = " ".join(clean(document.get_metadata_value("Title")).split())
    made_up = title.lower().startswith(_NO_TITLE) or "." in title.rpartition(" ")[2][:-1]
    return None if made_up else title or None


def _lines(document: pdfium.PdfDocument, number: int, source: str) -> list[Line]:
    """A page's lines in the order of reading."""
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise SourceError(source, f"its page {number + 1} can't be read: export the PDF anew") from error
    count = text_page.count_chars()
    text = _text(text_page, count)
    ends = [i for i, character in enumerate(text) if character in _BREAKS]
    bounds = pairwise([-1, *ends, count])
    found = [_line(text_page, text, range(before + 1, end)) for before, end in bounds]
    height = page.get_height()
    text_page.close()
    page.close()
    return [replace(line, page=number, base=height - line.base) for line in found if line is not None]


def _text(page: pdfium.PdfTextPage, count: int) -> str:
    """The page's characters, one for each of PDFium's."""
    text = page.get_text_range() if count else ""
    if len(text) == count:
        return str(text)
    codes = (raw.FPDFText_GetUnicode(page, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " " for code in codes)


def _line(page: pdfium.PdfTextPage, text: str, places: range) -> Line | None:
    """The line of the characters at these places, its base counted up; None where it has no ink."""
    inked = [i for i in places if not text[i].isspace()]
    words = " ".join(clean(text[places.start : places.stop]).translate(_LIGATURES).split())
    if not inked or not words or _RULE.match(words):
        return None
    sampled = inked[:: max(1, len(inked) // 5)]
    boxes = [page.get_charbox(i, loose=True) for i in sampled]
    return Line(
        text=words,
        page=0,
        left=page.get_charbox(inked[0])[0],
        right=page.get_charbox(inked[-1])[2],
        base=_baseline(page, inked[len(inked) // 2]),
        size=median(top - bottom for _, bottom, _, top in boxes),
        weight=median(_weight(page, i) for i in sampled),
        hyphen=text[places.stop : places.stop + 1] == _HYPHEN,
    )


def _weight(page: pdfium.PdfTextPage, i: int) -> float:
    """How bold a character is, 400 for what isn't: by its font's name, else by how wide its stems are."""
    name = ctypes.create_string_buffer(256)
    length = raw.FPDFText_GetFontInfo(page, i, name, len(name), ctypes.c_int())
    if _BOLD.search(name.raw[: min(length, len(name))]):
        return _BOLD_WEIGHT
    return max(float(raw.FPDFText_GetFontWeight(page, i)), 0.0) or 400.0


def _baseline(page: pdfium.PdfTextPage, i: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, i, x, y)
    return y.value
